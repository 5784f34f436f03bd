from odoo import api, models
from odoo.fields import Domain


class IrModelFields(models.Model):
    """Fields are found by their technical names, too, where a mapping picks one."""

    _inherit = "ir.model.fields"

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if (
            not self.env.context.get("inbound_webhook_field_picker")
            or operator in Domain.NEGATIVE_OPERATORS
        ):
            return domain
        return domain | Domain("name", operator, value)
