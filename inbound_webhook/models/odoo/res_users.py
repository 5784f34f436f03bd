import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.fields import Command, Domain

from ...rights.login_contacts import LoginContactProtected, is_protected_from

#: Groups that no user for webhooks is given: they lead to all others.
_NEVER_GIVEN = ("base.group_system", "base.group_erp_manager")
#: Kinds of users that are no employees.
_OTHER_KINDS = ("base.group_portal", "base.group_public")
_EMPLOYEE = "base.group_user"
_NO_RUNNER = Domain("is_inbound_webhook_runner", "=", False)
#: Rules that keep nothing out of sight, without their blanks.
_EVERYTHING = ("[(1,'=',1)]", "[]", "")


class ResUsers(models.Model):
    """Users that webhooks run as: *runners*, that nobody can log in as.

    A login goes through several doors, and other addons add theirs before and behind
    Odoo's own. So a runner is stopped where a name is looked up, where a password or a
    key is checked, at the end of a login, and where a session is recognised.
    """

    _inherit = "res.users"

    is_inbound_webhook_runner = fields.Boolean(
        string="Runs Webhooks",
        readonly=True,
        copy=False,
        help="This user is there for inbound webhooks alone. Nobody can log in as it.",
    )

    # === CHOOSING ONE ===

    @api.model
    def _inbound_webhook_runner(self, groups, company, purpose):
        """A user with just these rights in one company, made where there is none.

        The caller answers for whether whoever asks may have it.

        :param groups: what it is given
        :param str purpose: what its name says that it is there for
        """
        runners = self.sudo().search(
            [
                ("is_inbound_webhook_runner", "=", True),
                ("company_ids", "=", company.id),
            ],
            order="id",
        )
        fitting = runners.filtered(
            lambda user: user.group_ids == groups and user.company_ids == company
        )
        runner = fitting[:1] or self._make_inbound_webhook_runner(
            groups, company, purpose
        )
        return runner.with_env(self.env)

    def _make_inbound_webhook_runner(self, groups, company, purpose):
        # There is no address to send an invitation to, and no chat to greet it in.
        quiet = {"no_reset_password": True, "mail_create_nosubscribe": True}
        return (
            self.sudo()
            .with_context(**quiet)
            .create(
                {
                    "name": self.env._("Webhooks (%s)", purpose),
                    "login": f"inbound-webhook-{secrets.token_hex(8)}",
                    "is_inbound_webhook_runner": True,
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set(groups.ids)],
                    "tz": company.partner_id.tz or self.env.user.tz or "UTC",
                    "lang": self.env.user.lang,
                }
            )
        )

    @api.model
    def _inbound_webhook_groups(self, model_name, operations):
        """The fewest rights with which a model's records can be worked with.

        That is being an employee, and, where it takes more, the one group that opens
        the fewest other models and leaves none of the records out of sight: what
        cannot be seen cannot be found again, and would be made a second time.

        :param operations: ``read``, ``create``, ``write``
        :return: groups; those of an employee where nothing short of Settings would do
        """
        employee = self.env.ref(_EMPLOYEE).sudo()
        access = self.env["ir.model.access"].sudo().search([("active", "=", True)])
        mine = access.filtered(lambda line: line.model_id.model == model_name)
        rules = (
            self.env["ir.rule"]
            .sudo()
            .search([("model_id.model", "=", model_name), ("groups", "!=", False)])
        )
        choices = []
        for group in employee | self._groups_of_employees():
            groups = group.all_implied_ids | employee.all_implied_ids
            if all(_gives(mine, groups, operation) for operation in operations):
                opened = sum(line.group_id in groups for line in access)
                choices.append((_hides(rules, groups), opened, group.id, group))
        best = min(choices, default=(None, None, None, employee))[-1]
        return (employee | best).sorted("id")

    def _groups_of_employees(self):
        kept_out = {self.env.ref(name).id for name in (*_NEVER_GIVEN, *_OTHER_KINDS)}
        groups = (
            self.env["res.groups"].sudo().search([("id", "not in", list(kept_out))])
        )
        return groups.filtered(
            lambda group: kept_out.isdisjoint(group.all_implied_ids.ids)
        )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Leave runners out of the people that somebody chooses one of.

        Override of ``base``: a lead or a task is for somebody who looks at it. Where it
        is chosen whom a webhook runs as they are offered, too.
        """
        if not self.env.context.get("inbound_webhook_runners"):
            domain = Domain(domain or Domain.TRUE) & _NO_RUNNER
        return super().name_search(name, domain, operator, limit)

    # === WHAT CALLS DO TO USERS ===

    def write(self, vals):
        if "is_inbound_webhook_runner" in vals and not self.env.su:
            raise AccessError(
                self.env._("Odoo itself makes the users that webhooks run as.")
            )
        if is_protected_from(self.env) and self:
            raise LoginContactProtected(self[0].sudo().name)
        return super().write(vals)

    # === NOBODY LOGS IN AS ONE ===

    @api.model
    def _get_login_domain(self, login):
        domain = super()._get_login_domain(login)
        return Domain(domain) & _NO_RUNNER

    @api.model
    def _get_email_domain(self, email):
        domain = super()._get_email_domain(email)
        return Domain(domain) & _NO_RUNNER

    def _check_credentials(self, credential, env):
        if self.env.user.is_inbound_webhook_runner:
            raise AccessDenied
        return super()._check_credentials(credential, env)

    def authenticate(self, credential, user_agent_env):
        info = super().authenticate(credential, user_agent_env)
        if self.sudo().browse(info["uid"]).is_inbound_webhook_runner:
            raise AccessDenied
        return info

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        if self.sudo().browse(uid).is_inbound_webhook_runner:
            raise AccessDenied
        return super()._check_uid_passwd(uid, passwd)

    def _session_token_get_values(self):
        """No session is that of a runner, however it came about.

        What is made of this is cached by Odoo, so that a request does not pay for it.
        """
        if self.sudo().is_inbound_webhook_runner:
            return False
        return super()._session_token_get_values()

    def _set_encrypted_password(self, uid, pw):
        self.sudo().browse(uid)._refuse_for_runners()
        return super()._set_encrypted_password(uid, pw)

    def _action_reset_password(self, signup_type="reset"):
        self._refuse_for_runners()
        return super()._action_reset_password(signup_type=signup_type)

    def _refuse_for_runners(self):
        if any(self.sudo().mapped("is_inbound_webhook_runner")):
            raise UserError(
                self.env._("Nobody can log in as a user that webhooks run as.")
            )


class ResUsersApikeys(models.Model):
    """No key is that of a runner."""

    _inherit = "res.users.apikeys"

    def _check_credentials(self, *, scope, key):
        uid = super()._check_credentials(scope=scope, key=key)
        runs_webhooks = uid and (
            self.env["res.users"].sudo().browse(uid).is_inbound_webhook_runner
        )
        return None if runs_webhooks else uid

    def _generate(self, scope, name, expiration_date):
        self.env.user._refuse_for_runners()
        return super()._generate(scope, name, expiration_date)


def _gives(access, groups, operation):
    return any(
        line[f"perm_{operation}"] and (not line.group_id or line.group_id in groups)
        for line in access
    )


def _hides(rules, groups):
    """Whether rules of these groups keep some of the records out of sight."""
    of_groups = rules.filtered(lambda rule: rule.groups & groups)
    return bool(of_groups) and not any(
        "".join((rule.domain_force or "").replace('"', "'").split()) in _EVERYTHING
        for rule in of_groups
    )
