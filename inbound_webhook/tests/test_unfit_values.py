"""Values that do not fit: no lead is lost over one, and none is written wrong."""

import json

from odoo.tests import Form, tagged

from .common import InboundWebhookHttpCase

PARAMETERS = [
    "name",
    {"name": "email", "type": "email"},
    {"name": "website", "type": "url"},
    {"name": "budget", "type": "decimal"},
    "country",
    "owner",
    {"name": "tags", "type": "list"},
]
MAPPINGS = [
    ("name", "name"),
    {"parameter": "email", "field": "email_from", "is_match_key": True},
    ("website", "website"),
    ("expected_revenue", "budget"),
    ("country_id", "country"),
    ("user_id", "owner"),
    ("tag_ids", "tags"),
]
GOOD = {"name": "Ada", "email": "ada@example.com", "country": "Belgium"}


class UnfitValuesCase(InboundWebhookHttpCase):
    """Handlers of leads with values of many kinds."""

    on_invalid = None

    def make_form_handler(self, **values):
        return self.make_handler(
            **{"parameters": PARAMETERS, "mappings": MAPPINGS, **values}
        )

    def lead_of(self, answer):
        return self.env["crm.lead"].browse(answer.json()["id"])

    def parameter(self, handler, name):
        return handler.parameter_ids.filtered(lambda item: item.name == name)

    def mapping(self, handler, field):
        return handler.mapping_ids.filtered(lambda item: item.field_id.name == field)


@tagged("post_install", "-at_install")
class TestUnfitValues(UnfitValuesCase):
    """What does not fit is left out, refused or replaced, as the handler says."""

    def test_one_odd_value_loses_no_lead(self):
        handler = self.make_form_handler()
        odd = {
            "email": "ada at example",
            "website": "not a site",
            "budget": "a lot",
            "country": "Utopia",
            "owner": "nobody@nowhere.example",
            "tags": ["Unheard Of"],
        }
        for name, value in odd.items():
            answer = self.post_json(handler, {**GOOD, "name": name, name: value})
            self.assertEqual(answer.status_code, 200, name)
            said = answer.json()
            self.assertEqual(
                (said["status"], said["operation"]), ("success", "created")
            )
            (note,) = said["notes"]
            self.assertIn(f"'{name}'", note)
            call = self.last_call(handler)
            self.assertEqual((call.status, call.reason), ("success", "done_with_notes"))
            self.assertEqual(call.attention, "open")
            self.assertEqual([item["parameter"] for item in call.left_out], [name])
            lead = self.lead_of(answer)
            self.assertEqual(lead.name, name)
            if name != "country":
                self.assertEqual(lead.country_id.code, "BE")
            # The next one would find this one.
            lead.unlink()

    def test_all_of_them_at_once_leave_the_rest(self):
        handler = self.make_form_handler()
        answer = self.post_json(
            handler,
            {
                "name": "Ada",
                "email": "?!",
                "website": "x y",
                "budget": "much",
                "country": "Utopia",
                "owner": "x",
                "tags": ["One", "Two"],
            },
        )
        self.assertEqual(len(answer.json()["notes"]), 7)
        lead = self.lead_of(answer)
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Ada",
                    "email_from": False,
                    "website": False,
                    "expected_revenue": 0,
                    "country_id": False,
                    "user_id": False,
                    "tag_ids": [],
                }
            ],
        )

    def test_what_no_record_needs_is_told_in_the_trace_alone(self):
        """A condition or an answer may use it, and there is nothing to replay."""
        handler = self.make_form_handler(
            parameters=[*PARAMETERS, {"name": "size", "type": "integer"}]
        )
        answer = self.post_json(handler, {**GOOD, "size": "XL"})
        self.assertNotIn("notes", answer.json())
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("done", False))
        self.assertFalse(call.left_out)
        self.assertIn("'size' does not fit: 'XL'", call.explanation)
        self.assertFalse(self.lead_of(answer).message_ids.body.count("XL"))
        # A fixed value with the parameter in it needs it.
        constant = {"value_source": "constant", "constant": "{{ name }}, {{ size }}"}
        self.add_lines(
            handler,
            "mapping",
            [{"field": "contact_name", **constant}],
        )
        self.post_json(handler, {**GOOD, "size": "XXL"})
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")

    def test_a_word_that_means_nothing_is_told_in_the_trace_alone(self):
        handler = self.make_form_handler()
        self.post_json(handler, {**GOOD, "website": "(not set)"})
        call = self.last_call(handler)
        self.assertEqual((call.reason, call.attention), ("done", False))
        self.assertIn(
            "website is taken as empty: '(not set)' means nothing here",
            call.explanation,
        )

    def test_a_required_value_that_does_not_fit_refuses_the_call(self):
        handler = self.make_form_handler(
            parameters=[
                {"name": "email", "type": "email", "required": True},
                {"name": "country", "required": True},
            ],
            mappings=[("email_from", "email"), ("country_id", "country")],
        )
        answer = self.post_json(handler, {"email": "x", "country": "Belgium"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'email'", answer.json()["error"])
        good = {"email": "a@b.example", "country": "Utopia"}
        answer = self.post_json(handler, good)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Utopia", answer.json()["error"])

    def test_a_default_takes_the_place_of_what_does_not_fit(self):
        handler = self.make_form_handler(
            parameters=[
                "name",
                {
                    "name": "budget",
                    "type": "decimal",
                    "default_value": "100",
                    "on_invalid": "default",
                },
                {"name": "country", "default_value": "Belgium"},
            ],
            mappings=[
                ("name", "name"),
                ("expected_revenue", "budget"),
                {
                    "parameter": "country",
                    "field": "country_id",
                    "on_invalid": "default",
                },
            ],
        )
        call = {"name": "Ada", "budget": "a lot", "country": "Utopia"}
        answer = self.post_json(handler, call)
        lead = self.lead_of(answer)
        self.assertEqual(lead.expected_revenue, 100)
        self.assertEqual(lead.country_id.code, "BE")
        self.assertEqual(len(answer.json()["notes"]), 2)
        self.assertIn("Its default is taken.", answer.json()["notes"][0])

    def test_of_several_tags_the_known_ones_are_written(self):
        tag = self.env["crm.tag"].create({"name": "Known"})
        handler = self.make_form_handler()
        answer = self.post_json(handler, {"name": "Ada", "tags": ["Known", "Unheard"]})
        self.assertEqual(self.lead_of(answer).tag_ids, tag)
        (note,) = answer.json()["notes"]
        self.assertIn("Unheard", note)

    def test_what_is_left_out_wipes_nothing(self):
        handler = self.make_form_handler()
        first = self.post_json(handler, {**GOOD, "budget": "5"})
        second = self.post_json(handler, {**GOOD, "budget": "x", "country": "Utopia"})
        self.assertEqual(second.json()["operation"], "unchanged")
        lead = self.lead_of(first)
        self.assertEqual((lead.expected_revenue, lead.country_id.code), (5, "BE"))

    def test_a_new_record_that_needs_the_value_is_refused_and_says_which(self):
        partners = self.make_handler(
            "res.country",
            parameters=["name", "code"],
            mappings=[("name", "name"), ("code", "code")],
        )
        self.runner.group_ids += self.env.ref("base.group_system")
        answer = self.post_json(partners, {"name": "Utopia", "code": "TOO LONG"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'code'", answer.json()["error"])

    def test_a_look_up_by_what_does_not_fit_says_so(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "email", "type": "email", "source": "query"}],
            mappings=[{"parameter": "email", "field": "email", "is_match_key": True}],
        )
        answer = self.get(handler, {"email": "nonsense"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'email'", answer.json()["error"])
        answer = self.get(handler, {"e_mail": "a@b.example"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Did you mean 'e_mail'?", answer.json()["error"])

    def test_a_lead_without_a_name_is_called_by_what_else_is_known(self):
        handler = self.make_form_handler()
        for name in ({}, {"name": ""}, {"name": "N/A"}, {"name": {"first": "Ada"}}):
            answer = self.post_json(handler, {"email": "ada@example.com", **name})
            self.assertEqual(answer.json()["operation"], "created", name)
            self.assertEqual(self.lead_of(answer).name, "ada@example.com")
            self.lead_of(answer).unlink()
        answer = self.post_json(handler, {"budget": 5})
        self.assertEqual(self.lead_of(answer).name, "Test")
        self.assertIn("has to be there: Test", self.last_call(handler).explanation)

    def test_a_contact_without_a_name_is_called_by_its_address(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name", {"name": "email", "type": "email"}],
            mappings=[("name", "name"), ("email", "email")],
        )
        answer = self.post_json(handler, {"email": "ada@example.com", "name": "-"})
        partner = self.env["res.partner"].browse(answer.json()["id"])
        self.assertEqual(partner.name, "ada@example.com")

    # === FROM A SAMPLE, AND THE GALLERY ===

    def test_what_is_made_of_a_sample_loses_no_lead(self):
        sample = {
            "first_name": "Ada",
            "last_name": "Lovelace",
            "email": "ada@example.com",
            "phone": "+44 20 7946 0018",
            "country": "Belgium",
            "website": "https://example.com",
            "budget": 1500,
            "newsletter": True,
            "date": "2026-11-26",
        }
        handler = self.make_handler()
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": json.dumps(sample)}
        )
        template.action_read()
        template.action_apply()
        self.assertEqual(set(handler.parameter_ids.mapped("on_invalid")), {"skip"})
        self.assertEqual(set(handler.mapping_ids.mapped("on_invalid")), {"skip"})
        odd = ("N/A", "", None, False, "((", {"a": 1}, [1, [2]], "x" * 3_000, "{{x}}")
        for name in sample:
            for value in odd:
                answer = self.post_json(handler, {**sample, name: value})
                self.assertEqual(answer.status_code, 200, (name, value, answer.text))

    def test_a_card_of_the_gallery_refuses_only_what_it_requires(self):
        for sender in self.env["inbound.webhook.sender"].search(
            [("line_ids", "!=", False)]
        ):
            handler = sender._make_handler()
            for parameter in handler.parameter_ids:
                self.assertEqual(
                    parameter.on_invalid,
                    "refuse" if parameter.required else "skip",
                    f"{sender.name}: {parameter.name}",
                )
            self.assertNotIn("default", handler.mapping_ids.mapped("on_invalid"))
            self.assertIn("N/A", handler.nothing_words)

    # === WHERE IT IS SAID ===

    def test_it_is_on_the_trace_the_record_and_in_the_list(self):
        handler = self.make_form_handler()
        answer = self.post_json(handler, {**GOOD, "budget": "<b>", "owner": "x"})
        call = self.last_call(handler)
        noted = [line for line in call.trace if line["code"] == "value_left_out"]
        self.assertEqual(
            [(line["step"], line["parameter"]) for line in noted],
            [("extract", "budget"), ("apply", "owner")],
        )
        self.assertIn("'<b>'", noted[0]["message"])
        self.assertIn("budget", call.explanation)
        self.assertIn("budget", call.why)
        (message,) = self.lead_of(answer).message_ids
        self.assertIn(f"Created by Test, call {call.id}", message.body)
        self.assertIn("budget", message.body)
        self.assertIn("&lt;b&gt;", message.body)
        self.assertNotIn("<b>", message.body)
        # Once more: the record stays, and says what was left out again.
        answer = self.post_json(handler, {**GOOD, "budget": "more"})
        self.assertEqual(answer.json()["operation"], "unchanged")
        self.assertIn("'more'", self.lead_of(answer).message_ids[0].body)

    def test_a_handler_whose_calls_leave_something_out_is_not_failing(self):
        handler = self.make_form_handler()
        for number in range(3):
            self.post_json(handler, {"name": f"Lead {number}", "budget": "x"})
        handler.invalidate_recordset()
        self.assertFalse(handler.health)
        self.assertEqual(handler.to_fix_count, 3)
        calls = self.calls(handler)
        self.assertEqual(set(calls.mapped("to_fix_reason")), {"done_with_notes"})
        self.assertIn("budget", calls[0].to_fix_text)

    # === DEFAULTS ===

    def test_new_optional_values_are_left_out_and_required_ones_refuse(self):
        handler = self.make_form_handler(
            parameters=["name", {"name": "email", "required": True}],
            mappings=[("name", "name"), ("email_from", "email")],
        )
        self.assertEqual(handler.parameter_ids.mapped("on_invalid"), ["skip", "refuse"])
        self.assertEqual(handler.mapping_ids.mapped("on_invalid"), ["skip", "refuse"])
        copied = handler.copy()
        self.assertEqual(copied.parameter_ids.mapped("on_invalid"), ["skip", "refuse"])
        handler.parameter_ids[0].required = True
        self.assertEqual(handler.parameter_ids[0].on_invalid, "refuse")
        self.assertEqual(handler.mapping_ids[0].on_invalid, "refuse")

    def test_the_choice_of_whoever_sets_it_up_stays(self):
        handler = self.make_form_handler(
            parameters=[
                {"name": "a", "on_invalid": "refuse"},
                {"name": "b", "required": True, "on_invalid": "skip"},
            ],
            mappings=[],
        )
        self.assertEqual(handler.parameter_ids.mapped("on_invalid"), ["refuse", "skip"])

    def test_the_form_has_the_same_defaults(self):
        handler = self.make_form_handler(parameters=[], mappings=[])
        with Form(handler) as form:
            with form.parameter_ids.new() as line:
                line.name = "a"
                self.assertEqual(line.on_invalid, "skip")
                line.required = True
                self.assertEqual(line.on_invalid, "refuse")
            with form.parameter_ids.new() as line:
                line.name = "b"
        self.assertEqual(handler.parameter_ids.mapped("on_invalid"), ["refuse", "skip"])


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


@tagged("post_install", "-at_install")
class TestConditionsFirst(UnfitValuesCase):
    """What a handler does not want is ignored, whatever its shape."""

    def make_event_handler(self, **values):
        return self.make_handler(
            **{
                "parameters": [
                    "event",
                    {"name": "email", "type": "email", "required": True},
                    {"name": "total", "type": "decimal", "required": True},
                ],
                "mappings": [("email_from", "email"), ("name", "event")],
                "conditions": [("event", "equals", "order.created")],
                **values,
            }
        )

    def test_a_ping_is_ignored(self):
        handler = self.make_event_handler()
        answer = self.post_json(handler, {"event": "ping"})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "ignored")
        self.assertEqual(self.last_call(handler).attention, False)

    def test_a_refund_of_another_shape_is_ignored(self):
        handler = self.make_event_handler()
        odd = {"event": "refund", "email": ["a", "b"], "total": {"amount": "5 EUR"}}
        self.assertEqual(self.post_json(handler, odd).json()["status"], "ignored")

    def test_a_wanted_event_is_still_refused(self):
        handler = self.make_event_handler()
        answer = self.post_json(handler, {"event": "order.created", "email": "x"})
        self.assertEqual(answer.status_code, 422)

    def test_a_deleted_customer_is_told_by_the_address_that_is_none(self):
        handler = self.make_event_handler(
            parameters=["event", {"name": "email", "type": "email", "required": True}],
            conditions=[("email", "not_equals", "(deleted)")],
        )
        answer = self.post_json(handler, {"event": "x", "email": "(deleted)"})
        self.assertEqual(answer.json()["status"], "ignored")
        answer = self.post_json(handler, {"event": "x", "email": "nonsense"})
        self.assertEqual(answer.status_code, 422)

    def test_in_the_background_as_well(self):
        handler = self.make_event_handler(processing="queued")
        answer = self.post_json(handler, {"event": "ping"})
        self.assertEqual(
            (answer.status_code, answer.json()["status"]), (200, "ignored")
        )

    def test_an_item_that_is_not_wanted_refuses_nothing(self):
        handler = self.make_event_handler(
            split_path="events",
            parameters=[
                {"name": "event", "path": "@.type"},
                {"name": "email", "type": "email", "path": "@.mail", "required": True},
            ],
        )
        events = [
            {"type": "ping"},
            {"type": "order.created", "mail": "a@b.example"},
            {"type": "refund", "mail": ["x", "y"]},
        ]
        answer = self.post_json(handler, {"events": events})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            [item["status"] for item in answer.json()["results"]],
            ["ignored", "success", "ignored"],
        )

    def test_a_call_without_the_list_is_ignored_where_no_item_would_count(self):
        handler = self.make_event_handler(
            split_path="lines",
            parameters=["event", {"name": "sku", "path": "@.sku", "required": True}],
            mappings=[("name", "sku")],
            conditions=[("event", "equals", "order"), ("sku", "not_equals", "gift")],
        )
        self.assertEqual(
            self.post_json(handler, {"event": "ping"}).json()["status"], "ignored"
        )
        # A list that is missing is an empty one.
        answer = self.post_json(handler, {"event": "order"})
        self.assertEqual(answer.json()["status"], "ignored")
        answer = self.post_json(handler, {"event": "order", "lines": "none"})
        self.assertEqual(answer.status_code, 422)


@tagged("post_install", "-at_install")
class TestWordsThatMeanNothing(UnfitValuesCase):
    """Words that stand where a sender has no value."""

    def test_they_wipe_nothing_and_make_nothing(self):
        handler = self.make_form_handler()
        self.mapping(handler, "tag_ids").create_missing = True
        first = self.post_json(handler, {**GOOD, "website": "https://a.example"})
        lead, tags = self.lead_of(first), self.env["crm.tag"].search_count([])
        for word in ("N/A", "none", "-", "null", "undefined", "(not set)", False, ""):
            answer = self.post_json(
                handler,
                {**GOOD, "website": word, "country": word, "tags": [word, "{{tag}}"]},
            )
            self.assertEqual(answer.json()["operation"], "unchanged", word)
            self.assertNotIn("notes", answer.json())
        self.assertEqual(lead.country_id.code, "BE")
        self.assertIn("a.example", lead.website)
        self.assertEqual(self.env["crm.tag"].search_count([]), tags)

    def test_a_template_that_nobody_filled_makes_no_tag(self):
        handler = self.make_form_handler()
        self.parameter(handler, "tags").type = "text"
        self.mapping(handler, "tag_ids").create_missing = True
        answer = self.post_json(handler, {"name": "Ada", "tags": "{{source}}"})
        self.assertFalse(self.lead_of(answer).tag_ids)

    def test_a_handler_has_words_of_its_own(self):
        handler = self.make_form_handler(nothing_words="sonstiges")
        answer = self.post_json(handler, {"name": "N/A", "country": "Sonstiges"})
        self.assertEqual(self.lead_of(answer).name, "N/A")
        self.assertNotIn("notes", answer.json())

    def test_emptying_on_purpose(self):
        handler = self.make_form_handler()
        fields = ("website", "expected_revenue", "country_id", "tag_ids")
        for field in fields:
            self.mapping(handler, field).policy = "also_empty"
        tag = self.env["crm.tag"].create({"name": "Known"})
        full = {
            **GOOD,
            "website": "https://a.example",
            "budget": 5,
            "tags": ["Known"],
        }
        lead = self.lead_of(self.post_json(handler, full))
        self.assertEqual(lead.tag_ids, tag)
        # Nothing said, and words that mean nothing, empty nothing.
        word = {"website": "N/A", "budget": "-", "country": "none", "tags": ["null"]}
        for body in (GOOD, {**GOOD, **word}):
            answer = self.post_json(handler, body)
            self.assertEqual(answer.json()["operation"], "unchanged", body)
        empty = {"website": "", "budget": None, "country": False, "tags": []}
        answer = self.post_json(handler, {**GOOD, **empty})
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertRecordValues(
            lead,
            [
                {
                    "website": False,
                    "expected_revenue": 0,
                    "country_id": False,
                    "tag_ids": [],
                }
            ],
        )
        # With another policy it stays.
        self.assertEqual(lead.email_from, "ada@example.com")

    def test_what_a_record_needs_is_not_emptied(self):
        handler = self.make_handler(
            "crm.tag",
            parameters=["name", {"name": "color", "type": "integer"}],
            mappings=[
                {"parameter": "color", "field": "color", "is_match_key": True},
                {"parameter": "name", "field": "name", "policy": "also_empty"},
            ],
        )
        self.runner.group_ids += self.env.ref("sales_team.group_sale_manager")
        self.post_json(handler, {"name": "Mauve", "color": 77})
        answer = self.post_json(handler, {"name": "", "color": 77})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(len(answer.json()["notes"]), 1)
        tag = self.env["crm.tag"].search([("color", "=", 77)])
        self.assertEqual(tag.name, "Mauve")

    def test_a_name_that_only_the_database_demands_is_not_emptied_either(self):
        handler = self.make_handler(
            "res.partner",
            parameters=[{"name": "email", "type": "email"}, "name", "city"],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                {"parameter": "name", "field": "name", "policy": "also_empty"},
                {"parameter": "city", "field": "city"},
            ],
        )
        first = {"email": "ada@unfit.example", "name": "Ada", "city": "Gent"}
        contact_id = self.post_json(handler, first).json()["id"]
        answer = self.post_json(handler, {**first, "name": False, "city": "Brugge"})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(len(answer.json()["notes"]), 1)
        contact = self.env["res.partner"].browse(contact_id)
        self.assertEqual((contact.name, contact.city), ("Ada", "Brugge"))


@tagged("post_install", "-at_install")
class TestDidYouMean(UnfitValuesCase):
    """What a call has in place of what is missing."""

    def test_a_missing_value_under_another_name(self):
        handler = self.make_form_handler(
            parameters=[{"name": "email", "type": "email", "required": True}],
            mappings=[("email_from", "email")],
        )
        answer = self.post_json(handler, {"e_mail": "a@b.example"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Did you mean 'e_mail'?", answer.json()["error"])
        answer = self.post_form(handler, {"E-Mail": "a@b.example"})
        self.assertIn("Did you mean 'E-Mail'?", answer.json()["error"])
        answer = self.send(handler, b"{}", query="?email=a@b.example")
        self.assertIn("came in the query of the URL", answer.json()["error"])

    def test_an_optional_value_under_another_name_is_on_the_trace(self):
        handler = self.make_form_handler()
        self.post_json(handler, {"name": "Ada", "e-mail": "a@b.example"})
        call = self.last_call(handler)
        self.assertEqual(call.reason, "done")
        self.assertIn("email is not there. Did you mean 'e-mail'?", call.explanation)

    def test_a_path_with_dots_that_is_the_name_of_a_key(self):
        handler = self.make_form_handler(
            parameters=["name", {"name": "mail", "path": "billing.email"}],
            mappings=[("name", "name"), ("email_from", "mail")],
        )
        self.assertFalse(self.brackets_warnings(handler))
        self.post_json(handler, {"name": "Ada", "billing.email": "a@b.example"})
        self.assertIn("['billing.email']", self.last_call(handler).explanation)
        # And where it is set up, as soon as a call shows it.
        (warning,) = self.brackets_warnings(handler)
        self.assertIn("mail", warning)
        self.parameter(handler, "mail").path = "['billing.email']"
        self.assertFalse(self.brackets_warnings(handler))
        answer = self.post_json(handler, {"name": "B", "billing.email": "a@b.example"})
        self.assertEqual(self.lead_of(answer).email_from, "a@b.example")

    def brackets_warnings(self, handler):
        handler.invalidate_recordset()
        return [text for text in handler.setup_warnings or [] if "in brackets" in text]
