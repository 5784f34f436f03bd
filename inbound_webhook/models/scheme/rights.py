from odoo import api, models
from odoo.exceptions import AccessError

from ...rights.powerful_models import SETTINGS


class InboundWebhookScheme(models.Model):
    """Who may change which scheme.

    Who changes one opens the handlers that ask for it, or shuts them. Which hosts the
    server asks for certificates is for Settings alone to say.
    """

    _inherit = "inbound.webhook.scheme"

    @api.model_create_multi
    def create(self, vals_list):
        schemes = super().create(vals_list)
        schemes._check_named_hosts()
        return schemes

    def write(self, vals):
        result = super().write(vals)
        if "key_hosts" in vals:
            self._check_named_hosts()
        return result

    def _check_named_hosts(self):
        """Not a constraint: those are asked as superuser (``_validate_fields``).

        :raise AccessError: hosts are named that only Settings may name
        """
        if self.env.su or self.env.user.has_group(SETTINGS):
            return
        # Of those that an addon names, copies are made.
        known = self.search([("key_hosts", "!=", False)]) - self
        if not self._named_hosts() <= known._reserved_for_settings()._named_hosts():
            raise self._settings_only()

    def _named_hosts(self):
        texts = filter(None, self.mapped("key_hosts"))
        return {line.strip() for text in texts for line in text.splitlines()}

    def _settings_only(self):
        return AccessError(
            self.env._(
                "Only a Settings administrator changes the schemes that came with an "
                "addon, those that others made, and those that webhooks of others use. "
                "Copy the scheme, and change the copy."
            )
        )
