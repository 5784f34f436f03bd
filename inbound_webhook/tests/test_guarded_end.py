"""The answer and the last values of the row never cost the call what it did."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..processing import answering
from .common import InboundWebhookHttpCase
from .conflict_mixin import ConflictMixin
from .queue_case import QueueCase
from .rehearsal_case import ADMINISTRATOR, RehearsalCase

RESPONSE_LOG = "odoo.addons.inbound_webhook.processing.answering"
PROCESSOR_LOG = "odoo.addons.inbound_webhook.processing.failing"
RECEIVER_LOG = "odoo.addons.inbound_webhook.processing.ending"
#: Texts of exceptions that PostgreSQL cannot store.
UNSTORABLE = (r"'a\x00b'", r"'a\ud800b'", r"'\udfff' * 20000")


class AnswerCase(InboundWebhookHttpCase):
    """Responses that no screen lets through, and what must hold for all calls."""

    def answer_with(self, handler, body, **values):
        """Have a response of the handler hold a body, past all checks."""
        outcome = values.get("outcome", "success")
        response = handler.response_ids.filtered(lambda item: item.outcome == outcome)
        if not response:
            self.add_lines(handler, "response", [{"outcome": "success", **values}])
            response = handler.response_ids[-1:]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inbound_webhook_response SET body = %s WHERE id = %s",
            [body, response.id],
        )
        self.env.invalidate_all()

    def refuse_rows(self, condition):
        """Have the database refuse rows of calls, as it may do for any reason."""
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE inbound_webhook_call ADD CONSTRAINT refused "
            f"CHECK (NOT ({condition})) NOT VALID"
        )

    def assert_plain(self, answer, status):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        return answer.json()

    def assert_noted(self, call, words):
        """The call stands, and says that its sender got the plain answer."""
        self.assertEqual(call.status, "success")
        [line] = [line for line in call.trace if line["code"] == "plain_answer"]
        self.assertEqual((line["step"], line["state"]), ("answer", "noted"))
        self.assertIn("the sender got the plain one", line["message"])
        self.assertIn(words, line["message"])


@tagged("post_install", "-at_install")
class TestAnswersThatCannotBeMade(ConflictMixin, AnswerCase):
    """The sender gets the plain answer with the true status, and the lead stays."""

    def test_a_record_that_is_gone_is_empty_in_an_error(self):
        handler = self.make_lead_handler(
            responses=[
                {"outcome": "error", "status_code": 422, "body": '"{{ record.name }}"'}
            ]
        )
        self.make_code_rule(handler, "raise UserError('No ' + record.name)")
        answer = self.post_json(handler, {"title": "Gone"})
        self.assertEqual((answer.status_code, answer.json()), (422, ""))
        call = self.last_call(handler)
        self.assertEqual((call.status, call.reason), ("error", "rejected"))
        self.assertIn("No Gone", call.error_message)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "Gone")]))

    def test_a_record_that_an_error_left_as_it_was_is_not_shown_either(self):
        self.env["crm.lead"].create({"name": "Old", "email_from": "a@odd.example"})
        handler = self.make_lead_handler(
            responses=[{"outcome": "error", "body": '"{{ record.name }}"'}]
        )
        self.make_code_rule(handler, "raise UserError('No')")
        payload = {"title": "New", "email": "a@odd.example"}
        self.assertEqual(self.post_json(handler, payload).json(), "")

    def test_a_field_that_the_user_may_not_read(self):
        handler = self.make_handler(
            "res.partner", parameters=["who"], mappings=[("name", "who")]
        )
        self.answer_with(handler, '"{{ record.signup_type }}"', status_code=201)
        answer = self.assert_plain(self.post_json(handler, {"who": "Ada"}), 200)
        call = self.last_call(handler)
        self.assertEqual(answer["id"], call.res_id)
        self.assertEqual(call._record().name, "Ada")
        self.assert_noted(call, "may not read the field 'signup_type'")
        self.assertNotIn("signup", str(answer))

    def test_fields_that_are_no_text(self):
        for model, name in (
            ("res.partner", "avatar_128"),
            ("res.partner", "image_1920"),
            ("res.partner", "child_ids"),
            ("crm.lead", "lead_properties"),
            ("crm.team", "lead_properties_definition"),
        ):
            with self.subTest(name):
                user = self.env.ref("base.user_admin").id
                handler = self.make_handler(
                    model,
                    parameters=["who"],
                    mappings=[("name", "who")],
                    user_id=user,
                )
                self.answer_with(handler, f'"{{{{ record.{name} }}}}"')
                answer = self.post_json(handler, {"who": "Ada"})
                self.assertEqual(self.assert_plain(answer, 200)["model"], model)
                call = self.last_call(handler)
                self.assertEqual(call._record().name, "Ada")
                self.assert_noted(call, f"cannot hold the field '{name}'")

    def test_a_field_that_is_not_there_any_more(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, '"{{ record.gone }}"')
        self.assert_plain(self.post_json(handler, {"title": "A"}), 200)
        self.assert_noted(self.last_call(handler), "no field 'gone'")

    def test_a_field_whose_computation_fails(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, '"{{ record.duplicate_lead_count }}"')

        def fail(leads):
            leads.env.cr.execute("SELECT 1 / 0")

        leads = self.registry["crm.lead"]
        self.patch(leads, "_compute_potential_lead_duplicates", fail)
        with self.assertLogs(RESPONSE_LOG), mute_logger("odoo.sql_db"):
            answer = self.post_json(handler, {"title": "Stays"})
        self.assert_plain(answer, 200)
        self.assertTrue(self.env["crm.lead"].search([("name", "=", "Stays")]))
        self.assert_noted(self.last_call(handler), "DivisionByZero")

    def test_a_body_that_is_not_a_template(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, "{{ title")
        self.assert_plain(self.post_json(handler, {"title": "A"}), 200)
        self.assert_noted(self.last_call(handler), "no closing")

    def test_an_answer_that_has_no_end(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, "{{ title }}" * 1000)
        self.assert_plain(self.post_json(handler, {"title": "x" * 10_000}), 200)
        self.assert_noted(self.last_call(handler), "more than 1000000 characters")

    def test_an_error_has_its_own_status_in_the_plain_answer(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, "{{ title", outcome="error", status_code=200)
        answer = self.post_json(handler, {"title": "A", "email": "no address"})
        self.assertIn("'email'", self.assert_plain(answer, 422)["error"])

    def test_a_conflict_while_the_answer_is_made_is_none_of_the_senders_trouble(self):
        handler = self.make_lead_handler(
            responses=[{"outcome": "success", "body": '"{{ record.name }}"'}]
        )
        self.conflict(answering, "_made", 1)
        answer = self.post_json(handler, {"title": "Once"})
        self.assertEqual(answer.json(), "Once")
        self.assertEqual(self.tries, 2)
        self.assertEqual(self.env["crm.lead"].search_count([("name", "=", "Once")]), 1)

    def test_it_is_said_on_the_screen(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, '"{{ record.gone }}"')
        self.post_json(handler, {"title": "A"})
        explanation = self.last_call(handler).explanation
        self.assertIn("the sender got the plain one", str(explanation))

    def test_a_look_up_says_that_it_is_set_up_wrongly(self):
        self.env["res.partner"].create({"name": "Ada Odd"})
        for name in ("avatar_128", "child_ids", "properties"):
            with self.subTest(name):
                handler = self.make_look_up(name)
                answer = self.get(handler, {"who": "Ada Odd"})
                error = self.assert_plain(answer, 503)["error"]
                self.assertEqual(error, "This webhook is not set up rightly.")
                call = self.last_call(handler)
                self.assertEqual(call.reason, "misconfigured")
                self.assertIn(f"field '{name}'", call.error_message)

    def test_a_look_up_of_what_the_user_may_not_read_is_denied(self):
        self.env["res.partner"].create({"name": "Ada Odd"})
        handler = self.make_look_up("signup_type")
        answer = self.get(handler, {"who": "Ada Odd"})
        self.assertNotIn("signup", self.assert_plain(answer, 403)["error"])
        self.assertEqual(self.last_call(handler).reason, "access_denied")

    def make_look_up(self, name):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "who", "source": "query"}],
            mappings=[{"parameter": "who", "field": "name", "is_match_key": True}],
        )
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO inbound_webhook_handler_ir_model_fields_rel VALUES (%s, %s)",
            [handler.id, self.env["ir.model.fields"]._get_ids("res.partner")[name]],
        )
        self.env.invalidate_all()
        return handler


@tagged("post_install", "-at_install")
class TestTextsThatCannotBeStored(AnswerCase, QueueCase):
    """What went wrong is kept as far as the database can hold it."""

    def assert_kept(self, call, reason):
        self.assertEqual((call.status, call.reason), ("error", reason))
        self.assertIn("\ufffd", call.error_message)
        self.assertLess(len(call.error_message), 11_000)

    def test_an_exception(self):
        for text in UNSTORABLE:
            with self.subTest(text):
                handler = self.make_lead_handler()
                self.make_code_rule(handler, f"raise Exception({text})")
                with self.assertLogs(PROCESSOR_LOG):
                    answer = self.post_json(handler, {"title": "A"})
                self.assert_plain(answer, 500)
                self.assert_kept(self.last_call(handler), "failed")

    def test_what_odoo_refuses(self):
        for text in UNSTORABLE:
            with self.subTest(text):
                handler = self.make_lead_handler()
                self.make_code_rule(handler, f"raise UserError({text})")
                self.assert_plain(self.post_json(handler, {"title": "A"}), 422)
                self.assert_kept(self.last_call(handler), "rejected")

    def test_in_the_background(self):
        for text in UNSTORABLE:
            with self.subTest(text):
                handler = self.make_queued()
                self.make_code_rule(handler, f"raise UserError({text})")
                call = self.send_lead(handler, "A")
                self.run_cron()
                self.assert_kept(call, "rejected")
                self.assertEqual((call.queued, call.attempts), (False, 1))

    def test_of_an_item(self):
        for text in UNSTORABLE:
            with self.subTest(text):
                handler = self.make_handler(
                    split_path="$",
                    split_mode="each",
                    parameters=[{"name": "title", "path": "@.title"}],
                    mappings=[("name", "title")],
                )
                self.make_code_rule(handler, f"raise UserError({text})")
                self.assert_plain(self.post_json(handler, [{"title": "A"}]), 422)
                self.assert_kept(self.last_call(handler), "rejected")


@tagged("post_install", "-at_install")
class TestEndsThatCannotBeWritten(AnswerCase, RehearsalCase, QueueCase):
    """Nothing of the call is left but its row, which says so in fixed words."""

    def assert_undone(self, handler, title, log):
        call = self.last_call(handler)
        self.assertRecordValues(
            call,
            [
                {
                    "status": "error",
                    "reason": "failed",
                    "operation": False,
                    "res_id": False,
                    "queued": False,
                }
            ],
        )
        self.assertIn("could not be written", call.error_message)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", title)]))
        [line] = log.output
        self.assertIn("The end of an inbound call cannot be written", line)
        self.assertNotIn(title, line)
        return call

    def test_what_a_call_did_does_not_stand_without_its_end(self):
        handler = self.make_lead_handler(protection_period=10)
        self.refuse_rows("operation = 'created'")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            answer = self.post_json(handler, {"title": "Undone"})
        call = self.assert_undone(handler, "Undone", log)
        self.assertEqual(
            self.assert_plain(answer, 500),
            {"status": "error", "error": "The webhook failed.", "call": call.id},
        )
        self.assertEqual(call.attention, "open")
        self.env.cr.execute("ALTER TABLE inbound_webhook_call DROP CONSTRAINT refused")
        answer = self.post_json(handler, {"title": "Undone"})
        self.assertEqual(answer.json()["operation"], "created")

    def test_where_the_error_cannot_be_written_either(self):
        """Only what the forced end does not write is refused."""
        handler = self.make_lead_handler()
        self.refuse_rows("trace IS NOT NULL")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            answer = self.post_json(handler, {"title": "Undone"})
        self.assertEqual(len(log.output), 2)
        log.output.pop()
        self.assert_plain(answer, 500)
        self.assert_undone(handler, "Undone", log)

    def test_a_refusal(self):
        handler = self.make_lead_handler(active=False)
        self.refuse_rows("trace IS NOT NULL")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            answer = self.post_json(handler, {"title": "Undone"})
        self.assert_plain(answer, 500)
        self.assert_undone(handler, "Undone", log)

    def test_a_call_that_is_to_wait(self):
        handler = self.make_queued()
        self.refuse_rows("ordering_key IS NOT NULL")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            answer = self.post_json(
                handler, {"title": "Undone", "email": "a@odd.example"}
            )
        self.assert_plain(answer, 500)
        self.assert_undone(handler, "Undone", log)

    def test_a_call_that_waited(self):
        handler = self.make_queued(protection_period=10)
        call = self.send_lead(handler, "Undone")
        self.refuse_rows("operation = 'created'")
        with self.assertLogs(level="ERROR") as log, mute_logger("odoo.sql_db"):
            self.run_cron()
        self.assertEqual(call.attempts, 1)
        # It may succeed another time, and is tried again as any other failure of ours.
        self.assertEqual((call.queued, call.status), (True, "received"))
        self.assertEqual(len(log.output), 1)

    def test_a_call_that_waited_and_can_only_be_ended_by_force(self):
        handler = self.make_queued(protection_period=10)
        call = self.send_lead(handler, "Undone")
        self.refuse_rows("operation = 'created' OR (queued AND error_message <> '')")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            self.run_cron()
        log.output.pop()
        self.assert_undone(handler, "Undone", log)
        self.assertFalse(call.queued)
        self.assertFalse(
            self.env["inbound.webhook.claim"].search([("call_id", "=", call.id)])
        )

    def test_a_call_that_is_kept_to_look_at(self):
        handler = self.make_lead_handler()
        handler.action_listen()
        self.refuse_rows("reason = 'captured'")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            answer = self.post_json(handler, {"title": "Undone"})
        self.assert_plain(answer, 500)
        self.assert_undone(handler, "Undone", log)

    def test_a_replay(self):
        handler = self.make_lead_handler(active=False)
        self.post_json(handler, {"title": "Undone"})
        call = self.last_call(handler)
        self.refuse_rows("operation = 'created'")
        with self.assertLogs(RECEIVER_LOG) as log, mute_logger("odoo.sql_db"):
            replay = self.replay(call, ADMINISTRATOR)
        self.assertEqual(replay.kind, "replay")
        self.assertFalse(replay.attention)
        self.assert_undone(handler, "Undone", log)

    def test_a_rehearsal_shows_the_plain_answer(self):
        handler = self.make_lead_handler()
        self.answer_with(handler, '"{{ record.gone }}"')
        request = {"body": '{"title": "A"}', "content_type": "application/json"}
        result = self.ask(handler, "rehearse", request)
        self.assertIn('"status": "success"', str(result))
