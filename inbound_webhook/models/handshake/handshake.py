from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...engine.errors import EngineError, InvalidSetup
from ...engine.handshakes import Handshake, check_handshake
from ...engine.hosts import host_patterns
from ...engine.phrases import _lt
from ...words.phrases import worded
from ..bounded import within_bounds

_METHODS = [("get", "GET"), ("post", "POST"), ("head", "HEAD"), ("options", "OPTIONS")]
#: The beginning of the names of the fields that say a place.
PLACES = ("token", "keep", "show", "fetch")


class InboundWebhookHandshake(models.Model):
    """What a sender asks besides its calls, and how it is answered: data, no code."""

    _name = "inbound.webhook.handshake"
    _inherit = "inbound.webhook.shared"
    _description = "Inbound Webhook Handshake"
    _order = "sequence, name, id"
    _field_of_handlers = "handshake_ids"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=BOUNDS["sequence"].default,
        help="Of several that a call could be, the first one is answered.",
    )
    hint = fields.Text(
        string="What It Is",
        translate=True,
        help="When the sender asks, and what it wants: a sentence or two.",
    )
    documentation_url = fields.Char(string="Documentation")
    source = fields.Char(
        string="Checked Against",
        help="By what it is known that the sender asks so. Empty: it was not checked.",
    )
    scheme_ids = fields.Many2many(
        "inbound.webhook.scheme",
        "inbound_webhook_scheme_handshake_rel",
        "handshake_id",
        "scheme_id",
        string="Comes With",
        copy=False,
        help="A webhook that asks for one of these answers the handshake, too.",
    )

    # === WHEN A CALL IS ONE ===

    method = fields.Selection(_METHODS, required=True, default="post")
    condition_ids = fields.One2many(
        "inbound.webhook.handshake.condition",
        "handshake_id",
        string="Conditions",
        copy=True,
        help="What stands in a call that is a handshake: all of these.",
    )
    needs_proof = fields.Boolean(
        string="Has to Prove Itself",
        help="As calls have to: it is signed, or brings the token, where the webhook "
        "asks for that.",
    )
    token_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Verification Token In",
        help="Where the sender brings the verification token of the webhook, which you "
        "enter there. Empty: it brings none.",
    )
    token_name = fields.Char(string="Token Named")

    # === WHAT IT IS ANSWERED ===

    handshake_status = fields.Integer(
        string="Status", default=BOUNDS["handshake_status"].default
    )
    content_type = fields.Selection(
        [("text", "Text"), ("json", "JSON")],
        string="Answer Is",
        default="text",
        help="Empty: the answer has no body.",
    )
    body = fields.Text(
        string="Answer",
        help="What is sent back. {{ query.name }}, {{ header.Name }}, {{ form.name }} "
        "and {{ body.path }} stand for what came; {{ hmac(query.name, sha256, hex) }} "
        "for its HMAC, made with the secret: sha1, sha256, sha384 or sha512, in hex, "
        "base64 or base64url.",
    )
    headers = fields.Text(
        string="Answer Headers",
        help="One on each line, Name: value, with the same placeholders. A header "
        "whose values did not come is left out.",
    )

    # === WHAT ELSE ===

    keep_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Secret In",
        help="Where the sender hands over the secret that its calls are proved by from "
        "now on. It waits in the webhook until somebody takes it, unless the webhook "
        "listens for a call and has no secret yet.",
    )
    keep_name = fields.Char(string="Secret Named")
    show_source = fields.Selection(
        lambda self: self._selection_source(),
        string="To Be Shown In",
        help="Where something stands that has to be entered in the sender by hand.",
    )
    show_name = fields.Char(string="To Be Shown Named")
    fetch_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Address In",
        help="Where an address stands that has to be asked for, so that the sender "
        "knows that it is wanted.",
    )
    fetch_name = fields.Char(string="Address Named")
    fetch_hosts = fields.Text(
        string="Hosts",
        help="Which hosts may be asked, one on each line; * stands for one part of a "
        "name: sns.*.amazonaws.com. Only Settings administrators may write this: the "
        "server asks what a call names.",
    )

    _sequence_bounds = within_bounds("sequence")
    _handshake_status_bounds = within_bounds("handshake_status")

    @api.model
    def _selection_source(self):
        return [
            ("header", self.env._("A header")),
            ("query", self.env._("The query")),
            ("form", self.env._("A field of the form")),
            ("body", self.env._("The body")),
        ]

    # === COMPUTE METHODS ===

    @api.depends("name", "source")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """With a word where nobody has checked it: whoever chooses it has to know."""
        for handshake in self:
            name = handshake.name
            if name and not handshake.source:
                name = self.env._("%s (not checked)", name)
            handshake.display_name = name

    # === CONSTRAINTS ===

    @api.constrains(
        *("method", "condition_ids", "handshake_status", "content_type", "body"),
        *("headers", "fetch_hosts"),
        *(f"{place}_{part}" for place in PLACES for part in ("source", "name")),
    )
    def _check_usable(self):
        for handshake in self:
            try:
                check_handshake(handshake._spec())
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "%(handshake)s cannot be used: %(reason)s",
                        handshake=handshake.name,
                        reason=worded(self.env, error),
                    )
                ) from error
        # Which handlers have it: it may answer each of their calls now.
        self._handlers()._check_handshakes()

    # === BUSINESS METHODS ===

    def _spec(self):
        """The handshake as the engine takes it.

        :rtype: Handshake
        :raise InvalidSetup: a header or a host is none
        """
        self.ensure_one()
        return Handshake(
            name=self.name,
            method=self.method.upper(),
            conditions=self.condition_ids._specs(),
            needs_proof=self.needs_proof,
            token_place=self._place("token"),
            status=self.handshake_status,
            content_type=self.content_type or "",
            body=self.body or "",
            headers=tuple(map(_pair, _lines(self.headers))),
            keep_place=self._place("keep"),
            show_place=self._place("show"),
            fetch_place=self._place("fetch"),
            fetch_hosts=host_patterns(self.fetch_hosts or ""),
        )


def _lines(text):
    return filter(None, map(str.strip, (text or "").splitlines()))


def _pair(line):
    name, colon, value = line.partition(":")
    if not colon:
        raise InvalidSetup(
            "header_invalid",
            _lt('"%(line)s" is no header: write Name: value', line=line),
            line=line,
        )
    return name.strip(), value.strip()
