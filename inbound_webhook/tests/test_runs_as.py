from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged, users

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookCase


class PeopleCase(InboundWebhookCase):
    """People with more rights and with fewer, who set up handlers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
            ("administrator", WEBHOOK_ADMINISTRATOR),
            ("plain_administrator", "inbound_webhook.group_administrator"),
            ("settings", "base.group_system"),
        ):
            new_test_user(cls.env, f"webhook_{login}", groups)


@tagged("post_install", "-at_install", "security")
class TestRunsAs(PeopleCase):
    """A call may do what its handler's user may: so not everybody chooses any user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.system = new_test_user(cls.env, "chief", "base.group_system")
        cls.rights = new_test_user(cls.env, "rights", "base.group_erp_manager")
        cls.handler = cls.make_handler(
            parameters=["title"], mappings=[("name", "title")]
        )
        cls.system_handler = cls.make_handler(
            parameters=["title"], mappings=[("name", "title")], user_id=cls.system.id
        )

    def values(self, user_id, model="crm.lead", **values):
        return {
            "name": "Become an administrator",
            "model_id": self.env["ir.model"]._get_id(model),
            "user_id": user_id,
            **values,
        }

    def assert_not_made(self, why, *args, **values):
        handlers = self.env["inbound.webhook.handler"]
        with self.assertRaisesRegex(AccessError, f"(?s)Settings.*{why}"):
            handlers.create(self.values(*args, **values))

    @users("webhook_administrator")
    def test_a_handler_of_oneself_or_of_somebody_with_no_other_rights_is_made(self):
        handlers = self.env["inbound.webhook.handler"]
        for user_id in (self.env.uid, self.runner.id):
            handler = handlers.create(self.values(user_id))
            handler.name = "Other"
            handler.copy()
            handler.unlink()

    @users("webhook_plain_administrator")
    def test_one_of_somebody_with_other_rights_is_neither_made_nor_changed(self):
        self.assert_not_made("who has rights that you do not have", self.runner.id)
        handler = self.handler.with_env(self.env)
        for operation in ("write", "unlink"):
            self.assertFalse(handler.has_access(operation))
            self.assertFalse(handler.mapping_ids.has_access(operation))
        with self.assertRaises(AccessError):
            handler.user_id = self.env.user
        with self.assertRaises(AccessError):
            handler.copy()
        with self.assertRaises(AccessError):
            handler.action_listen()
        with self.assertRaises(AccessError):
            handler.rehearse({"body": "{}"})

    def test_one_of_somebody_with_records_of_his_own_is_neither_made_nor_changed(self):
        seller = "sales_team.group_sale_salesman"
        colleague = new_test_user(self.env, "colleague", f"base.group_user,{seller}")
        administrator = new_test_user(
            self.env, "seller", f"inbound_webhook.group_administrator,{seller}"
        )
        handler = self.make_handler(user_id=colleague.id)
        rule = self.env.ref("crm.crm_rule_personal_lead").name
        with self.with_user(administrator.login):
            for method in ("get", "post"):
                self.assert_not_made(rule, colleague.id, method=method)
            self.assertFalse(handler.with_env(self.env).has_access("write"))
            self.env["inbound.webhook.handler"].create(self.values(self.env.uid))
            # Of these, all see the same.
            tags = self.values(colleague.id, "crm.tag", method="get")
            self.env["inbound.webhook.handler"].create(tags)
        # Who sees the records of all sees those.
        with self.with_user("webhook_administrator"):
            self.assertTrue(handler.with_env(self.env).has_access("write"))

    def test_nor_one_that_reaches_such_records_from_those_that_all_see(self):
        """Contacts are everybody's; what a colleague sells them is his alone."""
        seller = "sales_team.group_sale_salesman,base.group_partner_manager"
        colleague = new_test_user(self.env, "colleague", f"base.group_user,{seller}")
        administrator = new_test_user(
            self.env, "seller", f"inbound_webhook.group_administrator,{seller}"
        )
        rule = self.env.ref("crm.crm_rule_personal_lead").name
        fields = self.env["ir.model.fields"]
        deal = fields._get("calendar.event", "opportunity_id")
        mapping = {
            "field_id": deal.id,
            "value_source": "constant",
            "constant": "A deal",
        }
        domain = "[('opportunity_ids.expected_revenue', '>', 100)]"
        within = "[('opportunity_ids', 'any', [('expected_revenue', '>', 100)])]"
        path = {"path": "child_ids.opportunity_ids.name"}
        text = {"body": "{{ record.opportunity_ids.name }}"}
        look_up = {"method": "get"}
        reaching = (
            {**look_up, "return_path_ids": [Command.create(path)]},
            {**look_up, "match_domain": domain},
            {"match_domain": within},
            {"response_ids": [Command.create(text)]},
        )
        with self.with_user(administrator.login):
            handlers = self.env["inbound.webhook.handler"]
            for values in reaching:
                with self.subTest(str(values)):
                    self.assert_not_made(rule, colleague.id, "res.partner", **values)
                    handlers.create(self.values(self.env.uid, "res.partner", **values))
            linked = {"mapping_ids": [Command.create(mapping)]}
            self.assert_not_made(rule, colleague.id, "calendar.event", **linked)
            handler = handlers.create(
                self.values(colleague.id, "res.partner", **look_up)
            )
            for name, values in (("response_ids", text), ("return_path_ids", path)):
                with (
                    self.subTest(name),
                    self.assertRaisesRegex(AccessError, rule),
                    self.env.cr.savepoint(),
                ):
                    handler[name] = [Command.create(values)]

    @users("webhook_administrator")
    def test_one_that_runs_as_who_gives_rights_is_not_made(self):
        self.assert_not_made("who has rights", self.rights.id)

    @users("webhook_administrator")
    def test_one_that_runs_as_somebody_of_another_company_is_not_made(self):
        self.runner.company_ids += self.elsewhere
        self.assert_not_made("Elsewhere", self.runner.id)

    @users("webhook_administrator")
    def test_one_that_runs_as_a_settings_administrator_is_not_made(self):
        for user_id in (self.system.id, SUPERUSER_ID):
            self.assert_not_made("", user_id)

    @users("webhook_administrator")
    def test_one_is_not_made_to_run_as_a_settings_administrator(self):
        handler = self.handler.with_env(self.env)
        with self.assertRaisesRegex(AccessError, "Settings"):
            handler.user_id = self.system

    @users("webhook_administrator")
    def test_one_of_all_companies_or_of_another_is_not_made(self):
        self.assert_not_made("no company", self.env.uid, company_id=False)
        handler = self.env["inbound.webhook.handler"].create(self.values(self.env.uid))
        with self.assertRaisesRegex(AccessError, "no company"):
            handler.company_id = False

    @users("webhook_administrator")
    def test_one_of_another_company_is_not_made(self):
        self.runner.company_ids += self.elsewhere
        handler = self.env["inbound.webhook.handler"].create(self.values(self.env.uid))
        with self.assertRaisesRegex(AccessError, "multi-company"):
            handler.write({"user_id": self.runner.id, "company_id": self.elsewhere.id})

    @users("webhook_administrator")
    def test_a_target_with_power_over_odoo_takes_settings(self):
        for model in (
            "res.users",
            "res.groups",
            "res.users.apikeys",
            "res.company",
            "res.partner.bank",
            "base.automation",
            "mail.template",
            "mail.alias",
            "mail.message",
            "mail.mail",
            "discuss.channel",
            "bus.bus",
            "fetchmail.server",
            # It delegates to an alias, and takes in mail by it.
            "crm.team",
        ):
            with self.subTest(model):
                self.assert_not_made("Its target is", self.env.uid, model=model)
        handler = self.env["inbound.webhook.handler"].create(self.values(self.env.uid))
        with self.assertRaisesRegex(AccessError, "decides who can log in"):
            handler.model_id = self.env["ir.model"]._get("res.users")

    @users("webhook_administrator")
    def test_the_defaults_of_the_context_do_not_get_around_it(self):
        handlers = self.env["inbound.webhook.handler"]
        model_id = self.env["ir.model"]._get_id("crm.lead")
        for defaults in (
            {"default_user_id": self.system.id},
            {"default_company_id": False},
            {"default_may_change_logins": True},
        ):
            with self.subTest(str(defaults)), self.assertRaises(AccessError):
                handlers.with_context(**defaults).create(
                    {"name": "Sly", "model_id": model_id}
                )

    @users("webhook_administrator")
    def test_records_that_a_field_makes_by_the_way_have_no_power_either(self):
        handler = self.make_handler(
            user_id=self.env.uid, parameters=["owner"]
        ).with_env(self.env)
        line = {
            "parameter_id": handler.parameter_ids.id,
            "field_id": self.env["ir.model.fields"]._get_ids("crm.lead")["user_id"],
        }
        handler.mapping_ids = [Command.create(line)]
        with self.assertRaisesRegex(AccessError, "decides who can log in"):
            handler.mapping_ids.create_missing = True
        with self.assertRaisesRegex(AccessError, "decides who can log in"):
            handler.mapping_ids = [
                Command.clear(),
                Command.create({**line, "create_missing": True}),
            ]

    @users("webhook_administrator")
    def test_one_that_changes_logins_takes_settings(self):
        handler = self.handler.with_env(self.env)
        with self.assertRaisesRegex(AccessError, "who log in"):
            handler.may_change_logins = True
        self.handler.may_change_logins = True
        self.assertFalse(handler.has_access("write"))

    @users("webhook_administrator")
    def test_one_that_runs_as_a_settings_administrator_is_not_changed(self):
        handler = self.system_handler.with_env(self.env)
        self.assertTrue(handler.has_access("read"))
        for operation in ("write", "unlink"):
            self.assertFalse(handler.has_access(operation))
        with self.assertRaisesRegex(AccessError, "Settings"):
            handler.model_id = self.env["ir.model"]._get("res.partner")
        with self.assertRaises(AccessError):
            handler.copy()

    @users("webhook_administrator")
    def test_lines_of_such_a_handler_are_not_changed(self):
        handler = self.system_handler.with_env(self.env)
        for line in (handler.parameter_ids, handler.mapping_ids):
            self.assertTrue(line.has_access("read"))
            self.assertFalse(line.has_access("write"))
            self.assertFalse(line.has_access("unlink"))
        parameters = self.env["inbound.webhook.parameter"]
        with self.assertRaisesRegex(AccessError, "Settings"):
            parameters.create({"handler_id": handler.id, "name": "more"})
        with self.assertRaisesRegex(AccessError, "Settings"):
            self.handler.with_env(self.env).parameter_ids.handler_id = handler

    @users("webhook_administrator")
    def test_of_several_handlers_and_lines_just_those_are_left_out(self):
        handlers = (self.handler + self.system_handler).with_env(self.env)
        mine = self.handler.with_env(self.env)
        self.assertEqual(handlers._filtered_access("write"), mine)
        lines = handlers.parameter_ids._filtered_access("write")
        self.assertEqual(lines, mine.parameter_ids)
        # One that is left out for another reason hides none of the others.
        self.runner.sudo().company_ids += self.elsewhere
        self.handler.sudo().company_id = self.elsewhere
        self.assertFalse(handlers._filtered_access("write"))

    @users("webhook_settings")
    def test_a_settings_administrator_does_all_this(self):
        handler = self.env["inbound.webhook.handler"].create(
            self.values(self.system.id, model="res.users", company_id=False)
        )
        handler.write({"user_id": self.runner.id, "may_change_logins": True})
        handler.user_id = self.system
        handler.copy().unlink()


@tagged("post_install", "-at_install", "security")
class TestTargetsOfNobody(InboundWebhookCase):
    """Some models are no target for anybody, by whatever way they are chosen."""

    def test_tables_of_odoo_itself_are_refused(self):
        for model in ("ir.model.access", "ir.rule", "ir.cron", "inbound.webhook.call"):
            with (
                self.subTest(model),
                self.assertRaisesRegex(Exception, "cannot be the target"),
            ):
                self.make_handler(model)


@tagged("post_install", "-at_install", "security")
class TestDangers(InboundWebhookCase):
    """The form says what somebody who knows the URL could do harm with."""

    def dangers(self, handler):
        said = handler.with_context(lang="en_US").setup_warnings or []
        return [sentence for sentence in said if sentence.startswith("Danger")]

    def test_none_in_a_usual_handler(self):
        self.assertEqual(self.dangers(self.make_lead_handler()), [])

    def test_a_settings_administrator(self):
        handler = self.make_lead_handler(user_id=self.env.ref("base.user_admin").id)
        [danger] = self.dangers(handler)
        self.assertIn("a Settings administrator, whom nothing is forbidden", danger)

    def test_a_target_with_power(self):
        handler = self.make_handler("res.users")
        [danger] = self.dangers(handler)
        self.assertIn("User decides who can log in", danger)

    def test_a_field_that_gives_rights(self):
        handler = self.make_handler(
            "res.users",
            parameters=["groups"],
            mappings=[("group_ids", "groups")],
        )
        _target, danger = self.dangers(handler)
        self.assertIn("decides who may do what", danger)

    def test_people_who_log_in(self):
        handler = self.make_handler("res.partner", may_change_logins=True)
        [danger] = self.dangers(handler)
        self.assertIn("the contacts of people who log in", danger)


def rights(user):
    """The groups of a user beyond what each employee has."""
    employee = user.env.ref("base.group_user")
    return user.all_group_ids - employee.all_implied_ids


@tagged("post_install", "-at_install", "security")
class TestRunner(PeopleCase):
    """Where nobody is chosen, a handler has a user with the rights it takes."""

    def make(self, model="crm.lead", **values):
        return self.env["inbound.webhook.handler"].create(
            {"name": "New", "model_id": self.env["ir.model"]._get_id(model), **values}
        )

    @users("webhook_settings")
    def test_a_lead_takes_the_right_to_all_leads(self):
        user = self.make().user_id.sudo()
        self.assertTrue(user.is_inbound_webhook_runner)
        self.assertEqual(user.name, "Webhooks (Lead)")
        self.assertIn(
            self.env.ref("sales_team.group_sale_salesman_all_leads"), user.group_ids
        )
        self.assertFalse(user.has_group("sales_team.group_sale_manager"))
        self.assertFalse(user.has_group("base.group_erp_manager"))
        self.assertEqual(user.company_ids, self.env.company)
        self.assertFalse(user.email)

    @users("webhook_settings")
    def test_a_contact_takes_the_right_to_contacts(self):
        user = self.make("res.partner").user_id.sudo()
        self.assertEqual(rights(user), self.env.ref("base.group_partner_manager"))

    @users("webhook_settings")
    def test_a_look_up_of_contacts_takes_what_employees_have(self):
        self.assertFalse(rights(self.make("res.partner", method="get").user_id.sudo()))

    @users("webhook_settings")
    def test_handlers_with_the_same_rights_share_it(self):
        first, second = self.make(), self.make()
        self.assertEqual(first.user_id, second.user_id)
        self.assertNotEqual(first.user_id, self.make("res.partner").user_id)

    @users("webhook_settings")
    def test_it_is_of_the_handler_s_company_alone(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.sudo().company_ids += elsewhere
        here, there = self.make(), self.make(company_id=elsewhere.id)
        self.assertEqual(there.user_id.sudo().company_ids, elsewhere)
        here.company_id = elsewhere
        self.assertEqual(here.user_id, there.user_id)

    @users("webhook_settings")
    def test_it_is_chosen_anew_with_the_target(self):
        handler = self.make()
        handler.model_id = self.env["ir.model"]._get("res.partner")
        self.assertEqual(handler.user_id, self.make("res.partner").user_id)
        handler.user_id = self.runner
        handler.model_id = self.env["ir.model"]._get("crm.lead")
        self.assertEqual(handler.user_id, self.runner)
        handler.user_id = False
        self.assertEqual(handler.user_id, self.make().user_id)

    @users("webhook_administrator")
    def test_who_has_the_rights_has_it_made(self):
        user = self.make().user_id.sudo()
        self.assertTrue(user.is_inbound_webhook_runner)

    @users("webhook_plain_administrator")
    def test_who_lacks_the_rights_gives_his_own(self):
        before = self.env["res.users"].sudo().search_count([])
        self.assertEqual(self.make().user_id, self.env.user)
        self.assertEqual(self.env["res.users"].sudo().search_count([]), before)

    @users("webhook_plain_administrator")
    def test_nobody_is_made_one_by_hand(self):
        with self.assertRaises(AccessError):
            me = self.env["res.users"].browse(self.env.uid)
            me.is_inbound_webhook_runner = True

    def test_who_gives_rights_makes_nobody_one(self):
        manager = new_test_user(self.env, "manager", "base.group_erp_manager")
        with self.assertRaises(AccessError):
            self.runner.with_user(manager).is_inbound_webhook_runner = True

    def test_no_right_short_of_settings_leads_to_some_tables(self):
        user = self.make("res.company").user_id
        self.assertFalse(rights(user))

    def test_the_form_says_in_a_sentence_what_it_may_do(self):
        handler = self.make()
        company = self.env.company.name
        self.assertEqual(
            handler.user_sentence,
            f"Calls may read, create, and change records of Lead in {company}. They "
            "run as Webhooks (Lead), which is there for webhooks alone: nobody can log "
            "in as it.",
        )
        handler.user_id = self.env.ref("base.user_admin")
        self.assertIn("a Settings administrator", handler.user_sentence)
        handler.user_id = new_test_user(self.env, "nobody", "base.group_user")
        self.assertIn("who may do nothing", handler.user_sentence)

    def test_the_sentence_knows_that_the_user_is_gone(self):
        handler = self.make()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        for values, why in (
            ({"company_ids": elsewhere.ids, "company_id": elsewhere.id}, "work in"),
            ({"active": False}, "is archived"),
        ):
            user = new_test_user(
                self.env, f"gone_{why[:2]}", "sales_team.group_sale_manager"
            )
            handler.user_id = user
            self.assertIn("Calls may read", handler.user_sentence)
            user.write(values)
            handler.invalidate_recordset(["user_sentence"])
            self.assertRegex(
                handler.user_sentence,
                rf"^Calls are not processed\. .*{why}.* tab Settings, at Runs As\.$",
            )
