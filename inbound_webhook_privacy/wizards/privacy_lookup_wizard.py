from odoo import api, models
from odoo.tools import SQL

from odoo.addons.inbound_webhook.privacy.person import Person


class PrivacyLookupWizard(models.TransientModel):
    """Finds a person in what calls left behind, too.

    Odoo's own way, by columns named ``email``, sees nothing in a body.
    """

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        query = super()._get_query()
        person = Person(email=self.email, name=self.name)
        for model in self.env["inbound.webhook.personal"]._models_looked_up():
            rows = self.env[model].sudo()._holding(person)
            query = SQL(
                "%s UNION ALL SELECT %s AS res_model_id, id AS res_id,"
                " TRUE AS is_active FROM %s WHERE id = ANY(%s)",
                query,
                self.env["ir.model"]._get_id(model),
                SQL.identifier(rows._table),
                rows.ids,
            )
        return query


class PrivacyLookupWizardLine(models.TransientModel):
    """Empties what calls left behind, and keeps the rows.

    Deleted, the log would lose what happened, and a handler or a parameter is no row of
    a person's.
    """

    _inherit = "privacy.lookup.wizard.line"

    @api.depends("res_model_id")
    def _compute_has_active(self):
        # To archive a handler would switch it off.
        ours = self.filtered(lambda line: line._is_of_webhooks())
        ours.has_active = False
        return super(PrivacyLookupWizardLine, self - ours)._compute_has_active()

    def action_unlink(self):
        self.ensure_one()
        if not self._is_of_webhooks() or self.is_unlinked:
            return super().action_unlink()
        row = self.env[self.res_model].sudo().browse(self.res_id)
        self.execution_details = row._erase_and_tell()
        self.is_unlinked = True
        return None

    def _is_of_webhooks(self):
        models_of_ours = self.env["inbound.webhook.personal"]._models_looked_up()
        return self.res_model_id.model in models_of_ours
