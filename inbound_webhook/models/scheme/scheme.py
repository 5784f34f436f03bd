from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...engine.authentication import (
    ENCODINGS,
    SCHEME_KINDS,
    Place,
    Scheme,
    TimeRule,
    body_coverage,
    check_scheme,
)
from ...engine.authentication.hashes import PREHASHES
from ...engine.authentication.keys import DERIVATIONS
from ...engine.bounds import BOUNDS
from ...engine.errors import EngineError
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here, kinds_of, selection_of

#: What a handler is said to ask for, by the kind of its scheme.
_AUTH_TYPES = {"basic": "basic", "token": "token"}
_SIGNATURE = "signature"
_NOT_CHOSEN = ("none", "client_certificate")
#: After those that are for any sender (``data/schemes/general.xml``).
SEQUENCE = 50
#: How algorithms, and what is made of keys, are written where people read.
_NAMES = {
    "hmac_sha256": "HMAC-SHA256",
    "hmac_sha512": "HMAC-SHA512",
    "hmac_sha384": "HMAC-SHA384",
    "hmac_sha1": "HMAC-SHA1",
    "sha256": "SHA-256",
    "sha1": "SHA-1",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
    "ed25519": "Ed25519",
    "nfkd": "NFKD",
}
#: Of what stands in a field of one line.
_LINE_BREAK = ("\\n", "\n")


class InboundWebhookScheme(models.Model):
    """How a sender proves that a call is its own: data, and no code for a sender."""

    _name = "inbound.webhook.scheme"
    _inherit = "inbound.webhook.shared"
    _description = "Inbound Webhook Scheme"
    _order = "sequence, name, id"
    _field_of_handlers = "scheme_id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=SEQUENCE,
        help="Its place in the list. The first of each type is what a webhook begins "
        "with that asks for that type: those of this addon that are for any sender.",
    )
    auth_type = fields.Selection(
        [("basic", "Basic"), ("token", "Token"), ("signature", "Signature")],
        compute="_compute_auth_type",
        store=True,
    )

    # === WHAT PEOPLE ARE TOLD ===

    description = fields.Text(
        translate=True, help="Whose calls are proved so, and how: a sentence or two."
    )
    secret_word = fields.Char(
        string="The Sender Calls It",
        translate=True,
        help="The sender's own word for the secret, such as Signing Secret.",
    )
    secret_hint = fields.Text(
        string="Where It Is",
        translate=True,
        help="Where in the sender the secret is shown, or entered.",
    )
    secret_maker = fields.Selection(
        [("sender", "The sender shows it"), ("receiver", "You choose it")],
        string="Who Makes It",
        required=True,
        default="sender",
    )
    is_after_url = fields.Boolean(
        string="Only After the URL",
        help="The sender shows the secret once it has the URL, and not before.",
    )
    documentation_url = fields.Char(string="Documentation")
    source = fields.Char(
        string="Checked Against",
        help="By what it is known that calls of this sender are read rightly. Empty: "
        "it was not checked.",
    )

    # === WHAT IS PROVED, AND WHERE IT STANDS ===

    kind = fields.Selection(
        lambda self: self._selection_kind(),
        required=True,
        default="signature",
        help="What the sender adds to its calls.",
    )
    algorithm = fields.Selection(
        lambda self: self._selection_algorithm(),
        default="hmac_sha256",
        help="How the signature is made.",
    )
    algorithm_choices = fields.Json(
        compute="_compute_algorithm_choices",
        help="The algorithms that the kind can have.",
    )
    prehash = fields.Selection(
        lambda self: _named(PREHASHES),
        string="Hashed First",
        help="What is signed in place of the parts themselves: a hash of them.",
    )
    part_ids = fields.One2many(
        "inbound.webhook.scheme.part",
        "scheme_id",
        string="Signed Parts",
        copy=True,
        default=lambda self: [Command.create({"kind": "body"})],
        help="What is signed, in this order.",
    )
    joiner = fields.Char(
        string="Between the Parts",
        trim=False,
        help="Such as a full stop. \\n stands for a line break.",
    )
    items_path = fields.Char(
        string="Each Item of",
        help="Where each item of a list in the body has a signature of its own: the "
        "path of the list. Other paths then begin at the item.",
    )
    place_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Stands In",
        required=True,
        default="header",
        help="Where the signature stands, or the token.",
    )
    place_name = fields.Char(
        string="Named",
        help="Name of the header or of the field, or the path in the body. Of headers "
        "that are numbered, * stands for the number: X-Signature-*.",
    )
    shape = fields.Selection(
        [
            ("whole", "The value is the signature"),
            ("list", "A list of signatures"),
            ("named", "Names with values"),
        ],
        string="It Looks Like",
        required=True,
        default="whole",
    )
    prefix = fields.Char(
        string="Begins With",
        trim=False,
        help="What stands before the signature, such as sha256=. A value without it is "
        "none.",
    )
    separator = fields.Char(
        string="Separated By",
        trim=False,
        default=",",
        help="What stands between one signature of a list, or one name with its value, "
        "and the next.",
    )
    name_separator = fields.Char(
        string="Between Name and Value", trim=False, default="="
    )
    names = fields.Char(
        string="Names That Count",
        help="Which of the values are signatures, such as v1. Several with commas "
        "between; empty: all.",
    )
    position = fields.Integer(
        string="Which of the List", help="Its number, from 1; 0 stands for any."
    )
    encoding = fields.Selection(
        lambda self: selection_of(self.env, ENCODINGS),
        string="Written In",
        default="hex",
        help="How the signature is written.",
    )

    # === THE KEY ===

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
        lambda self: _named(DERIVATIONS),
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

    # === TIME AND IDENTITY ===

    time_source = fields.Selection(
        lambda self: self._selection_source(signature=True),
        string="Time In",
        help="Where the time stands at which the sender signed. Empty: it signs none, "
        "and whoever has seen a call could send it again.",
    )
    time_name = fields.Char(string="Time Named")
    time_unit = fields.Selection(
        [
            ("seconds", "Seconds since 1970"),
            ("milliseconds", "Milliseconds since 1970"),
            ("iso8601", "Date and time (ISO 8601)"),
        ],
        string="Time Is Written In",
        required=True,
        default="seconds",
    )
    time_past = fields.Integer(
        string="At Most Old",
        default=BOUNDS["time_past"].default,
        help="Seconds. Some senders try again for hours with the first time.",
    )
    time_future = fields.Integer(
        string="At Most Ahead", default=BOUNDS["time_future"].default, help="Seconds."
    )
    id_source = fields.Selection(
        lambda self: self._selection_source(), string="Delivery Id In"
    )
    id_name = fields.Char(string="Delivery Id Named")
    event_type_source = fields.Selection(
        lambda self: self._selection_source(), string="Event Type In"
    )
    event_type_name = fields.Char(string="Event Type Named")
    nonce_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Value Used Once In",
        help="Where a value stands that no other call may have.",
    )
    nonce_name = fields.Char(string="Value Used Once Named")

    handshake_ids = fields.Many2many(
        "inbound.webhook.handshake",
        "inbound_webhook_scheme_handshake_rel",
        "scheme_id",
        "handshake_id",
        string="Handshakes",
        copy=True,
        help="What the sender asks besides its calls. A webhook that asks for this "
        "scheme answers that.",
    )

    # === A REFUSAL ===

    refusal_status = fields.Integer(
        default=BOUNDS["refusal_status"].default,
        help="What a call is answered that does not prove itself: 401, unless the "
        "sender wants another.",
    )
    refusal_body = fields.Text(
        help="What is answered with it, where the usual answer is not what the sender "
        "expects."
    )
    options = fields.Json(
        string="More", help="What only one kind of schemes has to say."
    )

    _sequence_bounds = within_bounds("sequence")
    _position_bounds = within_bounds("position")
    _time_past_bounds = within_bounds("time_past")
    _time_future_bounds = within_bounds("time_future")
    _refusal_status_bounds = within_bounds("refusal_status")

    @api.model
    def _selection_kind(self):
        """Without those that are not for a form to choose.

        One asks for nothing. The certificate of the caller is what a header says: as
        long as no deployment says that its proxy writes that, anybody could.
        """
        kinds = selection_of(self.env, SCHEME_KINDS)
        return [(name, label) for name, label in kinds if name not in _NOT_CHOSEN]

    @api.model
    def _selection_algorithm(self):
        kinds = kinds_of(self.env, SCHEME_KINDS).values()
        return _named([name for kind in kinds for name in kind.algorithms])

    @api.model
    def _selection_source(self, signature=False):
        sources = [
            ("header", self.env._("A header")),
            ("query", self.env._("The query")),
            ("form", self.env._("A field of the form")),
            ("body", self.env._("The body")),
        ]
        beside = ("signature", self.env._("Beside the signature"))
        return [*sources, beside] if signature else sources

    needs_key_id = fields.Boolean(
        compute="_compute_needs_key_id",
        help="Whether it takes the sender's own name of the secret.",
    )

    body_coverage = fields.Selection(
        [
            ("whole", "The whole body"),
            ("values", "Some of its values"),
            ("nothing", "Nothing of the body"),
        ],
        string="Proves",
        compute="_compute_body_coverage",
        help="How much of a body nobody can change who has seen an authentic call.",
    )
    coverage_note = fields.Char(
        string="What Is Not Proved", compute="_compute_body_coverage"
    )

    # === COMPUTE METHODS ===

    @api.depends("kind", "options", "items_path", "part_ids.kind")
    @api.depends_context("lang")
    def _compute_body_coverage(self):
        for scheme in self:
            coverage = body_coverage(scheme._spec())
            scheme.body_coverage = coverage
            scheme.coverage_note = scheme._coverage_note(coverage)

    def _coverage_note(self, coverage):
        """What somebody can do who has seen an authentic call; False for nothing."""
        if coverage == "whole":
            return False
        if coverage == "values":
            return self.env._(
                "The sender signs some values of the body, and not the others: whoever "
                "sees a call can change those."
            )
        if self.kind in _AUTH_TYPES:
            return self.env._(
                "This proves who sends a call, and not what is in it: whoever sees one "
                "can send others."
            )
        return self.env._(
            "The sender does not sign the body: whoever sees a call can send it with "
            "another one."
        )

    @api.depends("kind")
    def _compute_algorithm_choices(self):
        kinds = kinds_of(self.env, SCHEME_KINDS)
        for scheme in self:
            kind = kinds.get(scheme.kind)
            scheme.algorithm_choices = [*filter(None, kind.algorithms)] if kind else []

    @api.depends("key_id_source", "key_url_source", "part_ids.kind")
    def _compute_needs_key_id(self):
        for scheme in self:
            kinds = scheme.part_ids.mapped("kind")
            is_other = scheme.key_id_source and not scheme.key_url_source
            scheme.needs_key_id = bool(is_other) or "key_id" in kinds

    @api.depends("name", "source")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """With a word where nobody has checked it: whoever chooses it has to know."""
        for scheme in self:
            name = scheme.name
            if name and not scheme.source:
                name = self.env._("%s (not checked)", name)
            scheme.display_name = name

    @api.depends("kind")
    def _compute_auth_type(self):
        for scheme in self:
            scheme.auth_type = _AUTH_TYPES.get(scheme.kind, _SIGNATURE)

    # === ONCHANGE METHODS ===

    @api.onchange("kind")
    def _onchange_kind(self):
        """One of another kind is not among the choices any more."""
        if self.algorithm not in self.algorithm_choices:
            self.algorithm = next(iter(self.algorithm_choices), False)

    # === CONSTRAINTS ===

    @api.constrains(
        *("kind", "algorithm", "prehash", "part_ids", "joiner", "items_path"),
        *("place_source", "place_name", "shape", "prefix", "separator"),
        *("name_separator", "names", "position", "encoding", "key_format"),
        *("key_prefix", "key_derivation", "key_id_source", "key_id_name"),
        *("key_url_source", "key_url_name", "key_hosts"),
        *("time_source", "time_name", "time_unit", "id_source", "id_name"),
        *("event_type_source", "event_type_name", "nonce_source", "nonce_name"),
        *("refusal_status", "refusal_body", "options"),
    )
    def _check_usable(self):
        kinds = dict(self._selection_kind())
        for scheme in self:
            if scheme.kind not in kinds:
                # Odoo does not ask, where the choices are those of a method.
                raise ValidationError(
                    self.env._("“%s” cannot be chosen here.", scheme.kind)
                )
            try:
                check_scheme(scheme._spec())
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "%(scheme)s cannot be used: %(reason)s",
                        scheme=scheme.name,
                        reason=worded(self.env, error),
                    )
                ) from error
        # A handshake may sign for anybody what proves a call by now.
        self._handlers()._check_handshakes()

    # === ACTIONS ===

    def action_check_example(self):
        """Open the check of an example that is pasted, with a secret to try."""
        self.ensure_one()
        self.env["inbound.webhook.scheme.check"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check an Example"),
            "res_model": "inbound.webhook.scheme.check",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_scheme_id": self.id},
        }

    # === BUSINESS METHODS ===

    def _spec(self):
        """The scheme as the engine takes it.

        :rtype: Scheme
        """
        self.ensure_one()
        time = self.time_source and TimeRule(
            place=self._place("time"),
            unit=self.time_unit,
            past=self.time_past,
            future=self.time_future,
        )
        return Scheme(
            kind=kind_here(self.env, SCHEME_KINDS, self.kind),
            algorithm=self.algorithm or "",
            prehash=self.prehash or "",
            parts=self.part_ids._specs(),
            joiner=spelled_out(self.joiner),
            items_path=self.items_path or "",
            place=self._place("place"),
            shape=self.shape,
            prefix=self.prefix or "",
            separator=spelled_out(self.separator),
            name_separator=self.name_separator or "",
            names=tuple(filter(None, map(str.strip, (self.names or "").split(",")))),
            position=self.position,
            encoding=kind_here(self.env, ENCODINGS, self.encoding),
            key_format=self.key_format,
            key_prefix=self.key_prefix or "",
            key_derivation=self.key_derivation or "",
            key_id_place=self._place("key_id"),
            key_url_place=self._place("key_url"),
            key_hosts=tuple(
                filter(None, map(str.strip, (self.key_hosts or "").splitlines()))
            ),
            time=time or None,
            id_place=self._place("id"),
            event_type_place=self._place("event_type"),
            nonce_place=self._place("nonce"),
            refusal_status=self.refusal_status,
            refusal_body=self.refusal_body or "",
            options=self.options or {},
        )

    def _place(self, prefix):
        source = self[f"{prefix}_source"]
        return Place(source, self[f"{prefix}_name"] or "") if source else None


def spelled_out(text):
    """A text of a field of one line, with the line breaks that it names."""
    return (text or "").replace(*_LINE_BREAK)


def _named(names):
    """Choices of technical names, as those who know them write them."""
    return [(name, _label(name)) for name in dict.fromkeys(names) if name]


def _label(name):
    words = {"hex": "in hex"}
    if name in _NAMES:
        return _NAMES[name]
    parts = name.split("_")
    return " ".join(words.get(part, _NAMES.get(part, part.upper())) for part in parts)
