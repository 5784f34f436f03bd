from odoo import models


class ResPartner(models.Model):
    """Contacts show the calls that are about them."""

    _name = "res.partner"
    _inherit = ["res.partner", "inbound.webhook.record.mixin"]
