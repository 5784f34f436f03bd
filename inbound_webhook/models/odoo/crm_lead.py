from odoo import models


class CrmLead(models.Model):
    """Leads show the calls that are about them."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "inbound.webhook.record.mixin"]

    def _merge_dependences(self, opportunities):
        """Let senders go on knowing the lead by each of their ids."""
        result = super()._merge_dependences(opportunities)
        self.env["inbound.webhook.beside.record"]._hand_over(opportunities, self)
        return result

    def _inverse_email_from(self):
        """Leave the contact of somebody who can log in as it is.

        Odoo writes a lead's address to its contact. The enquiry of a customer who has
        a login must not be lost over that.
        """
        return super(CrmLead, self._inbound_webhook_syncing())._inverse_email_from()

    def _inverse_phone(self):
        return super(CrmLead, self._inbound_webhook_syncing())._inverse_phone()

    def _inbound_webhook_syncing(self):
        return self.filtered(
            lambda lead: lead.partner_id._inbound_webhook_may_be_changed()
        )
