from odoo import api, fields, models

from ...engine.authentication.keys import DERIVATIONS
from .technical_names import named


class InboundWebhookScheme(models.Model):
    """What a secret stands for, and how a call says which one it is signed with."""

    _inherit = "inbound.webhook.scheme"

    key_format = fields.Selection(
        [
            ("text", "As it is"),
            ("hex", "Hex"),
            ("base64", "Base64"),
            ("base64url", "Base64 for URLs"),
            ("raw", "Bytes in Base64"),
            ("pem", "PEM"),
            ("der", "DER"),
            ("jwk", "JWK"),
        ],
        string="Secret Is Written",
        required=True,
        default="text",
        help="How the secret stands for the bytes of the key.",
    )
    key_prefix = fields.Char(
        string="Secret Begins With",
        help="What the sender puts before its secrets, and is no part of the key: "
        "whsec_.",
    )
    key_derivation = fields.Selection(
        lambda self: named(DERIVATIONS),
        string="Made of the Secret",
        help="What is made of the secret before it is used as the key.",
    )
    key_id_source = fields.Selection(
        lambda self: self._selection_source(signature=True),
        string="Id of the Key In",
        help="Where a call says which secret it is signed with. Empty: it does not.",
    )
    key_id_name = fields.Char(string="Id of the Key Named")
    key_url_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Address of the Certificate In",
        help="Where a call says at which address the certificate is that its signature "
        "is checked with. Odoo fetches it there, and remembers it for a day. The "
        "secret of a webhook is then the sender's name of what is yours, such as the "
        "id of the webhook: anybody's calls are signed with the same key.",
    )
    key_url_name = fields.Char(string="Address of the Certificate Named")
    key_hosts = fields.Text(
        string="Hosts of Certificates",
        help="Where certificates may be, one host on each line: hooks.example.com, or "
        "hooks.*.example.com. Nothing is fetched from elsewhere.",
    )
    needs_key_id = fields.Boolean(
        compute="_compute_needs_key_id",
        help="Whether it takes the sender's own name of the secret.",
    )

    # === COMPUTE METHODS ===

    @api.depends("key_id_source", "key_url_source", "part_ids.kind")
    def _compute_needs_key_id(self):
        for scheme in self:
            kinds = scheme.part_ids.mapped("kind")
            is_other = scheme.key_id_source and not scheme.key_url_source
            scheme.needs_key_id = bool(is_other) or "key_id" in kinds

    # === BUSINESS METHODS ===

    def _of_the_key(self):
        """What the engine's scheme says of that."""
        hosts = tuple(filter(None, map(str.strip, (self.key_hosts or "").splitlines())))
        return {
            "key_format": self.key_format,
            "key_prefix": self.key_prefix or "",
            "key_derivation": self.key_derivation or "",
            "key_id_place": self._place("key_id"),
            "key_url_place": self._place("key_url"),
            "key_hosts": hosts,
        }
