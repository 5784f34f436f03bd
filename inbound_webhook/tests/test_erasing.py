"""What calls hold of a person is erased, and nothing else."""

import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import RUNNER_RIGHTS, WEBHOOK_ADMINISTRATOR
from .privacy_case import MAIL, NAME, PHONE, PrivacyCase


@tagged("post_install", "-at_install", "security")
class TestErasing(PrivacyCase):
    """What is erased is gone from each row, and each row stays."""

    def test_every_value_goes_and_the_row_stays(self):
        self.post_json(self.handler, self.ada(), query=f"?m={MAIL}")
        call = self.last_call(self.handler)
        before = call.read(
            ["handler_id", "request_date", "status", "reason", "operation"]
            + ["res_model", "res_id", "response_code", "method", "duration_ms"]
        )
        self.find(email=MAIL).action_erase()
        self.assertEqual(self.rows_with(MAIL), [])
        self.assertEqual(self.rows_with(NAME), [])
        for text in (MAIL, NAME, PHONE):
            self.assertFalse(self.found(text))
        self.assertEqual(call.read(list(before[0])), before)
        self.assertTrue(call.erased_date)
        # Whoever knows what came could make these.
        self.assertFalse(call.request_digest)
        self.assertFalse(call.ordering_key)
        self.assertIn("erased by", call.explanation)
        self.assertEqual(call.body_text, "")
        self.assertTrue(self.env["crm.lead"].browse(call.res_id).exists())
        self.assertEqual(
            call.read_body()["reason"], "The body of this call was erased."
        )
        with self.assertRaisesRegex(UserError, "does not have the body"):
            call.action_replay()

    def test_others_keep_theirs(self):
        self.post_json(self.handler, self.ada())
        self.post_json(
            self.handler, {"title": "x", "mail": "x.augusta@analytical.example"}
        )
        other = self.last_call(self.handler)
        self.find(email=MAIL).action_erase()
        self.assertFalse(other.erased_date)
        self.assertIn("x.augusta@analytical.example", other.body_text)

    def test_what_is_not_ticked_stays(self):
        for title in ("one", "two"):
            self.post_json(self.handler, self.ada(title=title))
        one, two = self.calls(self.handler)
        search = self.find(email=MAIL)
        search.line_ids.filtered(lambda line: line.res_id == one.id).is_selected = False
        search.action_erase()
        self.assertFalse(one.erased_date)
        self.assertTrue(two.erased_date)

    def test_what_failed_is_not_to_fix_any_more(self):
        self.post_json(self.handler, self.ada(mail=MAIL, title="\x00", who=["x"]))
        self.handler.active = False
        self.post_json(self.handler, self.ada())
        call = self.last_call(self.handler)
        self.assertEqual(call.attention, "open")
        self.find(email=MAIL).action_erase()
        self.assertEqual(call.attention, "dismissed")
        self.assertEqual(self.rows_with(MAIL), [])

    def test_a_call_that_waits_is_not_processed(self):
        handler = self.make_lead_handler(processing="queued", protection_period=5)
        self.post_json(handler, {"title": "x", "email": MAIL})
        call = self.last_call(handler)
        self.assertTrue(call.queued)
        self.find(email=MAIL).action_erase()
        self.assertEqual((call.status, call.reason), ("ignored", "erased"))
        self.run_cron()
        self.assertFalse(self.env["crm.lead"].search([("email_from", "=", MAIL)]))
        self.assertEqual(self.rows_with(MAIL), [])

    def test_a_call_under_way_is_left_alone(self):
        call = self.env["inbound.webhook.call"].create(
            {"handler_id": self.handler.id, "query_string": f"m={MAIL}"}
        )
        search = self.find(email=MAIL)
        with self.assertRaisesRegex(UserError, "Try again"):
            search.action_erase()
        call.sudo()._erase_personal()
        self.assertFalse(call.erased_date)

    def test_a_repeat_of_an_erased_call_is_still_one(self):
        self.handler.protection_period = 5
        payload = self.ada()
        self.post_json(self.handler, payload)
        call = self.last_call(self.handler)
        self.find(email=MAIL).action_erase()
        answer = self.post_json(self.handler, payload)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "duplicate")
        self.assertEqual(self.last_call(self.handler).duplicate_of_id, call)

    def test_a_claim_of_an_address_alone_goes(self):
        self.handler.parameter_ids.filtered(
            lambda one: one.name == "mail"
        ).is_duplicate_key = True
        self.handler.write({"protection_period": 5, "duplicate_mode": "parameters"})
        self.post_json(self.handler, self.ada())
        claims = self.env["inbound.webhook.claim"]
        mine = [("handler_id", "=", self.handler.id)]
        self.assertEqual(claims.search_count(mine), 1)
        self.find(email=MAIL).action_erase()
        self.assertEqual(claims.search_count(mine), 0)

    def test_samples_alerts_and_what_was_captured_go_too(self):
        sample = self.handler.parameter_ids.filtered(lambda one: one.name == "mail")
        sample.sample_value = MAIL
        self.handler.action_listen()
        self.post_json(self.handler, self.ada(), headers={"X-Api-Key": MAIL})
        self.assertIn("inbound.webhook.handler", self.rows_with(MAIL))
        rule = self.make_rule(
            self.handler,
            {"state": "inbound_webhook_alert"},
            name="Alert",
        )
        self.assertTrue(rule)
        self.env["crm.lead"].create(
            {"name": "x", "email_from": MAIL, "user_id": self.admin.id}
        )
        self.post_json(self.handler, self.ada(who=NAME))
        self.assertIn("inbound.webhook.alert", self.rows_with(NAME))
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": self.handler.id, "sample": json.dumps(self.ada())}
        )
        search = self.find(email=MAIL, name=NAME)
        kinds = set(search.line_ids.mapped("res_model"))
        self.assertEqual(
            kinds,
            {
                "inbound.webhook.call",
                "inbound.webhook.handler",
                "inbound.webhook.parameter",
                "inbound.webhook.alert",
            },
        )
        search.action_erase()
        self.assertFalse(template.exists())
        self.assertEqual(self.rows_with(MAIL), [])
        self.assertEqual(self.rows_with(NAME), [])
        self.assertFalse(sample.sample_value)

    def test_the_list_of_changes_is_emptied_by_settings_alone(self):
        change = self.env["inbound.webhook.change"].create(
            {
                "kind": "inbound.webhook.mapping",
                "operation": "changed",
                "handler_id": self.handler.id,
                "company_id": self.env.company.id,
                "field_name": "constant",
                "old_value": MAIL,
                "new_value": "nobody",
            }
        )
        colleague = new_test_user(self.env, "colleague_here", WEBHOOK_ADMINISTRATOR)
        search = self.find(colleague, email=MAIL)
        self.assertFalse(search.line_ids)
        search.line_ids = [
            Command.create(
                {"res_model": change._name, "res_id": change.id, "is_selected": True}
            )
        ]
        search.action_erase()
        self.assertEqual(change.old_value, MAIL)
        search = self.find(email=MAIL)
        self.assertEqual(search.line_ids.res_model, change._name)
        self.assertTrue(search.line_ids.what)
        self.assertTrue(search.line_ids.date)
        search.action_erase()
        self.assertFalse(change.old_value)
        self.assertEqual((change.operation, change.field_name), ("changed", "constant"))

    def test_all_companies_of_whoever_erases_count_and_no_others(self):
        mine, foreign = self.env["res.company"].create(
            [{"name": "Mine"}, {"name": "Foreign"}]
        )
        companies = self.env.company + mine
        administrator = new_test_user(
            self.env,
            "two_companies",
            WEBHOOK_ADMINISTRATOR,
            company_id=self.env.company.id,
            company_ids=[Command.set(companies.ids)],
        )
        self.post_json(self.handler, self.ada())
        call = self.last_call(self.handler)
        others = {}
        for company in (mine, foreign):
            runner = new_test_user(
                self.env,
                f"runner_{company.id}",
                RUNNER_RIGHTS,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            other = self.make_lead_handler(company_id=company.id, user_id=runner.id)
            self.post_json(other, {"title": "x", "email": MAIL})
            others[company] = self.last_call(other)
        found = (call, others[mine], others[foreign])
        self.assertTrue(all(one.res_id for one in found))
        search = self.find(administrator, email=MAIL)
        self.assertEqual(
            set(search.line_ids.mapped("res_id")), {call.id, others[mine].id}
        )
        search.action_erase()
        self.assertEqual([bool(one.erased_date) for one in found], [True, True, False])

    def test_a_line_that_somebody_made_up_tells_him_nothing(self):
        self.handler.write({"company_id": self.env.company.id, "name": "Of this one"})
        self.post_json(self.handler, self.ada())
        call = self.last_call(self.handler)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "made_up_lines",
            WEBHOOK_ADMINISTRATOR,
            company_id=elsewhere.id,
            company_ids=[Command.set(elsewhere.ids)],
        )
        search = self.find(stranger, email=MAIL)
        lines = search.line_ids.create(
            [
                {"search_id": search.id, "res_model": row._name, "res_id": row.id}
                for row in (
                    *(call, self.handler, self.handler.parameter_ids[0]),
                    self.env["inbound.webhook.change"].search([], limit=1),
                    self.env.user,
                )
            ]
        )
        for line in lines:
            with self.subTest(line.res_model):
                self.assertFalse(line.what or line.date or line.handler_name)

    def test_who_may_not_change_the_handler_erases_nothing(self):
        self.handler.user_id = new_test_user(
            self.env, "powerful_here", "base.group_system,sales_team.group_sale_manager"
        )
        self.post_json(self.handler, self.ada())
        call = self.last_call(self.handler)
        colleague = new_test_user(self.env, "colleague_here", WEBHOOK_ADMINISTRATOR)
        search = self.find(colleague, email=MAIL)
        self.assertTrue(search.line_ids)
        with self.assertRaises(AccessError):
            search.action_erase()
        self.assertFalse(call.erased_date)
        with mute_logger("odoo.http"):
            answer = self.ask_as("colleague_here", call._name, "action_erase", call.ids)
        self.assertIn("AccessError", answer.json()["error"]["data"]["name"])
