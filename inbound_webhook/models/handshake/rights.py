from odoo import models
from odoo.exceptions import AccessError


class InboundWebhookHandshake(models.Model):
    """Who may change which handshake.

    Who changes one changes what the handlers that have it answer, and whose secret they
    take. What the server asks of others is for Settings alone to say.
    """

    _inherit = "inbound.webhook.handshake"

    def write(self, vals):
        result = super().write(vals)
        # Before, it was asked of what the handshake was; now, of what it has become.
        self.check_access("write")
        return result

    def _reserved_for_settings(self):
        return super()._reserved_for_settings() | self.filtered("fetch_hosts")

    def _settings_only(self):
        return AccessError(
            self.env._(
                "Only a Settings administrator changes the handshakes that came with "
                "an addon, those that others made, those that webhooks of others have, "
                "and those that ask another server. Copy the handshake, and change the "
                "copy."
            )
        )
