"""What the screens say of a call that failed: what is undone, and where to mend it."""

from psycopg2 import IntegrityError

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import InboundWebhookHttpCase
from .rehearsal_case import RehearsalCase

FAILING = "odoo.addons.inbound_webhook.processing.failing"


def steps_of(call, step):
    """The lines of a call's explanation for a step."""
    return [line for line in call.explanation_lines if line["step"] == step]


@tagged("post_install", "-at_install")
class TestUndone(InboundWebhookHttpCase):
    """What did not stay is not said to be there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()

    def post(self, email="a@odd.example", **values):
        with mute_logger(FAILING):
            return self.post_json(
                self.handler, {"title": "First", "email": email, **values}
            )

    def test_a_created_record_that_a_rule_undid_is_said_to_be_undone(self):
        rule = self.make_code_rule(self.handler, "1 / 0", name="Score the lead")
        self.post()
        call = self.last_call(self.handler)
        [line] = steps_of(call, "Record")
        self.assertEqual(line["state"], "undone")
        self.assertEqual(
            line["text"],
            "would have created: Lead. Undone, because the rule “Score the lead” "
            "failed.",
        )
        self.assertEqual((call.operation, call.res_id), (False, 0))
        stored = next(line for line in call.trace if line["step"] == "apply")
        self.assertEqual((stored["state"], stored["id"]), ("undone", None))
        [failed] = [
            item for item in call.explanation_lines if item["state"] == "failed"
        ]
        self.assertEqual(
            failed["text"], "The rule “Score the lead” failed: division by zero"
        )
        self.assertIn("ZeroDivisionError", failed["technical"])
        self.assertEqual(
            failed["links"],
            [{"label": "Score the lead", "model": "base.automation", "id": rule.id}],
        )
        self.assertNotIn("Error(", call.reason_text)

    def test_a_change_that_a_rule_undid_is_said_to_be_undone(self):
        self.post()
        lead = self.last_call(self.handler)._record()
        self.make_code_rule(self.handler, "raise UserError('Not on Sundays')")
        self.post(title="Second")
        call = self.last_call(self.handler)
        [line] = steps_of(call, "Record")
        self.assertEqual(line["state"], "undone")
        self.assertIn(f"would have updated: Lead {lead.id}", line["text"])
        self.assertIn("The rule “Rule” failed: Not on Sundays", call.reason_text)

    def test_rules_that_had_run_are_undone_with_a_later_one(self):
        self.make_code_rule(self.handler, "record.write({'city': 'Gent'})")
        self.make_code_rule(self.handler, "1 / 0", name="Second")
        self.post()
        states = {
            line["state"] for line in steps_of(self.last_call(self.handler), "Actions")
        }
        self.assertNotIn("passed", states)

    def test_what_the_database_refuses_of_a_rule_names_the_rule(self):
        tags = self.env["crm.tag"].create([{"name": "Taken"}, {"name": "Free"}])
        self.make_code_rule(
            self.handler,
            f"env['crm.tag'].browse({tags[1].id}).write({{'name': 'Taken'}})",
            name="Tag it",
        )
        self.post()
        call = self.last_call(self.handler)
        self.assertIn("The rule “Tag it” failed: ", call.reason_text)
        self.assertIn("already exists", call.reason_text)

    def test_a_rule_that_the_change_sets_off_is_named_too(self):
        rule = self.make_code_rule(self.handler, "1 / 0", name="On new leads")
        rule.write(
            {"trigger": "on_create_or_write", "inbound_webhook_handler_id": False}
        )
        self.post()
        self.assertIn("On new leads", self.last_call(self.handler).reason_text)

    def test_items_of_a_call_that_fails_whole_are_undone_with_it(self):
        handler = self.make_lead_handler(
            parameters=[
                {"name": "title", "path": "@.title"},
                {"name": "email", "type": "email", "path": "@.email"},
            ],
            split_path="leads",
        )
        self.make_code_rule(
            handler, "if record.name == 'Second': raise UserError('No')"
        )
        self.post_json(handler, {"leads": [{"title": "First"}, {"title": "Second"}]})
        call = self.last_call(handler)
        first, second = (
            line for line in call.explanation_lines if line["step"].endswith("Record")
        )
        self.assertEqual((first["state"], second["state"]), ("undone", "undone"))
        self.assertIn("because item 2 failed", first["text"])
        self.assertIn("because the rule “Rule” failed", second["text"])

    def test_an_item_that_fails_alone_is_undone_alone(self):
        handler = self.make_lead_handler(
            parameters=[{"name": "title", "path": "@.title"}],
            mappings=[("name", "title")],
            split_path="leads",
            split_mode="each",
        )
        self.make_code_rule(
            handler, "if record.name == 'Second': raise UserError('No')"
        )
        self.post_json(handler, {"leads": [{"title": "First"}, {"title": "Second"}]})
        call = self.last_call(handler)
        states = [
            line["state"]
            for line in call.explanation_lines
            if line["step"].endswith("Record")
        ]
        self.assertEqual(states, ["passed", "undone"])
        self.assertRecordValues(
            call.item_ids,
            [
                {"status": "success", "operation": "created"},
                {"status": "error", "operation": False},
            ],
        )
        self.assertFalse(call.item_ids[1].res_id)
        self.assertIn("The rule “Rule” failed: No", call.item_ids[1].reason_text)


@tagged("post_install", "-at_install")
class TestRuleInATest(RehearsalCase):
    def test_a_test_says_what_would_be_undone(self):
        handler = self.make_lead_handler()
        self.make_code_rule(handler, "1 / 0", name="Score the lead")
        with mute_logger(FAILING):
            told = self.rehearse(handler, {"title": "First"})
        self.assertEqual(told["records"], [])
        [line] = [line for line in told["trace"] if line["step"] == "Record"]
        self.assertEqual(line["state"], "undone")
        self.assertEqual(
            told["message"], "The rule “Score the lead” failed: division by zero"
        )


@tagged("post_install", "-at_install")
class TestWhereToMendIt(InboundWebhookHttpCase):
    """Who reads of a failure reads which setting caused it."""

    def failed(self, handler):
        call = self.last_call(handler)
        [line] = [item for item in call.explanation_lines if item["state"] == "failed"]
        return call, line

    def test_a_right_that_the_user_lacks_is_named(self):
        handler = self.make_lead_handler(
            user_id=new_test_user(
                self.env, "nobody", "base.group_user", name="Nobody at all"
            ).id
        )
        self.post_json(handler, {"title": "First"})
        call, line = self.failed(handler)
        for word in ("Nobody at all", "“Lead”", "Settings, at Runs As"):
            self.assertIn(word, call.reason_text)
        self.assertNotIn("contact", call.reason_text.lower())
        self.assertEqual(
            line["links"],
            [{"label": "Handler: Test", "model": handler._name, "id": handler.id}],
        )

    def test_a_record_rule_that_denies_is_told_from_a_missing_right(self):
        handler = self.make_lead_handler()
        self.env["ir.rule"].create(
            {
                "name": "No Gent",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": "[('name', '!=', 'Gent')]",
                "perm_read": False,
            }
        )
        self.post_json(handler, {"title": "Gent"})
        call, _line = self.failed(handler)
        self.assertIn("A record rule keeps the user", call.reason_text)
        self.assertIn("from creating", call.reason_text)

    def test_several_that_match_are_linked_and_the_setting_is_named(self):
        handler = self.make_lead_handler(match_policy="refuse")
        leads = self.env["crm.lead"].create(
            [{"name": name, "email_from": "a@odd.example"} for name in ("One", "Two")]
        )
        answer = self.post_json(handler, {"title": "First", "email": "a@odd.example"})
        self.assertEqual(answer.status_code, 409)
        self.assertNotIn("If Several Match", answer.text)
        call, line = self.failed(handler)
        self.assertIn("If Several Match", call.reason_text)
        self.assertIn("“Lead”", call.reason_text)
        self.assertEqual(
            [(link["label"], link["id"]) for link in line["links"][:2]],
            [(lead.name, lead.id) for lead in leads],
        )

    def test_who_may_not_open_what_a_link_leads_to_gets_none(self):
        handler = self.make_lead_handler(match_policy="refuse")
        of_others = {
            "name": "One",
            "email_from": "a@b.example",
            "user_id": self.env.ref("base.user_admin").id,
        }
        self.env["crm.lead"].create([of_others] * 2)
        self.post_json(handler, {"title": "First", "email": "a@b.example"})
        reader = new_test_user(
            self.env,
            "reader",
            "sales_team.group_sale_salesman,inbound_webhook.group_user",
        )
        line = next(
            item
            for item in self.last_call(handler).with_user(reader).explanation_lines
            if item["state"] == "failed"
        )
        self.assertEqual([link["model"] for link in line["links"]], [handler._name])

    def test_a_required_field_that_nothing_is_mapped_to(self):
        handler = self.make_handler(
            parameters=["email"], mappings=[("email_from", "email")]
        )
        self.post_json(handler, {"email": "a@odd.example"})
        call, _line = self.failed(handler)
        self.assertEqual(
            call.reason_text,
            "The field “Opportunity” of “Lead” is required, and nothing fills it: map "
            "a parameter to it, or give it a fixed value, in the tab Mapping.",
        )

    def test_a_note_that_is_called_by_a_required_field_does_not_fill_it(self):
        handler = self.make_handler(
            parameters=["email", "title"],
            mappings=[
                ("email_from", "email"),
                {"field": "name", "parameter": "title", "policy": "note"},
            ],
        )
        self.post_json(handler, {"email": "a@odd.example", "title": "Hello"})
        call, _line = self.failed(handler)
        self.assertIn("is required, and nothing fills it", call.reason_text)

    def test_a_required_field_whose_parameter_brought_nothing(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"email": "a@odd.example"})
        call, _line = self.failed(handler)
        self.assertIn("“Opportunity” of “Lead” is required", call.reason_text)
        self.assertIn("(title)", call.reason_text)

    def test_a_contact_without_a_name(self):
        handler = self.make_handler(
            "res.partner", parameters=["mail"], mappings=[("email", "mail")]
        )
        self.post_json(handler, {"mail": "a@odd.example"})
        call, _line = self.failed(handler)
        self.assertIn("The field “Name” of “Contact” is required", call.reason_text)

    def test_the_reader_reads_the_names_of_fields_in_their_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        field = self.env["ir.model.fields"]._get("crm.lead", "name")
        field.with_context(lang="de_DE").field_description = "Verkaufschance"
        handler = self.make_lead_handler()
        self.post_json(handler, {"email": "a@odd.example"})
        call = self.last_call(handler).with_context(lang="de_DE")
        self.assertIn("Verkaufschance", call.reason_text)

    def test_a_rule_that_may_fail_says_in_words_what_the_database_refused(self):
        handler = self.make_lead_handler()
        tags = self.env["crm.tag"].create([{"name": "Taken"}, {"name": "Free"}])
        self.make_code_rule(
            handler,
            f"env['crm.tag'].browse({tags[1].id}).write({{'name': 'Taken'}})",
            inbound_webhook_may_fail=True,
        )
        with mute_logger("odoo.addons.inbound_webhook.models.odoo.base_automation"):
            self.post_json(handler, {"title": "First"})
        noted = next(
            line
            for line in self.last_call(handler).explanation_lines
            if line["state"] == "noted"
        )
        self.assertIn("The rule “Rule” failed: ", noted["text"])
        self.assertIn("What this rule did is undone", noted["text"])
        self.assertNotIn(IntegrityError.__name__, noted["text"])
