from urllib.parse import urlsplit

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

from ...rights.access_checks import denied_without_settings
from ...rights.authorship import made_by_others
from ...rights.powerful_models import SETTINGS, power_of_field, power_of_model


class InboundWebhookSender(models.Model):
    """Who may change which card of the gallery.

    A card is clicked by whoever trusts it, a Settings administrator too. So those that
    came with an addon are changed by Settings alone, and others by who made them.
    """

    _inherit = "inbound.webhook.sender"

    @api.constrains("documentation_url")
    def _check_documentation_url(self):
        for sender in self.filtered("documentation_url"):
            address = urlsplit(sender.documentation_url)
            if address.scheme not in ("http", "https") or not address.hostname:
                raise ValidationError(
                    self.env._(
                        "The documentation of %s needs an address that begins with "
                        "https:// or http://.",
                        sender.name,
                    )
                )

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        return denied_without_settings(denied, self, operation)

    def write(self, vals):
        result = super().write(vals)
        self.check_access("write")
        return result

    def _reserved_for_settings(self):
        """Those of the senders that whoever asks may not change without Settings."""
        others = made_by_others(self)
        return others | (self - others).filtered(
            lambda sender: sender.sudo()._has_power()
        )

    def _settings_only(self):
        return AccessError(
            self.env._(
                "Only a Settings administrator changes the senders that came with an "
                "addon, those that others made, and those whose records have power "
                "over Odoo itself. Copy the sender, and change the copy."
            )
        )

    def _has_power(self):
        """Whether the records that it makes have power over Odoo itself."""
        name = self.model_name
        if not name:
            return False
        if power_of_model(self.env, name):
            return True
        return name in self.env and any(
            power_of_field(self.env, name, line.field_name, line.create_missing)
            for line in self.line_ids
            if line.field_name
        )

    def _unknown_author(self):
        """Who made the card, where it takes a look at what he put into it.

        An external id says nothing of that: an import gives any.

        :return: the user; empty for a card of an addon, or of a Settings administrator
        """
        author = self.create_uid
        if not author or author._is_superuser() or author.has_group(SETTINGS):
            return author.browse()
        return author
