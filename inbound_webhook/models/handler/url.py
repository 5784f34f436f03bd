# A file for each subject: pylint: disable=consider-merging-classes-inherited
import hashlib
import secrets

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models, tools
from odoo.exceptions import MissingError
from odoo.fields import Domain

from ...authoring.snippets import snippets
from ...log_masking import masked_statements

#: Bytes of randomness in a token: 256 bits, written as 43 URL-safe characters.
TOKEN_BYTES = 32
URL_PATH = "/inbound/"
_ADMINISTRATOR = "inbound_webhook.group_administrator"
_LANGUAGES = ("curl", "python", "php", "javascript")


class InboundWebhookHandler(models.Model):
    """The URL, which calls belong to it, and how others make them."""

    _inherit = "inbound.webhook.handler"

    token = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups=_ADMINISTRATOR,
        default=lambda self: secrets.token_urlsafe(TOKEN_BYTES),
    )
    token_digest = fields.Char(
        compute="_compute_token_digest",
        store=True,
        copy=False,
        groups="base.group_no_one",
        help="What a call's token is looked up by, so that no query names a token.",
    )
    url = fields.Char(
        string="URL",
        compute="_compute_url",
        groups=_ADMINISTRATOR,
        help="The address to give to the sender. Who knows it can send calls.",
    )
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

    _token_digest_unique = models.UniqueIndex("(token_digest)")

    # === COMPUTE METHODS ===

    @api.depends("token")
    def _compute_token_digest(self):
        for handler in self:
            handler.token_digest = _digest(handler.token)

    @api.depends("may_change", "token")
    @api.depends_context("uid")
    def _compute_url(self):
        # Who knows it can send calls: it is for who may have the handler do things.
        for handler in self:
            if handler._is_open_to_reader():
                token = handler._origin.sudo().token
                handler.url = f"{handler.get_base_url()}{URL_PATH}{token}"
            else:
                handler.url = False

    @api.depends("body_type", "method", "parameter_ids", "split_path", "url")
    @api.depends_context("uid")
    def _compute_snippets(self):
        for handler in self:
            written = {}
            if handler.url:
                written = snippets(handler.url, handler._sample_request())
            for language in _LANGUAGES:
                handler[f"snippet_{language}"] = written.get(language, False)

    # === CRUD METHODS ===

    @api.model_create_multi
    def create(self, vals_list):
        handlers = super().create(vals_list)
        self.env.registry.clear_cache()
        return handlers

    def write(self, vals):
        result = super().write(vals)
        if "token" in vals:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        try:
            # A conflict here is in order: Odoo begins again.
            with masked_statements():
                return super().unlink()
        except SerializationFailure:
            # Calls come while it is deleted. When Odoo asks again, there are no more.
            self._end_url_at_once()
            raise  # pylint: disable=no-raise-unlink

    def _end_url_at_once(self):
        """Have no more calls come, whatever becomes of this transaction."""
        with self.env.registry.cursor() as cr:
            for handler in self.with_env(self.env(cr=cr)).exists().sudo():
                handler.action_rotate_token()

    # === ACTIONS ===

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

    # === BUSINESS METHODS ===

    @api.model
    def _find_by_token(self, token):
        """The handler, switched off or not, that a URL's token belongs to.

        :param str token: as it stands in the URL
        :return: the handler, or an empty recordset
        """
        digest = _digest(token)
        try:
            handler = self.browse(self._id_of_digest(digest))
            # What is remembered may be from before a change that was committed since:
            # a worker fills its cache between that change and its commit. The row
            # knows, and the call reads it anyway.
            known = handler.token_digest
        except (LookupError, MissingError):
            return self.browse()
        return handler if tools.consteq(known, digest) else self.browse()

    @api.model
    @tools.ormcache("digest")
    def _id_of_digest(self, digest):
        # An exception is not cached: a scanner cannot flush the cache with guesses.
        handler = self.with_context(active_test=False).search(
            Domain("token_digest", "=", digest), limit=1
        )
        if not handler:
            raise LookupError("unknown token")
        return handler.id


def _digest(token):
    return hashlib.sha256((token or "").encode("utf-8", "surrogatepass")).hexdigest()
