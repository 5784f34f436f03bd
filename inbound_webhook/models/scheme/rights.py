from odoo import api, models
from odoo.exceptions import AccessError

from ...rights.access_checks import denied_with_owner, denied_without_settings
from ...rights.authorship import made_by_others
from ...rights.powerful_models import SETTINGS


class InboundWebhookScheme(models.Model):
    """Who may change which scheme.

    Who changes one opens the handlers that ask for it, or shuts them. So those that
    came with an addon are changed by Settings alone, and others by who made them, as
    long as he may change each handler that uses them. Which hosts the server asks for
    certificates is for Settings alone to say.
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

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        return denied_without_settings(denied, self, operation)

    def _reserved_for_settings(self):
        """Those of the schemes that whoever asks may not change without Settings."""
        others = made_by_others(self)
        return others | (self - others).filtered(
            lambda scheme: scheme._is_used_by_others()
        )

    def _is_used_by_others(self):
        """Whether a handler uses it that whoever asks may not change."""
        handlers = self._handlers()
        mine = handlers.with_env(self.env)._filtered_access("write")
        return len(mine) < len(handlers)

    def _settings_only(self):
        return AccessError(
            self.env._(
                "Only a Settings administrator changes the schemes that came with an "
                "addon, those that others made, and those that webhooks of others use. "
                "Copy the scheme, and change the copy."
            )
        )


class InboundWebhookSchemePart(models.Model):
    """A part of a scheme: it belongs to who may change the scheme."""

    _inherit = "inbound.webhook.scheme.part"

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation == "read":
            return denied
        return denied_with_owner(denied, self, "scheme_id")

    def write(self, vals):
        result = super().write(vals)
        # What it belongs to may be another scheme now.
        self.check_access("write")
        return result
