from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .queue_case import QueueCase

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@tagged("post_install", "-at_install")
class TestQueuedAnswer(QueueCase):
    """What a webhook that works in the background answers at once."""

    def make_answering(self, status=200, body='{"ok": true}', response=(), **values):
        return self.make_queued(
            responses=[
                {
                    "outcome": "accepted",
                    "status_code": status,
                    "body": body,
                    **dict(response),
                }
            ],
            **values,
        )

    def test_a_sender_that_takes_200_alone(self):
        handler = self.make_answering(body="[accepted] {{ title }} {{ call.id }}")
        handler.response_ids.write(
            {"content_type": "text/plain", "headers": "X-Title: {{ title }}"}
        )
        answer = self.post_json(handler, {"title": "Ada", "email": "a@odd.example"})
        call = self.last_call(handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.text, f"[accepted] Ada {call.id}")
        self.assertEqual(answer.headers["X-Title"], "Ada")
        self.assertEqual((call.status, call.queued), ("received", True))
        self.assertFalse(self.leads(name="Ada"))
        self.run_cron()
        self.assertEqual(len(self.leads(name="Ada")), 1)
        # What its sender was told stays in the log.
        self.assertRecordValues(
            call,
            [
                {
                    "status": "success",
                    "response_code": 200,
                    "response_body": answer.text,
                }
            ],
        )

    def test_an_answer_without_a_body(self):
        handler = self.make_answering(204, False)
        answer = self.post_json(handler, {"title": "Ada"})
        self.assertEqual((answer.status_code, answer.content), (204, b""))

    def test_a_repeat_of_a_call_that_waits_gets_its_answer(self):
        handler = self.make_answering(body="{{ call.id }}", protection_period=9)
        first = self.post_json(handler, {"title": "Ada"})
        again = self.post_json(handler, {"title": "Ada"})
        self.assertEqual((again.status_code, again.text), (200, first.text))
        self.assertEqual(self.last_call(handler).status, "duplicate")
        self.run_cron()
        later = self.post_json(handler, {"title": "Ada"})
        self.assertEqual((later.status_code, later.text), (200, first.text))

    def test_a_call_that_is_kept_while_the_webhook_is_off_gets_it_too(self):
        handler = self.make_answering(
            body="{{ title }}", processing="immediate", active=False, when_off="keep"
        )
        answer = self.post_json(handler, {"title": "Ada"})
        self.assertEqual((answer.status_code, answer.text), (200, '"Ada"'))
        self.assertEqual(self.last_call(handler).reason, "kept")

    def test_what_is_refused_at_the_door_is_told_so(self):
        handler = self.make_answering()
        answer = self.post_json(handler, {"title": "Ada", "email": "nobody"})
        self.assertEqual(answer.status_code, 422)
        handler.active = False
        self.assertEqual(self.post_json(handler, {"title": "Ada"}).status_code, 503)

    def test_the_answer_of_success_is_not_given_before_it_is_one(self):
        handler = self.make_queued(responses=[{"outcome": "success", "body": "Done."}])
        answer = self.post_json(handler, {"title": "Ada"})
        self.assertEqual(answer.status_code, 202)
        self.assertEqual(answer.json()["status"], "received")

    def test_a_webhook_that_is_waited_for_does_not_say_so(self):
        handler = self.make_answering(processing="immediate")
        self.assertEqual(
            self.post_json(handler, {"title": "Ada"}).json()["operation"], "created"
        )

    def test_the_form_says_which_response_nobody_gets(self):
        handler = self.make_queued(responses=[{"outcome": "success", "body": "Done."}])
        success = "Nobody gets the response to Success"
        accepted = "Nobody gets the response to Taken into the queue"
        self.assertIn(success, " ".join(handler.setup_hints))
        self.add_lines(handler, "response", [{"outcome": "accepted", "body": "Here."}])
        self.assertNotIn("Nobody gets", " ".join(handler.setup_hints))
        handler.processing = "immediate"
        hints = " ".join(handler.setup_hints)
        self.assertIn(accepted, hints)
        self.assertNotIn(success, hints)
        # While it is off, calls wait.
        handler.when_off = "keep"
        self.assertNotIn("Nobody gets", " ".join(handler.setup_hints))

    # === WHAT CANNOT BE SAID YET ===

    def test_what_is_not_known_yet_is_refused_as_it_is_saved(self):
        for name in (
            *("record.name", "record.id", "record.no_field"),
            *("call.status", "call.operation", "call.error"),
        ):
            for values in (
                {"body": f"{{{{ {name} }}}}"},
                {"response": {"headers": f"X-A: {{{{ {name} }}}}"}},
            ):
                with (
                    self.subTest(name),
                    self.assertRaisesRegex(
                        ValidationError, f"{name} }}}} is not known"
                    ),
                ):
                    self.make_answering(**values)

    def test_another_outcome_cannot_become_one_that_knows_less(self):
        handler = self.make_queued(
            responses=[{"outcome": "success", "body": "{{ record.id }}"}]
        )
        with self.assertRaisesRegex(ValidationError, "record.id }} is not known yet"):
            handler.response_ids.outcome = "accepted"

    def test_a_name_that_is_none_is_refused_as_ever(self):
        with self.assertRaisesRegex(ValidationError, "neither a parameter"):
            self.make_answering(body="{{ nothing }}")

    def test_a_call_that_came_in_is_not_answered_as_an_error(self):
        for status in (199, 302, 400, 404, 500, 503):
            with self.subTest(status), self.assertRaises(ValidationError):
                self.make_answering(status)
        handler = self.make_answering(299)
        with self.assertRaisesRegex(ValidationError, "from 200 to 299"):
            handler.response_ids.status_code = 303

    # === PROGRAMS THAT FILL IN FORMS ===

    def both_answers(self, handler, headers=None):
        """What a person and a program are answered, but for the number of the call."""
        answers = []
        for extra in ({}, {"second_message": "Buy!"}):
            fields = {"title": "Ada", "email": "a@odd.example", **extra}
            answer = self.post_form(handler, fields, headers)
            call = self.last_call(handler)
            text = answer.text
            # A page does not say it.
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                text = text.replace(str(call.id), "N")
            told = {
                name: value
                for name, value in answer.headers.items()
                if name not in ("Date", "Content-Length")
            }
            answers.append((answer.status_code, text, told))
        self.assertEqual(call.reason, "trapped")
        self.assertFalse(call.queued)
        return answers

    def test_a_program_cannot_tell_that_it_was_recognised(self):
        for values in (
            {},
            {"thanks_text": "Thank you, {{ title }}."},
            {"thanks_url": "https://www.example.com/thanks"},
        ):
            handler = self.make_queued(
                body_type="form", honeypot_field="second_message", **values
            )
            for headers in (None, BROWSER):
                with self.subTest(values=values, headers=headers):
                    person, program = self.both_answers(handler, headers)
                    self.assertEqual(person, program)

    def test_nor_while_the_webhook_is_off_and_keeps_calls(self):
        handler = self.make_lead_handler(
            body_type="form",
            honeypot_field="second_message",
            active=False,
            when_off="keep",
        )
        person, program = self.both_answers(handler)
        self.assertEqual(person, program)
        self.assertEqual(person[0], 202)

    def test_nor_where_the_answer_is_configured(self):
        handler = self.make_answering(
            body="{{ title }} {{ call.id }}",
            body_type="form",
            honeypot_field="second_message",
        )
        self.add_lines(handler, "response", [{"outcome": "success", "body": "Done."}])
        person, program = self.both_answers(handler)
        self.assertEqual(person, program)
        self.assertEqual(person[:2], (200, '"Ada" N'))
