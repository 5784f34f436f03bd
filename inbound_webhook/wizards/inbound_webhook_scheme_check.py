import time
from dataclasses import replace

from odoo import api, fields, models

from ..authoring.example_check import check_example
from ..engine.authentication.scheme import Secret
from ..engine.body import Limits
from ..engine.credentials import Credentials
from ..engine.request import IncomingRequest
from ..words.phrases import worded

#: What the check calls the secret that is tried out in it.
_TRIED = "tried"


class InboundWebhookSchemeCheck(models.TransientModel):
    """The check of an example: what was signed, what is expected, and what came.

    What is typed here is not saved, and neither is what comes of it: there are no
    columns for it.
    """

    _name = "inbound.webhook.scheme.check"
    _description = "Inbound Webhook Scheme Check"

    handler_id = fields.Many2one("inbound.webhook.handler", ondelete="cascade")
    scheme_id = fields.Many2one(
        "inbound.webhook.scheme", string="Scheme", ondelete="cascade"
    )
    has_captured = fields.Boolean(compute="_compute_has_captured")
    example = fields.Selection(
        [("captured", "The captured call"), ("pasted", "What I paste")],
        store=False,
        default="pasted",
    )
    headers = fields.Text(
        store=False, help="One on a line, as Name: value, as the sender shows them."
    )
    query = fields.Char(store=False, help="What stands behind the ? of the URL.")
    body = fields.Text(
        store=False,
        help="As it was sent, to the letter: one blank more, and it is another body.",
    )
    tried_secret = fields.Char(
        string="Try a Secret",
        store=False,
        help="Tried here alone, and not saved. Empty: the secrets of the webhook.",
    )
    is_authentic = fields.Boolean(compute="_compute_verdict")
    verdict = fields.Char(compute="_compute_verdict")
    signed = fields.Text(
        string="What Is Signed",
        compute="_compute_verdict",
        help="What is invisible is shown: a line break as ␊, a blank at the end of a "
        "line as ·.",
    )
    expected = fields.Char(compute="_compute_verdict")
    got = fields.Char(compute="_compute_verdict")

    @api.model
    def default_get(self, field_names):
        values = super().default_get(field_names)
        handler = self.env["inbound.webhook.handler"].browse(values.get("handler_id"))
        if handler and handler._captured() and "example" in field_names:
            values["example"] = "captured"
        return values

    @api.depends("handler_id")
    def _compute_has_captured(self):
        for check in self:
            handler = check.handler_id._origin
            check.has_captured = bool(handler and handler._captured())

    @api.depends(
        *("handler_id", "scheme_id", "example", "headers", "query", "body"),
        "tried_secret",
    )
    def _compute_verdict(self):
        for check in self:
            check.update(check._verdict())

    def _verdict(self):
        """What is shown, by field."""
        self.ensure_one()
        empty = {"is_authentic": False, "signed": False, "expected": False}
        empty |= {"got": False, "verdict": False}
        request, now = self._example()
        if not self.scheme_id or not request:
            return empty
        handler = self.handler_id._origin
        limits = handler._limits() if handler else Limits()
        found = check_example(self._credentials(), request, now, limits)
        return {
            "is_authentic": not found.problem,
            "verdict": self._in_words(found),
            "signed": worded(self.env, found.signed),
            "expected": found.expected,
            "got": found.got,
        }

    def _in_words(self, found):
        if found.problem:
            return worded(self.env, found.problem)
        if found.secret == "secret_next":
            return self.env._("Authentic, by the next secret.")
        return self.env._("Authentic.")

    def _credentials(self):
        """What the example has to prove.

        Whoever reads what is expected could sign calls: it is for who may change the
        webhook, and could give it another secret.
        """
        handler = self.handler_id._origin
        if handler:
            handler.check_access("write")
        if self.tried_secret:
            value = self.tried_secret
            if handler:
                value = handler._with_user_name(value)
            key_id = handler.secret_key_id if handler else ""
            secrets = ((_TRIED, Secret(value, key_id=key_id or "")),)
        else:
            secrets = tuple(handler._secrets()) if handler else ()
        return Credentials(
            scheme=self.scheme_id._spec(),
            secrets=secrets,
            public_url=handler._public_url() if handler else "",
        )

    def _example(self):
        """The example as a call, and when it came, in seconds since 1970.

        A call that was captured is checked as of then: it may be older by now than its
        signature is good for.

        :return: nothing for a call where there is none yet
        """
        handler = self.handler_id._origin
        if self.example == "captured":
            return (handler and handler._captured()) or (None, 0)
        if not (self.headers or self.query or self.body):
            return None, 0
        return self._pasted(handler), time.time()

    def _pasted(self, handler):
        method = (handler.method or "post").upper()
        request = IncomingRequest(method, headers=tuple(_headers(self.headers or "")))
        return replace(
            request,
            query_string=(self.query or "").removeprefix("?"),
            body=(self.body or "").encode("utf-8", "surrogatepass"),
        )


def _headers(text):
    """The (name, value) pairs of lines."""
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()
