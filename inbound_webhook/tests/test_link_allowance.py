from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestLinkAllowance(InboundWebhookHttpCase):
    """No call floods Odoo with tags, nor with look-ups of them."""

    on_invalid = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tags = cls.env["crm.tag"]
        cls.handler = cls.make_handler(
            parameters=["name", {"name": "tags", "type": "list"}],
            mappings=[
                ("name", "name"),
                {"parameter": "tags", "field": "tag_ids", "create_missing": True},
            ],
        )

    def send_tags(self, names, **payload):
        return self.post_json(self.handler, {"name": "Ada", "tags": names, **payload})

    def lead(self, answer):
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_three_thousand_tags(self):
        before = self.tags.search_count([])
        answer = self.send_tags([f"Flood {number}" for number in range(3_000)])
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.tags.search_count([]) - before, 100)
        names = self.lead(answer).tag_ids.mapped("name")
        self.assertEqual(set(names), {f"Flood {number}" for number in range(100)})
        (note,) = answer.json()["notes"]
        self.assertIn("3000 values, of which the first 100 count", note)
        call = self.last_call(self.handler)
        self.assertEqual(call.reason, "done_with_notes")
        self.assertEqual([item["field"] for item in call.left_out], ["tag_ids"])

    def test_the_same_tag_three_thousand_times_is_one(self):
        answer = self.send_tags(["Same"] * 3_000 + ["", False, None, "N/A"])
        self.assertEqual(self.lead(answer).tag_ids.mapped("name"), ["Same"])
        self.assertNotIn("notes", answer.json())

    def test_more_than_a_call_may_make(self):
        known = self.tags.create({"name": "Known"})
        self.handler.max_new_links = 2
        answer = self.send_tags(["One", "Two", "Three", "Known", "Four"])
        names = self.lead(answer).tag_ids.mapped("name")
        self.assertEqual(set(names), {"One", "Two", "Known"})
        self.assertEqual(self.lead(answer).tag_ids & known, known)
        three, four = answer.json()["notes"]
        self.assertIn("'Three', and a call has at most 2 linked records made", three)
        self.assertIn("'Four'", four)
        # The next call may make as many; this one for what it lacks.
        replay = self.replay(self.last_call(self.handler))
        self.assertEqual(replay.reason, "done")
        self.assertEqual(len(self.lead(answer).tag_ids), 5)

    def test_all_items_have_it_together(self):
        self.handler.write({"max_new_links": 3, "split_path": "people"})
        for parameter in self.handler.parameter_ids:
            parameter.path = f"@.{parameter.name}"
        for mode in ("all", "each"):
            with self.subTest(mode):
                self.handler.split_mode = mode
                people = [
                    {"name": name, "tags": [f"{mode} {name} 1", f"{mode} {name} 2"]}
                    for name in ("Ada", "Eve")
                ]
                answer = self.post_json(self.handler, {"people": people})
                self.assertEqual(answer.status_code, 200, answer.text)
                found = self.tags.search([("name", "=like", f"{mode} %")])
                self.assertEqual(len(found), 3)
                (note,) = answer.json()["notes"]
                self.assertIn("Item 2: ", note)

    def test_an_item_that_is_undone_gives_back_what_it_took(self):
        self.handler.write(
            {"max_new_links": 1, "split_path": "people", "split_mode": "each"}
        )
        for parameter in self.handler.parameter_ids:
            parameter.path = f"@.{parameter.name}"
        self.make_code_rule(self.handler, "record.name == 'Ada' and 1 / 0")
        people = [{"name": "Ada", "tags": ["One"]}, {"name": "Eve", "tags": ["Two"]}]
        with self.assertLogs(level="ERROR"):
            answer = self.post_json(self.handler, {"people": people})
        ada, eve = answer.json()["results"]
        self.assertEqual((ada["status"], eve["operation"]), ("error", "created"))
        lead = self.env["crm.lead"].browse(eve["id"])
        self.assertEqual(lead.tag_ids.mapped("name"), ["Two"])
        self.assertNotIn("notes", answer.json())

    def test_what_may_not_be_made_takes_nothing(self):
        self.handler.max_new_links = 1
        self.add_lines(self.handler, "parameter", [{"name": "team"}])
        team = {"parameter": "team", "field": "team_id", "create_missing": True}
        self.add_lines(self.handler, "mapping", [{**team, "sequence": 0}])
        self.assertFalse(
            self.env["crm.team"].with_user(self.runner).has_access("create")
        )
        answer = self.send_tags(["One"], team="Elsewhere")
        self.assertEqual(self.lead(answer).tag_ids.mapped("name"), ["One"])
        (note,) = answer.json()["notes"]
        self.assertIn("may not make one", note)

    def test_a_list_that_is_to_fit_refuses_the_call(self):
        self.handler.mapping_ids.on_invalid = "refuse"
        before = self.tags.search_count([])
        answer = self.send_tags([f"Flood {number}" for number in range(101)])
        self.assertEqual(answer.status_code, 422)
        self.assertIn("101 values", answer.json()["error"])
        self.assertEqual(self.tags.search_count([]), before)
