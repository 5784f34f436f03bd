from odoo import models
from odoo.exceptions import AccessError

from ...rights.access_checks import also_denied, denied_with_owner
from ...rights.powerful_models import SETTINGS


class InboundWebhookScheme(models.Model):
    """Who may change which scheme.

    Who changes one opens the handlers that ask for it, or shuts them. So those that
    came with an addon are changed by Settings alone, and others by who made them, as
    long as he may change each handler that uses them.
    """

    _inherit = "inbound.webhook.scheme"

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation == "read" or self.env.user.has_group(SETTINGS):
            return denied
        forbidden = denied[0] if denied else self.browse()
        reserved = (self - forbidden)._reserved_for_settings()
        return also_denied(denied, reserved, self._settings_only)

    def write(self, vals):
        self.check_access("write")
        result = super().write(vals)
        self.check_access("write")
        return result

    def _reserved_for_settings(self):
        shipped = self._shipped()
        return self.filtered(
            lambda scheme: scheme in shipped
            or scheme.sudo().create_uid != self.env.user
            or scheme._is_used_by_others()
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

    def _shipped(self):
        """Those that an addon brought along.

        Exports and imports give external ids too, of modules that do not exist.
        """
        known = (
            self.env["ir.model.data"]
            .sudo()
            .search(
                [
                    ("model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("module", "not =like", r"\_\_%"),
                ]
            )
        )
        return self.browse(set(known.mapped("res_id"))) & self


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
