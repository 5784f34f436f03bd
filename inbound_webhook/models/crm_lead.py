from odoo import models


class CrmLead(models.Model):
    """Leads show the calls that are about them."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "inbound.webhook.record.mixin"]
