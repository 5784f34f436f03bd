"""PUT and PATCH, GET that saves, and who asks whether the URL is there."""

import hmac
import json

from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import InboundWebhookCase, InboundWebhookHttpCase
from .queue_case import QueueCase

ADA = {"title": "Ada", "email": "ada@odd.example"}
QUERY = "?title=Ada&email=ada%40odd.example"
SECRET = "a secret of more than sixteen letters"
PERSON = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0.0.0"}


class MethodsCase(InboundWebhookHttpCase):
    def leads(self):
        return self.env["crm.lead"].search([("email_from", "=", "ada@odd.example")])

    def put_json(self, handler, payload, method="PUT", **options):
        return self.post_json(handler, payload, method=method, **options)


@tagged("post_install", "-at_install")
class TestPutAndPatch(MethodsCase):
    """Senders that PUT or PATCH what they know."""

    def test_they_do_what_post_does_where_that_is_chosen(self):
        handler = self.make_lead_handler(take_put=True)
        for method, operation in (("PUT", "created"), ("PATCH", "unchanged")):
            answer = self.put_json(handler, ADA, method)
            self.assertEqual(answer.status_code, 200, answer.text)
            self.assertEqual(answer.json()["operation"], operation)
            call = self.last_call(handler)
            self.assertEqual((call.method, call.status), (method, "success"))
        self.assertEqual(len(self.leads()), 1)
        self.assertEqual(self.post_json(handler, ADA).status_code, 200)

    def test_they_are_refused_where_it_is_not(self):
        handler = self.make_lead_handler()
        for method in ("PUT", "PATCH", "DELETE"):
            answer = self.put_json(handler, ADA, method)
            self.assertEqual(answer.status_code, 405)
            self.assertEqual(answer.headers["Allow"], "POST, OPTIONS")
            self.assertIn("takes POST calls", answer.json()["error"])
        self.assertFalse(self.leads())

    def test_a_form_and_a_look_up(self):
        handler = self.make_lead_handler(take_put=True, body_type="form")
        self.assertEqual(self.post_form(handler, ADA, method="PUT").status_code, 200)
        self.assertEqual(len(self.leads()), 1)
        # There is nothing to put into a look-up.
        handler = self.make_handler(method="get", take_put=True)
        answer = self.put_json(handler, ADA)
        self.assertEqual(answer.headers["Allow"], "GET, HEAD, OPTIONS")
        self.assertEqual(answer.status_code, 405)

    def test_who_asks_is_told_all_methods(self):
        handler = self.make_lead_handler(
            take_put=True, allowed_origins="https://www.example.com"
        )
        answer = self.send(handler, method="OPTIONS")
        self.assertEqual(answer.headers["Allow"], "POST, PUT, PATCH, OPTIONS")
        self.assertEqual(answer.headers["Accept-Patch"], answer.headers["Accept-Post"])
        preflight = {
            "Origin": "https://www.example.com",
            "Access-Control-Request-Method": "PUT",
        }
        answer = self.send(handler, method="OPTIONS", headers=preflight)
        self.assertEqual(
            answer.headers["Access-Control-Allow-Methods"], "POST, PUT, PATCH"
        )
        answer = self.send(handler, method="DELETE")
        self.assertEqual(answer.status_code, 405)
        self.assertEqual(answer.headers["Allow"], "POST, PUT, PATCH, OPTIONS")
        self.assertIn("takes POST, PUT, PATCH calls", answer.json()["error"])

    def test_a_signature_is_of_the_method_that_came(self):
        handler = self.make_lead_handler(take_put=True, auth_type="signature")
        scheme = self.env["inbound.webhook.scheme"].create(
            {
                "name": "Method and body",
                "auth_type": "signature",
                "place_source": "header",
                "place_name": "X-Signature",
                "part_ids": [
                    (0, 0, {"sequence": 1, "kind": "method"}),
                    (0, 0, {"sequence": 2, "kind": "body"}),
                ],
            }
        )
        handler.write({"scheme_id": scheme.id, "secret": SECRET})
        body = json.dumps(ADA).encode()
        for signed, status in (("PUT", 200), ("POST", 401), ("PATCH", 401)):
            with self.subTest(signed):
                headers = {
                    "Content-Type": "application/json",
                    "X-Signature": _hmac(signed.encode() + body),
                }
                answer = self.send(handler, body, method="PUT", headers=headers)
                self.assertEqual(answer.status_code, status, answer.text)

    def test_the_log_finds_them_by_their_method(self):
        handler = self.make_lead_handler(take_put=True)
        for method in ("POST", "PUT", "PATCH"):
            self.put_json(handler, ADA, method)
        arch = self.env["inbound.webhook.call"].get_view(view_type="search")["arch"]
        for name in ("PUT", "PATCH", "POST"):
            self.assertIn(f"[('method', '=', '{name}')]", arch)
            found = self.calls(handler).filtered_domain([("method", "=", name)])
            self.assertEqual(found.mapped("method"), [name])

    def test_one_that_failed_is_replayed(self):
        handler = self.make_lead_handler(take_put=True)
        self.put_json(handler, {**ADA, "email": "nobody"})
        handler.parameter_ids[1].on_invalid = "skip"
        call = self.replay(self.last_call(handler))
        self.assertEqual((call.method, call.operation), ("PUT", "created"))


@tagged("post_install", "-at_install")
class TestSaveOnGet(MethodsCase):
    """Senders that can do nothing but open a URL."""

    def make_opened(self, **values):
        return self.make_lead_handler(save_on_get=True, **values)

    def open(self, handler, query=QUERY, headers=None, method="GET"):
        return self.send(
            handler, method=method, query=query, headers={**PERSON, **(headers or {})}
        )

    def test_a_telephone_system_says_in_the_query_who_calls(self):
        handler = self.make_handler(
            save_on_get=True,
            parameters=[
                {"name": "number", "type": "phone", "path": "caller.number"},
                {"name": "at", "source": "query"},
            ],
            mappings=[("phone", "number"), ("name", "at")],
        )
        query = "?caller%5Bnumber%5D=%2B32+470+12+34+56&at=12%3A30"
        answer = self.open(handler, query)
        self.assertEqual(answer.status_code, 200, answer.text)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual((lead.phone, lead.name), ("+32470123456", "12:30"))
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        call = self.last_call(handler)
        self.assertEqual((call.method, call.status), ("GET", "success"))
        self.assertEqual(call.query_string, query[1:])

    def test_it_is_refused_where_it_is_not_chosen(self):
        for handler in (self.make_lead_handler(), self.make_lead_handler(take_put=1)):
            answer = self.open(handler)
            self.assertEqual(answer.status_code, 405)
            self.assertNotIn("GET", answer.headers["Allow"])
        self.assertFalse(self.leads())

    def test_a_post_is_taken_as_ever(self):
        handler = self.make_opened()
        # Its query is no part of the body.
        answer = self.post_json(handler, {"title": "Bob"}, query=QUERY)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertFalse(self.leads())

    def test_the_body_of_a_get_says_nothing(self):
        handler = self.make_opened()
        body = json.dumps({"title": "Bob"}).encode()
        headers = {"Content-Type": "application/json", **PERSON}
        self.send(handler, body, method="GET", query=QUERY, headers=headers)
        self.assertEqual(self.leads().name, "Ada")

    def test_a_value_that_does_not_fit_and_one_that_is_missing(self):
        handler = self.make_opened()
        handler.parameter_ids[0].required = True
        for query in ("", "?title=Ada&email=nobody"):
            answer = self.open(handler, query)
            self.assertEqual(answer.status_code, 422)
        self.assertEqual(self.last_call(handler).attention, "open")

    def test_a_repeat_within_the_protection_period(self):
        handler = self.make_opened(protection_period=9)
        first, again = self.open(handler), self.open(handler)
        self.assertEqual(again.text, first.text)
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.assertEqual(len(self.leads()), 1)

    def test_what_looks_like_a_credential_and_is_read_is_kept(self):
        handler = self.make_handler(
            save_on_get=True, parameters=["key"], mappings=[("name", "key")]
        )
        answer = self.open(handler, "?key=Front+door&password=hidden")
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.name, "Front door")
        call = self.last_call(handler)
        self.assertNotIn("hidden", call.query_string)
        self.assertEqual(self.replay(call).operation, "created")
        # Of a POST, that field of the query is nobody's.
        self.post_json(handler, {"key": "Back door"}, query="?key=Front+door")
        self.assertNotIn("Front", self.last_call(handler).query_string)

    def test_the_trap_of_a_form(self):
        handler = self.make_opened(honeypot_field="second_message")
        answer = self.open(handler, f"{QUERY}&second_message=Buy")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.last_call(handler).reason, "trapped")
        self.assertFalse(self.leads())

    def test_who_asks_is_told(self):
        handler = self.make_opened(allowed_origins="https://www.example.com")
        answer = self.send(handler, method="OPTIONS")
        self.assertEqual(answer.headers["Allow"], "POST, GET, HEAD, OPTIONS")
        answer = self.send(handler, method="DELETE")
        self.assertIn("takes POST, GET calls", answer.json()["error"])

    def test_a_pixel(self):
        handler = self.make_opened(
            responses=[{"outcome": "success", "content_type": "image/gif"}]
        )
        answer = self.open(handler)
        self.assertEqual(answer.headers["Content-Type"], "image/gif")
        self.assertEqual((answer.content[:6], len(answer.content)), (b"GIF89a", 43))
        self.assertEqual(len(self.leads()), 1)

    # === WHAT OPENS A URL WITHOUT MEANING IT ===

    def assert_nothing_done(self, handler, answer, status, why):
        call = self.last_call(handler)
        self.assertEqual(answer.status_code, status)
        self.assertFalse(self.leads())
        self.assertRecordValues(
            call,
            [
                {
                    "status": "ignored",
                    "reason": "previewed",
                    "response_code": status,
                    "operation": False,
                    "attention": False,
                }
            ],
        )
        self.assertIn(why, call.reason_text)
        self.assertEqual(call.trace[-1]["state"], "stopped")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_head_saves_nothing(self):
        handler = self.make_opened()
        answer = self.open(handler, method="HEAD")
        self.assert_nothing_done(handler, answer, 200, "HEAD asks for the head")
        self.assertEqual(answer.content, b"")

    def test_what_a_browser_fetches_ahead_saves_nothing(self):
        handler = self.make_opened()
        for headers in (
            {"Sec-Purpose": "prefetch;prerender"},
            {"Purpose": "prefetch"},
            {"X-Moz": "prefetch"},
            {"X-Purpose": "preview"},
        ):
            with self.subTest(headers):
                # Of any 2xx a browser makes the answer to the click that follows.
                answer = self.open(handler, headers=headers)
                self.assert_nothing_done(handler, answer, 503, "fetched it ahead")
        self.open(handler)
        self.assertEqual(len(self.leads()), 1)

    def test_link_previews_save_nothing(self):
        handler = self.make_opened()
        for agent in (
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            "facebookexternalhit/1.1",
            "WhatsApp/2.23.20.0 A",
            "Mozilla/5.0 (compatible; Googlebot/2.1)",
        ):
            with self.subTest(agent):
                answer = self.open(handler, headers={"User-Agent": agent})
                self.assert_nothing_done(handler, answer, 200, "looks at links")

    def test_a_post_of_such_a_program_is_a_call(self):
        headers = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        self.post_json(self.make_opened(), ADA, headers=headers)
        self.assertEqual(len(self.leads()), 1)

    def test_a_look_up_is_answered_to_anybody(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            save_on_get=True,
            parameters=[{"name": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email", "is_match_key": True}],
        )
        headers = {"User-Agent": "Slackbot 1.0"}
        answer = self.get(handler, {"email": "nobody@odd.example"}, headers)
        self.assertEqual(answer.json()["status"], "not_found")

    def test_a_link_preview_is_not_what_is_listened_for(self):
        handler = self.make_opened()
        handler.with_user(self.env.ref("base.user_admin")).action_listen()
        self.open(handler, headers={"User-Agent": "Twitterbot/1.0"})
        self.assertEqual(self.last_call(handler).reason, "previewed")
        self.open(handler)
        self.assertEqual(self.last_call(handler).reason, "captured")

    def test_a_person_may_have_one_processed_but_for_head(self):
        handler = self.make_opened()
        self.open(handler, headers={"User-Agent": "Twitterbot/1.0"})
        self.assertEqual(self.replay(self.last_call(handler)).operation, "created")
        self.leads().unlink()
        self.open(handler, method="HEAD")
        replay = self.replay(self.last_call(handler))
        self.assertEqual(replay.reason, "method_not_allowed")
        self.assertFalse(self.leads())

    # === WHAT PROVES A CALL ===

    def test_a_password_is_asked_for(self):
        handler = self.make_opened(auth_type="basic", auth_user="ada")
        handler.secret = "correct horse battery"
        self.assertEqual(self.open(handler).status_code, 401)
        headers = {"Authorization": "Basic YWRhOmNvcnJlY3QgaG9yc2UgYmF0dGVyeQ=="}
        self.assertEqual(self.open(handler, headers=headers).status_code, 200)

    def test_a_signature_that_leaves_the_address_out_proves_nothing(self):
        handler = self.make_opened()
        github = self.env.ref("inbound_webhook.scheme_github")
        with self.assertRaisesRegex(ValidationError, "signs what it sends, but not"):
            handler.write({"auth_type": "signature", "scheme_id": github.id})
        handler.write(
            {"auth_type": "signature", "scheme_id": github.id, "save_on_get": False}
        )
        with self.assertRaisesRegex(ValidationError, "signs what it sends, but not"):
            handler.save_on_get = True

    def test_nor_where_the_scheme_is_changed_later(self):
        scheme = self.env.ref("inbound_webhook.scheme_twilio").copy({"name": "Own"})
        handler = self.make_opened(auth_type="signature", scheme_id=scheme.id)
        self.assertIn("GET", self.open(handler, method="OPTIONS").headers["Allow"])
        scheme.part_ids.filtered(lambda part: part.kind == "url").kind = "body"
        self.assertNotIn("GET", self.open(handler, method="OPTIONS").headers["Allow"])

    def test_what_answers_every_get_is_refused_beside_it(self):
        handler = self.make_opened()
        opened = self.env.ref("inbound_webhook.handshake_get")
        with self.assertRaisesRegex(ValidationError, "would answer every call"):
            handler.handshake_ids = opened
        handler.write({"save_on_get": False, "handshake_ids": [(6, 0, opened.ids)]})
        with self.assertRaisesRegex(ValidationError, "would answer every call"):
            handler.save_on_get = True

    # === SETTING IT UP ===

    def test_the_url_that_is_shown_makes_a_record(self):
        handler = self.make_handler(
            save_on_get=True,
            parameters=[
                {"name": "title", "sample_value": "Zoë & Cie"},
                {"name": "email", "path": "lead.email", "sample_value": ADA["email"]},
                {"name": "city", "source": "query", "sample_value": "Gent"},
            ],
            mappings=[("name", "title"), ("email_from", "email"), ("city", "city")],
        )
        address = handler.with_user(self.env.ref("base.user_admin")).snippet_address
        before, query = address.split("?")
        self.assertEqual(before, handler.url)
        self.open(handler, f"?{query}")
        self.assertRecordValues(self.leads(), [{"name": "Zoë & Cie", "city": "Gent"}])
        handler.save_on_get = False
        self.assertFalse(handler.snippet_address)

    def test_one_that_was_opened_is_tried_out_with_other_values(self):
        handler = self.make_opened().with_user(self.env.ref("base.user_admin"))
        self.open(handler.sudo(), "?title=Ada&email=nobody")
        description = handler.test_request(self.last_call(handler).id)
        self.assertEqual(description["method"], "GET")
        changed = {**description, "query": QUERY[1:]}
        told = handler.rehearse(changed)
        self.assertEqual(told["operation"], "created", told["message"])
        self.assertEqual(told["parameters"]["title"], "Ada")
        # Nobody tries out a method that is refused.
        told = handler.rehearse({**changed, "method": "PUT"})
        self.assertIsNone(told["parameters"]["title"])

    def proposed(self, handler, **values):
        """What From a Sample proposes, as pairs of source and path."""
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, **values}
        )
        template.action_read()
        return {(line.source, line.path) for line in template.line_ids}

    def test_a_call_that_was_opened_is_a_sample(self):
        handler = self.make_handler(save_on_get=True)
        handler.with_user(self.env.ref("base.user_admin")).action_listen()
        self.open(handler)
        call = self.last_call(handler)
        self.assertEqual(call.reason, "captured")
        expected = {("query", "title"), ("query", "email")}
        self.assertLessEqual(expected, self.proposed(handler, call_id=call.id))

    def test_so_is_an_address(self):
        handler = self.make_handler(save_on_get=True)
        sample = f"https://odoo.example.com/inbound/x{QUERY}"
        self.assertEqual(
            self.proposed(handler, sample=sample),
            {("query", "title"), ("query", "email")},
        )

    def test_beside_parameters_of_the_body_it_stands_for_one(self):
        handler = self.make_lead_handler(save_on_get=True)
        sample = f"https://odoo.example.com/inbound/x{QUERY}&city=Gent"
        self.assertEqual(
            self.proposed(handler, sample=sample),
            {("body", "title"), ("body", "email"), ("body", "city")},
        )

    def test_the_form_says_what_a_risk_it_is(self):
        handler = self.make_opened()
        self.assertIn("a reload makes another", " ".join(handler.setup_hints))
        handler.write({"protection_period": 9, "allowed_origins": "https://a.example"})
        hints = " ".join(handler.setup_hints)
        self.assertNotIn("a reload makes another", hints)
        self.assertIn("keeps no GET call away", hints)
        handler.save_on_get = False
        self.assertNotIn("GET", " ".join(handler.setup_hints))


@tagged("post_install", "-at_install")
class TestSaveOnGetInTheBackground(QueueCase):
    def test_it_waits_for_its_turn(self):
        handler = self.make_queued(save_on_get=True)
        answer = self.send(handler, method="GET", query=QUERY, headers=PERSON)
        self.assertEqual(answer.status_code, 202)
        self.assertFalse(self.leads(name="Ada"))
        self.run_cron()
        self.assertEqual(len(self.leads(name="Ada")), 1)


@tagged("post_install", "-at_install")
class TestProbes(MethodsCase):
    """Senders that look whether the URL is there before they take it."""

    def probe(self, handler, method="GET", **options):
        return self.send(handler, method=method, **options)

    def test_who_asks_is_told_that_it_is_there(self):
        handler = self.make_lead_handler(answer_probes=True, active=False)
        for method, text in (("GET", "OK"), ("HEAD", "")):
            answer = self.probe(handler, method)
            self.assertEqual((answer.status_code, answer.text), (200, text))
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
            call = self.last_call(handler)
            self.assertRecordValues(
                call,
                [
                    {
                        "method": method,
                        "status": "ignored",
                        "reason": "probed",
                        "attention": False,
                    }
                ],
            )
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "Ada")]))

    def test_it_is_refused_where_it_is_not_chosen(self):
        for method in ("GET", "HEAD"):
            answer = self.probe(self.make_lead_handler(), method)
            self.assertEqual(answer.status_code, 405)

    def test_it_needs_no_proof(self):
        handler = self.make_lead_handler(
            answer_probes=True, auth_type="basic", auth_user="ada"
        )
        handler.secret = "correct horse battery"
        self.assertEqual(self.probe(handler).status_code, 200)
        self.assertEqual(self.post_json(handler, ADA).status_code, 401)

    def test_a_get_that_says_something_is_none(self):
        handler = self.make_lead_handler(answer_probes=True)
        self.assertEqual(self.probe(handler, query=QUERY).status_code, 405)
        self.assertEqual(self.probe(handler, body=b"a=1").status_code, 405)
        handler.save_on_get = True
        self.assertEqual(self.probe(handler).text, "OK")
        answer = self.send(handler, method="GET", query=QUERY, headers=PERSON)
        self.assertEqual(answer.json()["operation"], "created")

    def test_a_look_up_answers_as_ever(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            answer_probes=True,
            parameters=[{"name": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email", "is_match_key": True}],
        )
        self.assertEqual(self.probe(handler).status_code, 400)

    def test_what_is_no_call_is_in_no_figure(self):
        handler = self.make_lead_handler(
            answer_probes=True, save_on_get=True, rate_limit_address=1
        )
        for method in ("GET", "HEAD", "OPTIONS"):
            self.assertLess(self.probe(handler, method).status_code, 300)
        self.send(handler, method="HEAD", query=QUERY)
        preflight = {"Origin": "null", "Access-Control-Request-Method": "POST"}
        handler.allowed_origins = "*"
        self.probe(handler, "OPTIONS", headers=preflight)
        self.assertEqual(len(self.calls(handler)), 5)
        # Nor do they use up what an address may send.
        self.assertEqual(self.post_json(handler, ADA).status_code, 200)
        self.assertEqual(self.post_json(handler, ADA).status_code, 429)
        handler.invalidate_recordset()
        today = handler.call_chart[-1]
        counted = {name: number for name, number in today.items() if name != "day"}
        self.assertEqual(
            {name: number for name, number in counted.items() if number},
            {"success": 1, "refused": 1},
        )


def _hmac(message):
    return hmac.digest(SECRET.encode(), message, "sha256").hex()


@tagged("post_install", "-at_install")
class TestTheForm(InboundWebhookCase):
    """The choices are beside the method, and there for who saves alone."""

    CHOICES = ("take_put", "save_on_get", "answer_probes")

    def test_they_are_chosen_where_the_method_is(self):
        handler = self.make_lead_handler()
        with Form(handler) as form:
            for name in self.CHOICES:
                self.assertFalse(form[name])
                form[name] = True
        self.assertRecordValues(handler, [dict.fromkeys(self.CHOICES, True)])
        form = Form(handler)
        form.method = "get"
        for name in self.CHOICES:
            with self.subTest(name), self.assertRaises(AssertionError):
                form[name] = False

    def test_each_says_what_it_is_for(self):
        arch = etree.fromstring(self.env["inbound.webhook.handler"].get_view()["arch"])
        [beside] = arch.xpath("//group[field[@name='method']]/following-sibling::group")
        self.assertEqual(beside.xpath("field/@name")[-3:], list(self.CHOICES))
        handlers = self.env["inbound.webhook.handler"]
        risk = handlers.fields_get(["save_on_get"])["save_on_get"]["help"]
        self.assertIn("whoever opens the URL makes a record", risk)

    def test_a_copy_has_them_too(self):
        handler = self.make_lead_handler(**dict.fromkeys(self.CHOICES, True))
        copied = handler.copy()
        self.assertRecordValues(copied, [dict.fromkeys(self.CHOICES, True)])
