from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.answers import ConfiguredResponse
from ..engine.errors import EngineError
from .bounded import within_bounds
from .phrase_words import worded
from .record_values import shown

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
        help="A failure of our own, or a handler that is off, always gets the plain "
        "answer, so that the sender tries again.",
    )
    status_code = fields.Integer(required=True, default=200)
    content_type = fields.Char(required=True, default="application/json")
    headers = fields.Text(
        help="One on a line, as Name: value. Placeholders work here too."
    )
    body = fields.Text(
        help="Placeholders: {{ parameter }}, {{ record.field }}, {{ call.id }}."
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
            if field_name != name and target is not None:
                if field_name in target._fields:
                    continue
            raise ValidationError(
                self.env._(
                    "The placeholder %s is neither a parameter nor a field of the "
                    "record.",
                    f"{{{{ {name} }}}}",
                )
            )

    def _configured(self):
        """The response as the engine takes it.

        :rtype: ConfiguredResponse
        :raise EngineError: a template or a header is wrong
        """
        self.ensure_one()
        return ConfiguredResponse.parse(
            status=self.status_code,
            content_type=self.content_type,
            header_lines=self.headers or "",
            body=self.body or "",
        )

    def _render(self, call, processed):
        """The reply to a call.

        :param processed: the receiver's ``Processed``
        :rtype: engine.request.Reply
        """
        configured, outcome = self._configured(), processed.outcome
        values = {
            **(processed.parameters or {}),
            "call.id": call.id,
            "call.status": outcome.call_status,
            "call.operation": outcome.operation,
            "call.error": outcome.message,
        }
        for name in configured.names():
            field_name = name.removeprefix("record.")
            if field_name != name and processed.record:
                values[name] = shown(processed.record, field_name)
        return configured.render(values)
