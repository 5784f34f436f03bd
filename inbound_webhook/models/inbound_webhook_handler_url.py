# A file for each subject: pylint: disable=consider-merging-classes-inherited
import secrets

from odoo import api, fields, models

from ..engine.snippets import snippets
from .inbound_webhook_handler import TOKEN_BYTES

_ADMINISTRATOR = "inbound_webhook.group_administrator"
_LANGUAGES = ("curl", "python", "php", "javascript")


class InboundWebhookHandler(models.Model):
    """The URL, and how others call it."""

    _inherit = "inbound.webhook.handler"

    snippet_curl = fields.Text(
        string="curl", compute="_compute_snippets", groups=_ADMINISTRATOR
    )
    snippet_python = fields.Text(
        string="Python", compute="_compute_snippets", groups=_ADMINISTRATOR
    )
    snippet_php = fields.Text(
        string="PHP", compute="_compute_snippets", groups=_ADMINISTRATOR
    )
    snippet_javascript = fields.Text(
        string="JavaScript", compute="_compute_snippets", groups=_ADMINISTRATOR
    )

    @api.depends("body_type", "method", "parameter_ids", "split_path", "url")
    @api.depends_context("uid")
    def _compute_snippets(self):
        for handler in self:
            written = {}
            if handler.url:
                written = snippets(handler.url, handler._sample_request())
            for language in _LANGUAGES:
                handler[f"snippet_{language}"] = written.get(language, False)

    def action_show_url(self):
        """Show the URL, with code that calls it."""
        self.ensure_one()
        view = self.env.ref("inbound_webhook.view_inbound_webhook_handler_url_form")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("URL of %s", self.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_rotate_token(self):
        """Give the handler a new URL and show it; the old one is unknown from now."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().token = secrets.token_urlsafe(TOKEN_BYTES)
        return self.action_show_url()
