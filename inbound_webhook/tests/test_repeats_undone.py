"""From A to B and back to A: the third call is no repeat of the first."""

from odoo.tests import tagged

from .queue_case import QueueCase

PARAMETERS = [{"name": "email", "type": "email"}, "name", "city"]
MAPPINGS = [
    {"parameter": "email", "field": "email", "is_match_key": True},
    {"parameter": "name", "field": "name", "policy": "on_create"},
    {"parameter": "city", "field": "city"},
]


@tagged("post_install", "-at_install")
class TestUndone(QueueCase):
    def make_contacts(self, **values):
        """A handler that keeps the cities of contacts."""
        return self.make_handler(
            "res.partner",
            **{
                "parameters": PARAMETERS,
                "mappings": MAPPINGS,
                "protection_period": 10,
                **values,
            },
        )

    def contact(self, city, email="ada@example.com", **more):
        return {"email": email, "name": "Ada", "city": city, **more}

    def post(self, handler, city, headers=None, **more):
        """Send a city; how the call ended."""
        answer = self.post_json(handler, self.contact(city, **more), headers)
        self.assertIn(answer.status_code, (200, 202), answer.text)
        return self.last_call(handler)

    def city(self, email="ada@example.com"):
        contacts = self.env["res.partner"].search([("email", "=", email)])
        self.assertEqual(len(contacts), 1)
        return contacts.city

    def codes(self, call):
        lines = call.trace
        return [line["code"] for line in lines if line["step"] == "duplicate"]

    # === WHAT COUNTS AS NEWER ===

    def test_a_change_and_its_undo(self):
        handler = self.make_contacts()
        first, second = self.post(handler, "Gent"), self.post(handler, "Brugge")
        third = self.post(handler, "Gent")
        self.assertEqual(self.city(), "Gent")
        self.assertRecordValues(third, [{"status": "success", "operation": "updated"}])
        self.assertIn(
            f"the same as call {first.id}, but call {second.id}", third.explanation
        )

    def test_the_third_is_what_later_ones_repeat(self):
        handler = self.make_contacts()
        self.post(handler, "Gent")
        self.post(handler, "Brugge")
        third = self.post(handler, "Gent")
        fourth = self.post(handler, "Gent")
        self.assertRecordValues(
            fourth, [{"status": "duplicate", "duplicate_of_id": third.id}]
        )
        self.assertEqual(self.post(handler, "Brugge").status, "success")
        self.assertEqual(self.city(), "Brugge")
        self.assertEqual(self.post(handler, "Gent").status, "success")
        self.assertEqual(self.city(), "Gent")

    def test_a_change_by_another_handler(self):
        handler, other = self.make_contacts(), self.make_contacts(protection_period=0)
        self.post(handler, "Gent")
        self.post(other, "Brugge")
        self.assertEqual(self.post(handler, "Gent").operation, "updated")
        self.assertEqual(self.city(), "Gent")

    def test_what_is_archived_and_brought_back_in_turns(self):
        archive = self.make_contacts(operation_mode="archive")
        bring_back = self.make_contacts(operation_mode="unarchive")
        self.post(self.make_contacts(), "Gent")
        contact = self.env["res.partner"].search([("email", "=", "ada@example.com")])
        for _turn in range(2):
            self.assertEqual(self.post(archive, "Gent").operation, "archived")
            self.assertEqual(self.post(archive, "Gent").status, "duplicate")
            self.assertFalse(contact.active)
            self.assertEqual(self.post(bring_back, "Gent").operation, "unarchived")
            self.assertTrue(contact.active)

    def test_what_is_deleted_and_made_again_in_turns(self):
        make = self.make_contacts()
        delete = self.make_contacts(operation_mode="delete")
        for _turn in range(2):
            self.assertEqual(self.post(make, "Gent").operation, "created")
            self.assertEqual(self.post(make, "Gent").status, "duplicate")
            self.assertEqual(self.city(), "Gent")
            self.assertEqual(self.post(delete, "Gent").operation, "deleted")
            self.assertEqual(self.post(delete, "Gent").status, "duplicate")
            contacts = [("email", "=", "ada@example.com")]
            self.assertFalse(self.env["res.partner"].search(contacts))

    def test_a_deletion_is_no_repeat_where_a_person_made_the_contact_anew(self):
        delete = self.make_contacts(operation_mode="delete")
        self.post(self.make_contacts(), "Gent")
        first = self.post(delete, "Gent")
        contact = {"name": "Ada", "email": "ada@example.com"}
        contact = self.env["res.partner"].create(contact)
        second = self.post(delete, "Gent")
        self.assertEqual(second.operation, "deleted")
        self.assertIn(f"same as call {first.id}, but", second.explanation)
        self.assertFalse(contact.exists())

    def test_what_a_person_deleted_is_not_made_again(self):
        handler = self.make_contacts()
        self.post(handler, "Gent")
        self.post(handler, "Brugge")
        self.env["res.partner"].search([("email", "=", "ada@example.com")]).unlink()
        self.assertEqual(self.post(handler, "Gent").status, "duplicate")

    def test_a_first_call_that_found_all_as_it_was(self):
        handler, other = self.make_contacts(), self.make_contacts()
        self.post(other, "Gent")
        self.assertEqual(self.post(handler, "Gent").operation, "unchanged")
        self.post(other, "Brugge")
        self.assertEqual(self.post(handler, "Gent").operation, "updated")

    def test_a_change_of_another_record_does_not(self):
        handler = self.make_contacts()
        self.post(handler, "Gent")
        self.post(handler, "Brugge", email="bea@example.com")
        self.assertEqual(self.post(handler, "Gent").status, "duplicate")

    def test_a_change_before_the_first_call_does_not(self):
        handler, other = self.make_contacts(), self.make_contacts()
        self.post(other, "Brugge")
        self.post(handler, "Gent")
        self.assertEqual(self.post(handler, "Gent").status, "duplicate")

    def test_calls_that_changed_nothing_do_not(self):
        handler = self.make_contacts(conditions=[("city", "not_equals", "Nowhere")])
        other = self.make_contacts()
        failing = self.make_contacts()
        self.make_rule(failing, {"state": "code", "code": "1 / 0"})
        self.post(handler, "Gent")
        self.post(handler, "Nowhere")
        self.post(other, "Gent")
        with self.assertLogs(level="ERROR"):
            self.post_json(failing, self.contact("Brugge"))
        self.assertEqual(self.last_call(failing).status, "error")
        self.assertEqual(self.post(handler, "Gent").status, "duplicate")

    def test_a_change_of_other_fields_of_the_record(self):
        handler = self.make_contacts()
        namer = self.make_contacts(
            mappings=[*MAPPINGS[:1], {"parameter": "name", "field": "name"}]
        )
        self.post(handler, "Gent")
        self.post(namer, "Gent", name="Ada King")
        self.assertEqual(self.post(handler, "Gent").operation, "unchanged")

    def test_without_the_volatile_fields(self):
        handler = self.make_contacts(volatile_fields="at")
        self.post(handler, "Gent", at=1)
        self.post(handler, "Brugge", at=2)
        self.assertEqual(self.post(handler, "Gent", at=3).status, "success")
        self.assertEqual(self.post(handler, "Gent", at=4).status, "duplicate")

    # === WHAT STAYS A REPEAT ===

    def test_a_call_that_would_make_a_second_record(self):
        """Its retry must not: it finds no record."""
        handler = self.make_contacts(
            mappings=[
                {k: v for k, v in m.items() if k != "is_match_key"} for m in MAPPINGS
            ]
        )
        other = self.make_contacts()
        self.post(handler, "Gent")
        self.post(other, "Brugge")
        self.assertEqual(self.post(handler, "Gent").status, "duplicate")
        self.assertEqual(self.city(), "Brugge")

    def test_a_call_whose_key_does_not_find_the_record_any_more(self):
        handler = self.make_contacts()
        renamer = self.make_contacts(
            parameters=[*PARAMETERS, "id"],
            mappings=[
                {"parameter": "name", "field": "name", "is_match_key": True},
                {"parameter": "email", "field": "email"},
            ],
        )
        self.post(handler, "Gent", name="Only One")
        self.post(renamer, "Gent", name="Only One", email="new@example.com")
        again = self.post(handler, "Gent", name="Only One")
        self.assertEqual(again.status, "duplicate")
        self.assertEqual(
            self.env["res.partner"].search_count([("name", "=", "Only One")]), 1
        )

    def test_the_same_delivery_id(self):
        handler = self.make_contacts(duplicate_mode="header", duplicate_header="X-Id")
        self.post(handler, "Gent", {"X-Id": "1"})
        self.post(handler, "Brugge", {"X-Id": "2"})
        self.assertEqual(self.post(handler, "Gent", {"X-Id": "1"}).status, "duplicate")
        self.assertEqual(self.post(handler, "Gent", {"X-Id": "3"}).status, "success")

    def test_but_not_where_the_delivery_id_is_missing(self):
        handler = self.make_contacts(duplicate_mode="header", duplicate_header="X-Id")
        self.post(handler, "Gent")
        self.post(handler, "Brugge")
        self.assertEqual(self.post(handler, "Gent").status, "success")
        self.assertEqual(self.city(), "Gent")

    def test_the_same_chosen_values(self):
        handler = self.make_contacts(
            duplicate_mode="parameters",
            parameters=[*PARAMETERS, {"name": "order", "is_duplicate_key": True}],
        )
        self.post(handler, "Gent", order=1)
        self.post(handler, "Brugge", order=2)
        self.assertEqual(self.post(handler, "Gent", order=1).status, "duplicate")

    # === SEVERAL RECORDS ===

    def make_list(self, **values):
        parameters = [
            {"name": "email", "type": "email", "path": "@.email"},
            {"name": "name", "path": "@.name"},
            {"name": "city", "path": "@.city"},
        ]
        return self.make_contacts(parameters=parameters, split_path="$", **values)

    def test_an_item_is_changed_by_a_call(self):
        listed, single = self.make_list(), self.make_contacts()
        both = [self.contact("Gent"), self.contact("Gent", email="bea@example.com")]
        self.post_json(listed, both)
        self.post(single, "Brugge")
        third = self.post_json(listed, both)
        self.assertEqual(
            [result["operation"] for result in third.json()["results"]],
            ["updated", "unchanged"],
        )
        self.assertEqual(self.city(), "Gent")
        self.post_json(listed, both)
        self.assertEqual(self.last_call(listed).status, "duplicate")
        # The item that was left alone is known by its record, too.
        self.post(single, "Brugge", email="bea@example.com")
        self.post_json(listed, both)
        self.assertEqual(self.city("bea@example.com"), "Gent")

    def test_a_call_s_record_is_changed_by_an_item(self):
        listed, single = self.make_list(), self.make_contacts()
        self.post(single, "Gent")
        self.post_json(listed, [self.contact("Brugge")])
        self.assertEqual(self.post(single, "Gent").operation, "updated")
        self.assertEqual(self.city(), "Gent")

    def test_items_that_were_not_overtaken_set_off_no_rules(self):
        listed, single = self.make_list(), self.make_contacts()
        self.make_code_rule(listed, "record.write({'ref': (record.ref or '') + 'x'})")
        both = [self.contact("Gent"), self.contact("Gent", email="bea@example.com")]
        nobody = {"name": "Nobody", "city": "Gent"}
        self.post_json(listed, [*both, nobody])
        self.post(single, "Brugge")
        self.post_json(listed, [*both, nobody])
        contacts = self.env["res.partner"].search(
            [("email", "in", ["ada@example.com", "bea@example.com"])], order="email"
        )
        self.assertEqual(contacts.mapped("ref"), ["xx", "x"])
        self.assertEqual(
            self.env["res.partner"].search_count([("name", "=", "Nobody")]), 1
        )

    def test_items_that_were_deleted_are_no_other_records(self):
        make = self.make_contacts()
        delete = self.make_list(operation_mode="delete", split_mode="each")
        addresses = ("ada@example.com", "bea@example.com")
        both = [self.contact("Gent", email=address) for address in addresses]
        both.append(self.contact("Gent", email="nobody"))
        for address in addresses:
            self.post(make, "Gent", email=address)
        first = self.post_json(delete, both)
        operations = [result.get("operation") for result in first.json()["results"]]
        self.assertEqual(operations, ["deleted", "deleted", None])
        self.post_json(delete, both)
        self.assertEqual(self.last_call(delete).status, "duplicate")
        # A person made one of them anew.
        contact = {"name": "Bea", "email": "bea@example.com"}
        contact = self.env["res.partner"].create(contact)
        self.post_json(delete, both)
        self.assertFalse(contact.exists())
        self.assertIn("deleted its record", self.last_call(delete).explanation)

    def test_an_item_that_failed_was_not_processed_before(self):
        listed, single = self.make_list(split_mode="each"), self.make_contacts()
        rule = self.make_code_rule(listed, "record.city == 'Luik' and 1 / 0")
        both = [self.contact("Gent"), self.contact("Luik", email="bea@example.com")]
        with self.assertLogs(level="ERROR"):
            answer = self.post_json(listed, both)
        statuses = [result["status"] for result in answer.json()["results"]]
        self.assertEqual(statuses, ["success", "error"])
        rule.active = False
        self.post(single, "Brugge")
        answer = self.post_json(listed, both)
        operations = [result["operation"] for result in answer.json()["results"]]
        self.assertEqual(operations, ["updated", "created"])
        self.assertEqual(self.city("bea@example.com"), "Luik")

    # === IN THE BACKGROUND ===

    def test_while_all_wait(self):
        handler = self.make_contacts(processing="queued")
        self.post(handler, "Gent")
        self.post(handler, "Brugge")
        self.assertEqual(self.post(handler, "Gent").status, "received")
        self.run_cron()
        self.assertEqual(self.city(), "Gent")
        self.assertEqual(self.post(handler, "Gent").status, "duplicate")

    def test_while_the_second_waits(self):
        handler = self.make_contacts(processing="queued")
        self.post(handler, "Gent")
        self.run_cron()
        self.post(handler, "Brugge")
        self.assertEqual(self.post(handler, "Gent").status, "received")
        self.run_cron()
        self.assertEqual(self.city(), "Gent")

    def test_once_both_are_through(self):
        handler = self.make_contacts(processing="queued")
        self.post(handler, "Gent")
        self.post(handler, "Brugge")
        self.run_cron()
        self.assertEqual(self.post(handler, "Gent").status, "received")
        self.run_cron()
        self.assertEqual(self.city(), "Gent")

    def test_while_one_about_another_record_waits(self):
        handler = self.make_contacts(processing="queued")
        first = self.post(handler, "Gent")
        self.post(handler, "Brugge", email="bea@example.com")
        again = self.post(handler, "Gent")
        self.assertRecordValues(
            again, [{"status": "duplicate", "duplicate_of_id": first.id}]
        )

    def test_one_that_was_applied_after_the_first_but_came_before(self):
        """When they were applied counts, not when they came."""
        queued, handler = self.make_contacts(processing="queued"), self.make_contacts()
        self.post(queued, "Brugge")
        self.post(handler, "Gent")
        self.run_cron()
        self.assertEqual(self.city(), "Brugge")
        self.assertEqual(self.post(handler, "Gent").operation, "updated")
