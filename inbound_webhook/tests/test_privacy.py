"""Where is Ada? What calls left behind of a person is found, told and erased."""

import base64
import gzip
import json
from urllib.parse import quote

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import JSON_TYPE, WEBHOOK_ADMINISTRATOR, WEBHOOK_USER
from .privacy_case import MAIL, NAME, PHONE, PrivacyCase


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
