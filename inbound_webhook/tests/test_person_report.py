"""What calls hold of a person, for that person to read."""

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR
from .privacy_case import MAIL, NAME, PrivacyCase


@tagged("post_install", "-at_install", "security")
class TestExport(PrivacyCase):
    """What calls hold of a person is handed over, and nothing of others."""

    def export(self, search, login="admin"):
        self.authenticate(login, login)
        answer = self.url_open(search.action_export()["url"])
        return answer

    def test_a_text_that_a_person_can_read(self):
        self.post_json(self.handler, self.ada(title="=1+1"))
        call = self.last_call(self.handler)
        answer = self.export(self.find(email=MAIL))
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("text/plain", answer.headers["Content-Type"])
        text = answer.content.decode("utf-8-sig")
        self.assertIn(f"Call {call.id}, ", text)
        self.assertIn(f"Body:\n  title: =1+1\n  mail: {MAIL}\n  who: {NAME}", text)
        self.assertIn(f"created: Lead {call.res_id}", text)

    def test_of_a_call_with_several_people_only_one(self):
        handler = self.make_handler(
            parameters=[
                {"name": "mail", "path": "@.mail"},
                {"name": "who", "path": "@.who"},
            ],
            mappings=[("email_from", "mail"), ("name", "who")],
            split_path="people",
        )
        people = [
            {"mail": "grace@example.com", "who": "Grace Hopper"},
            {"mail": MAIL, "who": NAME},
        ]
        self.post_json(handler, {"people": people, "fair": "Gent"})
        self.post_form(self.handler, {"x": "Grace Hopper"})
        text = self.export(self.find(email=MAIL)).content.decode("utf-8-sig")
        self.assertIn(MAIL, text)
        self.assertIn("fair: Gent", text)
        self.assertNotIn("grace", text.lower())
        leads = self.last_call(handler).item_ids.mapped("res_id")
        self.assertIn(f"created: Lead {leads[1]}", text)
        self.assertNotIn(f"Lead {leads[0]}", text)

    def test_of_a_list_that_was_answered_only_the_person(self):
        self.env["crm.lead"].create(
            [
                {"name": "Hers", "email_from": MAIL, "city": "Oddville"},
                {
                    "name": "Grace's",
                    "email_from": "grace@x.example",
                    "city": "Oddville",
                },
            ]
        )
        fields = self.env["ir.model.fields"]._get_ids("crm.lead")
        handler = self.make_handler(
            method="get",
            look_up_mode="list",
            parameters=[{"name": "town", "source": "query"}],
            mappings=[{"parameter": "town", "field": "city", "is_match_key": True}],
            return_field_ids=[Command.set([fields["email_from"]])],
        )
        self.get(handler, {"town": "Oddville"})
        call = self.last_call(handler)
        self.assertEqual(len(call.item_ids), 2)
        search = self.find(email=MAIL)
        self.assertIn(call.id, search.line_ids.mapped("res_id"))
        text = self.export(search).content.decode("utf-8-sig")
        self.assertIn(MAIL, text)
        self.assertNotIn("grace", text.lower())

    def test_it_is_for_whoever_made_it(self):
        self.post_json(self.handler, self.ada())
        new_test_user(self.env, "other_here", WEBHOOK_ADMINISTRATOR)
        answer = self.export(self.find(email=MAIL), "other_here")
        self.assertEqual(answer.status_code, 404)
