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
    label = fields.Char(string="In Words", compute="_compute_label")

    _sequence_bounds = within_bounds("sequence")

    @api.depends("path", "handler_id.model_id")
    @api.depends_context("lang")
    def _compute_label(self):
        for line in self:
            model, words = self.env.get(line.model_name), []
            for name in filter(None, (line.path or "").split(".")):
                field = None if model is None else model._fields.get(name)
                words.append(field._description_string(self.env) if field else name)
                model = self.env.get(field and field.comodel_name)
            line.label = " > ".join(words)

    @api.constrains("path", "handler_id")
    def _check_path(self):
        """Refuse what the handler's user cannot be answered as it is written."""
        for line in self:
            obstacle = path_obstacle(line.handler_id._as_user(), line.path)
            if obstacle:
                raise ValidationError(worded(self.env, obstacle))
