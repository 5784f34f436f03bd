from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS

from ...log_masking import masked_statements

#: Of one handler that wait: strangers may send some, too, and the first stay.
MOST_OFFERS = 5
#: Days that one waits.
_KEPT_DAYS = 7
#: Letters of a secret that say which one it is, and how long one that can spare them.
_TOLD, _LONG_ENOUGH = 4, 24


class InboundWebhookHandshakeOffer(models.Model):
    """What a handshake brought, and what waits for somebody to take it.

    Nobody reads it but by taking it: a secret that is shown is shown once.
    """

    _name = "inbound.webhook.handshake.offer"
    _description = "Inbound Webhook Handshake Offer"
    _order = "id"

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade", index=True
    )
    handshake_id = fields.Many2one(
        "inbound.webhook.handshake", readonly=True, ondelete="set null"
    )
    offered_date = fields.Datetime(
        string="When", readonly=True, default=fields.Datetime.now
    )
    remote_addr = fields.Char(string="From", readonly=True)
    ending = fields.Char(
        string="Ends With",
        readonly=True,
        help="The last letters of it, to tell whether it is the one of the sender.",
    )
    is_secret = fields.Boolean(string="A Secret", readonly=True)
    is_shown = fields.Boolean(string="To Be Entered in the Sender", readonly=True)
    kept_value = fields.Char(readonly=True, exportable=False, groups=NO_ACCESS)

    # === ACTIONS ===

    def action_take(self):
        """Have the secret count from now on; show it where the sender wants it back."""
        self.ensure_one()
        handler = self._handler_to_change()
        offer = self.sudo()
        if not offer.is_secret:
            raise UserError(self.env._("This is no secret."))
        if not handler.scheme_id:
            raise UserError(
                self.env._("Choose first how calls prove themselves, then take this.")
            )
        value, is_shown = offer.kept_value, offer.is_shown
        is_next = bool(handler.sudo().kept_secret)
        handler.write({"secret_next" if is_next else "secret": value})
        action = self._shown(value, is_next) if is_shown else None
        offer.unlink()
        return action

    def action_show(self):
        """Show what has to be entered in the sender, this once."""
        self.ensure_one()
        self._handler_to_change()
        offer = self.sudo()
        if offer.is_secret or not offer.is_shown:
            raise UserError(self.env._("Take the secret: it is shown then."))
        action = self._shown(offer.kept_value, False)
        offer.unlink()
        return action

    def action_dismiss(self):
        """Forget it."""
        for offer in self:
            offer._handler_to_change()
        self.sudo().unlink()

    def _handler_to_change(self):
        """The handler, for whoever may change it.

        :raise AccessError: for anyone else
        """
        self.check_access("read")
        handler = self.handler_id
        handler.check_access("write")
        return handler

    def _shown(self, value, is_next):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To Be Entered in the Sender"),
            "res_model": "inbound.webhook.new.secret",
            "views": [(False, "form")],
            "target": "new",
            # It is not saved: the dialog is the one place that has it.
            "context": {
                "default_secret": value,
                "default_secret_word": self.handler_id.scheme_id.secret_word,
                "default_is_next": is_next,
            },
        }

    # === BUSINESS METHODS ===

    @api.model
    def _offer(self, handler, handshake_name, remote_addr, value, **kinds):
        """Keep what a handshake brought until somebody takes it.

        :return: whether there was room for it
        """
        offers = self.sudo().search([("handler_id", "=", handler.id)])
        if value in offers.mapped("kept_value"):
            return True
        if len(offers) >= MOST_OFFERS:
            return False
        handshakes = handler.sudo().handshake_ids
        with masked_statements():
            self.sudo().create(
                {
                    "handler_id": handler.id,
                    "handshake_id": handshakes.filtered(
                        lambda handshake: handshake.name == handshake_name
                    )[:1].id,
                    "remote_addr": remote_addr,
                    "ending": value[-_TOLD:] if len(value) >= _LONG_ENOUGH else False,
                    "kept_value": value,
                    **kinds,
                }
            ).flush_recordset()
        return True

    @api.autovacuum
    def _gc_offers(self):
        """Forget what nobody took."""
        since = fields.Datetime.now() - timedelta(days=_KEPT_DAYS)
        self.sudo().search([("offered_date", "<", since)]).unlink()
