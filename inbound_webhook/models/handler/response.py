from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.answers import ConfiguredResponse
from ...engine.errors import EngineError
from ...rights.answerable import path_obstacle
from ...words.phrases import worded
from ..bounded import within_bounds

#: Placeholders besides the parameters and the fields of the record.
CALL_PLACEHOLDERS = (
    *("call.id", "call.status", "call.operation", "call.error"),
    *("call.records", "call.count", "call.more"),
)
#: What is known of a call, besides its parameters, that waits for its turn.
_KNOWN_WHILE_WAITING = ("call.id",)


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
            ("accepted", "Taken into the queue"),
        ],
        required=True,
        default="success",
        help="Taken into the queue: what is answered at once where calls are processed "
        "in the background, or kept while the webhook is off; otherwise 202. A failure "
        "of our own, a handler that is off, and a body that cannot be read always get "
        "the plain answer, so that no sender is told that all is well.",
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
        "of linked records, too: {{ record.parent_id.name }}. Fields of the record are "
        "empty where the call left none, as after an error. Of a look-up that answers "
        "a list: {{ call.records }}, {{ call.count }}, {{ call.more }}."
    )

    _outcome_unique = models.Constraint(
        "UNIQUE (handler_id, outcome)", "There are two responses to the same outcome."
    )
    _status_code_bounds = within_bounds("status_code")

    @api.constrains("outcome", "status_code")
    def _check_accepted(self):
        """Refuse to tell the sender of a call that waits that it is not there."""
        for response in self.filtered(lambda response: response.outcome == "accepted"):
            if not 200 <= response.status_code < 300:
                raise ValidationError(
                    self.env._(
                        "A call that is taken into the queue has come in: answer it "
                        "with a status from 200 to 299, such as 200 or 202."
                    )
                )

    @api.constrains("outcome", "body", "headers", "content_type", "handler_id")
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
        parameters = handler.parameter_ids.mapped("name")
        if self.outcome == "accepted":
            self._check_known_while_waiting(names - {*parameters})
        known = {*parameters, *CALL_PLACEHOLDERS}
        target = self.env.get(handler.model_name)
        for name in sorted(names - known):
            path = name.removeprefix("record.")
            first = path.partition(".")[0]
            if path == name or target is None or first not in target._fields:
                raise ValidationError(
                    self.env._(
                        "The placeholder %s is neither a parameter nor a field of the "
                        "record.",
                        f"{{{{ {name} }}}}",
                    )
                )

    def _check_known_while_waiting(self, names):
        unknown = {
            name
            for name in names - {*_KNOWN_WHILE_WAITING}
            if name in CALL_PLACEHOLDERS or name.startswith("record.")
        }
        for name in sorted(unknown):
            raise ValidationError(
                self.env._(
                    "The placeholder %s is not known yet when a call is taken into the "
                    "queue: what it does comes later. Its parameters are known, and "
                    "{{ call.id }}.",
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
            path = name.removeprefix("record.")
            obstacle = path != name and path_obstacle(target, path)
            if obstacle:
                yield obstacle

    def _names(self):
        """Names of its placeholders; none of one that cannot be made.

        That it cannot is said elsewhere.
        """
        try:
            return self._configured(lenient=True).names()
        except EngineError:
            return frozenset()

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
