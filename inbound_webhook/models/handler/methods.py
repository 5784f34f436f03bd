from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.authentication import proves_query


class InboundWebhookHandler(models.Model):
    """Which HTTP methods are calls, besides the one that a handler is there for."""

    _inherit = "inbound.webhook.handler"

    take_put = fields.Boolean(
        string="PUT and PATCH Too",
        help="PUT and PATCH do what POST does. The log says which one a call was.",
    )
    save_on_get = fields.Boolean(
        string="Save on GET Too",
        help="For senders that can only open a URL, such as telephone systems, SMS "
        "gateways and pixels: what they say stands behind the ? of the URL. The risk: "
        "whoever opens the URL makes a record, by a click, a reload, or a picture on "
        "somebody's page; and what it says is kept in the history of browsers, in "
        "caches and in the logs of proxies. Set a protection period against repeats. "
        "HEAD, what browsers fetch ahead, and link previews are answered, and save "
        "nothing.",
    )
    answer_probes = fields.Boolean(
        string="Answer Whether It Is There",
        help="The sender asks by GET or HEAD whether the URL is there, without saying "
        "anything (Mailchimp, Trello, Zapier): it is answered 200 and nothing is done, "
        "also while the webhook is switched off. A GET that says something is no such "
        "question.",
    )

    snippet_address = fields.Text(
        string="URL to Open",
        compute="_compute_snippet_address",
        groups="inbound_webhook.group_administrator",
    )

    @api.depends("method", "parameter_ids", "save_on_get", "url")
    @api.depends_context("uid")
    def _compute_snippet_address(self):
        for handler in self:
            handler.snippet_address = False
            if handler.url and handler._saves_on_get():
                query = handler._sample(is_opened=True).request.query_string
                handler.snippet_address = f"{handler.url}?{query}"

    @api.constrains("auth_type", "method", "save_on_get", "scheme_id")
    def _check_save_on_get(self):
        for handler in self.filtered("save_on_get"):
            if handler.method == "post" and not handler._proves_queries():
                raise ValidationError(
                    self.env._(
                        "By “%s” the sender signs what it sends, but not the address, "
                        "and a GET call says everything in its address: whoever saw "
                        "one call could write others. Choose a scheme that signs the "
                        "address, or do not save on GET.",
                        handler.scheme_id.name,
                    )
                )

    @api.depends("method", "protection_period", "save_on_get")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _hints(self):
        yield from super()._hints()
        if not self._saves_on_get():
            return
        if not self.protection_period:
            yield self.env._(
                "Whoever opens the URL makes a record, and a reload makes another one: "
                "set a protection period."
            )
        if self.allowed_origins:
            yield self.env._(
                "The list of websites keeps no GET call away: a browser does not say "
                "on which page it opens a picture."
            )

    def _saves_on_get(self):
        """Whether a GET call writes what it says in its query.

        A scheme may have been changed since it was chosen.
        """
        return self.method == "post" and self.save_on_get and self._proves_queries()

    def _proves_queries(self):
        """Whether a call proves its query as well as it would its body."""
        scheme = self._scheme_spec()
        return not scheme or proves_query(scheme)
