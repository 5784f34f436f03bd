import json

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InboundWebhookHttpCase

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
WELL = {"title": "Enquiry", "email": "ada@odd.example"}


class PublicFormCase(InboundWebhookHttpCase):
    """A form of a website, which anybody can see and send."""

    def make_form(self, **values):
        return self.make_lead_handler(**{"body_type": "form", **values})

    def submit(self, handler, fields):
        """Send a form as a browser does."""
        return self.post_form(handler, fields, BROWSER)

    def leads(self):
        return self.env["crm.lead"].search([("email_from", "=", "ada@odd.example")])


@tagged("post_install", "-at_install")
class TestTraps(PublicFormCase):
    """Programs that fill in every form are told from people."""

    def make_trapped(self, **values):
        return self.make_form(honeypot_field="second_message", **values)

    def assert_trapped(self, handler):
        call = self.last_call(handler)
        self.assertRecordValues(
            call,
            [
                {
                    "status": "ignored",
                    "reason": "trapped",
                    "operation": False,
                    "res_id": 0,
                    "attention": False,
                }
            ],
        )
        self.assertIn("second_message", call.trace[-1]["field"])
        self.assertFalse(self.leads())

    def test_who_fills_in_the_trap_is_told_that_all_is_well(self):
        handler = self.make_trapped(thanks_text="Thank you for {{ title }}.")
        good = self.submit(handler, WELL)
        lead = self.leads()
        self.assertEqual(len(lead), 1)
        lead.unlink()
        bad = self.submit(handler, {**WELL, "second_message": "Buy!"})
        self.assertEqual(bad.status_code, 200)
        self.assertEqual(bad.text, good.text)
        self.assertIn("Thank you for Enquiry.", bad.text)
        self.assert_trapped(handler)

    def test_no_rule_runs_on_it(self):
        handler = self.make_trapped()
        self.make_code_rule(handler, "1 / 0")
        fields = {**WELL, "second_message": "Buy!"}
        self.assertEqual(self.submit(handler, fields).status_code, 200)
        self.assert_trapped(handler)

    def warnings(self, handler):
        return " ".join(handler.setup_warnings or [])

    # === WHO COMPARES BOTH ===

    def assert_alike(self, handler, fields=None, headers=None, in_json=False):
        """Send a call twice each with the trap and without, and compare the answers.

        :return: the answer that all of them got
        """
        answers = []
        trapped = {"second_message": "Buy!"}
        for extra in ({}, {"second_message": ""}, trapped, trapped):
            post = self.post_json if in_json else self.post_form
            sent = {**(fields or WELL), **extra}
            answer = post(handler, sent, headers=headers)
            told = {
                name: value for name, value in answer.headers.items() if name != "Date"
            }
            answers.append((answer.status_code, answer.text, told))
        for other in answers[1:]:
            self.assertEqual(answers[0], other)
        self.assertEqual(self.last_call(handler).reason, "trapped")
        return answer

    def test_a_program_that_compares_answers_learns_nothing(self):
        answer = self.assert_alike(self.make_trapped())
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"status": "success"})
        self.assertEqual(len(self.leads()), 1)

    def test_nor_in_json(self):
        answer = self.assert_alike(self.make_trapped(body_type="json"), in_json=True)
        self.assertEqual(answer.json(), {"status": "success"})

    def test_nor_by_a_repeat(self):
        handler = self.make_trapped(protection_period=1, protection_period_unit="days")
        first, again = (self.post_form(handler, WELL) for _ in range(2))
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.assertEqual(first.text, again.text)
        self.assert_alike(handler)
        self.assertEqual(len(self.leads()), 1)

    def test_nor_by_a_key_of_its_own(self):
        handler = self.make_trapped()
        for key, extra in (("one", {}), ("two", {"second_message": "Buy!"})):
            for _number in range(2):
                headers = {"Idempotency-Key": f'"{key}"'}
                answer = self.post_form(handler, {**WELL, **extra}, headers=headers)
                self.assertEqual(answer.json(), {"status": "success"})
        answer = self.assert_alike(
            self.make_trapped(), headers={"Idempotency-Key": '"a", "b"'}
        )
        self.assertEqual(answer.status_code, 400)

    def test_nor_by_values_that_do_not_fit(self):
        handler = self.make_trapped()
        for fields, said in (
            ({"title": "A", "email": "no address"}, "email"),
            ({"title": " ", "email": "N/A"}, "None of the parameters"),
            ({"titel": "A"}, "titel"),
        ):
            with self.subTest(fields):
                answer = self.assert_alike(handler, fields)
                self.assertEqual(answer.status_code, 422)
                self.assertEqual(set(answer.json()), {"status", "error"})
                self.assertIn(said, answer.json()["error"])
                call = self.last_call(handler)
                self.assertFalse(call.attention)
                self.assertIn("The trap field is filled in", call.why)

    def test_nor_by_what_is_too_fast(self):
        handler = self.make_trapped(min_fill_seconds=3)
        for seconds, status in (("1", 422), ("4", 200)):
            answer = self.assert_alike(handler, {**WELL, "_seconds": seconds})
            self.assertEqual(answer.status_code, status)

    def test_nor_by_what_the_handler_does_not_want(self):
        handler = self.make_trapped()
        self.add_lines(
            handler,
            "condition",
            [{"parameter": "title", "operator": "equals", "value": "Order"}],
        )
        answer = self.assert_alike(handler)
        self.assertEqual(answer.json(), {"status": "ignored"})
        answer = self.assert_alike(handler, {**WELL, "title": "Order"})
        self.assertEqual(answer.json(), {"status": "success"})

    def test_nor_of_several_items(self):
        handler = self.make_trapped(body_type="json", split_path="items")
        handler.parameter_ids.filtered(
            lambda item: item.name == "title"
        ).path = "@.title"
        wells = {"items": [{"title": "A"}, {"title": "B"}], "email": "ada@odd.example"}
        answer = self.assert_alike(handler, wells, in_json=True)
        self.assertEqual(answer.json(), {"status": "success"})

    def test_an_answer_that_tells_is_warned_of(self):
        for values in (
            {"outcome": "success", "body": "{{ record.id }}"},
            {"outcome": "success", "headers": "X-Call: {{ call.id }}"},
            {"outcome": "success", "body": "{{ call.operation }}"},
            {"outcome": "duplicate", "body": '"again"'},
        ):
            with self.subTest(values):
                handler = self.make_trapped(responses=[values])
                self.assertIn("caught in the trap", self.warnings(handler))
                handler.honeypot_field = False
                self.assertNotIn("caught in the trap", self.warnings(handler))
        for values in (
            {"outcome": "success", "body": "{{ title }} {{ call.status }}"},
            {"outcome": "error", "body": "{{ call.id }}"},
        ):
            with self.subTest(values):
                handler = self.make_trapped(responses=[values])
                self.assertNotIn("caught in the trap", self.warnings(handler))
        handler = self.make_trapped(thanks_text="Your number: {{ call.id }}")
        self.assertIn("caught in the trap", self.warnings(handler))

    def test_by_the_answer_that_the_handler_configures(self):
        handler = self.make_trapped(
            responses=[{"outcome": "success", "body": "{{ call.status }} {{ title }}"}]
        )
        answer = self.post_form(handler, {**WELL, "second_message": "Buy!"})
        self.assertEqual(answer.text, '"success" "Enquiry"')

    def test_in_the_background_nothing_waits(self):
        handler = self.make_trapped(processing="queued")
        answer = self.submit(handler, {**WELL, "second_message": "Buy!"})
        self.assertEqual(answer.status_code, 202)
        self.assertFalse(self.last_call(handler).queued)
        self.assert_trapped(handler)

    def test_a_person_who_sends_it_again_is_no_repeat(self):
        handler = self.make_trapped(protection_period=1, protection_period_unit="days")
        self.submit(handler, {**WELL, "second_message": "Buy!"})
        self.assert_trapped(handler)
        self.submit(handler, WELL)
        self.assertEqual(self.last_call(handler).operation, "created")

    def test_what_was_no_program_can_be_replayed(self):
        handler = self.make_trapped()
        self.submit(handler, {**WELL, "second_message": "filled in by a browser"})
        call = self.replay(self.last_call(handler))
        self.assertEqual(call.operation, "created")
        self.assertEqual(len(self.leads()), 1)

    def test_that_the_url_can_be_seen_is_said(self):
        handler = self.make_trapped()
        self.assertIn("Name your website", " ".join(handler.setup_hints))
        handler.allowed_origins = "https://www.example.com"
        self.assertNotIn("URL", " ".join(handler.setup_hints or []))

    def test_a_trap_that_people_fill_in_is_warned_of(self):
        handler = self.make_form(honeypot_field="title")
        self.assertIn("taken for a program", " ".join(handler.setup_warnings or []))
        handler.honeypot_field = "second_message"
        self.assertNotIn("taken for a program", " ".join(handler.setup_warnings or []))
        with self.assertRaises(ValidationError):
            handler.honeypot_field = "a b"


@tagged("post_install", "-at_install")
class TestShortestTime(PublicFormCase):
    """Who sends a form sooner than a person can is asked to send it again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(body_type="form", min_fill_seconds=3)

    def assert_refused(self, answer, words):
        self.assertEqual(answer.status_code, 422)
        self.assertIn("This could not be sent", answer.text)
        self.assertIn(words, answer.text)
        call = self.last_call(self.handler)
        self.assertEqual((call.status, call.reason), ("refused", "too_fast"))
        self.assertFalse(call.attention)
        self.assertFalse(self.leads())

    def test_too_soon(self):
        answer = self.submit(self.handler, {**WELL, "_seconds": "2"})
        self.assert_refused(answer, "sooner than a person fills in a form")

    def test_without_the_time(self):
        answer = self.submit(self.handler, WELL)
        self.assert_refused(answer, "how long it was filled in")

    def test_in_time(self):
        answer = self.submit(self.handler, {**WELL, "_seconds": "3"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.leads()), 1)

    def test_the_same_form_sent_twice_is_a_repeat(self):
        self.handler.write({"protection_period": 1, "protection_period_unit": "days"})
        self.submit(self.handler, {**WELL, "_seconds": "3"})
        self.submit(self.handler, {**WELL, "_seconds": "5"})
        self.assertEqual(self.last_call(self.handler).status, "duplicate")

    def test_a_replay_is_processed(self):
        self.submit(self.handler, WELL)
        call = self.replay(self.last_call(self.handler))
        self.assertEqual(call.operation, "created")

    def test_a_test_with_the_sample_is_too(self):
        handler = self.handler.with_user(self.env.ref("base.user_admin"))
        told = handler.rehearse({"body": "title=A", "content_type": "text/plain"})
        self.assertEqual(told["reason"], "done", told["message"])
        told = handler.rehearse(
            {"body": "title=A&_seconds=1", "content_type": "text/plain"}
        )
        self.assertEqual(told["reason"], "too_fast")

    def test_numbers_out_of_bounds(self):
        for seconds in (-1, 121):
            with self.assertRaises(ValidationError):
                self.handler.min_fill_seconds = seconds


@tagged("post_install", "-at_install")
class TestPages(PublicFormCase):
    """Visitors read the handler's words, in its language; systems get JSON."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")

    def test_thanks_in_own_words(self):
        handler = self.make_form(
            thanks_title="Merci, {{ title }}", thanks_text="À bientôt <3"
        )
        answer = self.submit(handler, {**WELL, "title": "<Zoë>"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "text/html; charset=utf-8")
        self.assertIn("<h1>Merci, &lt;Zoë&gt;</h1>", answer.text)
        self.assertIn("<p>À bientôt &lt;3</p>", answer.text)
        self.assertEqual(self.last_call(handler).response_body, answer.text)
        answer = self.post_form(handler, WELL)
        self.assertEqual(answer.json()["status"], "success")

    def test_visitors_are_sent_on(self):
        handler = self.make_form(thanks_url="https://www.example.com/{{ title }}")
        answer = self.submit(handler, {**WELL, "title": "a b/../c"})
        self.assertEqual((answer.status_code, answer.content), (303, b""))
        self.assertEqual(
            answer.headers["Location"], "https://www.example.com/a%20b%2F..%2Fc"
        )
        self.assertEqual(self.last_call(handler).response_code, 303)
        # One that is wrong is shown why.
        self.assertEqual(self.submit(handler, {"email": "no address"}).status_code, 422)
        self.assertEqual(self.post_form(handler, WELL).status_code, 200)

    def test_a_refusal_in_own_words(self):
        handler = self.make_form(refusal_title="Hm.", refusal_text="Call {{ title }}.")
        answer = self.submit(handler, {"title": "Ada", "email": "no address"})
        self.assertEqual(answer.status_code, 422)
        for words in (
            "<h1>Hm.</h1>",
            "Email: &#x27;no address&#x27; is not",
            "<p>Call ",
        ):
            self.assertIn(words, answer.text)
        self.assertNotIn("parameter", answer.text)
        # Whoever set it up reads which one it is.
        self.assertIn("parameter 'email'", self.last_call(handler).error_message)
        handler.active = False
        answer = self.submit(handler, WELL)
        self.assertEqual(answer.status_code, 503)
        self.assertIn("<h1>Hm.</h1>", answer.text)

    def test_the_usual_words_in_the_language_of_visitors(self):
        handler = self.make_form(page_lang="fr_FR")
        answer = self.submit(handler, WELL)
        self.assertIn('<html lang="fr-FR">', answer.text)
        self.assertIn("<h1>Merci</h1>", answer.text)
        answer = self.submit(handler, {"email": "no address"})
        self.assertNotIn("Please go back", answer.text)
        # The log is for administrators, systems read English.
        self.assertIn("is not", self.post_form(handler, {"email": "no address"}).text)

    def test_a_language_that_is_gone(self):
        handler = self.make_form(page_lang="fr_FR", thanks_text="Bien reçu.")
        self.submit(handler, WELL)
        self.env["res.lang"].search([("code", "=", "fr_FR")]).active = False
        answer = self.submit(handler, WELL)
        self.assertIn("<h1>Thank you</h1>", answer.text)
        self.assertIn("Bien reçu.", answer.text)

    def test_a_response_counts_for_systems_where_there_are_pages(self):
        handler = self.make_form(
            thanks_text="For people.",
            responses=[{"outcome": "success", "body": '"for systems"'}],
        )
        self.assertIn("For people.", self.submit(handler, WELL).text)
        self.assertEqual(self.post_form(handler, WELL).text, '"for systems"')
        # And for people, where there are none.
        handler.thanks_text = False
        self.assertEqual(self.submit(handler, WELL).text, '"for systems"')

    def test_a_repeat_is_thanked_too(self):
        handler = self.make_form(
            thanks_text="Thanks.", protection_period=1, protection_period_unit="days"
        )
        self.submit(handler, WELL)
        self.assertIn("Thanks.", self.submit(handler, WELL).text)
        self.assertEqual(self.last_call(handler).status, "duplicate")

    def test_an_address_that_leads_nowhere_costs_no_call(self):
        handler = self.make_form(thanks_url="https://www.example.com/{{ title }}")
        answer = self.submit(handler, {**WELL, "title": "x" * 9_000})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(self.leads()), 1)
        notes = [line["code"] for line in self.last_call(handler).trace]
        self.assertIn("plain_answer", notes)

    def test_what_cannot_be_shown_is_not_saved(self):
        for name, text, why in (
            ("thanks_url", "javascript:alert(1)", "Location begins with"),
            ("thanks_text", "{{ unknown }}", "is no parameter"),
            ("refusal_text", "{{ title", "no closing"),
        ):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, why):
                self.make_form(**{name: text})


@tagged("post_install", "-at_install")
class TestFormSnippet(PublicFormCase):
    """The form that How to Call It shows."""

    def test_it_is_there_for_forms_alone(self):
        self.assertFalse(self.make_lead_handler().snippet_html)
        self.assertFalse(self.make_handler(method="get").snippet_html)
        handler = self.make_form(honeypot_field="second_message", min_fill_seconds=3)
        html = handler.snippet_html
        self.assertIn(f'action="{handler.url}"', html)
        for name in ("title", "email", "second_message", "_seconds"):
            self.assertIn(f'name="{name}"', html)

    def test_the_card_of_the_website_form_brings_it_along(self):
        sender = self.env.ref("inbound_webhook.sender_website_form")
        action = sender.action_make_handler()
        handler = self.env["inbound.webhook.handler"].browse(action["res_id"])
        handler.active = True
        self.assertEqual(handler.honeypot_field, "second_message")
        self.assertFalse(handler.response_ids)
        fields = {"name": "Ada", "email": "ada@odd.example"}
        answer = self.submit(handler, fields)
        self.assertIn("Thank you, Ada. We will be in touch.", answer.text)
        self.assertEqual(
            json.loads(self.last_call(handler).parameters)["email"], "ada@odd.example"
        )
