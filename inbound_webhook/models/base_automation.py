from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .call_context import CALL_CONTEXT_KEY, call_context

TRIGGER = "on_inbound_webhook"


class BaseAutomation(models.Model):
    """A trigger of automation rules: a valid call to an inbound webhook."""

    _inherit = "base.automation"

    trigger = fields.Selection(
        selection_add=[(TRIGGER, "On inbound webhook")],
        ondelete={TRIGGER: "cascade"},
    )
    inbound_webhook_handler_id = fields.Many2one(
        "inbound.webhook.handler",
        string="Inbound Webhook",
        compute="_compute_inbound_webhook_handler_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        index="btree_not_null",
        domain="[('model_id', '=', model_id)]",
        help="The rule fires on each valid call to this handler.",
    )

    @api.depends("trigger", "model_id")
    def _compute_inbound_webhook_handler_id(self):
        for rule in self:
            handler = rule.inbound_webhook_handler_id
            if rule.trigger != TRIGGER or handler.model_id != rule.model_id:
                rule.inbound_webhook_handler_id = False

    @api.constrains("trigger", "inbound_webhook_handler_id", "model_id")
    def _check_inbound_webhook_handler_id(self):
        for rule in self.filtered(lambda rule: rule.trigger == TRIGGER):
            handler = rule.inbound_webhook_handler_id
            if not handler or handler.model_id != rule.model_id:
                raise ValidationError(
                    self.env._(
                        "Choose the inbound webhook whose calls fire the rule; its "
                        "target must be %s.",
                        rule.model_id.name,
                    )
                )

    @api.model
    def _fire_on_inbound_webhook(self, handler, record):
        """Run the rules of a handler on the record of a call.

        :param record: one record, in the environment of the handler's user, with the
            call's ``CallContext``
        :return: ids of the rules that ran
        :rtype: list[int]
        """
        rules = self.env(su=True)[self._name].search(
            [
                ("trigger", "=", TRIGGER),
                ("inbound_webhook_handler_id", "=", handler.id),
                ("model_name", "=", record._name),
            ]
        )
        context = call_context(record.env).fulfilling()
        record = record.with_context(**{CALL_CONTEXT_KEY: context})
        fired = []
        for rule in rules.with_env(record.env(su=True)):
            records = rule._filter_post(record)
            if records:
                rule._process(records)
                fired.append(rule.id)
        return fired
