"""The trace of a call in a person's words."""

import json

from odoo.tests import tagged

from ..words.trace import as_text, explained
from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestExplanation(InboundWebhookHttpCase):
    def explain(self, handler):
        """Each step of the last call by its name, with its state, text, changes."""
        lines = explained(self.env, self.last_call(handler).trace)
        return {line.pop("step"): line for line in lines}

    def test_conditions_are_numbered_and_say_what_they_got(self):
        handler = self.make_lead_handler(
            parameters=["title", "email", {"name": "budget", "type": "integer"}],
            conditions=[
                ("title", "is_not_empty", ""),
                ("budget", "greater_equal", "1000"),
                ("email", "equals", "ada@example.com"),
            ],
        )
        self.post_json(handler, {"title": "A", "budget": 900})
        line = self.explain(handler)["Conditions"]
        self.assertEqual(line["state"], "stopped")
        self.assertEqual(
            line["text"].splitlines(),
            [
                "condition 1 of 3 met: title is not empty, got A",
                "condition 2 of 3 failed: budget is at least 1000, got 900",
                "condition 3 of 3 failed: email equals ada@example.com, got nothing",
            ],
        )

    def test_conditions_say_what_they_got_as_a_person_says_it(self):
        handler = self.make_lead_handler(
            parameters=[
                "title",
                {"name": "viewing", "type": "boolean"},
                {"name": "rooms", "type": "list"},
            ],
            mappings=[("name", "title")],
            conditions=[
                ("viewing", "equals", "yes"),
                ("rooms", "contains", "kitchen"),
            ],
        )
        self.post_json(
            handler, {"title": "A", "viewing": True, "rooms": ["bath", "kitchen"]}
        )
        self.assertEqual(
            self.explain(handler)["Conditions"]["text"].splitlines(),
            [
                "condition 1 of 2 met: viewing equals yes, got yes",
                "condition 2 of 2 met: rooms contains kitchen, got bath, kitchen",
            ],
        )

    def test_the_record_says_which_fields_were_changed(self):
        handler = self.make_lead_handler()
        payload = {"title": "First", "email": "ada@example.com"}
        self.post_json(handler, payload)
        self.post_json(handler, {**payload, "title": "Second"})
        line = self.explain(handler)["Record"]
        lead = self.last_call(handler).res_id
        self.assertEqual(
            line,
            {
                "state": "passed",
                "text": f"updated: Lead {lead}, found by Email",
                "changes": [{"label": "Opportunity", "old": "First", "new": "Second"}],
            },
        )

    def test_what_is_wrong_is_said_by_the_step_that_found_it(self):
        handler = self.make_lead_handler()
        self.send(handler, b"{")
        line = self.explain(handler)["Body"]
        self.assertEqual((line["state"], line["changes"]), ("failed", []))
        self.assertIn("JSON", line["text"])

    def test_a_trace_of_a_model_and_a_step_that_are_gone_still_reads(self):
        change = {"field": "name", "old": None, "new": "A"}
        line = {"step": "gone", "state": "passed", "code": "created"}
        line |= {"model": "gone.model", "id": 7, "changes": [change]}
        explanation = explained(self.env, [line])
        self.assertEqual(json.loads(json.dumps(explanation)), explanation)
        self.assertEqual(
            as_text(explanation),
            "✓ gone: created: gone.model 7\n      name: – → A",
        )

    def test_a_call_that_did_not_end_has_nothing_to_say(self):
        self.assertEqual(explained(self.env, None), [])

    def test_what_fails_before_the_record_is_looked_for_is_said_of_the_record(self):
        handler = self.make_handler(
            parameters=["title"],
            mappings=[{"parameter": "title", "field": "name", "is_match_key": True}],
        )
        # As a row that another version of the addon has saved.
        self.env.cr.execute(
            "UPDATE inbound_webhook_mapping SET transform = 'gone' WHERE id IN %s",
            [tuple(handler.mapping_ids.ids)],
        )
        handler.mapping_ids.invalidate_recordset()
        handler._move_version()
        self.post_json(handler, {"title": "A"})
        self.assertEqual(list(self.explain(handler))[-1], "Record")
