from odoo import api, models
from odoo.fields import Domain


class IrModelFields(models.Model):
    """Fields are found by their technical names, too, where a mapping picks one."""

    _inherit = "ir.model.fields"

    @api.depends_context("hide_model")
    def _compute_display_name(self):
        # Odoo (base/models/ir_model.py) does not say that it depends on that: the name
        # of a field that was asked for before is shown as it was asked for then.
        return super()._compute_display_name()

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if (
            not self.env.context.get("inbound_webhook_field_picker")
            or operator in Domain.NEGATIVE_OPERATORS
        ):
            return domain
        return domain | Domain("name", operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Where a field is picked, the one of that very name comes first.

        Who types *Email* and presses Enter does not mean *Email cc*.
        """
        said = name.strip().casefold()
        if not said or not self.env.context.get("inbound_webhook_field_picker"):
            return super().name_search(name, domain, operator, limit)
        # All of them: the one that is meant may be the last by its technical name.
        found = super().name_search(name, domain, operator, limit=None)

        def is_another(item):
            field = self.browse(item[0]).sudo()
            return said not in (field.name, field.field_description.casefold())

        return sorted(found, key=is_another)[:limit]
