"""Where is Ada? What calls left behind of a person is found, told and erased."""

import base64
import gzip
import json
from urllib.parse import quote

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..privacy.person import Person
from .common import JSON_TYPE, RUNNER_RIGHTS, WEBHOOK_ADMINISTRATOR, WEBHOOK_USER
from .queue_case import QueueCase

#: Other people than those of the samples of senders.
MAIL = "augusta@analytical.example"
NAME = "Augusta Kingova"
PHONE = "+32 2 555 12 34"


class PrivacyCase(QueueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.handler = cls.make_handler(
            parameters=["title", {"name": "mail"}, {"name": "who"}, {"name": "tel"}],
            mappings=[
                {"parameter": "mail", "field": "email_from", "is_match_key": True},
                ("name", "title"),
                ("contact_name", "who"),
                ("phone", "tel"),
            ],
        )

    def ada(self, **values):
        return {"title": "x", "mail": MAIL, "who": NAME, "tel": PHONE, **values}

    def found(self, text, user=None):
        calls = self.env["inbound.webhook.call"].with_user(user or self.admin)
        return calls.search([("person", "=", text)]).sudo()

    def find(self, user=None, **who):
        searches = self.env["inbound.webhook.person.search"]
        search = searches.with_user(user or self.admin).create(who)
        search.action_find()
        return search

    def rows_with(self, text):
        """Tables and columns of ours that hold a text, as the database has them."""
        self.env.flush_all()
        held = []
        for name, model in self.env.registry.items():
            if not name.startswith("inbound.webhook.") or not model._auto:
                continue
            self.env.cr.execute(
                SQL(
                    "SELECT string_agg(t::text, ' ') FROM %s t",
                    SQL.identifier(model._table),
                )
            )
            rows = self.env.cr.fetchone()[0] or ""
            spelled = text.encode().hex()
            if text in rows or spelled in rows:
                held.append(name)
        return held


@tagged("post_install", "-at_install", "security")
class TestWhereIsAda(PrivacyCase):
    """One search finds the calls that held a person, however that was written."""

    def assert_found(self, call, *texts):
        for text in texts or (MAIL, NAME, PHONE):
            self.assertIn(call, self.found(text), text)

    def test_nobody_is_found_where_nobody_is(self):
        self.post_json(
            self.handler,
            {
                "mail": "x.augusta@analytical.example",
                "who": "Augusta Byron",
                "tel": "+32 2 555 12 35",
            },
        )
        for text in (MAIL, NAME, PHONE, "", "   "):
            self.assertFalse(self.found(text), text)

    def test_in_json_and_its_escapes(self):
        for escaped in (False, True):
            self.post_json(self.handler, self.ada())
            self.assert_found(self.last_call(self.handler))
            body = json.dumps({"mail": "zoë@exämple.com", "who": "Zoë Müller"})
            if not escaped:
                body = json.dumps(json.loads(body), ensure_ascii=False)
            self.send(self.handler, body.encode(), headers={"Content-Type": JSON_TYPE})
            self.assert_found(self.last_call(self.handler), "zoë müller")

    def test_in_parts_that_no_parameter_reads(self):
        fields = [{"value": "Augusta"}, {"value": "Kingova"}]
        self.post_json(
            self.handler,
            {"title": "x", "more": {"fields": fields, "raw": json.dumps({"m": MAIL})}},
        )
        self.assert_found(self.last_call(self.handler), MAIL, NAME)

    def test_in_forms(self):
        form = self.make_handler(
            body_type="form", parameters=["x"], mappings=[("name", "x")]
        )
        self.post_form(
            form, {"x": "x", "m": MAIL, "first": "Augusta", "last": "Kingova"}
        )
        self.assert_found(self.last_call(form), MAIL, NAME)
        self.post_form(form, {"x": "x", "tel": PHONE, "p": json.dumps({"m": MAIL})})
        self.assert_found(self.last_call(form), MAIL, PHONE)
        part = f'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n{NAME}\r\n--b--'
        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        self.send(form, part.encode(), headers=kind)
        self.assert_found(self.last_call(form), NAME)

    def test_in_other_charsets(self):
        for name, charset in (
            ("Иван Петров", "windows-1251"),
            ("髙橋", "shift_jis"),
            ("田中", "iso-2022-jp"),
            ("Zoë Müller", "iso-8859-1"),
            ("Zoë Müller", "utf-16"),
        ):
            with self.subTest(name, charset=charset):
                codec = "cp932" if charset == "shift_jis" else charset
                body = json.dumps({"who": name}, ensure_ascii=False).encode(codec)
                kind = f"{JSON_TYPE}; charset={charset}"
                self.send(self.handler, body, headers={"Content-Type": kind})
                self.assert_found(self.last_call(self.handler), name)

    def test_in_what_the_database_cannot_look_through(self):
        text = json.dumps({"more": MAIL, "first": "Augusta", "last": "Kingova"})
        for body, coding in (
            (gzip.compress(text.encode()), "gzip"),
            (gzip.compress(text[:-1].encode()), "gzip"),
            (text.encode("utf-16-le"), None),
            (text[:-1].encode("utf-16-be"), None),
            (text.encode("utf-32"), None),
        ):
            headers = {"Content-Type": JSON_TYPE, "Content-Encoding": coding}
            self.send(self.handler, body, headers=headers)
            self.assert_found(self.last_call(self.handler), MAIL)
            self.assertNotIn(self.last_call(self.handler), self.found("bob@x.example"))

    def test_in_the_query_and_in_headers(self):
        query = f"?next=https://x.example/?m={quote(quote(MAIL))}"
        self.post_json(self.handler, {"title": "x"}, query=query)
        self.assert_found(self.last_call(self.handler), MAIL)
        self.post_json(self.handler, {"title": "x"}, headers={"X-Name": NAME})
        self.assert_found(self.last_call(self.handler), NAME)

    def test_in_what_could_not_be_read_or_was_not_taken(self):
        kind = {"Content-Type": JSON_TYPE}
        self.send(self.handler, f'{{"m": "{MAIL}", '.encode(), headers=kind)
        self.assertEqual(self.last_call(self.handler).reason, "unreadable")
        self.assert_found(self.last_call(self.handler), MAIL)
        twice = f'{{"mail": "{MAIL}", "mail": "bob@example.com"}}'
        self.send(self.handler, twice.encode(), headers=kind)
        self.assert_found(self.last_call(self.handler), MAIL)
        self.handler.active = False
        self.post_json(self.handler, self.ada())
        self.assertEqual(self.last_call(self.handler).reason, "switched_off")
        self.assert_found(self.last_call(self.handler))

    def test_in_answers_and_in_what_a_record_held_before(self):
        lead = self.env["crm.lead"].create(
            {"name": "x", "email_from": "new@example.com", "contact_name": NAME}
        )
        self.post_json(self.handler, {"mail": "new@example.com", "who": "Bob"})
        call = self.last_call(self.handler)
        self.assertEqual((call.operation, call.res_id), ("updated", lead.id))
        self.assert_found(call, NAME)
        look_up = self.make_handler(
            method="get",
            parameters=[{"name": "id", "source": "query", "type": "integer"}],
            mappings=[{"field": "id", "parameter": "id", "is_match_key": True}],
        )
        fields = self.env["ir.model.fields"]._get_ids("crm.lead")
        look_up.return_field_ids = [fields["email_from"]]
        self.get(look_up, {"id": lead.id})
        self.assert_found(self.last_call(look_up), "new@example.com")

    def test_in_the_reason_of_an_item(self):
        handler = self.make_handler(
            parameters=[{"name": "n", "path": "@.n", "type": "integer"}],
            mappings=[("color", "n"), {"field": "name", "constant": "x"}],
            split_path="$",
            split_mode="each",
        )
        self.post_json(handler, [{"n": 1}, {"n": MAIL}])
        call = self.last_call(handler)
        self.assert_found(call, MAIL)
        self.assertIn(MAIL, call.item_ids[1].error_message)
        call.write({"body": False, "trace": False, "error_message": False})
        call.write({"parameters": False, "response_body": False})
        call.write({"error_phrase": False, "to_fix_phrase": False})
        call.to_fix_message = False
        self.assert_found(call, MAIL)

    def test_who_sees_personal_values_asks_and_only_of_what_he_may_read(self):
        self.post_json(self.handler, self.ada())
        reader = new_test_user(self.env, "reader_here", WEBHOOK_USER)
        calls = self.env["inbound.webhook.call"].with_user(reader)
        for operator in ("=", "!=", "ilike", "in", "not in", "=ilike"):
            value = [MAIL] if "in" in operator.split() else MAIL
            with self.assertRaises(AccessError):
                calls.search([("person", operator, value)])
        reader.group_ids += self.env.ref("inbound_webhook.group_personal_values")
        self.assertTrue(self.found(MAIL, reader))
        stranger = new_test_user(
            self.env, "stranger_here", "inbound_webhook.group_administrator"
        )
        self.assertFalse(self.found(MAIL, stranger))
        colleague = new_test_user(self.env, "colleague_here", WEBHOOK_ADMINISTRATOR)
        self.assertTrue(self.found(MAIL, colleague))
        self.assertFalse(self.find(stranger, email=MAIL).line_ids)
        self.assertTrue(self.find(colleague, email=MAIL).line_ids)

    def test_what_the_log_shows_says_where_and_what_was_written(self):
        self.post_json(self.handler, self.ada())
        call = self.last_call(self.handler)
        search = self.find(email=MAIL, name=NAME, phone=PHONE)
        line = search.line_ids.filtered(lambda one: one.what == f"Call {call.id}")
        places = line.places.splitlines()
        for place in ("Body: mail", "Body: who", "Body: tel", "Parameters: mail"):
            self.assertIn(place, places)
        self.assertIn(f"created: Lead {call.res_id}", line.written)
        self.assertIn(f"Email: {MAIL}", line.written)
        self.assertEqual(line.action_open()["res_id"], call.id)

    def test_a_row_that_is_gone_meanwhile_is_left_out(self):
        self.post_json(self.handler, self.ada())
        search = self.find(email=MAIL)
        self.last_call(self.handler).unlink()
        search.invalidate_recordset()
        self.assertEqual(
            search.line_ids.read(["what", "date", "handler_name"])[0]["what"], False
        )
        with self.assertRaisesRegex(UserError, "not there any more"):
            search.line_ids.action_open()
        search.action_erase()

    def test_a_hostile_call_stops_no_search(self):
        deep = "[" * 900 + "]" * 900
        for body in (
            json.dumps({"x": deep, "mail": MAIL}),
            json.dumps({"x": "%25" * 20_000 + "\\u0026amp;" * 20_000, "mail": MAIL}),
            json.dumps({"x": "1 " * 100_000, "mail": MAIL}),
            json.dumps({"x": "\\" * 100_000, "mail": MAIL}),
        ):
            self.send(self.handler, body.encode(), headers={"Content-Type": JSON_TYPE})
            self.assert_found(self.last_call(self.handler), MAIL)
            self.assertFalse(self.found("Nobody at All +32 9 999 99 99"))
            self.assertFalse(self.found("+32 9 999 99 99"))

    def test_somebody_has_to_be_looked_for(self):
        search = self.env["inbound.webhook.person.search"].create({"phone": "1"})
        with self.assertRaisesRegex(UserError, "Enter an e-mail address"):
            search.action_find()

    def test_many_rows_take_few_queries(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.found(MAIL)
            return self.env.cr.sql_log_count - before

        self.post_json(self.handler, self.ada())
        queries()
        few = queries()
        self.env["inbound.webhook.call"].create(
            [
                {
                    "handler_id": self.handler.id,
                    "body": base64.b64encode(json.dumps({"number": number}).encode()),
                }
                for number in range(500)
            ]
        )
        self.assertEqual(queries(), few)


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


@tagged("post_install", "-at_install", "security")
class TestExport(PrivacyCase):
    """What calls hold of a person is handed over, and nothing of others."""

    def export(self, search, login="admin"):
        self.authenticate(login, login)
        answer = self.url_open(search.action_export()["url"])
        return answer

    def test_a_text_that_a_person_can_read(self):
        self.post_json(self.handler, self.ada(title="=1+1"))
        call = self.last_call(self.handler)
        answer = self.export(self.find(email=MAIL))
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("text/plain", answer.headers["Content-Type"])
        text = answer.content.decode("utf-8-sig")
        self.assertIn(f"Call {call.id}, ", text)
        self.assertIn(f"Body:\n  title: =1+1\n  mail: {MAIL}\n  who: {NAME}", text)
        self.assertIn(f"created: Lead {call.res_id}", text)

    def test_of_a_call_with_several_people_only_one(self):
        handler = self.make_handler(
            parameters=[
                {"name": "mail", "path": "@.mail"},
                {"name": "who", "path": "@.who"},
            ],
            mappings=[("email_from", "mail"), ("name", "who")],
            split_path="people",
        )
        people = [
            {"mail": "grace@example.com", "who": "Grace Hopper"},
            {"mail": MAIL, "who": NAME},
        ]
        self.post_json(handler, {"people": people, "fair": "Gent"})
        self.post_form(self.handler, {"x": "Grace Hopper"})
        text = self.export(self.find(email=MAIL)).content.decode("utf-8-sig")
        self.assertIn(MAIL, text)
        self.assertIn("fair: Gent", text)
        self.assertNotIn("grace", text.lower())
        leads = self.last_call(handler).item_ids.mapped("res_id")
        self.assertIn(f"created: Lead {leads[1]}", text)
        self.assertNotIn(f"Lead {leads[0]}", text)

    def test_of_a_list_that_was_answered_only_the_person(self):
        self.env["crm.lead"].create(
            [
                {"name": "Hers", "email_from": MAIL, "city": "Oddville"},
                {
                    "name": "Grace's",
                    "email_from": "grace@x.example",
                    "city": "Oddville",
                },
            ]
        )
        fields = self.env["ir.model.fields"]._get_ids("crm.lead")
        handler = self.make_handler(
            method="get",
            look_up_mode="list",
            parameters=[{"name": "town", "source": "query"}],
            mappings=[{"parameter": "town", "field": "city", "is_match_key": True}],
            return_field_ids=[Command.set([fields["email_from"]])],
        )
        self.get(handler, {"town": "Oddville"})
        call = self.last_call(handler)
        self.assertEqual(len(call.item_ids), 2)
        search = self.find(email=MAIL)
        self.assertIn(call.id, search.line_ids.mapped("res_id"))
        text = self.export(search).content.decode("utf-8-sig")
        self.assertIn(MAIL, text)
        self.assertNotIn("grace", text.lower())

    def test_it_is_for_whoever_made_it(self):
        self.post_json(self.handler, self.ada())
        new_test_user(self.env, "other_here", WEBHOOK_ADMINISTRATOR)
        answer = self.export(self.find(email=MAIL), "other_here")
        self.assertEqual(answer.status_code, 404)


@tagged("post_install", "-at_install", "security")
class TestEveryColumn(PrivacyCase):
    """No column that may hold what a call brought is forgotten."""

    #: What people set up, and not what calls bring.
    SET_UP = (
        "inbound.webhook.handler",
        "inbound.webhook.parameter",
        "inbound.webhook.mapping",
        "inbound.webhook.condition",
        "inbound.webhook.response",
        "inbound.webhook.answer.field",
        "inbound.webhook.sender",
        "inbound.webhook.sender.line",
        "inbound.webhook.sender.condition",
        "inbound.webhook.scheme",
        "inbound.webhook.scheme.part",
        "inbound.webhook.handshake",
        "inbound.webhook.handshake.condition",
    )
    #: Of the others: names, and digests that say nothing to whoever has no more.
    HARMLESS = {
        "inbound.webhook.call": {
            *("kind", "method", "status", "reason", "operation", "res_model"),
            *("authenticated_by", "attention", "to_fix_reason"),
            *("request_digest", "ordering_key"),
        },
        "inbound.webhook.call.item": {"status", "operation", "res_model"},
        "inbound.webhook.alert": {"res_model"},
        "inbound.webhook.change": {"kind", "operation", "field_name", "handler_name"},
        "inbound.webhook.claim": {"fingerprint", "content_digest"},
        "inbound.webhook.key": {"digest"},
        "inbound.webhook.event.time": {"res_model", "field_name"},
        # What another system calls a record, as a digest.
        "inbound.webhook.external.id": {"system", "res_model", "digest"},
        # A secret that somebody offers until it is taken, and from which machine.
        "inbound.webhook.handshake.offer": {"remote_addr", "ending", "kept_value"},
        # Of a machine, and forgotten when it has not called for a while.
        "inbound.webhook.rate": {"address"},
        # Gone with the template, which is found by its sample or its call.
        "inbound.webhook.template": {"body_kind", "lost"},
        "inbound.webhook.template.line": ...,
        "inbound.webhook.template.needed": ...,
        # Gone with the search.
        "inbound.webhook.person.place": ...,
        "inbound.webhook.scheme.check": {"example"},
        "inbound.webhook.scheme.proposal": ...,
        "inbound.webhook.new.secret": set(),
        "inbound.webhook.rehearsal.seal": set(),
        "inbound.webhook.assignment": set(),
    }

    def test_each_is_one_that_is_emptied_or_known_to_be_harmless(self):
        kinds = ("char", "text", "html", "json", "binary", "selection", "reference")
        for name, model in self.env.registry.items():
            if not name.startswith("inbound.webhook.") or not model._auto:
                continue
            if name in self.SET_UP or self.HARMLESS.get(name) is ...:
                continue
            personal = getattr(model, "_personal_fields", ())
            columns = {
                field.name
                for field in self.env[name]._fields.values()
                if field.store and field.column_type and field.type in kinds
            }
            with self.subTest(name):
                left = columns - {*personal} - self.HARMLESS.get(name, set())
                self.assertFalse(left, "empty them, or say why they need not be")

    def test_what_is_masked_is_emptied_too(self):
        # Digests, which are emptied by themselves.
        digests = {"request_digest", "ordering_key"}
        for name in ("inbound.webhook.call", "inbound.webhook.call.item"):
            masked = {
                field.name
                for field in self.env[name]._fields.values()
                if field.store and getattr(field, "is_personal", False)
            }
            left = masked - digests - {*self.env[name]._personal_fields}
            self.assertFalse(left)

    def test_models_are_found_by_what_they_inherit(self):
        models = self.env["inbound.webhook.personal"]._models_with_personal_values()
        self.assertEqual(
            set(models),
            {
                "inbound.webhook.call",
                "inbound.webhook.call.item",
                "inbound.webhook.alert",
                "inbound.webhook.change",
                "inbound.webhook.handler",
                "inbound.webhook.parameter",
                "inbound.webhook.template",
                "inbound.webhook.person.search",
            },
        )
        for name in models:
            # Each can be asked.
            self.env[name].sudo()._holding(Person(MAIL, NAME, PHONE))
