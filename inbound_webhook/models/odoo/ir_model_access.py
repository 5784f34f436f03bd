"""Access errors remember which right it was that somebody lacked."""

from odoo import models

from ...words.failures import Denied


class IrModelAccess(models.Model):
    _inherit = "ir.model.access"

    def _make_access_error(self, model, mode):
        """Note the right on the exception; its text is for who sits at a screen."""
        error = super()._make_access_error(model, mode)
        error.inbound_webhook_denied = Denied(mode, model, self.env.user.name)
        return error


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """As that of the access rights."""
        error = super()._make_access_error(operation, records)
        error.inbound_webhook_denied = Denied(
            operation, records._name, self.env.user.name, by_rule=True
        )
        return error
