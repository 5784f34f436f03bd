"""What is missing may be there under another name."""

from odoo.tests import tagged

from .unfit_values_case import UnfitValuesCase


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
