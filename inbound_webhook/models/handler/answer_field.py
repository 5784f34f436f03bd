from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...rights.answerable import path_obstacle
from ...words.phrases import worded
from ..bounded import within_bounds


class InboundWebhookAnswerField(models.Model):
    """A field that a look-up answers: of a record that the one found is linked to."""

    _name = "inbound.webhook.answer.field"
    _inherit = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Answered Field"
    _order = "sequence, id"
    _rec_name = "path"

    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    path = fields.Char(
        string="Field",
        required=True,
        help="From the record to the field, as company_id.currency_id.name. It is what "
        "the value is called in the answer. Behind a field with several records stands "
        "a list of values.",
    )
    model_name = fields.Char(related="handler_id.model_name")

    _sequence_bounds = within_bounds("sequence")

    @api.constrains("path", "handler_id")
    def _check_path(self):
        """Refuse what the handler's user cannot be answered as it is written."""
        for line in self:
            obstacle = path_obstacle(line.handler_id._as_user(), line.path)
            if obstacle:
                raise ValidationError(worded(self.env, obstacle))
