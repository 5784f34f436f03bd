from odoo import models
from odoo.exceptions import AccessError

from ...rights.access_checks import denied_with_owner, denied_without_settings
from ...rights.authorship import made_by_others


class InboundWebhookHandshake(models.Model):
    """Who may change which handshake.

    Who changes one changes what the handlers that have it answer, and whose secret they
    take. So those that came with an addon are changed by Settings alone, and others by
    who made them, as long as he may change each handler that has them. What the server
    asks of others is for Settings alone to say.
    """

    _inherit = "inbound.webhook.handshake"

    def write(self, vals):
        result = super().write(vals)
        # Before, it was asked of what the handshake was; now, of what it has become.
        self.check_access("write")
        return result

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        return denied_without_settings(denied, self, operation)

    def _reserved_for_settings(self):
        """Those that whoever asks may not change without Settings."""
        others = made_by_others(self)
        return others | (self - others).filtered(
            lambda handshake: handshake.fetch_hosts or handshake._is_used_by_others()
        )

    def _is_used_by_others(self):
        """Whether a handler has it that whoever asks may not change."""
        handlers = self._handlers()
        mine = handlers.with_env(self.env)._filtered_access("write")
        return len(mine) < len(handlers)

    def _settings_only(self):
        return AccessError(
            self.env._(
                "Only a Settings administrator changes the handshakes that came with "
                "an addon, those that others made, those that webhooks of others have, "
                "and those that ask another server. Copy the handshake, and change the "
                "copy."
            )
        )


class InboundWebhookHandshakeCondition(models.Model):
    """A condition of a handshake: it belongs to who may change that."""

    _inherit = "inbound.webhook.handshake.condition"

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation == "read":
            return denied
        return denied_with_owner(denied, self, "handshake_id")

    def write(self, vals):
        result = super().write(vals)
        # What it belongs to may be another handshake now.
        self.check_access("write")
        return result
