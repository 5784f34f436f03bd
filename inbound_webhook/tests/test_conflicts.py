from psycopg2.errors import QueryCanceled

from odoo.tests import tagged

from ..controllers.body_reader import BodyReader
from ..controllers.dispatcher import PROGRESS_KEY
from ..processing import conflicts, writing
from ..processing.conflicts import MOST_TRIES
from .common import InboundWebhookHttpCase
from .conflict_mixin import Conflict, ConflictMixin


@tagged("post_install", "-at_install")
class TestConflicts(ConflictMixin, InboundWebhookHttpCase):
    """Calls that meet others at the same records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(protection_period=10)
        cls.without_pauses()

    def leads(self):
        return self.env["crm.lead"].search([("name", "=", "Once")])

    def test_a_call_that_meets_a_conflict_is_tried_again_in_the_same_row(self):
        self.conflict(writing, "save", 2)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(self.tries, 3)
        self.assertEqual(answer.json()["operation"], "created")
        self.assertEqual(len(self.leads()), 1)
        self.assertRecordValues(
            self.calls(self.handler),
            [{"status": "success", "response_code": 200, "begun_again": 2}],
        )

    def test_a_call_that_meets_nobody_is_not_begun_again(self):
        self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(self.calls(self.handler).begun_again, 0)

    def test_a_call_whose_body_took_long_is_tried_again(self):
        read = BodyReader.read

        def read_for_long(reader, *limits):
            tries = reader._http.environ[PROGRESS_KEY].tries
            tries._started -= conflicts.PATIENCE
            return read(reader, *limits)

        self.patch(BodyReader, "read", read_for_long)
        self.conflict(writing, "save", 1)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.tries, 2)

    def test_a_call_whose_row_is_deleted_begins_again_with_another(self):
        original, deleted = writing.save, []

        def delete_once(env, *args):
            if not deleted:
                deleted.extend(self.calls(self.handler).ids)
                env.cr.rollback()
                env.cr.execute("DELETE FROM inbound_webhook_call")
                env.cr.commit()
                raise Conflict
            return original(env, *args)

        self.patch(writing, "save", delete_once)
        with self.assertNoLogs("odoo.addons.inbound_webhook", "ERROR"):
            answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(len(self.leads()), 1)
        call = self.calls(self.handler)
        self.assertNotIn(call.id, deleted)
        self.assertEqual((call.status, call.id), ("success", answer.json()["call"]))

    def test_a_large_form_that_meets_a_conflict_is_tried_again(self):
        handler = self.make_lead_handler(body_type="form")
        self.conflict(writing, "save", 1)
        answer = self.url_open(
            f"/inbound/{handler.token}",
            data={"title": "Once", "more": "x" * 600_000},
            files={"cv": ("cv.pdf", b"%PDF" * 50_000, "application/pdf")},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.tries, 2)
        self.assertEqual(len(self.leads()), 1)
        self.assertEqual(self.calls(handler).status, "success")

    def test_odoos_own_limits_of_forms_do_not_count_when_it_is_tried_again(self):
        """It takes 10 MB of fields."""
        handler = self.make_lead_handler(body_type="form", max_body_size=16_000_000)
        self.conflict(writing, "save", 1)
        fields = {"title": "Once", "more": "x" * 11_000_000}
        answer = self.post_form(handler, fields)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.tries, 2)
        self.assertEqual(self.calls(handler).status, "success")

    def test_a_conflict_without_end_is_answered_503(self):
        self.conflict(writing, "save", 99)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(self.tries, MOST_TRIES)
        self.assertEqual(answer.status_code, 503, answer.text)
        self.assertFalse(self.leads())
        self.assertRecordValues(
            self.calls(self.handler),
            [
                {
                    "status": "error",
                    "response_code": 503,
                    "begun_again": MOST_TRIES - 1,
                }
            ],
        )

    def test_a_row_that_cannot_be_written_is_answered_503(self):
        """Odoo would begin again with a body that is read already: with none."""
        self.conflict("inbound.webhook.call", "_record_arrival", MOST_TRIES)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(answer.status_code, 503, answer.text)
        self.assertEqual(answer.headers["Retry-After"], "60")
        self.assertEqual(self.tries, MOST_TRIES)
        self.assertFalse(self.calls(self.handler))

    def test_other_trouble_with_the_database_is_answered_503_at_once(self):
        self.conflict(writing, "save", 1, error=QueryCanceled)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(self.tries, 1)
        self.assertEqual(answer.status_code, 503, answer.text)
        self.assertEqual(answer.headers["Retry-After"], "60")
        self.assertFalse(self.leads())
        call = self.calls(self.handler)
        self.assertEqual(call.status, "error")
        self.assertIn("The database did not answer, or broke off.", call.error_message)
        self.assertEqual(call.trace[-1]["error"], "QueryCanceled")

    def test_a_conflict_without_end_does_not_hide_the_retry(self):
        self.conflict(writing, "save", MOST_TRIES)
        self.post_json(self.handler, {"title": "Once"})
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(answer.json()["operation"], "created")
        self.assertEqual(len(self.leads()), 1)

    def test_a_twin_that_was_first_makes_this_one_a_duplicate(self):
        """Its claim shows only in a new transaction."""
        first = self.post_json(self.handler, {"title": "Once"})
        self.conflict("inbound.webhook.claim", "_insert", 1)
        answer = self.post_json(self.handler, {"title": "Once"})
        self.assertEqual(self.tries, 2)
        self.assertEqual(answer.text, first.text)
        self.assertEqual(len(self.leads()), 1)
        second, first = self.calls(self.handler)
        self.assertEqual(second.status, "duplicate")
        self.assertEqual(second.duplicate_of_id, first)
