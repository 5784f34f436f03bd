"""What a call says is left in the chatter of its record, and no field is written."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common import InboundWebhookHttpCase

ADA = "ada@notes.example"


@tagged("post_install", "-at_install")
class TestChatterNotes(InboundWebhookHttpCase):
    on_invalid = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_noting_handler()

    @classmethod
    def make_noting_handler(cls, *mappings, **handler):
        return cls.make_handler(
            "crm.lead",
            parameters=[
                {"name": "email", "type": "email"},
                "message",
                "city",
                {"name": "time", "type": "datetime"},
            ],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {"parameter": "email", "field": "name", "policy": "on_create"},
                *(
                    mappings
                    or [
                        {
                            "parameter": "message",
                            "field": "description",
                            "policy": "note",
                        }
                    ]
                ),
            ],
            **handler,
        )

    def call(self, handler=None, **payload):
        answer = self.post_json(handler or self.handler, {"email": ADA, **payload})
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def lead(self):
        self.env.invalidate_all()
        return self.env["crm.lead"].search([("email_from", "=", ADA)])

    def notes(self, heading="Notes"):
        """The notes of a name, in order, each with the call that it names."""
        found = []
        for message in self.lead().message_ids.sorted("id"):
            first, *lines = html2plaintext(message.body).splitlines() or [""]
            if first.startswith(f"*{heading}* ("):
                found.append("\n".join(line for line in lines if line.strip()))
        return found

    def test_each_message_of_a_form_is_a_note(self):
        self.call(message="Please call me.")
        answer = self.call(message="I have moved.\nAda")
        self.assertEqual(answer["operation"], "updated")
        self.assertEqual(self.notes(), ["Please call me.", "I have moved.\nAda"])
        self.assertFalse(self.lead().description)
        note = self.lead().message_ids.sorted("id")[-1]
        self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
        self.assertTrue(note.is_internal)
        self.assertEqual(note.author_id, self.handler.user_id.partner_id)
        self.assertIn(f"call {self.last_call(self.handler).id}", note.body)

    def test_the_trace_says_what_was_left(self):
        self.call(message="Please call me.")
        lines = [
            line for line in self.last_call(self.handler).trace if "changes" in line
        ]
        said = [change["new"] for line in lines for change in line["changes"]]
        self.assertIn("Notes: Please call me.", said)

    def test_what_came_last_is_not_left_again(self):
        for message in ("One", "Two", "Two", "One"):
            answer = self.call(message=message)
        self.assertEqual(answer["operation"], "updated")
        self.assertEqual(self.call(message="One")["operation"], "unchanged")
        self.assertEqual(self.notes(), ["One", "Two", "One"])

    def test_two_values_are_two_notes(self):
        handler = self.make_noting_handler(
            {"parameter": "message", "field": "description", "policy": "note"},
            {"parameter": "city", "field": "city", "policy": "note"},
        )
        self.call(handler, message="One", city="Ghent")
        self.call(handler, message="Two", city="Ghent")
        self.assertEqual(
            (self.notes(), self.notes("City")), (["One", "Two"], ["Ghent"])
        )
        self.assertFalse(self.lead().city)

    def test_a_field_is_filled_by_the_first_message_and_notes_by_all(self):
        handler = self.make_noting_handler(
            {"parameter": "message", "field": "description", "policy": "on_create"},
            {"parameter": "message", "field": "description", "policy": "note"},
        )
        for message in ("One", "Two"):
            self.call(handler, message=message)
        self.assertEqual(self.notes(), ["One", "Two"])
        self.assertEqual(html2plaintext(self.lead().description), "One")

    def test_a_note_of_several_values(self):
        text = {"value_source": "constant", "constant": "{{ city }}: {{ message }}"}
        handler = self.make_noting_handler(
            {"field": "description", "policy": "note", **text}
        )
        self.call(handler, message="Call <me>", city="Ghent")
        self.assertEqual(self.notes(), ["Ghent: Call <me>"])
        self.call(handler)
        self.assertEqual(self.notes(), ["Ghent: Call <me>"])

    def test_each_item_of_a_call_leaves_its_own(self):
        handler = self.make_handler(
            "crm.lead",
            split_path="leads",
            parameters=[{"name": "email", "path": "@.email"}, "message"],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                {"parameter": "email", "field": "name"},
                {"parameter": "message", "field": "description", "policy": "note"},
            ],
        )
        handler.parameter_ids[1].path = "@.message"
        items = [{"email": ADA, "message": "One"}, {"email": "b@notes.example"}]
        answer = self.post_json(handler, {"leads": items})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(self.notes(), ["One"])

    def test_nothing_is_left_of_nothing(self):
        for payload in ({}, {"message": ""}, {"message": None}, {"message": "N/A"}):
            self.call(**payload)
        self.assertEqual(self.notes(), [])

    def test_what_a_stranger_sends_is_a_text(self):
        evil = "<script>alert(1)</script><b onclick='x'>bold</b> & <img src=x>"
        for transform in (False, "html_to_text"):
            self.handler.mapping_ids[-1].transform = transform
            self.call(message=evil if not transform else evil + " again")
            body = self.lead().message_ids.sorted("id")[-1].body
            for tag in ("<script", "<img", "onclick='x'>"):
                self.assertNotIn(tag, body)
        self.assertEqual(self.notes()[0], evil)

    def test_an_object_is_lines(self):
        self.call(message={"budget": 5000, "colours": ["red", "blue"]})
        self.assertEqual(self.notes(), ["budget: 5000\ncolours: red, blue"])

    def test_nobody_is_sent_a_mail(self):
        self.call(message="One")
        lead = self.lead()
        follower = self.env["res.partner"].create({"name": "F", "email": "f@x.example"})
        subtypes = self.env["mail.message.subtype"].search([]).ids
        lead.message_subscribe(follower.ids, subtypes)
        before = self.env["mail.mail"].sudo().search_count([])
        self.call(message="Two")
        self.assertEqual(self.notes(), ["One", "Two"])
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)
        self.assertFalse(lead.message_ids.notification_ids)

    def test_without_a_note_on_the_record_the_value_is_left_all_the_same(self):
        self.handler.note_on_record = False
        self.call(message="One")
        self.assertEqual(self.notes(), ["One"])

    def test_a_text_that_is_no_note_any_more_is_left_out(self):
        answer = self.call(message="x" * 100_001)
        self.assertEqual(self.notes(), [])
        self.assertEqual(self.last_call(self.handler).reason, "done_with_notes")
        self.assertIn("at most 100000 characters", str(answer["notes"]))
        self.handler.mapping_ids[-1].on_invalid = "refuse"
        answer = self.post_json(self.handler, {"email": ADA, "message": "x" * 100_001})
        self.assertEqual(answer.status_code, 422, answer.text)

    def test_a_replay_leaves_the_note_that_was_left_out(self):
        self.handler.parameter_ids[1].write({"type": "integer"})
        self.call(message="see below")
        self.assertEqual(self.notes(), [])
        self.handler.parameter_ids[1].write({"type": "text"})
        self.replay(self.last_call(self.handler))
        self.assertEqual(self.notes(), ["see below"])

    def test_an_older_event_leaves_no_note(self):
        self.handler.event_time_parameter_id = self.handler.parameter_ids[-1]
        self.call(message="New", time="2026-05-02T10:00:00Z")
        self.call(message="Old", time="2026-05-01T10:00:00Z")
        self.assertEqual(self.notes(), ["New"])

    def test_a_model_without_a_chatter_refuses_it_as_it_is_saved(self):
        with self.assertRaisesRegex(ValidationError, "has no chatter"):
            self.make_handler(
                "res.partner.category",
                parameters=["name"],
                mappings=[{"parameter": "name", "field": "name", "policy": "note"}],
            )

    def test_what_gives_a_note_its_name_is_no_match_key(self):
        handler = self.make_noting_handler(
            {"parameter": "city", "field": "city", "policy": "note"}
        )
        with self.assertRaisesRegex(ValidationError, "cannot be a match key"):
            handler.mapping_ids[-1].is_match_key = True

    def test_a_needed_field_that_only_names_a_note_is_missing(self):
        handler = self.make_noting_handler(
            {"parameter": "message", "field": "type", "policy": "note"}
        )
        handler.mapping_ids[1].write({"policy": "note"})
        warnings = str(handler.setup_warnings)
        self.assertIn('"Opportunity" is required', warnings)

    def test_a_note_decides_nothing_about_what_is_written_to_its_field(self):
        """A number that is there already stays as people typed it."""
        handler = self.make_handler(
            "res.partner",
            parameters=["email", "message", {"name": "fax", "type": "phone"}],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                {"parameter": "message", "field": "ref", "policy": "note"},
                {"parameter": "fax", "field": "ref"},
            ],
        )
        ada = self.env["res.partner"].create(
            {"name": "Ada", "email": ADA, "ref": "+32 470 12 34 56"}
        )
        self.call(handler, message="Hello", fax="+32470123456")
        self.assertEqual(ada.ref, "+32 470 12 34 56")
