import base64
import secrets
from datetime import timezone
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.orm.models import NO_ACCESS

from ...engine.authentication import Secret, check_secret, credential_places
from ...engine.credentials import Credentials
from ...engine.errors import EngineError
from ...log_masking import masked_statements
from ...words.phrases import worded
from .url import URL_PATH

_ADMINISTRATOR = "inbound_webhook.group_administrator"
#: What holds a secret, by the field in which it is written.
KEPT = {"secret": "kept_secret", "secret_next": "kept_secret_next"}
#: Bytes of randomness in a secret that Odoo makes.
_SECRET_BYTES = 32
_MADE = {
    "hex": lambda raw: raw.hex(),
    "base64": lambda raw: base64.b64encode(raw).decode(),
    "base64url": lambda raw: base64.urlsafe_b64encode(raw).decode(),
    "text": lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
}
#: What a secret has to fit.
_PROOF = ("auth_type", "scheme_id")
#: Kinds whose secret Odoo can make, since both sides have it.
_SHARED = ("basic", "token", "signature")


class InboundWebhookHandler(models.Model):
    """Who may call: what the sender has to prove, and the secrets that prove it.

    A secret can be written and never read: the fields in which it is written are empty
    whenever they are read, by whomever. What was written is in fields that no person
    has access to, so no form, export, copy or search can show it.

    While a secret is changed both are good: the sender is given the next one, and the
    old one ends by itself.
    """

    _inherit = "inbound.webhook.handler"

    auth_type = fields.Selection(
        selection="_selection_auth_type",
        string="Who May Call",
        required=True,
        default="none",
        help="What a call has to bring besides the URL. One that does not is refused, "
        "and the log says why.",
    )
    scheme_id = fields.Many2one(
        "inbound.webhook.scheme",
        string="How It Is Proved",
        compute="_compute_scheme_id",
        store=True,
        readonly=False,
        copy=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('auth_type', '=', auth_type)]",
        help="What the sender adds to its calls, and where. Those of senders that are "
        "not listed can be described under Webhooks > Schemes.",
    )
    auth_user = fields.Char(
        string="User Name",
        groups=_ADMINISTRATOR,
        help="The user name that calls bring along with the password.",
    )
    secret = fields.Char(
        compute="_compute_secret",
        inverse="_inverse_secret",
        compute_sudo=False,
        copy=False,
        exportable=False,
        groups=_ADMINISTRATOR,
        help="What the sender and Odoo share. It is written and never shown again.",
    )
    secret_next = fields.Char(
        string="Next Secret",
        compute="_compute_secret",
        inverse="_inverse_secret_next",
        compute_sudo=False,
        copy=False,
        exportable=False,
        groups=_ADMINISTRATOR,
        help="A second secret that counts as well: enter it here, then give it to the "
        "sender. Calls with either are taken until the old one ends.",
    )
    secret_until = fields.Datetime(
        string="Old Secret Ends",
        copy=False,
        groups=_ADMINISTRATOR,
        help="From then on only the next secret counts. Empty: both count.",
    )
    secret_is_set = fields.Boolean(
        compute="_compute_secret_is_set", groups=_ADMINISTRATOR
    )
    secret_next_is_set = fields.Boolean(
        compute="_compute_secret_is_set", groups=_ADMINISTRATOR
    )
    kept_secret = fields.Char(copy=False, exportable=False, groups=NO_ACCESS)
    kept_secret_next = fields.Char(copy=False, exportable=False, groups=NO_ACCESS)
    secret_key_id = fields.Char(
        string="Id of the Secret",
        groups=_ADMINISTRATOR,
        help="The sender's own name of the secret, where it signs that or says by it "
        "which secret it took.",
    )
    public_address = fields.Char(
        groups=_ADMINISTRATOR,
        help="Where the sender reaches Odoo, such as https://erp.example.com, where "
        "that is not the address of this database: some senders sign it.",
    )
    scheme_secret_word = fields.Char(related="scheme_id.secret_word")
    scheme_secret_hint = fields.Text(related="scheme_id.secret_hint")
    scheme_description = fields.Text(
        related="scheme_id.description", string="About the Scheme"
    )
    scheme_coverage_note = fields.Char(related="scheme_id.coverage_note")
    scheme_needs_key_id = fields.Boolean(related="scheme_id.needs_key_id")
    scheme_has_delivery_id = fields.Boolean(compute="_compute_scheme_has_delivery_id")
    secret_can_be_made = fields.Boolean(
        compute="_compute_secret_can_be_made",
        help="Whether the sender takes a secret of ours.",
    )
    proposed_scheme_id = fields.Many2one(
        related="sender_id.scheme_id", string="Scheme of the Sender"
    )

    @api.model
    def _selection_auth_type(self):
        """How a call may prove itself, in the order of people's choice."""
        return [
            ("none", self.env._("Whoever knows the URL")),
            ("basic", self.env._("User name and password")),
            ("token", self.env._("A token")),
            ("signature", self.env._("A signature")),
        ]

    # === COMPUTE METHODS ===

    @api.depends("auth_type", "sender_id")
    def _compute_scheme_id(self):
        """The scheme of the sender where it fits, else the first one of the type."""
        for handler in self:
            proposed = handler.sender_id.scheme_id
            present = handler.scheme_id
            if handler.auth_type == "none":
                handler.scheme_id = False
            elif present.auth_type == handler.auth_type:
                handler.scheme_id = present
            elif proposed.auth_type == handler.auth_type:
                handler.scheme_id = proposed
            else:
                fitting = [("auth_type", "=", handler.auth_type)]
                handler.scheme_id = present.search(fitting, limit=1)

    @api.depends("scheme_id.kind", "scheme_id.secret_maker")
    def _compute_secret_can_be_made(self):
        for handler in self:
            scheme = handler.scheme_id
            is_shared = scheme.kind in ("basic", "token", "signature")
            is_ours = scheme.secret_maker == "receiver"
            handler.secret_can_be_made = is_shared and is_ours

    @api.depends("auth_type", "scheme_id.id_source")
    def _compute_scheme_has_delivery_id(self):
        for handler in self:
            is_asked_for = handler.auth_type != "none"
            has_id = is_asked_for and bool(handler.scheme_id.id_source)
            handler.scheme_has_delivery_id = has_id

    @api.depends()
    def _compute_secret(self):
        self.secret = self.secret_next = False

    @api.depends("kept_secret", "kept_secret_next")
    def _compute_secret_is_set(self):
        for handler in self:
            kept = handler.sudo()
            handler.secret_is_set = bool(kept.kept_secret)
            handler.secret_next_is_set = bool(kept.kept_secret_next)

    def _inverse_secret(self):
        self._keep("secret")

    def _inverse_secret_next(self):
        self._keep("secret_next")

    def _keep(self, name):
        """Put a secret that was written where nobody reads it."""
        for handler in self:
            written = (handler[name] or "").strip()
            if "\0" in written:
                # What the database refuses it would quote.
                raise ValidationError(self.env._("No secret has such a character."))
            # Written at once, while statements are logged without their values.
            with masked_statements():
                handler.sudo()[KEPT[name]] = written or False
                handler.flush_recordset([KEPT[name]])

    # === CRUD METHODS ===

    @api.model_create_multi
    def create(self, vals_list):
        handlers = super().create(vals_list)
        handlers._forget_written()
        return handlers

    def write(self, vals):
        self._forget_replaced(vals)
        try:
            result = super().write(vals)
        except ValidationError as error:
            name, reason = getattr(error, "inbound_webhook_secret", (None, None))
            if not name or name in vals or vals.keys().isdisjoint(_PROOF):
                raise
            raise self._left_over(name, reason) from None
        self._forget_written()
        return result

    def _left_over(self, name, reason):
        """What is said of a secret that was set for another way to prove a call."""
        return ValidationError(
            self.env._(
                "The %(field)s that is set was for another way to prove a call, and "
                "does not fit this one. Enter the one that goes with it, or remove the "
                "secrets first. (%(reason)s)",
                field=self._fields[name]._description_string(self.env),
                reason=reason,
            )
        )

    def _forget_replaced(self, vals):
        """Drop the secrets that others take the place of.

        They need not fit what is asked for from now on, and the new ones are written
        after that is checked.
        """
        replaced = [kept for name, kept in KEPT.items() if name in vals]
        if replaced:
            self.check_access("write")
            self.sudo().write(dict.fromkeys(replaced, False))

    def _forget_written(self):
        """Have what was just written read as what it is to all: empty."""
        self.invalidate_recordset(list(KEPT), flush=False)

    # === CONSTRAINTS ===

    @api.constrains("auth_type", "scheme_id")
    def _check_scheme(self):
        for handler in self:
            scheme = handler.scheme_id
            if scheme and scheme.auth_type != handler.auth_type:
                raise ValidationError(
                    self.env._(
                        "“%(scheme)s” is not how a call proves itself by this: choose "
                        "another scheme.",
                        scheme=scheme.name,
                    )
                )

    @api.constrains("auth_type", "auth_user", "scheme_id", *KEPT.values())
    def _check_secrets(self):
        for handler in self.sudo():
            scheme = handler._scheme_spec()
            for name, secret in handler._secrets() if scheme else ():
                try:
                    check_secret(scheme, secret)
                except EngineError as error:
                    reason = worded(self.env, error)
                    message = self.env._(
                        "The %(field)s cannot be used: %(reason)s",
                        field=self._fields[name]._description_string(self.env),
                        reason=reason,
                    )
                    refusal = ValidationError(message)
                    # Which one it is, and why, for who knows what else was written.
                    refusal.inbound_webhook_secret = (name, reason)
                    raise refusal from None

    @api.constrains("duplicate_header", "scheme_id")
    def _check_delivery_header(self):
        for handler in self:
            scheme = handler._scheme_spec()
            places = credential_places(scheme) if scheme else ()
            for name in handler._duplicate_rule().headers:
                if any(place.is_header(name) for place in places):
                    raise ValidationError(
                        self.env._(
                            "The header %s proves who calls, so it cannot be the "
                            "delivery id: what it holds is not kept.",
                            name,
                        )
                    )

    @api.constrains("public_address")
    def _check_public_address(self):
        for handler in self.filtered("public_address"):
            address = urlsplit(handler.public_address)
            is_bare = not (address.query or address.fragment or address.username)
            if address.scheme not in ("http", "https") or not address.hostname:
                is_bare = False
            if not is_bare:
                raise ValidationError(
                    self.env._(
                        "Write the public address with http:// or https://, and "
                        "without what stands behind it: https://erp.example.com."
                    )
                )

    # === ACTIONS ===

    def action_use_proposed_scheme(self):
        """Have calls prove themselves as the sender of this handler does."""
        self.ensure_one()
        self.check_access("write")
        scheme = self.sender_id.scheme_id
        if not scheme:
            raise UserError(self.env._("No scheme is known of this sender."))
        self.write({"auth_type": scheme.auth_type, "scheme_id": scheme.id})

    def action_make_secret(self):
        """Make a secret, or the next one where there is one, and show it this once."""
        self.ensure_one()
        self.check_access("write")
        name = "secret_next" if self.sudo().kept_secret else "secret"
        made = self._made_secret()
        self.write({name: made})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("A New Secret"),
            "res_model": "inbound.webhook.new.secret",
            "views": [(False, "form")],
            "target": "new",
            # It is not saved: the dialog is the one place that has it.
            "context": {
                "default_secret": made,
                "default_secret_word": self.scheme_id.secret_word,
                "default_is_next": name == "secret_next",
            },
        }

    def action_end_old_secret(self):
        """Have the next secret be the only one, from now on."""
        self.ensure_one()
        self.check_access("write")
        handler = self.sudo()
        if not handler.kept_secret_next:
            raise UserError(self.env._("There is no next secret yet."))
        with masked_statements():
            handler.write(
                {
                    "kept_secret": handler.kept_secret_next,
                    "kept_secret_next": False,
                    "secret_until": False,
                }
            )
            handler.flush_recordset()

    def action_remove_secrets(self):
        """Forget the secrets: until another one is set, every call is refused."""
        self.write({"secret": False, "secret_next": False, "secret_until": False})

    def action_check_example(self):
        """Open the check of an example: what is signed, what is expected, what came."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check an Example"),
            "res_model": "inbound.webhook.scheme.check",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_handler_id": self.id,
                "default_scheme_id": (self.scheme_id or self.proposed_scheme_id).id,
            },
        }

    def _made_secret(self):
        """A new secret, written as the scheme wants it."""
        scheme = self.scheme_id
        if scheme.kind not in _SHARED or scheme.key_format not in _MADE:
            raise UserError(
                self.env._("The sender makes this secret: take it from there.")
            )
        written = _MADE[scheme.key_format](secrets.token_bytes(_SECRET_BYTES))
        return f"{scheme.key_prefix or ''}{written}"

    # === BUSINESS METHODS ===

    def _credentials(self):
        """What a call has to prove; None where its URL is enough.

        :rtype: Credentials or None
        """
        self.ensure_one()
        if self.auth_type == "none":
            return None
        return Credentials(
            scheme=self._scheme_spec(),
            secrets=tuple(self._secrets()),
            public_url=self._public_url(),
        )

    def _scheme_spec(self):
        """How calls prove themselves; None where that cannot be said.

        :rtype: Scheme or None
        """
        scheme = self.scheme_id
        is_asked_for = scheme and scheme.auth_type == self.auth_type
        return scheme._spec() if is_asked_for else None

    def _id_scheme(self):
        """The scheme where it says where the id of a delivery stands, else None."""
        return self.scheme_id._spec() if self.scheme_has_delivery_id else None

    def _event_scheme(self):
        """The scheme that says where the kind of an event stands, None for none.

        What its sender proves itself by says it also of one that is not asked for it.

        :rtype: Scheme or None
        """
        self.ensure_one()
        asked = self.auth_type != "none" and self.scheme_id
        scheme = asked or self.sudo().proposed_scheme_id
        return scheme._spec() if scheme.event_type_source else None

    def _secrets(self):
        """The secrets that are set, with the fields in which they are written.

        :return: pairs of a name and a ``Secret``; those that are over included
        """
        handler = self.sudo()
        until = handler.secret_until
        until = until and until.replace(tzinfo=timezone.utc).timestamp()
        ends = {"secret": until or None, "secret_next": None}
        return [
            (
                name,
                Secret(
                    handler._with_user_name(handler[kept]),
                    ends[name],
                    handler.secret_key_id or "",
                ),
            )
            for name, kept in KEPT.items()
            if handler[kept]
        ]

    def _with_user_name(self, secret):
        """A secret as the engine takes it: of Basic, with the name of the user."""
        has_user = self.auth_type == "basic" and self.auth_user
        return f"{self.auth_user}:{secret}" if has_user else secret

    def _public_url(self):
        """The address that the sender was given."""
        handler = self.sudo()
        base = (handler.public_address or handler.get_base_url()).rstrip("/")
        return f"{base}{URL_PATH}{handler.token}"
