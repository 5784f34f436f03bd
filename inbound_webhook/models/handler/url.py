import secrets
from functools import partial

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...authoring.html_form import html_form
from ...authoring.snippets import snippets
from ...engine.tokens import digest_of_token
from ...log_masking import masked_statements
from ...words.phrases import worded

#: Bytes of randomness in a token: 256 bits, written as 43 URL-safe characters.
TOKEN_BYTES = 32
URL_PATH = "/inbound/"
_ADMINISTRATOR = "inbound_webhook.group_administrator"
#: What workers remember of a URL.
_REMEMBERED = ("token", "max_body_size", "max_body_seconds")


class _OldUrl(LookupError):
    """A URL that goes on for some time, with what is read of a body."""

    def __init__(self, limits):
        super().__init__("old token")
        self.limits = limits


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

    snippet_html = fields.Text(
        string="HTML Form", compute="_compute_snippet_html", groups=_ADMINISTRATOR
    )

    _token_digest_unique = models.UniqueIndex("(token_digest)")

    # === COMPUTE METHODS ===

    @api.depends("token")
    def _compute_token_digest(self):
        for handler in self:
            handler.token_digest = digest_of_token(handler.token)

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

    @api.depends(
        *("body_type", "honeypot_field", "method", "min_fill_seconds", "page_lang"),
        *("parameter_ids", "split_path", "url"),
    )
    @api.depends_context("uid")
    def _compute_snippet_html(self):
        for handler in self:
            is_form = handler.method == "post" and handler.body_type == "form"
            written = handler.url and is_form and handler._html_form()
            handler.snippet_html = written or False

    def _html_form(self):
        """The form of a website that sends calls to this handler, as HTML."""
        sample = self._sample()
        query = sample.request.query_string
        lang = self.page_lang or self.env.lang
        return html_form(
            f"{self.url}?{query}" if query else self.url,
            [
                spec
                for spec in self.parameter_ids._specs()
                if spec.source == "body" and spec.name not in sample.left_out
            ],
            self._bot_traps(),
            partial(worded, self.with_context(lang=lang).env),
        )

    # === CRUD METHODS ===

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(_REMEMBERED):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        try:
            # A conflict here is in order: Odoo begins again.
            with masked_statements():
                return super().unlink()
        except SerializationFailure:
            # Calls are processed while it is deleted. When Odoo asks again, there are
            # no more: none comes in, and those of the queue wait.
            self._end_at_once()
            raise  # pylint: disable=no-raise-unlink

    def _end_at_once(self):
        """Have no more calls processed, whatever becomes of this transaction."""
        with self.env.registry.cursor() as cr:
            for handler in self.with_env(self.env(cr=cr)).exists().sudo():
                handler._change_url(0)
                handler.active = False

    # === ACTIONS ===

    def action_show_url(self):
        """Show the URL, with code that calls it."""
        self.ensure_one()
        self.check_access("write")
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
        """Give the handler a new URL and show it.

        The present one goes on for as long as the handler says; the one before that
        ends in any case.
        """
        self.ensure_one()
        self.check_access("write")
        self._change_url(self.sudo().old_url_hours)
        return self.action_show_url()

    def _change_url(self, hours):
        """Give the handler a new URL; the present one goes on for some hours."""
        self.sudo().write(
            {
                **self._old_url_values(hours),
                "token": secrets.token_urlsafe(TOKEN_BYTES),
            }
        )

    # === BUSINESS METHODS ===

    @api.model
    def _body_limits(self, digest):
        """How large a body may be and how long it may take, before one is read.

        Only that: the row says whose the URL is when the body is there.

        :param str digest: of the token
        :return: bytes and seconds
        :raise LookupError: no handler has this URL, or none has it any more
        """
        try:
            return self._remembered_body_limits(digest)
        except _OldUrl as old:
            return old.limits

    @api.model
    @tools.ormcache("digest")
    def _remembered_body_limits(self, digest):
        """As :meth:`_body_limits`. An exception is not remembered: a scanner cannot
        flush the cache with guesses, and an old URL is looked up until its end.
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT max_body_size, max_body_seconds, token_digest = %(digest)s
                  FROM inbound_webhook_handler
                 WHERE token_digest = %(digest)s
                    OR old_token_digest = %(digest)s AND old_url_until > %(now)s
                """,
                digest=digest,
                now=fields.Datetime.now(),
            )
        )
        row = self.env.cr.fetchone()
        if not row:
            raise LookupError("unknown token")
        *limits, is_present = row
        if not is_present:
            raise _OldUrl(limits)
        return limits
