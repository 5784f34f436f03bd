from odoo import api, models
from odoo.fields import Domain

from ...rights.login_contacts import LoginContactProtected, is_protected_from

#: Where a contact follows another one by Odoo's own rules. Not in the context of a
#: sender: nothing of a call gets there.
_FOLLOWING = "inbound_webhook_following"


class ResPartner(models.Model):
    """Contacts show the calls that are about them.

    Calls leave the contacts of people who can log in, and of the companies in Odoo, as
    they are, whatever way the change would take: by a match key, by a lead, an
    employee or a user that writes to its contact, by the code of an action.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "inbound.webhook.record.mixin"]

    def write(self, vals):
        self._check_inbound_webhook_change()
        return super().write(vals)

    def _check_inbound_webhook_change(self):
        if not is_protected_from(self.env) or self.env.context.get(_FOLLOWING):
            return
        protected = self._inbound_webhook_protected()
        if protected:
            raise LoginContactProtected(protected[0].sudo().display_name)

    def _inbound_webhook_protected(self):
        """Those of the contacts that somebody, or a company of Odoo's, goes by."""
        mine = Domain("partner_id", "in", self.ids)
        everybody = {"active_test": False}
        users = self.env["res.users"].sudo().with_context(**everybody).search(mine)
        companies = self.env["res.company"].sudo().with_context(**everybody)
        partners = users.partner_id | companies.search(mine).partner_id
        return self.filtered(lambda partner: partner.id in partners.ids)

    def _children_sync(self, values):
        """Let the address of a contact follow that of its company.

        That is of the company's contact, which the call may change, and it is the
        address and the tax id alone: nobody logs in by them.
        """
        following = self.with_context(**{_FOLLOWING: True})
        return super(ResPartner, following)._children_sync(values)

    @api.private
    def _inbound_webhook_may_be_changed(self):
        """Whether a call, if it is one that acts here, may change the contact."""
        return not is_protected_from(self.env) or not self._inbound_webhook_protected()
