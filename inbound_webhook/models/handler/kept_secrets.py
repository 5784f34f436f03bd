from datetime import timezone

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.orm.models import NO_ACCESS

from ...engine.authentication import Secret, check_secret
from ...engine.errors import EngineError
from ...log_masking import masked_statements
from ...words.phrases import worded

_ADMINISTRATOR = "inbound_webhook.group_administrator"
#: What holds a secret, by the field in which it is written.
KEPT = {"secret": "kept_secret", "secret_next": "kept_secret_next"}
#: What a secret has to fit.
_PROOF = ("auth_type", "scheme_id")


class InboundWebhookHandler(models.Model):
    """The secrets by which callers prove themselves.

    A secret can be written and never read: the fields in which it is written are empty
    whenever they are read, by whomever. What was written is in fields that no person
    has access to, so no form, export, copy or search can show it.

    While a secret is changed both are good: the sender is given the next one, and the
    old one ends by itself.
    """

    _inherit = "inbound.webhook.handler"

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

    # === COMPUTE METHODS ===

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

    # === ACTIONS ===

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

    # === BUSINESS METHODS ===

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
