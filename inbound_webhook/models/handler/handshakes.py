import secrets

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...engine.errors import InvalidSetup
from ...engine.handshakes import answers_every_call, check_with_scheme
from ...log_masking import masked_statements
from ...processing.conflicts import Conflict
from ...words.phrases import worded
from .kept_secrets import KEPT

_ADMINISTRATOR = "inbound_webhook.group_administrator"
_TOKEN_BYTES = 24


class InboundWebhookHandler(models.Model):
    """What the sender asks besides its calls, and what becomes of what it hands over.

    Whoever knows the URL can send a handshake. So a secret that comes by one is taken
    at once only by a handler that has none and listens for a call: an administrator has
    just said that something is to come. Any other waits until one of them takes it.
    """

    _inherit = "inbound.webhook.handler"

    handshake_ids = fields.Many2many(
        "inbound.webhook.handshake",
        "inbound_webhook_handler_handshake_rel",
        "handler_id",
        "handshake_id",
        string="Handshakes",
        compute="_compute_handshake_ids",
        store=True,
        readonly=False,
        copy=True,
        help="What the sender asks besides its calls, mostly as the URL is entered "
        "there. It is answered while the webhook is switched off, too, and makes no "
        "record.",
    )
    handshake_token = fields.Char(
        string="Verification Token",
        compute="_compute_handshake_token",
        store=True,
        readonly=False,
        copy=False,
        exportable=False,
        groups=_ADMINISTRATOR,
        help="Enter it in the sender beside the URL, where it asks for a verification "
        "token. Handshakes without it are not answered.",
    )
    handshake_needs_token = fields.Boolean(compute="_compute_handshake_needs_token")
    handshake_hint = fields.Text(compute="_compute_handshake_hint")
    handshake_keeps_secret = fields.Boolean(compute="_compute_handshake_needs_token")
    handshake_offer_ids = fields.One2many(
        "inbound.webhook.handshake.offer",
        "handler_id",
        string="Brought by Handshakes",
        readonly=True,
        copy=False,
        groups=_ADMINISTRATOR,
    )

    # === COMPUTE METHODS ===

    @api.depends("sender_id", "scheme_id")
    def _compute_handshake_ids(self):
        """Those of the sender and of the scheme, beside what is there already."""
        for handler in self:
            proposed = handler.sender_id.handshake_ids | handler.scheme_id.handshake_ids
            fitting = proposed.filtered(
                lambda handshake, handler=handler: not handler._is_answered_by(
                    handshake._spec()
                )
            )
            handler.handshake_ids |= fitting

    @api.depends("handshake_ids.token_source")
    def _compute_handshake_token(self):
        for handler in self:
            token = handler.handshake_token
            if not token and handler.handshake_needs_token:
                token = secrets.token_urlsafe(_TOKEN_BYTES)
            handler.handshake_token = token

    @api.depends("handshake_ids.token_source", "handshake_ids.keep_source")
    def _compute_handshake_needs_token(self):
        for handler in self:
            handshakes = handler.handshake_ids
            handler.handshake_needs_token = any(handshakes.mapped("token_source"))
            handler.handshake_keeps_secret = any(handshakes.mapped("keep_source"))

    @api.depends("handshake_ids.hint")
    @api.depends_context("lang")
    def _compute_handshake_hint(self):
        for handler in self:
            hints = filter(None, handler.handshake_ids.mapped("hint"))
            handler.handshake_hint = "\n".join(hints) or False

    @api.depends("handshake_ids", "handshake_offer_ids")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    # === CONSTRAINTS ===

    @api.constrains("handshake_ids", "method", "save_on_get", "scheme_id")
    def _check_handshakes(self):
        for handler in self:
            scheme = handler.scheme_id and handler.scheme_id._spec()
            for handshake in handler.handshake_ids:
                spec = handshake._spec()
                if handler._is_answered_by(spec):
                    raise ValidationError(
                        self.env._(
                            "“%(handshake)s” would answer every call of %(handler)s: "
                            "it asks for nothing but the method.",
                            handshake=handshake.name,
                            handler=handler.name,
                        )
                    )
                try:
                    if scheme:
                        check_with_scheme(spec, scheme)
                except InvalidSetup as error:
                    raise ValidationError(worded(self.env, error)) from error

    @api.constrains("handshake_token")
    def _check_handshake_token(self):
        for handler in self.filtered("handshake_token"):
            token = handler.handshake_token
            if len(token) < 16 or not token.isprintable():
                raise ValidationError(
                    self.env._(
                        "A verification token has 16 letters or more, or it could be "
                        "guessed."
                    )
                )

    # === WHAT IS SAID OF IT ===

    def _warnings(self):
        yield from super()._warnings()
        offers = self.sudo().handshake_offer_ids
        if any(offers.mapped("is_secret")):
            yield self.env._(
                "A secret has come by a handshake, and waits for you in the tab Who "
                "May Call: take it if it is from the sender."
            )
        elif offers:
            yield self.env._(
                "A handshake has brought what is to be entered in the sender (tab Who "
                "May Call)."
            )

    # === BUSINESS METHODS ===

    def _is_answered_by(self, spec):
        """Whether each call of this handler is a handshake.

        :param Handshake spec: which one
        """
        methods = ("GET", "HEAD") if self.method == "get" else ("POST",)
        if self.save_on_get:
            methods += ("GET",)
        return spec.method in methods and answers_every_call(spec)

    def _handshakes(self):
        """:rtype: tuple[Handshake, ...]"""
        return tuple(handshake._spec() for handshake in self.handshake_ids)

    def _take_from_handshake(self, shaken, remote_addr):
        """Keep what a handshake hands over, for it counts, or for somebody to take it.

        :param Answered shaken: the handshake
        :param str remote_addr: where it came from
        :return: what the trace says of that, None where it hands nothing over
        """
        self.ensure_one()
        secret, shown = shaken.secret, shaken.shown
        if not (secret or shown):
            return None
        handler, name = self.sudo(), shaken.handshake.name
        self._lock_for_handshake()
        offers = self.env["inbound.webhook.handshake.offer"]
        if secret and self._knows(secret):
            return None
        if secret and self._takes_at_once():
            with masked_statements():
                handler.write({"secret": secret})
                handler.flush_recordset()
            if shown:
                offers._offer(handler, name, remote_addr, shown, is_shown=True)
            return "secret_taken"
        kinds = {"is_secret": bool(secret), "is_shown": bool(shown)}
        value = secret or shown
        has_room = offers._offer(handler, name, remote_addr, value, **kinds)
        return "secret_offered" if has_room else "secret_left"

    def _lock_for_handshake(self):
        """Have one handshake after the other: of two at once one secret is taken.

        :raise Conflict: another one was taken meanwhile; begin again, and see it
        """
        try:
            self.env.cr.execute(
                SQL(
                    "SELECT FROM inbound_webhook_handler WHERE id = %s"
                    " FOR NO KEY UPDATE",
                    self.id,
                ),
                log_exceptions=False,
            )
        except SerializationFailure as error:
            raise Conflict from error
        self.invalidate_recordset([*KEPT.values(), "listening_until"], flush=False)

    def _knows(self, secret):
        """Whether a secret is one of this handler's already."""
        handler = self.sudo()
        kept = [handler[name] or "" for name in KEPT.values()]
        matches = [
            tools.consteq(secret.encode().hex(), each.encode().hex()) for each in kept
        ]
        return any(matches)

    def _takes_at_once(self):
        """Whether a secret that comes by a handshake counts without a person."""
        handler = self.sudo()
        has_one = any(handler[name] for name in KEPT.values())
        return bool(handler.scheme_id) and not has_one and handler._is_listening()
