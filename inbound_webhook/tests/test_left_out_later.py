"""What was left out of a record is written later, and nothing else."""

from odoo.tests import tagged

from .unfit_values_case import GOOD, MAPPINGS, UnfitValuesCase


@tagged("post_install", "-at_install")
class TestRestOfACall(UnfitValuesCase):
    """What was left out is replayed alone, once it can be written."""

    def test_a_replay_writes_what_was_left_out_and_nothing_else(self):
        handler = self.make_form_handler()
        self.make_code_rule(handler, "record.write({'priority': '3'})")
        # Without an address: no match key finds it again.
        answer = self.post_json(handler, {"name": "Ada", "budget": "5 $", "owner": "x"})
        lead, call = self.lead_of(answer), self.last_call(handler)
        self.assertEqual(lead.priority, "3")
        lead.write({"name": "Ada Lovelace", "priority": "0"})
        self.parameter(handler, "budget").type = "text"
        self.mapping(handler, "expected_revenue").field_id = self.env[
            "ir.model.fields"
        ]._get("crm.lead", "referred")
        count = self.env["crm.lead"].search_count([])

        replay = self.replay(call)
        self.assertEqual(self.env["crm.lead"].search_count([]), count)
        self.assertEqual((replay.operation, replay.res_id), ("updated", lead.id))
        self.assertRecordValues(
            lead, [{"referred": "5 $", "name": "Ada Lovelace", "priority": "0"}]
        )
        # The owner is still missing.
        self.assertEqual(replay.reason, "done_with_notes")
        self.assertEqual([item["parameter"] for item in replay.left_out], ["owner"])
        self.assertEqual(call.attention, "open")

        self.env["res.users"].create({"name": "x", "login": "x_seller"})
        replay = self.replay(call)
        self.assertEqual(replay.reason, "done")
        self.assertEqual(lead.user_id.login, "x_seller")
        self.assertEqual(call.attention, "settled")

    def test_a_value_that_is_written_on_creation_only_is_still_written(self):
        handler = self.make_form_handler(
            mappings=[
                ("name", "name"),
                {"parameter": "country", "field": "country_id", "policy": "on_create"},
            ]
        )
        answer = self.post_json(handler, {"name": "Ada", "country": "Utopia"})
        self.env["res.country"].create({"name": "Utopia", "code": "XU"})
        replay = self.replay(self.last_call(handler))
        self.assertEqual(replay.reason, "done")
        self.assertEqual(self.lead_of(answer).country_id.code, "XU")

    def test_the_plan_says_that_only_the_rest_is_written(self):
        handler = self.make_form_handler()
        self.post_json(handler, {"name": "Ada", "budget": "x"})
        plan = self.last_call(handler).replay_plan()
        self.assertEqual((plan["rest"], plan["again"]), (1, 0))
        self.assertEqual(plan["ids"], self.last_call(handler).ids)

    def test_where_it_is_dismissed_a_replay_is_one_of_all(self):
        handler = self.make_form_handler()
        answer = self.post_json(handler, {"name": "Ada", "budget": "x"})
        call = self.last_call(handler)
        call.action_dismiss()
        replay = self.replay(call)
        self.assertEqual(replay.operation, "created")
        self.assertNotEqual(replay.res_id, answer.json()["id"])

    def test_where_a_list_is_dismissed_a_replay_is_one_of_all_its_items(self):
        handler = self.make_form_handler(
            split_path="leads",
            parameters=[
                {"name": "name", "path": "@.name"},
                {"name": "budget", "type": "decimal", "path": "@.budget"},
            ],
            mappings=[("name", "name"), ("expected_revenue", "budget")],
        )
        leads = [{"name": "A"}, {"name": "B", "budget": "two"}]
        self.post_json(handler, {"leads": leads})
        call = self.last_call(handler)
        self.assertEqual(call.replay_plan()["rest"], 1)
        call.action_dismiss()
        self.assertEqual(call.replay_plan()["rest"], 0)
        self.replay(call)
        made = self.env["crm.lead"].search([("name", "in", ("A", "B"))])
        self.assertEqual(sorted(made.mapped("name")), ["A", "A", "B", "B"])

    def test_a_record_that_is_gone_is_not_made_anew(self):
        handler = self.make_form_handler()
        answer = self.post_json(handler, {"name": "Ada", "budget": "x"})
        self.lead_of(answer).unlink()
        replay = self.replay(self.last_call(handler))
        self.assertEqual((replay.status, replay.reason), ("error", "record_missing"))

    def test_a_failed_call_whose_replay_leaves_something_out_is_listed_as_that(self):
        handler = self.make_form_handler()
        self.parameter(handler, "budget").on_invalid = "refuse"
        self.post_json(handler, {"name": "Ada", "budget": "x"})
        call = self.last_call(handler)
        self.assertEqual(call.to_fix_reason, "value_refused")
        self.parameter(handler, "budget").on_invalid = "skip"
        first = self.replay(call)
        self.assertEqual(first.operation, "created")
        self.assertEqual(call.attention, "open")
        self.assertEqual(call.to_fix_reason, "done_with_notes")
        second = self.replay(call)
        self.assertEqual((second.operation, second.res_id), ("unchanged", first.res_id))

    def test_the_same_call_later_stands_for_the_one_before(self):
        handler = self.make_form_handler()
        odd = {**GOOD, "budget": "x"}
        self.post_json(handler, odd)
        first = self.last_call(handler)
        self.post_json(handler, odd)
        self.assertEqual(first.attention, "settled")
        self.assertEqual(self.last_call(handler).attention, "open")

    def test_a_repeat_in_the_protection_period_is_answered_alike(self):
        handler = self.make_form_handler(protection_period=1)
        odd = {"name": "Ada", "budget": "x"}
        first = self.post_json(handler, odd)
        again = self.post_json(handler, odd)
        self.assertEqual(again.json(), first.json())
        self.assertEqual(self.last_call(handler).status, "duplicate")
        # The replay writes what is left, though the first one has the claim.
        replay = self.replay(self.calls(handler)[1])
        self.assertEqual(replay.operation, "unchanged")

    def test_of_several_items_each_gets_what_it_lacks(self):
        handler = self.make_form_handler(
            split_path="leads",
            split_mode="each",
            parameters=[
                {"name": "name", "path": "@.name"},
                {"name": "budget", "type": "decimal", "path": "@.budget"},
                {
                    "name": "email",
                    "type": "email",
                    "path": "@.email",
                    "required": True,
                },
            ],
            mappings=[
                ("name", "name"),
                ("expected_revenue", "budget"),
                ("email_from", "email"),
            ],
        )
        leads = [
            {"name": "A", "email": "a@b.example"},
            {"name": "B", "email": "b@b.example", "budget": "two"},
            {"name": "C", "email": "x"},
        ]
        answer = self.post_json(handler, {"leads": leads})
        call = self.last_call(handler)
        self.assertEqual(call.reason, "partly_done")
        self.assertEqual(
            [item["status"] for item in answer.json()["results"]],
            ["success", "success", "error"],
        )
        self.assertIn("Item 2", answer.json()["notes"][0])
        made = self.env["crm.lead"].search([("name", "in", ("A", "B", "C"))])
        self.assertEqual(len(made), 2)
        self.parameter(handler, "budget").type = "text"
        self.mapping(handler, "expected_revenue").field_id = self.env[
            "ir.model.fields"
        ]._get("crm.lead", "referred")
        self.parameter(handler, "email").on_invalid = "skip"
        replay = self.replay(call)
        leads = self.env["crm.lead"].search([("name", "in", ("A", "B", "C"))])
        self.assertEqual(sorted(leads.mapped("name")), ["A", "B", "C"])
        second = leads.filtered(lambda lead: lead.name == "B")
        self.assertEqual(second.referred, "two")
        self.assertEqual(replay.reason, "done_with_notes")
        (left,) = replay.left_out
        self.assertEqual((left["item"], left["parameter"]), (3, "email"))

    def test_a_text_that_was_added_is_not_added_again(self):
        """Of a list, one tag is unknown; all of them were added to the notes."""
        handler = self.make_form_handler(
            mappings=[
                *MAPPINGS,
                {"parameter": "tags", "field": "description", "policy": "append"},
                {
                    "value_source": "constant",
                    "constant": "Tags of the form: {{ tags }}",
                    "field": "referred",
                },
            ]
        )
        self.env["crm.tag"].create({"name": "Fast"})
        payload = {**GOOD, "tags": ["Fast", "Unheard of"]}
        lead = self.lead_of(self.post_json(handler, payload))
        call = self.last_call(handler)
        self.post_json(handler, {**GOOD, "tags": ["Fast"]})
        before = lead.description
        self.assertEqual(before.count("Fast"), 2)
        lead.referred = "Somebody"
        self.env["crm.tag"].create({"name": "Unheard of"})
        replay = self.replay(call)
        self.assertEqual(replay.reason, "done")
        self.assertEqual(set(lead.tag_ids.mapped("name")), {"Fast", "Unheard of"})
        self.assertEqual(lead.description, before)
        self.assertEqual(lead.referred, "Somebody")

    def test_a_text_beside_a_value_that_still_does_not_fit_is_added_once(self):
        handler = self.make_form_handler(
            mappings=[
                ("name", "name"),
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {
                    "value_source": "constant",
                    "constant": "{{ country }}{{ budget }}",
                    "field": "description",
                    "policy": "append",
                },
            ]
        )
        lead = self.lead_of(self.post_json(handler, {**GOOD, "budget": "x"}))
        call = self.last_call(handler)
        self.assertEqual(call.reason, "done_with_notes")
        self.post_json(handler, {**GOOD, "country": "France"})
        before = lead.description
        self.assertEqual(self.replay(call).reason, "done_with_notes")
        self.assertEqual(lead.description, before)

    def test_where_its_field_is_another_one_now_it_is_written_there(self):
        handler = self.make_form_handler()
        lead = self.lead_of(self.post_json(handler, {**GOOD, "country": "Utopia"}))
        self.mapping(handler, "country_id").field_id = self.env["ir.model.fields"]._get(
            "crm.lead", "referred"
        )
        self.assertEqual(self.replay(self.last_call(handler)).reason, "done")
        self.assertEqual(lead.referred, "Utopia")
