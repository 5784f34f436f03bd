"""What a call does with its record: create, update, archive, bring back, delete."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookHttpCase

ADA, EVE = "ada@modes.example", "eve@modes.example"


class OperationModeCase(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"]
        cls.ada = cls.partners.create({"name": "Ada", "email": ADA})

    @classmethod
    def make_contact_handler(cls, **values):
        return cls.make_handler(
            "res.partner",
            **{
                "parameters": [{"name": "email", "type": "email"}, "name", "city"],
                "mappings": [
                    {"parameter": "email", "field": "email", "is_match_key": True},
                    {"parameter": "name", "field": "name", "policy": "on_create"},
                    ("city", "city"),
                ],
                **values,
            },
        )

    def contacts(self, email):
        return self.partners.with_context(active_test=False).search(
            [("email", "=", email)]
        )

    def assert_ignored(self, answer, handler, code):
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self.last_call(handler)
        self.assertEqual(answer.json(), {"status": "ignored", "call": call.id})
        self.assertEqual((call.status, call.reason), ("ignored", "ignored"))
        self.assertEqual(self.trace_codes(call)["apply"], code)


@tagged("post_install", "-at_install")
class TestOperationMode(OperationModeCase):
    def test_the_list_of_webhooks_says_what_each_does(self):
        handler = self.make_contact_handler()
        self.assertEqual(handler.method_in_words, "POST: create or update")
        for mode, words in (
            ("create", "POST: Create only"),
            ("update", "POST: Update only"),
            ("archive", "POST: Archive"),
            ("unarchive", "POST: Bring back from the archive"),
        ):
            handler.operation_mode = mode
            self.assertEqual(handler.method_in_words, words)
        handler = self.make_contact_handler(
            method="get", parameters=[{"name": "email", "source": "query"}], mappings=[]
        )
        self.assertEqual(handler.method_in_words, "GET: look up")

    # === UPDATE ONLY ===

    def test_an_unsubscribe_of_somebody_unknown_is_ignored(self):
        handler = self.make_contact_handler(operation_mode="update")
        answer = self.post_json(handler, {"email": EVE, "name": "Eve"})
        self.assert_ignored(answer, handler, "unknown")
        self.assertFalse(self.contacts(EVE))
        self.assertIn("makes none", self.last_call(handler).explanation)

    def test_an_unsubscribe_of_somebody_known_updates(self):
        handler = self.make_contact_handler(operation_mode="update")
        answer = self.post_json(handler, {"email": ADA, "city": "Gent"})
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertEqual(self.ada.city, "Gent")

    def test_an_update_by_an_id_that_is_not_there_is_ignored(self):
        handler = self.make_handler(
            "res.partner",
            parameters=[{"name": "id", "type": "integer"}, "city"],
            mappings=[
                {"parameter": "id", "field": "id", "is_match_key": True},
                ("city", "city"),
            ],
            operation_mode="update",
        )
        gone = self.partners.create({"name": "Gone"})
        gone_id = gone.id
        gone.unlink()
        answer = self.post_json(handler, {"id": gone_id, "city": "Gent"})
        self.assert_ignored(answer, handler, "unknown")

    def test_an_update_that_names_nobody_is_told_what_it_needs(self):
        handler = self.make_contact_handler(operation_mode="update")
        answer = self.post_json(handler, {"city": "Gent"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("email", answer.json()["error"])

    def test_in_a_list_the_unknown_ones_are_ignored_and_the_others_updated(self):
        handler = self.make_contact_handler(
            operation_mode="update",
            split_path="$",
            parameters=[
                {"name": "email", "type": "email", "path": "@.email"},
                {"name": "name", "path": "@.name"},
                {"name": "city", "path": "@.city"},
            ],
        )
        answer = self.post_json(
            handler, [{"email": EVE, "city": "Gent"}, {"email": ADA, "city": "Gent"}]
        )
        results = answer.json()["results"]
        self.assertEqual([item["status"] for item in results], ["ignored", "success"])
        self.assertEqual(self.ada.city, "Gent")

    # === CREATE ONLY ===

    def test_create_only_leaves_somebody_known_alone(self):
        handler = self.make_contact_handler(operation_mode="create")
        answer = self.post_json(handler, {"email": ADA, "name": "X", "city": "Gent"})
        self.assert_ignored(answer, handler, "exists")
        self.assertFalse(self.ada.city)
        answer = self.post_json(handler, {"email": EVE, "name": "Eve"})
        self.assertEqual(answer.json()["operation"], "created")

    # === ARCHIVE, BRING BACK ===

    def test_a_delete_event_archives_and_its_repeat_changes_nothing(self):
        handler = self.make_contact_handler(operation_mode="archive")
        first = self.post_json(handler, {"email": ADA}).json()
        self.assertEqual(first["operation"], "archived")
        self.assertFalse(self.ada.active)
        note = self.ada.message_ids[0]
        self.assertIn("Archived by Test", note.body)
        second = self.post_json(handler, {"email": ADA}).json()
        self.assertEqual(
            (second["operation"], second["id"]), ("unchanged", first["id"])
        )
        self.assertEqual(self.contacts(ADA), self.ada)

    def test_a_delete_event_of_somebody_unknown_makes_nobody(self):
        handler = self.make_contact_handler(operation_mode="archive")
        answer = self.post_json(handler, {"email": EVE, "name": "Eve"})
        self.assert_ignored(answer, handler, "unknown")
        self.assertFalse(self.contacts(EVE))

    def test_what_is_mapped_is_written_as_it_is_archived(self):
        handler = self.make_contact_handler(operation_mode="archive")
        self.post_json(handler, {"email": ADA, "city": "Gent"})
        self.assertEqual((self.ada.active, self.ada.city), (False, "Gent"))

    def test_a_delete_event_archives_whatever_it_says_of_that_itself(self):
        handler = self.make_contact_handler(
            operation_mode="archive",
            parameters=[{"name": "email", "type": "email"}, "active"],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                ("active", "active"),
            ],
        )
        self.post_json(handler, {"email": ADA, "active": "yes"})
        self.assertFalse(self.ada.active)

    def test_a_lead_that_is_brought_back_is_not_lost_any_more(self):
        handler = self.make_lead_handler(operation_mode="unarchive")
        lead = self.env["crm.lead"].create({"name": "Old", "email_from": ADA})
        reason = self.env["crm.lost.reason"].create({"name": "Too dear"})
        lead.action_set_lost(lost_reason_id=reason.id)
        answer = self.post_json(handler, {"email": ADA})
        self.assertEqual(answer.json()["operation"], "unarchived", answer.text)
        self.assertTrue(lead.active)
        # As Odoo's own button does.
        self.assertFalse(lead.lost_reason_id)
        again = self.post_json(handler, {"email": ADA})
        self.assertEqual(again.json()["operation"], "unchanged")

    def test_what_has_no_archive_cannot_be_archived(self):
        with self.assertRaisesRegex(ValidationError, "no archive"):
            self.make_handler("crm.tag", operation_mode="archive")

    # === DELETE ===

    def test_a_delete_event_deletes_where_that_is_chosen(self):
        handler = self.make_contact_handler(operation_mode="delete")
        self.runner.group_ids |= self.env.ref("base.group_partner_manager")
        ada_id = self.ada.id
        self.make_code_rule(handler, "record.write({'city': 'Gent'})")
        answer = self.post_json(handler, {"email": ADA}).json()
        self.assertEqual((answer["operation"], answer["id"]), ("deleted", ada_id))
        self.assertFalse(self.contacts(ADA))
        call = self.last_call(handler)
        self.assertEqual(self.trace_codes(call)["fulfil"], "record_gone")
        again = self.post_json(handler, {"email": ADA})
        self.assert_ignored(again, handler, "unknown")

    def test_only_settings_sets_up_a_webhook_that_deletes(self):
        administrator = new_test_user(
            self.env, "mode_administrator", WEBHOOK_ADMINISTRATOR
        )
        handler = self.make_contact_handler(
            user_id=administrator.id, company_id=self.env.company.id
        )
        own = handler.with_user(administrator)
        own.operation_mode = "archive"
        with self.assertRaisesRegex(AccessError, "It deletes records"):
            own.operation_mode = "delete"

    def test_the_contact_of_somebody_who_logs_in_is_not_deleted(self):
        handler = self.make_contact_handler(operation_mode="delete")
        user = new_test_user(self.env, "mode_user", "base.group_user", email=EVE)
        user.action_archive()
        answer = self.post_json(handler, {"email": EVE})
        self.assertEqual(answer.status_code, 403, answer.text)
        self.assertTrue(user.partner_id.exists())

    def test_a_rehearsal_deletes_nothing(self):
        handler = self.make_contact_handler(operation_mode="delete")
        result = handler.rehearse({"body": f'{{"email": "{ADA}"}}'})
        self.assertEqual(result["operation"], "deleted", result["message"])
        self.assertTrue(self.ada.exists())


@tagged("post_install", "-at_install")
class TestArchived(OperationModeCase):
    """Records in the archive: not looked at, found, brought back."""

    def test_left_alone_a_call_about_an_archived_record_makes_a_new_one(self):
        self.ada.active = False
        handler = self.make_contact_handler()
        answer = self.post_json(handler, {"email": ADA, "name": "Ada"})
        self.assertEqual(answer.json()["operation"], "created")
        self.assertEqual(len(self.contacts(ADA)), 2)

    def test_found_it_is_updated_where_it_is(self):
        self.ada.active = False
        handler = self.make_contact_handler(match_archived="found")
        answer = self.post_json(handler, {"email": ADA, "city": "Gent"})
        self.assertEqual(answer.json()["id"], self.ada.id)
        self.assertEqual((self.ada.active, self.ada.city), (False, "Gent"))

    def test_restored_it_is_brought_back(self):
        self.ada.active = False
        handler = self.make_contact_handler(match_archived="restore")
        answer = self.post_json(handler, {"email": ADA}).json()
        self.assertEqual((answer["operation"], answer["id"]), ("updated", self.ada.id))
        self.assertTrue(self.ada.active)

    def test_one_in_use_goes_before_the_archived(self):
        newer = self.partners.create({"name": "Ada", "email": ADA, "active": False})
        handler = self.make_contact_handler(
            match_archived="restore", match_policy="refuse"
        )
        answer = self.post_json(handler, {"email": ADA, "city": "Gent"})
        self.assertEqual(answer.json()["id"], self.ada.id, answer.text)
        self.assertFalse(newer.active)

    def test_a_repeated_delete_event_by_a_field_makes_no_further_contact(self):
        handler = self.make_contact_handler(
            match_archived="found",
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                {"parameter": "name", "field": "name"},
                {"constant": "false", "field": "active"},
            ],
        )
        self.assertFalse([hint for hint in handler.setup_hints if "archive" in hint])
        handler.match_archived = "no"
        self.assertTrue([hint for hint in handler.setup_hints if "archive" in hint])
        handler.match_archived = "found"
        for operation in ("updated", "unchanged"):
            answer = self.post_json(handler, {"email": ADA, "name": "Ada"})
            self.assertEqual(answer.json()["operation"], operation)
        self.assertEqual(self.contacts(ADA), self.ada)

    def test_a_look_up_finds_it_and_leaves_it_there(self):
        self.ada.active = False
        email = {"name": "email", "type": "email", "source": "query"}
        handler = self.make_contact_handler(
            method="get",
            match_archived="restore",
            parameters=[email],
            mappings=[{"parameter": "email", "field": "email", "is_match_key": True}],
        )
        answer = self.get(handler, {"email": ADA})
        self.assertEqual(answer.json()["id"], self.ada.id)
        self.assertFalse(self.ada.active)
