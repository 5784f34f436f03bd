import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...engine.answers import ConfiguredResponse
from ...engine.errors import EngineError, InvalidSetup
from ...engine.phrases import _lt
from ...failure_kinds import CONFLICT, OUTAGE, kind_of
from ...log_masking import log_failure
from ...processing.record_values import shown
from ...rights.answerable import field_obstacle
from ...words.phrases import worded
from ..bounded import within_bounds

_logger = logging.getLogger(__name__)

#: Placeholders besides the parameters and the fields of the record.
CALL_PLACEHOLDERS = ("call.id", "call.status", "call.operation", "call.error")


class InboundWebhookResponse(models.Model):
    """What a handler answers when a call ends in a certain way."""

    _name = "inbound.webhook.response"
    _inherit = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Response"
    _order = "id"

    outcome = fields.Selection(
        [
            ("success", "Success"),
            ("not_found", "Nothing found"),
            ("duplicate", "Duplicate"),
            ("ignored", "Conditions not met"),
            ("error", "The call is wrong"),
        ],
        required=True,
        default="success",
        help="A failure of our own, a handler that is off, and a body that cannot be "
        "read always get the plain answer, so that no sender is told that all is well.",
    )
    status_code = fields.Integer(required=True, default=200)
    content_type = fields.Char(required=True, default="application/json")
    headers = fields.Text(
        help="One on a line, as Name: value. Placeholders work here too. Allowed are "
        "Location, Retry-After, Content-Language, ETag, Last-Modified, "
        "Access-Control-Allow-Origin, and names of your own that begin with X-."
    )
    body = fields.Text(
        help="Placeholders: {{ parameter }}, {{ record.field }}, {{ call.id }}. Fields "
        "of the record are empty where the call left none, as after an error."
    )

    _outcome_unique = models.Constraint(
        "UNIQUE (handler_id, outcome)", "There are two responses to the same outcome."
    )
    _status_code_bounds = within_bounds("status_code")

    @api.constrains("body", "headers", "content_type", "handler_id")
    def _check_templates(self):
        for response in self:
            try:
                configured = response._configured()
                names = set(configured.names())
            except EngineError as error:
                raise ValidationError(
                    self.env._("A response cannot be sent: %s", worded(self.env, error))
                ) from error
            response._check_names(names)

    def _check_names(self, names):
        handler = self.handler_id
        known = {*handler.parameter_ids.mapped("name"), *CALL_PLACEHOLDERS}
        target = self.env.get(handler.model_name)
        for name in sorted(names - known):
            field_name = name.removeprefix("record.")
            if field_name == name or target is None or field_name not in target._fields:
                raise ValidationError(
                    self.env._(
                        "The placeholder %s is neither a parameter nor a field of the "
                        "record.",
                        f"{{{{ {name} }}}}",
                    )
                )

    @api.constrains("body", "headers")
    def _check_fields(self):
        """Refuse what the handler's user cannot be answered as it is written.

        Another user later is no reason to refuse that one: the form warns then.
        """
        self._check_templates()
        for response in self:
            for obstacle in response._obstacles():
                raise ValidationError(worded(self.env, obstacle))

    def _obstacles(self):
        """Why fields of the record cannot be answered, a sentence each."""
        target = self.handler_id._as_user()
        for name in sorted(self._configured(lenient=True).names()):
            field_name = name.removeprefix("record.")
            obstacle = field_name != name and field_obstacle(target, field_name)
            if obstacle:
                yield obstacle

    def _configured(self, *, lenient=False):
        """The response as the engine takes it.

        :param lenient: leave out headers that are not allowed any more
        :rtype: ConfiguredResponse
        :raise EngineError: a template or a header is wrong
        """
        self.ensure_one()
        return ConfiguredResponse.parse(
            status=self.status_code,
            content_type=self.content_type,
            header_lines=self.headers or "",
            body=self.body or "",
            lenient=lenient,
        )

    def _render_or_note(self, call, processed):
        """The reply to a call; where it cannot be made, a note in its trace says so.

        The call goes on all the same: what it did is worth more than how it is said.

        :param processed: the receiver's ``Processed``
        :rtype: engine.request.Reply or None
        """
        try:
            return self._render(call, processed)
        except Exception as error:
            if kind_of(error) in (CONFLICT, OUTAGE):
                raise
            message = _lt(
                "The answer could not be made as it is configured, so the sender got "
                "the plain one. %(reason)s",
                reason=_reason(error),
            )
            processed.trace.noted("answer", "plain_answer", message=message)
        return None

    def _render(self, call, processed):
        configured, outcome = self._configured(lenient=True), processed.outcome
        values = {
            **(processed.parameters or {}),
            "call.id": call.id,
            "call.status": outcome.call_status,
            "call.operation": outcome.operation,
            "call.error": outcome.message,
        }
        # What does not stand was rolled back: there is no record to read.
        if outcome.stands and processed.record:
            names = [name for name in configured.names() if name.startswith("record.")]
            values |= _values_of(processed.record, names)
        return configured.render(values)


def _values_of(record, names):
    """What placeholders stand for, read with the rights of the handler's user.

    :param record: in the environment of that user
    :raise InvalidSetup: a field cannot be answered
    """
    if not names:
        return {}
    fields_by_name = {name: name.removeprefix("record.") for name in names}
    for field_name in fields_by_name.values():
        obstacle = field_obstacle(record, field_name)
        if obstacle:
            raise InvalidSetup("answer_field", obstacle, field=field_name)
    # A field that is computed may fail in the database, and must not take along what
    # the call did.
    with record.env.cr.savepoint():
        record.check_access("read")
        return {
            name: shown(record, field_name)
            for name, field_name in fields_by_name.items()
        }


def _reason(error):
    """Why an answer could not be made, in a sentence."""
    if isinstance(error, EngineError):
        return error.phrase
    if isinstance(error, AccessError):
        return _lt("The user of this webhook may not read the record.")
    log_failure(_logger, "The answer to an inbound call cannot be made", error)
    return _lt(
        "The fields of the record failed with %(kind)s.", kind=type(error).__name__
    )
