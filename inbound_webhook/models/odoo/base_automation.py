import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...failure_kinds import CONFLICT, OUTAGE, kind_of
from ...log_masking import log_failure
from ...processing.call_context import CALL_CONTEXT_KEY, call_context
from ...processing.undo import undoable
from ...words.failures import blame, failure_of
from .ir_actions_server_assign import ASSIGN

_logger = logging.getLogger(__name__)

TRIGGER = "on_inbound_webhook"
#: What a call has to have done for a rule to run; a rule not named here runs always.
_OPERATIONS = {
    "changed": ("created", "updated"),
    "created": ("created",),
    "updated": ("updated",),
    "unchanged": ("unchanged",),
    "archived": ("archived",),
    "unarchived": ("unarchived",),
    "found": ("found",),
}


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
        context={"active_test": False},
        help="The rule fires on each valid call to this handler.",
    )
    inbound_webhook_is_offered = fields.Boolean(
        compute="_compute_inbound_webhook_is_offered", compute_sudo=True
    )
    inbound_webhook_operation = fields.Selection(
        [
            ("any", "Each valid call"),
            ("changed", "Created or updated"),
            ("created", "Created"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
            ("archived", "Archived"),
            ("unarchived", "Brought back"),
            ("found", "Found (GET)"),
        ],
        string="When",
        required=True,
        default="any",
        help="What the call has to have done for the rule to run.",
    )
    inbound_webhook_may_fail = fields.Boolean(
        string="Do Not Fail the Call",
        help="Where this rule fails, what it did is undone and the call says so, but "
        "the record and the other rules stand. Off, the whole call fails, nothing is "
        "changed, and the sender can send it again.",
    )

    @api.depends("trigger", "model_id")
    def _compute_inbound_webhook_handler_id(self):
        for rule in self:
            handler = rule.inbound_webhook_handler_id
            if rule.trigger != TRIGGER or handler.model_id != rule.model_id:
                rule.inbound_webhook_handler_id = False

    @api.depends("model_id")
    def _compute_inbound_webhook_is_offered(self):
        """Whether the trigger is for this model: a handler, on or off, has it for a
        target.
        """
        handlers = self.env["inbound.webhook.handler"].with_context(active_test=False)
        targets = handlers._read_group(
            [("model_id", "in", self.model_id.ids)], ["model_id"]
        )
        targeted = {model.id for [model] in targets}
        for rule in self:
            rule.inbound_webhook_is_offered = rule.model_id.id in targeted

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

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.inbound_webhook_handler_id.sudo()._move_version()
        return rules

    def write(self, vals):
        before = self.inbound_webhook_handler_id
        result = super().write(vals)
        (before | self.inbound_webhook_handler_id).sudo()._move_version()
        return result

    def unlink(self):
        handlers = self.inbound_webhook_handler_id.sudo()
        result = super().unlink()
        handlers._move_version()
        return result

    @api.model
    def _of_inbound_webhook(self, handler):
        """The rules that run on the calls of a handler, in their order."""
        return self.search(
            [
                ("trigger", "=", TRIGGER),
                ("inbound_webhook_handler_id", "=", handler.id),
                ("model_name", "=", handler.model_name),
            ]
        )

    def _fire_on_inbound_webhook(self, applied):
        """Run these rules, those of a handler, on the record of a call.

        :param Applied applied: what the call did to its record, which is in the
            environment of the handler's user, with the call's ``CallContext``
        :return: ids of the rules that did their work, and what went wrong in those that
            may fail
        :rtype: tuple[list[int], list[Failure]]
        """
        context = call_context(applied.record.env).fulfilling(applied.changes)
        record = applied.record.with_context(**{CALL_CONTEXT_KEY: context})
        fired, failures = [], []
        rules = self.with_env(record.env(su=True))
        # Whoever is told of a record has to be known before.
        for rule in rules.sorted(lambda rule: not rule._assigns()):
            if rule._fires_on(applied.operation) and rule._filter_post(record):
                failure = rule._run_on(record)
                if failure:
                    failures.append(failure)
                else:
                    fired.append(rule.id)
        return fired, failures

    def _assigns(self):
        """Whether it gives records to members of a team."""
        self.ensure_one()
        return ASSIGN in self.action_server_ids.mapped("state")

    def _fires_on(self, operation):
        self.ensure_one()
        operations = _OPERATIONS.get(self.inbound_webhook_operation)
        return operations is None or operation in operations

    def _process(self, records, domain_post=None):
        """Note on what a rule raises that it was this one, where a call runs it.

        Override of ``base_automation``: the rules that the change of the record sets
        off fail calls as well.
        """
        if not call_context(records.env):
            return super()._process(records, domain_post)
        # Read before: after a failure the database may answer nothing any more.
        rule_id, name = self.id, self.sudo().name
        try:
            return super()._process(records, domain_post)
        except Exception as error:
            blame(error, rule_id, name)
            raise

    def _run_on(self, record):
        """Run a rule; where it may fail, its failure is undone and given in words.

        :rtype: Failure or None
        """
        self.ensure_one()
        if not self.inbound_webhook_may_fail:
            self._run_and_write(record)
            return None
        with undoable(self.env.cr) as undo:
            try:
                self._process(record)
                self.env.cr.flush()
            except Exception as error:
                if kind_of(error) in (CONFLICT, OUTAGE):
                    # The whole call is run again.
                    raise
                undo()
                log_failure(_logger, f"The rule {self.id} failed", error)
                blame(error, self.id, self.name)
                return failure_of(self.env, error, self.inbound_webhook_handler_id)
        return None

    def _run_and_write(self, record):
        """Run a rule, and write what it changed: the database may refuse that."""
        rule_id, name = self.id, self.name
        try:
            self._process(record)
            record.env.flush_all()
        except Exception as error:
            blame(error, rule_id, name)
            raise
