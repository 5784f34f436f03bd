from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookCase, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestAutomation(InboundWebhookHttpCase):
    """Automation rules fire on each valid call, and on no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Old", "email_from": "zoe@example.com", "color": 0}
        )
        cls.count = "record.write({'color': record.color + 1})"

    def post(self, handler=None, title="New", **payload):
        payload = {"title": title, "email": "zoe@example.com", **payload}
        return self.post_json(handler or self.handler, payload)

    def test_a_rule_fires_once_for_each_valid_call(self):
        rule = self.make_code_rule(self.handler, self.count)
        self.post()
        self.assertEqual(self.lead.color, 1)
        line = self.calls(self.handler).trace[-1]
        self.assertEqual(
            line,
            {"step": "fulfil", "state": "passed", "code": "fired", "rules": [rule.id]},
        )
        self.post(title="Newer")
        self.assertEqual(self.lead.color, 2)

    def test_a_rule_fires_where_the_call_brings_nothing_new(self):
        self.make_code_rule(self.handler, self.count)
        self.assertEqual(self.post(title="Old").json()["operation"], "unchanged")
        self.assertEqual(self.lead.color, 1)

    def test_a_rule_sees_the_record_and_the_call(self):
        self.make_code_rule(
            self.handler,
            "values = [record.id, records.ids, parameters['title'], "
            "payload['extra'][0]['a'], call.id, call.handler_id.name, env.uid]\n"
            "record.write({'referred': str(values)})",
        )
        self.post(extra=[{"a": "deep"}])
        call = self.calls(self.handler)
        self.assertEqual(
            self.lead.referred,
            str(
                [
                    self.lead.id,
                    self.lead.ids,
                    "New",
                    "deep",
                    call.id,
                    "Test",
                    self.runner.id,
                ]
            ),
        )

    def test_a_rule_sees_values_of_their_types(self):
        handler = self.make_handler(
            parameters=["title", {"name": "due", "type": "date"}],
            mappings=[("name", "title")],
        )
        self.make_code_rule(
            handler,
            "record.write({'referred': parameters['due'].strftime('%d.%m.')})",
        )
        answer = self.post_json(handler, {"title": "A", "due": "2026-04-03"})
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.referred, "03.04.")

    def test_a_rule_does_not_fire_on_a_call_that_is_ignored(self):
        self.make_code_rule(self.handler, self.count)
        self.add_lines(
            self.handler,
            "condition",
            [{"parameter": "title", "operator": "equals", "value": "Other"}],
        )
        self.post()
        self.assertEqual(self.last_call(self.handler).status, "ignored")
        self.assertEqual(self.lead.color, 0)

    def test_a_rule_does_not_fire_on_a_duplicate(self):
        self.make_code_rule(self.handler, self.count)
        self.handler.protection_period = 10
        self.post()
        self.post()
        self.assertEqual(self.last_call(self.handler).status, "duplicate")
        self.assertEqual(self.lead.color, 1)

    def test_a_rule_does_not_fire_on_a_call_that_is_refused(self):
        self.make_code_rule(self.handler, self.count)
        self.post(email="no address")
        self.handler.active = False
        self.post()
        self.assertEqual(
            set(self.calls(self.handler).mapped("status")), {"refused", "error"}
        )
        self.assertEqual(self.lead.color, 0)

    def test_a_rule_fires_on_a_look_up_that_finds(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True}
            ],
        )
        self.make_code_rule(handler, self.count)
        self.get(handler, {"email": "nobody@example.com"})
        self.assertEqual(self.lead.color, 0)
        self.get(handler, {"email": "zoe@example.com"})
        self.assertEqual(self.lead.color, 1)

    def test_a_rule_applies_to_the_records_of_its_domain(self):
        self.make_code_rule(
            self.handler, self.count, filter_domain="[('name', '=', 'Right')]"
        )
        self.post(title="Wrong")
        self.assertEqual(self.lead.color, 0)
        self.post(title="Right")
        self.assertEqual(self.lead.color, 1)

    def test_a_rule_of_another_handler_does_not_fire(self):
        self.make_code_rule(self.make_lead_handler(), self.count)
        self.post()
        self.assertEqual(self.lead.color, 0)

    def test_a_rule_that_is_archived_does_not_fire(self):
        self.make_code_rule(self.handler, self.count, active=False)
        self.post()
        self.assertEqual(self.lead.color, 0)

    def test_all_rules_of_a_handler_fire_in_their_order(self):
        self.make_code_rule(self.handler, "record.write({'referred': 'a'})")
        self.make_code_rule(
            self.handler, "record.write({'referred': record.referred + 'b'})"
        )
        self.post()
        self.assertEqual(self.lead.referred, "ab")

    @mute_logger("odoo.addons.inbound_webhook.processing.failing")
    def test_a_rule_that_fails_takes_everything_back(self):
        self.make_code_rule(self.handler, self.count)
        self.make_code_rule(self.handler, "1 / 0")
        self.assertEqual(self.post().status_code, 500)
        self.assertRecordValues(self.lead, [{"name": "Old", "color": 0}])
        self.assertEqual(self.calls(self.handler).status, "error")

    def test_a_rule_can_refuse_a_call(self):
        self.make_code_rule(self.handler, "raise UserError('Not on Sundays')")
        self.assertEqual(self.post().status_code, 422)
        self.assertEqual(self.lead.name, "Old")
        self.assertEqual(
            self.calls(self.handler).error_message,
            "The rule “Rule” failed: Not on Sundays",
        )

    def test_rules_of_other_triggers_run_as_ever(self):
        self.make_code_rule(
            self.handler,
            "record.write({'referred': 'written'})",
            trigger="on_create_or_write",
            inbound_webhook_handler_id=False,
        )
        self.post()
        self.assertEqual(self.lead.referred, "written")


@tagged("post_install", "-at_install")
class TestAutomationRule(InboundWebhookCase):
    """What a rule that fires on calls has to be."""

    def test_it_needs_a_handler(self):
        handler = self.make_lead_handler()
        with self.assertRaisesRegex(ValidationError, "Choose the inbound webhook"):
            self.make_code_rule(handler, "pass", inbound_webhook_handler_id=False)

    def test_its_handler_has_the_model_of_the_rule(self):
        handler = self.make_lead_handler()
        with self.assertRaisesRegex(ValidationError, "target must be Contact"):
            self.make_code_rule(
                handler,
                "pass",
                model_id=self.env["ir.model"]._get_id("res.partner"),
                action_server_ids=False,
            )

    def test_its_trigger_is_offered_where_a_handler_has_the_model(self):
        models = self.env["ir.model"]
        self.make_lead_handler(active=False)
        lead, tag = models._get("crm.lead"), models._get("crm.tag")
        rules = self.env["base.automation"]
        self.assertTrue(rules.new({"model_id": lead.id}).inbound_webhook_is_offered)
        self.assertFalse(rules.new({"model_id": tag.id}).inbound_webhook_is_offered)
        self.assertFalse(rules.new({}).inbound_webhook_is_offered)

    def test_a_handler_that_is_switched_off_can_be_chosen(self):
        handler = self.make_lead_handler(active=False, name="Still Being Set Up")
        field = self.env["base.automation"]._fields["inbound_webhook_handler_id"]
        handlers = self.env["inbound.webhook.handler"].with_context(**field.context)
        self.assertIn(handler.id, [found for found, _ in handlers.name_search("Still")])

    def test_it_goes_with_its_handler(self):
        handler = self.make_lead_handler()
        rule = self.make_code_rule(handler, "pass")
        handler.unlink()
        self.assertFalse(rule.exists())

    @mute_logger("odoo.domains")  # Odoo's form of server actions has a complaint
    def test_it_forgets_its_handler_with_another_trigger(self):
        rule = self.make_code_rule(self.make_lead_handler(), "pass")
        with Form(rule) as form:
            form.trigger = "on_create"
        self.assertFalse(rule.inbound_webhook_handler_id)

    def test_a_copied_handler_fires_no_rule_of_the_first(self):
        handler = self.make_lead_handler()
        rule = self.make_code_rule(handler, "pass")
        copied = handler.copy()
        self.assertNotIn(rule, copied.automation_ids)
        self.assertEqual(handler.automation_ids, rule)
