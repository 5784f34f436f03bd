"""When a rule of a handler runs, and what its failure does."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InboundWebhookHttpCase

OURS = "odoo.addons.inbound_webhook"


@tagged("post_install", "-at_install")
class TestAutomationOptions(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()

    def count_runs(self, operation):
        """How often a rule runs on calls that create, update, and change nothing."""
        self.make_code_rule(
            self.handler,
            "record.write({'priority': str(int(record.priority) + 1)})",
            inbound_webhook_operation=operation,
        )
        for title in ("First", "Second", "Second"):
            self.post_json(self.handler, {"title": title, "email": "a@odd.example"})
        return int(self.last_call(self.handler)._record().priority)

    def test_on_each_valid_call(self):
        self.assertEqual(self.count_runs("any"), 3)

    def test_on_created_or_updated(self):
        self.assertEqual(self.count_runs("changed"), 2)

    def test_on_created(self):
        self.assertEqual(self.count_runs("created"), 1)

    def test_on_updated(self):
        self.assertEqual(self.count_runs("updated"), 1)

    def test_on_unchanged(self):
        self.assertEqual(self.count_runs("unchanged"), 1)

    def test_on_found_it_runs_for_a_look_up_only(self):
        self.assertEqual(self.count_runs("found"), 0)
        look_up = self.make_handler(
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
        )
        self.make_code_rule(
            look_up,
            "record.write({'city': 'Found'})",
            inbound_webhook_operation="found",
        )
        self.get(look_up, {"email": "a@odd.example"})
        self.assertEqual(self.last_call(look_up)._record().city, "Found")

    def post(self):
        return self.post_json(
            self.handler, {"title": "First", "email": "a@odd.example"}
        )

    def test_a_failure_fails_the_call(self):
        self.make_code_rule(self.handler, "record.write({'city': 'Gent'}); 1 / 0")
        with mute_logger(f"{OURS}.processing.failing"):
            answer = self.post()
        self.assertEqual(answer.status_code, 500)
        self.assertFalse(self.last_call(self.handler).res_id)

    def test_a_rule_that_may_fail_leaves_the_rest_standing(self):
        self.make_code_rule(
            self.handler,
            "record.write({'city': 'Gent'}); 1 / 0",
            inbound_webhook_may_fail=True,
        )
        self.make_code_rule(self.handler, "record.write({'street': 'Veldstraat'})")
        with self.assertLogs(f"{OURS}.models.odoo.base_automation", "ERROR") as logs:
            answer = self.post()
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.last_call(self.handler)
        self.assertRecordValues(
            call._record(), [{"name": "First", "city": False, "street": "Veldstraat"}]
        )
        self.assertIn("1 automation rule(s) ran", call.explanation)
        self.assertIn("The rule “Rule” failed: ", call.explanation)
        self.assertIn("division by zero", call.explanation)
        self.assertNotIn("division by zero", "".join(logs.output))
