from odoo import api, fields, models
from odoo.exceptions import UserError


class InboundWebhookHandler(models.Model):
    """What becomes of calls that come while a handler is switched off.

    Some senders give an address up that answers 503 for a day, and some never send a
    call again. Kept calls are calls of the queue: they are admitted and read as those
    of a handler that queues, and leave it when the handler is on.
    """

    _inherit = "inbound.webhook.handler"

    when_off = fields.Selection(
        [
            ("refuse", "Answer 503: send it again"),
            ("keep", "Accept and keep"),
            ("drop", "Accept and drop"),
        ],
        string="While It Is Off",
        required=True,
        default="refuse",
        help="What becomes of calls while the webhook is switched off. Answer 503: "
        "senders try again later; some give the address up after a day or so. Accept "
        "and keep: they are answered 202, or as the tab Responses says, and processed "
        "in the order they came when it is switched on. Accept and drop: they are "
        "answered 200, and nothing is ever done with them. Look-ups are always "
        "answered 503, for what they find has to be said at once.",
    )
    waiting_count = fields.Integer(
        string="Waiting",
        compute="_compute_waiting_count",
        help="Calls that are stored and not processed yet.",
    )
    # What comes of calls at the moment, in a sentence; nothing while it is on.
    off_sentence = fields.Char(compute="_compute_off_sentence")

    # === COMPUTE METHODS ===

    @api.depends("call_ids")
    def _compute_waiting_count(self):
        counts = self._numbers_of_calls([("queued", "=", True)])
        by_id = {handler.id: count for handler, count in counts}
        for handler in self:
            handler.waiting_count = by_id.get(handler._origin.id, 0)

    @api.depends("active", "max_waiting", "method", "waiting_count", "when_off")
    @api.depends_context("lang")
    def _compute_off_sentence(self):
        for handler in self:
            sentences = [] if handler.active else handler._off_sentences()
            handler.off_sentence = " ".join(sentences) or False

    def _off_sentences(self):
        when_off = self._when_off()
        if when_off == "keep":
            yield self.env._(
                "This handler is switched off: calls are accepted and kept. They are "
                "processed in the order they came when it is switched on."
            )
        elif when_off == "drop":
            yield self.env._(
                "This handler is switched off: calls are accepted and dropped. Nothing "
                "is ever done with them."
            )
        else:
            yield self.env._(
                "This handler is switched off: calls are logged and answered 503, so "
                "that senders try again later. Switch it on when it is ready."
            )
        if self.waiting_count == 1:
            yield self.env._("1 call waits until it is switched on.")
        elif self.waiting_count:
            yield self.env._(
                "%s calls wait until it is switched on.", self.waiting_count
            )
        if when_off == "keep" and self.waiting_count >= self.max_waiting:
            yield self.env._(
                "It keeps no more than these: others are answered 503, so that senders "
                "try again later."
            )

    # === CRUD METHODS ===

    @api.ondelete(at_uninstall=False)
    def _refuse_to_lose_kept(self):
        """Calls whose senders were told that they are kept are not lost with it."""
        kept = [("queued", "=", True), ("reason", "=", "kept")]
        for handler, count in self._numbers_of_calls(kept):
            raise UserError(
                self.env._(
                    "%(count)s call(s) that came while %(webhook)s was switched off "
                    "wait to be processed, and would be lost with it. Switch it on, or "
                    "delete them in the log (Calls, filter Waiting) first.",
                    count=count,
                    webhook=handler.name,
                )
            )

    # === ACTIONS ===

    def action_open_waiting(self):
        """Open the calls of this handler that wait."""
        self.ensure_one()
        # However long ago they came.
        context = {"search_default_waiting": 1, "default_handler_id": self.id}
        return {**self.action_open_calls(), "context": context}

    # === BUSINESS METHODS ===

    def _when_off(self):
        """What becomes of calls while it is off; a look-up cannot be answered later."""
        self.ensure_one()
        return self.when_off if self.method == "post" else "refuse"

    def _numbers_of_calls(self, domain):
        """How many calls of these handlers there are, which is no secret of theirs.

        :param domain: what they have to be
        :return: pairs of a handler that has some, and how many
        """
        mine = [*domain, ("handler_id", "in", self.ids)]
        calls = self.env["inbound.webhook.call"].sudo()
        return calls._read_group(mine, ["handler_id"], ["__count"])
