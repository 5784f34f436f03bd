from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list

from ...engine.errors import InvalidSetup
from ...engine.phrases import _lt
from ...rights.powerful_models import SETTINGS
from ...words.phrases import worded

#: A change of these asks for other rights, or for those in another company.
_DECIDING = ("model_id", "method", "operation_mode", "company_id")


class InboundWebhookHandler(models.Model):
    """The user that the calls of a handler run as.

    Where nobody is chosen it is a *runner* (``res_users.py``): a user that nobody can
    log in as, with the rights that the target takes in the handler's company and no
    more. Handlers that take the same rights share it.
    """

    _inherit = "inbound.webhook.handler"

    user_sentence = fields.Char(
        string="What Its Calls May Do", compute="_compute_user_sentence"
    )

    # === CHOOSING IT ===

    @api.model_create_multi
    def create(self, vals_list):
        # Before a user is made for it.
        self.check_access("create")
        default = self.env.context.get("default_user_id")
        for vals in (vals_list := [{"user_id": default, **vals} for vals in vals_list]):
            vals["user_id"] = vals["user_id"] or self._chosen(vals).id
        return super().create(vals_list)

    def write(self, vals):
        if not self._asks_for_another_user(vals):
            return super().write(vals)
        self.check_access("write")
        chosen_anew = self
        if vals.get("user_id", True):
            chosen_anew = self.filtered("user_id.is_inbound_webhook_runner")
        for handler in chosen_anew:
            decided = {name: handler[name] for name in _DECIDING}
            user = handler._chosen({**decided, **vals})
            super(InboundWebhookHandler, handler).write({**vals, "user_id": user.id})
        return super(InboundWebhookHandler, self - chosen_anew).write(vals)

    def _asks_for_another_user(self, vals):
        if "user_id" in vals:
            return not vals["user_id"]
        return not vals.keys().isdisjoint(_DECIDING)

    @api.constrains("user_id")
    def _check_user(self):
        """Refuse a handler without a user: one is chosen for each."""
        for handler in self.filtered(lambda handler: not handler.user_id):
            raise ValidationError(
                self.env._("%s needs a user that it runs as.", handler.name)
            )

    @api.model
    def _chosen(self, vals):
        """The user for a handler of these values, where nobody has been chosen."""
        values = {**self.default_get([*_DECIDING]), **vals}
        return self.new({name: values.get(name) for name in _DECIDING})._runner()

    def _runner(self):
        """The user for a handler that nobody has been chosen for.

        Whoever may not give a user the rights that the target takes gives his own.
        """
        self.ensure_one()
        company = self.company_id or self.env.company
        users = self.env["res.users"]
        groups = users._inbound_webhook_groups(self.model_name, self._operations())
        me = self.env.user
        if not self.env.su and not me.has_group(SETTINGS):
            beyond = groups.all_implied_ids - me.all_group_ids
            if beyond or company not in me.company_ids:
                return me
        return users._inbound_webhook_runner(groups, company, self.model_id.name)

    # === WHILE A CALL IS PROCESSED ===

    def _check_runs(self):
        """Refuse to process a call for a user who is gone, or works elsewhere now.

        :raise InvalidSetup: the handler's administrator has to choose another one
        """
        self.ensure_one()
        user, company = self.user_id, self.company_id
        if not user.active:
            raise InvalidSetup(
                "user_archived",
                _lt(
                    "The user %(user)s is archived. Choose another one in the handler, "
                    "in the tab Settings, at Runs As.",
                    user=user.name,
                ),
            )
        if company and company.id not in user._get_company_ids():
            raise InvalidSetup(
                "user_company",
                _lt(
                    "The user %(user)s does not work in %(company)s any more. Choose "
                    "another one in the handler, in the tab Settings, at Runs As.",
                    user=user.name,
                    company=company.name,
                ),
            )

    # === WHAT IT MAY DO, IN WORDS ===

    @api.depends("company_id", "method", "model_id", "operation_mode", "user_id")
    @api.depends_context("lang")
    def _compute_user_sentence(self):
        for handler in self:
            if handler.model_name not in self.env:
                handler.user_sentence = False
            elif not handler.user_id:
                handler.user_sentence = self.env._(
                    "Left empty, a user is taken that nobody can log in as, with the "
                    "rights that %s takes and no more.",
                    handler.model_id.name,
                )
            else:
                handler.user_sentence = handler._sentence_of_user()

    def _sentence_of_user(self):
        try:
            self._check_runs()
        except InvalidSetup as obstacle:
            return self.env._(
                "Calls are not processed. %(why)s", why=worded(self.env, obstacle)
            )
        user, operations = self.user_id, self._allowed_operations()
        names = {
            "user": user.name,
            "model": self.model_id.name,
            "company": (self.company_id or user.company_id).name,
            "operations": operations,
        }
        if user._is_superuser() or user.has_group(SETTINGS):
            return self.env._(
                "Calls run as %(user)s, a Settings administrator, whom nothing is "
                "forbidden.",
                **names,
            )
        if not operations:
            return self.env._(
                "Calls run as %(user)s, who may do nothing with records of %(model)s.",
                **names,
            )
        if user.is_inbound_webhook_runner:
            return self.env._(
                "Calls may %(operations)s records of %(model)s in %(company)s. They "
                "run as %(user)s, which is there for webhooks alone: nobody can log in "
                "as it.",
                **names,
            )
        return self.env._(
            "Calls may %(operations)s records of %(model)s in %(company)s, as %(user)s "
            "may. What else they set in motion may do there what this person may.",
            **names,
        )

    def _allowed_operations(self):
        """What the user may do with records of the target, as words of a sentence."""
        words = {"read": self.env._("read"), "create": self.env._("create")}
        words |= {"write": self.env._("change"), "unlink": self.env._("delete")}
        asked = self._operations()
        allowed = [name for name in asked if self._as_user().has_access(name)]
        return format_list(self.env, [words[name] for name in allowed])
