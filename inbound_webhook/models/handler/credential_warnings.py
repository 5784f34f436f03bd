from odoo import api, fields, models

from .kept_secrets import KEPT


class InboundWebhookHandler(models.Model):
    """What keeps every call out, and what keeps nobody out."""

    _inherit = "inbound.webhook.handler"

    @api.depends("auth_type", "scheme_id", "secret_until", *KEPT.values())
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        yield from self._credential_warnings()
        yield from super()._warnings()

    def _credential_warnings(self):
        """What keeps every call out, and what keeps nobody out."""
        kept, now = self.sudo(), fields.Datetime.now()
        if self.auth_type == "none":
            if kept.kept_secret or kept.kept_secret_next:
                yield self.env._(
                    "A secret is set, and no call has to know it: say in the tab Who "
                    "May Call what calls have to bring."
                )
            return
        is_over = bool(kept.secret_until and kept.secret_until <= now)
        if not self._scheme_spec():
            yield self.env._(
                "Every call is refused, because it is not said how one proves itself "
                "(tab Who May Call)."
            )
        elif kept.kept_secret_next:
            return
        elif not kept.kept_secret:
            yield self.env._(
                "Every call is refused until a secret is set (tab Who May Call)."
            )
        elif is_over:
            yield self.env._(
                "Every call is refused: the secret has ended, and there is no next one "
                "(tab Who May Call)."
            )

    def _url_hints(self):
        scheme = self.proposed_scheme_id
        if self.auth_type != "none":
            return
        if self.honeypot_field or self.min_fill_seconds:
            # It is a form that people see.
            if not self.sudo().allowed_origins:
                yield self.env._(
                    "The URL stands in the page that has the form. Name your website "
                    "in the tab Who May Call, and no other one can use it."
                )
        elif scheme:
            yield self.env._(
                "The URL is the only secret. %(sender)s can prove that a call is its "
                "own: set that up in the tab Who May Call.",
                sender=self.sender_id.name,
            )
        else:
            yield self.env._(
                "The URL is the only secret: give it to nobody but the sender."
            )
