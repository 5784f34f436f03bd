from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rights.access_checks import denied_without_settings
from ...rights.personal_rules import personal_rules
from ...rights.powerful_models import SETTINGS, power_of_model
from ...words.phrases import worded

#: Written by Odoo alone. Whoever chooses a token chooses who else knows the URL; and
#: which call was captured, only one that came in says.
_MADE_BY_ODOO = (
    *("token", "token_digest", "kept_old_token", "old_token_digest"),
    *("listening_until", "captured_call_id"),
)
#: Read by who may change the handler: with them, calls can be sent.
_SECRETS = frozenset({"token", "token_digest"})


class InboundWebhookHandler(models.Model):
    """Who may set up which handler, and who reads its URL.

    Whoever sets up a handler has its user do things, on records of its company. So
    without Settings that must be things that he may do himself: the handler runs as
    himself, or as somebody whose groups and companies are among his own, in a company
    of his, on records that have no power over Odoo. Anything else takes Settings. Nor
    may his calls reach records that he does not see himself, by a link of a path, a
    domain, an answer or a mapping.

    The rights are those at the time of the change. Whoever is given more rights later
    gives them to the webhooks that run as him, too: that takes Settings, or *Access
    Rights*, and the form of a handler says what its user may do.
    """

    _inherit = "inbound.webhook.handler"

    may_change_logins = fields.Boolean(
        string="May Change People Who Log In",
        copy=False,
        help="Lets calls change the contacts of users, of portal users and of your own "
        "companies. Dangerous: who knows the URL can give such a contact another "
        "e-mail address, have a new password sent there, and log in in its place.",
    )
    target_power = fields.Char(
        compute="_compute_target_power",
        help="What records of the target have power over, so that setting this up "
        "takes Settings.",
    )

    @api.depends("model_id")
    @api.depends_context("lang")
    def _compute_target_power(self):
        for handler in self:
            power = power_of_model(self.env, handler.model_name or "")
            handler.target_power = worded(self.env, power) if power else False

    # === WHO MAY CHANGE IT ===

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        return denied_without_settings(denied, self, operation)

    def _reserved_for_settings(self):
        """Those of the handlers that whoever asks may not change without Settings."""
        user = self.env.user
        return self.filtered(
            lambda handler: any(True for _why in handler.sudo()._beyond(user))
        )

    def _settings_only(self):
        [*reasons] = self[:1].sudo()._beyond(self.env.user)
        return AccessError(
            self.env._(
                "Only a Settings administrator can set up such a webhook:\n%s",
                "\n".join(reasons),
            )
        )

    def _beyond(self, user):
        """Why a person without Settings may not set up this handler.

        :param user: the person
        :return: sentences; none where he may
        """
        yield from self._does_beyond(user)
        for other in self._sharing_ids():
            # What that shares with others in turn is theirs.
            if any(True for _why in other._does_beyond(user)):
                yield self.env._(
                    'It has "%(system)s" at Ids of, as the webhook %(other)s has, '
                    "which you may not set up: its calls could say which records are "
                    "meant by the ids of that one. Choose another name.",
                    system=self.external_system,
                    other=other.name,
                )

    def _does_beyond(self, user):
        """Why a person without Settings may not have done what its calls do."""
        self.ensure_one()
        yield from self._company_beyond(user)
        yield from self._runner_beyond(user)
        if self.target_power:
            yield self.env._(
                "Its target is %(model)s, which %(power)s.",
                model=self.model_id.name,
                power=self.target_power,
            )
        for mapping in self.mapping_ids:
            power = mapping._power()
            if power:
                yield self.env._(
                    "It fills the field %(field)s, which %(power)s.",
                    field=mapping.field_id.field_description,
                    power=worded(self.env, power),
                )
        if self._deletes():
            yield self.env._("It deletes records.")
        if self.may_change_logins:
            yield self.env._("It may change the contacts of people who log in.")

    def _company_beyond(self, user):
        company = self.company_id
        if not company:
            yield self.env._(
                "It belongs to no company, so it reaches the records of all of them."
            )
        elif company not in user.company_ids:
            yield self.env._(
                "It belongs to %s, a company in which you do not work.", company.name
            )

    def _runner_beyond(self, user):
        runner = self.user_id
        if runner == user:
            return
        groups = runner.all_group_ids - user.all_group_ids
        companies = runner.company_ids - user.company_ids
        if runner._is_superuser() or runner.has_group(SETTINGS):
            yield self.env._(
                "It runs as %s, a Settings administrator. Choose another user for it "
                "to run as.",
                runner.name,
            )
            return
        rules = self.env["ir.rule"]
        if not (groups or companies):
            rules = self._personal_rules(user)
        if groups or companies or rules:
            rights = [record.display_name for record in (*companies, *groups, *rules)]
            yield self.env._(
                "It runs as %(user)s, who has rights that you do not have: %(rights)s.",
                user=runner.name,
                rights=", ".join(rights),
            )

    def _personal_rules(self, user):
        """Rules that give calls records which a person does not have himself.

        A user that is there for webhooks alone has none of his own.
        """
        runner, company = self.user_id, self.company_id
        works_there = company and company in runner.company_ids & user.company_ids
        has_target = self.model_name and self.model_name in self.env
        if runner.is_inbound_webhook_runner or not (works_there and has_target):
            return self.env["ir.rule"]
        operations = dict.fromkeys(self._reached_models(), ("read",))
        operations[self.model_name] = self._operations()
        rules = self.env["ir.rule"]
        for name, of_model in operations.items():
            if name in self.env:
                rules |= personal_rules(runner, user, name, of_model, company)
        return rules

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_what_odoo_makes(*vals_list)
        return super(InboundWebhookHandler, self._without_defaults()).create(vals_list)

    def write(self, vals):
        self._refuse_what_odoo_makes(vals)
        result = super().write(vals)
        # Before, it was asked of what the handler was; now, of what it has become.
        self.check_access("write")
        return result

    def _refuse_what_odoo_makes(self, *vals_list):
        given = {name for vals in vals_list for name in _MADE_BY_ODOO if name in vals}
        if given and not self.env.su:
            known = (self._fields[name] for name in given)
            labels = [field._description_string(self.env) for field in known]
            raise AccessError(
                self.env._(
                    "Odoo itself writes this, and nobody else: %s. There are buttons "
                    "for a new URL, and for listening for a call.",
                    ", ".join(sorted(labels)),
                )
            )

    def _without_defaults(self):
        """The same without defaults of the context for what Odoo makes."""
        defaults = {f"default_{name}" for name in _MADE_BY_ODOO}
        context = self.env.context
        if self.env.su or not defaults & context.keys():
            return self
        # Keys can only be left out of a context that is written anew.
        return self.with_context(  # pylint: disable=context-overridden
            {name: value for name, value in context.items() if name not in defaults}
        )

    # === WHO READS ITS URL ===

    def _is_open_to_reader(self):
        """Whether whoever asks may change all of these handlers.

        As the database has them: a form that is not saved yet says what it likes.
        """
        saved = self._origin
        return len(saved) == len(self) and saved._filtered_access("write") == saved

    def _has_field_access(self, field, operation):
        """Secrets are read by who may change the handler, one handler at a time.

        Where no record is at hand (a search, an order, a group), by Settings alone:
        by asking often enough, anybody else would find them out.
        """
        allowed = super()._has_field_access(field, operation)
        if operation != "read" or field.name not in _SECRETS or not allowed:
            return allowed
        if self.env.su or self.env.user.has_group(SETTINGS):
            return True
        return bool(self) and self._is_open_to_reader()
