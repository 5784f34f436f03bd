from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.authentication import SCHEME_KINDS, Scheme, check_scheme
from ...engine.bounds import BOUNDS
from ...engine.errors import EngineError
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here, selection_of

#: What a handler is said to ask for, by the kind of its scheme.
AUTH_TYPES = {"basic": "basic", "token": "token"}
_SIGNATURE = "signature"
_NOT_CHOSEN = ("none", "client_certificate")
#: After those that are for any sender (``data/schemes/general.xml``).
SEQUENCE = 50


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
    kind = fields.Selection(
        lambda self: self._selection_kind(),
        required=True,
        default="signature",
        help="What the sender adds to its calls.",
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

    # === WHAT IT ASKS BESIDES, AND A REFUSAL ===

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
    def _selection_source(self, signature=False):
        sources = [
            ("header", self.env._("A header")),
            ("query", self.env._("The query")),
            ("form", self.env._("A field of the form")),
            ("body", self.env._("The body")),
        ]
        beside = ("signature", self.env._("Beside the signature"))
        return [*sources, beside] if signature else sources

    # === COMPUTE METHODS ===

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
            scheme.auth_type = AUTH_TYPES.get(scheme.kind, _SIGNATURE)

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
        return Scheme(
            kind=kind_here(self.env, SCHEME_KINDS, self.kind),
            refusal_status=self.refusal_status,
            refusal_body=self.refusal_body or "",
            options=self.options or {},
            **self._signed(),
            **self._of_the_key(),
            **self._moment_and_identity(),
        )
