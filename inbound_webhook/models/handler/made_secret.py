import base64
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Bytes of randomness in a secret that Odoo makes.
_SECRET_BYTES = 32
_MADE = {
    "hex": lambda raw: raw.hex(),
    "base64": lambda raw: base64.b64encode(raw).decode(),
    "base64url": lambda raw: base64.urlsafe_b64encode(raw).decode(),
    "text": lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
}
#: Kinds whose secret Odoo can make, since both sides have it.
_SHARED = ("basic", "token", "signature")


class InboundWebhookHandler(models.Model):
    """Makes a secret where the sender takes one of ours, and shows it once."""

    _inherit = "inbound.webhook.handler"

    secret_can_be_made = fields.Boolean(
        compute="_compute_secret_can_be_made",
        help="Whether the sender takes a secret of ours.",
    )

    # === COMPUTE METHODS ===

    @api.depends("scheme_id.kind", "scheme_id.secret_maker")
    def _compute_secret_can_be_made(self):
        for handler in self:
            scheme = handler.scheme_id
            is_shared = scheme.kind in _SHARED
            is_ours = scheme.secret_maker == "receiver"
            handler.secret_can_be_made = is_shared and is_ours

    # === ACTIONS ===

    def action_make_secret(self):
        """Make a secret, or the next one where there is one, and show it this once."""
        self.ensure_one()
        self.check_access("write")
        name = "secret_next" if self.sudo().kept_secret else "secret"
        made = self._made_secret()
        self.write({name: made})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("A New Secret"),
            "res_model": "inbound.webhook.new.secret",
            "views": [(False, "form")],
            "target": "new",
            # It is not saved: the dialog is the one place that has it.
            "context": {
                "default_secret": made,
                "default_secret_word": self.scheme_id.secret_word,
                "default_is_next": name == "secret_next",
            },
        }

    def _made_secret(self):
        """A new secret, written as the scheme wants it."""
        scheme = self.scheme_id
        if scheme.kind not in _SHARED or scheme.key_format not in _MADE:
            raise UserError(
                self.env._("The sender makes this secret: take it from there.")
            )
        written = _MADE[scheme.key_format](secrets.token_bytes(_SECRET_BYTES))
        return f"{scheme.key_prefix or ''}{written}"
