from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine.authentication import credential_places
from ...engine.credentials import Credentials
from .url import URL_PATH

_ADMINISTRATOR = "inbound_webhook.group_administrator"


class InboundWebhookHandler(models.Model):
    """Who may call: what the sender has to prove, and how it is said."""

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

    @api.depends("auth_type", "scheme_id.id_source")
    def _compute_scheme_has_delivery_id(self):
        for handler in self:
            is_asked_for = handler.auth_type != "none"
            has_id = is_asked_for and bool(handler.scheme_id.id_source)
            handler.scheme_has_delivery_id = has_id

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

    def _public_url(self):
        """The address that the sender was given."""
        handler = self.sudo()
        base = (handler.public_address or handler.get_base_url()).rstrip("/")
        return f"{base}{URL_PATH}{handler.token}"
