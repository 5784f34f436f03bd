import time
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..engine.authentication import Secret, from_data, to_data
from ..engine.authentication.explaining import explain
from ..engine.authentication.searching import find_schemes
from ..engine.body import Limits
from ..engine.request import IncomingRequest
from ..processing.named_certificates import with_known_certificate
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
    scheme_id = fields.Many2one("inbound.webhook.scheme", ondelete="cascade")
    has_captured = fields.Boolean(compute="_compute_has_captured")
    example = fields.Selection(
        [("captured", "The captured call"), ("pasted", "What I paste")],
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
    mismatch = fields.Text(
        string="It Would Fit If",
        compute="_compute_verdict",
        help="What alone would have to be otherwise.",
    )
    signed = fields.Text(
        string="What Is Signed",
        compute="_compute_verdict",
        help="What is invisible is shown: a line break as ↵, a blank at the end of a "
        "line as ␣.",
    )
    expected = fields.Text(compute="_compute_verdict")
    got = fields.Text(compute="_compute_verdict")
    has_searched = fields.Boolean()
    proposal_ids = fields.One2many(
        "inbound.webhook.scheme.proposal", "check_id", string="Schemes That Fit"
    )

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

    # === ACTIONS ===

    def action_find(self):
        """Look for the schemes by which the captured call fits a secret of the webhook.

        :return: action that shows them
        :raise UserError: there is no such call, or no secret
        """
        self.ensure_one()
        handler = self.handler_id
        request, _time = handler._captured() or (None, 0)
        if not request:
            raise UserError(
                self.env._(
                    "Press Listen for a Call and have the sender send one first."
                )
            )
        secrets = handler._secrets()
        if not secrets:
            raise UserError(self.env._("Set the secret of the webhook first."))
        known = self._known_schemes()
        self.write(
            {
                "has_searched": True,
                "proposal_ids": [
                    Command.clear(),
                    *(
                        Command.create(self._values_of_proposal(proposal, known))
                        for _name, secret in secrets
                        for proposal in self._found(request, secret, known)
                    ),
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check an Example"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _known_schemes(self):
        """The schemes that are there already, with what they say."""
        # The list of handlers, from which one comes here, shows archived ones, too.
        schemes = self.env["inbound.webhook.scheme"].with_context(active_test=True)
        schemes = schemes.search([("auth_type", "!=", False)])
        return [(scheme, scheme._spec()) for scheme in schemes]

    def _found(self, request, secret, known):
        named = [(scheme.name, spec) for scheme, spec in known]
        handler = self.handler_id
        return find_schemes(
            request,
            handler._public_url(),
            secret,
            named,
            limits=handler._limits(),
        )

    def _values_of_proposal(self, proposal, known):
        same = (scheme.id for scheme, spec in known if spec == proposal.scheme)
        return {
            "words": worded(self.env, proposal.phrase),
            "data": to_data(proposal.scheme),
            "scheme_id": next(same, False),
        }

    # === THE VERDICT ===

    def _verdict(self):
        """What is shown, by field."""
        self.ensure_one()
        names = ("verdict", "mismatch", "signed", "expected", "got", "is_authentic")
        request, now = self._example()
        if not self.scheme_id or not request:
            return dict.fromkeys(names, False)
        handler = self.handler_id._origin
        secrets = self._secrets()
        found = explain(
            with_known_certificate(self.scheme_id._spec(), request),
            [secret for _name, secret in secrets],
            request,
            handler._public_url() if handler else "",
            now,
            handler._limits() if handler else Limits(),
        )
        return {
            "is_authentic": not found.problem,
            "verdict": self._in_words(found, secrets),
            "mismatch": "\n".join(worded(self.env, item) for item in found.mismatch),
            "signed": found.signed,
            "expected": "\n".join(found.expected),
            "got": "\n".join(found.received),
        }

    def _in_words(self, found, secrets):
        if found.problem:
            return worded(self.env, found.problem)
        names = {name for name, secret in secrets if secret is found.verified.secret}
        if "secret_next" in names:
            return self.env._("Authentic, by the next secret.")
        return self.env._("Authentic.")

    def _secrets(self):
        """The secrets that the example is checked by.

        Whoever reads what is expected could sign calls: it is for who may change the
        webhook, and could give it another secret.

        :return: pairs of a name and a ``Secret``
        """
        handler = self.handler_id._origin
        if not handler:
            value = self.tried_secret
            return [(_TRIED, Secret(value))] if value else []
        handler.check_access("write")
        if not self.tried_secret:
            return handler._secrets()
        value = handler._with_user_name(self.tried_secret)
        return [(_TRIED, Secret(value, key_id=handler.secret_key_id or ""))]

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


class InboundWebhookSchemeProposal(models.TransientModel):
    """A scheme by which a captured call fits the secret of its webhook."""

    _name = "inbound.webhook.scheme.proposal"
    _description = "Inbound Webhook Scheme Proposal"

    check_id = fields.Many2one(
        "inbound.webhook.scheme.check", required=True, ondelete="cascade", index=True
    )
    words = fields.Text(string="How the Sender Proves Itself", readonly=True)
    data = fields.Json(readonly=True)
    scheme_id = fields.Many2one("inbound.webhook.scheme", readonly=True)

    def action_use(self):
        """Have calls of the webhook prove themselves so.

        A scheme that is not among those that are there is made.
        """
        self.ensure_one()
        handler = self.check_id.handler_id
        handler.check_access("write")
        scheme = self.scheme_id or self._made_scheme(handler)
        handler.write({"auth_type": scheme.auth_type, "scheme_id": scheme.id})
        return {"type": "ir.actions.act_window_close"}

    def _made_scheme(self, handler):
        schemes = self.env["inbound.webhook.scheme"]
        values = schemes._values_of(from_data(self.data))
        name = self.env._("Found for %s", handler.name)
        return schemes.create({**values, "name": name, "description": self.words})


def _headers(text):
    """The (name, value) pairs of lines."""
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()
