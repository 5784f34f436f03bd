from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.orm.models import NO_ACCESS

from ...engine.bounds import BOUNDS
from ...engine.tokens import digest_of_token
from ..bounded import within_bounds

_ADMINISTRATOR = "inbound_webhook.group_administrator"
_LONGEST = timedelta(hours=BOUNDS["old_url_hours"].highest)


class InboundWebhookHandler(models.Model):
    """The URL before the present one, which goes on for a chosen time.

    So its sender is given the new one without a call lost. The row says until when it
    is good, and each call reads that, so it ends at one moment for all workers.
    """

    _inherit = "inbound.webhook.handler"

    old_url_hours = fields.Integer(
        string="Old URL Goes On",
        required=True,
        default=BOUNDS["old_url_hours"].default,
        groups=_ADMINISTRATOR,
        help="Hours for which the present URL goes on when it is changed, so that you "
        "can give the new one to the sender. 0: it stops at once, which is right where "
        "a stranger knows it.",
    )
    old_url_until = fields.Datetime(
        string="Old URL Ends",
        readonly=True,
        copy=False,
        groups=_ADMINISTRATOR,
        help="Until then, calls to the URL before the present one are taken as well.",
    )
    old_url_is_alive = fields.Boolean(
        compute="_compute_old_url_is_alive", groups=_ADMINISTRATOR
    )
    old_url_last_date = fields.Datetime(
        string="Last Call by the Old URL",
        compute="_compute_old_url_last_date",
        groups=_ADMINISTRATOR,
        help="When a call came by the old URL, since the URL was changed.",
    )
    kept_old_token = fields.Char(copy=False, exportable=False, groups=NO_ACCESS)
    old_token_digest = fields.Char(copy=False, exportable=False, groups=NO_ACCESS)

    _old_url_hours_bounds = within_bounds("old_url_hours")
    _old_token_digest_idx = models.Index(
        "(old_token_digest) WHERE old_token_digest IS NOT NULL"
    )

    # === COMPUTE METHODS ===

    @api.depends("old_url_until")
    def _compute_old_url_is_alive(self):
        now = fields.Datetime.now()
        for handler in self:
            until = handler.old_url_until
            handler.old_url_is_alive = bool(until and until > now)

    @api.depends("call_ids", "old_url_until")
    def _compute_old_url_last_date(self):
        calls = self.env["inbound.webhook.call"]
        for handler in self:
            last = calls.browse()
            if handler.old_url_is_alive:
                domain = [("handler_id", "=", handler.id), ("by_old_url", "=", True)]
                last = calls.search_fetch(domain, ["request_date"], limit=1)
            handler.old_url_last_date = last.request_date

    @api.constrains("old_url_until")
    def _check_old_url_until(self):
        """However it is written."""
        longest = fields.Datetime.now() + _LONGEST
        for handler in self.filtered("old_url_until"):
            if handler.old_url_until > longest:
                raise ValidationError(
                    self.env._("An old URL goes on for %s days at most.", _LONGEST.days)
                )

    # === ACTIONS ===

    def action_end_old_url(self):
        """Have the old URL end now."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().write(self._old_url_values(0))

    # === BUSINESS METHODS ===

    def _old_url_values(self, hours):
        """Values with which the present URL goes on as the old one.

        :param int hours: for how long; 0 for not at all, and none goes on
        """
        self.ensure_one()
        if not hours:
            return {
                "kept_old_token": False,
                "old_token_digest": False,
                "old_url_until": False,
            }
        token = self.sudo().token
        return {
            "kept_old_token": token,
            "old_token_digest": digest_of_token(token),
            "old_url_until": fields.Datetime.now() + timedelta(hours=hours),
        }
