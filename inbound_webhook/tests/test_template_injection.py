import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InboundWebhookHttpCase

#: 7 * 191, in no other text that is looked at.
EVALUATED = "1337"
#: What template engines would work out, in the languages of the usual ones.
TEMPLATES = (
    "{{ 7*191 }}",
    "{{7*191}}",
    "{% print(7*191) %}",
    "${7*191}",
    "#{7*191}",
    "<%= 7*191 %>",
    '<t t-out="7*191"/>',
    '<t t-esc="7*191"/>',
    "{{ record.env.cr }}",
    "{{ call.id }}",
    "{{ title }}",
    "{0.__class__}",
    "{title}",
    "%(title)s %s %d",
    "$title ${title}",
    "__import__('os').getcwd()",
)
PLACES = " | ".join(TEMPLATES)


@tagged("post_install", "-at_install")
class TestTemplateInjection(InboundWebhookHttpCase):
    """What a call brings is never a template, wherever a value is written or said."""

    def check(self, text):
        """A text shows a value as it came."""
        self.assertNotIn(EVALUATED, text)
        self.assertNotRegex(text, r"<odoo\.sql_db|<class '")

    def make_saying(self, **values):
        return self.make_lead_handler(
            mappings=[
                ("name", "title"),
                {"field": "contact_name", "constant": "Of {{ title }}"},
            ],
            responses=[
                {
                    "outcome": "success",
                    "content_type": "text/plain",
                    "headers": "X-Title: {{ title }}",
                    "body": (
                        "{{ title }} / {{ record.name }} / {{ record.contact_name }}"
                    ),
                }
            ],
            **values,
        )

    def test_in_records_answers_and_the_chatter(self):
        handler = self.make_saying()
        answer = self.post_json(handler, {"title": PLACES})
        self.assertEqual(answer.text, f"{PLACES} / {PLACES} / Of {PLACES}")
        self.assertEqual(answer.headers["X-Title"], PLACES)
        call = self.last_call(handler)
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertRecordValues(
            lead, [{"name": PLACES, "contact_name": f"Of {PLACES}"}]
        )
        for body in lead.message_ids.mapped("body"):
            self.check(str(body))
        self.check(str(call.trace))

    def test_in_what_is_said_of_a_failure(self):
        handler = self.make_handler(
            parameters=[
                "title",
                {"name": "number", "type": "integer", "on_invalid": "refuse"},
            ],
            mappings=[{"field": "name", "constant": "A"}, ("color", "number")],
            # By itself, a placeholder that its sender left unfilled says nothing.
            nothing_words=False,
            responses=[{"outcome": "error", "body": '{"why": "{{ call.error }}"}'}],
        )
        for template in TEMPLATES:
            with self.subTest(template):
                payload = {"title": template, "number": template}
                answer = self.post_json(handler, payload)
                self.assertIn(template, answer.json()["why"])
                self.check(answer.text)
                call = self.last_call(handler)
                self.assertIn(template, call.error_message)
                self.check(call.error_message)
                self.check(str(call.trace))

    def test_in_what_a_rule_says(self):
        handler = self.make_saying()
        self.make_code_rule(handler, "raise UserError(record.name)")
        with mute_logger("odoo.addons.inbound_webhook.processing.failing"):
            answer = self.post_json(handler, {"title": PLACES})
        self.check(answer.text)
        call = self.last_call(handler)
        self.assertIn(PLACES, call.error_message)

    def test_in_an_alert(self):
        handler = self.make_saying()
        self.add_lines(
            handler,
            "mapping",
            [{"field": "user_id", "value_source": "constant", "constant": "admin"}],
        )
        handler.action_add_alert()
        self.post_json(handler, {"title": PLACES})
        alert = self.env["inbound.webhook.alert"].search([])
        self.assertTrue(alert)
        alert.due_date = alert.env.cr.now()
        self.env.ref("inbound_webhook.cron_send_alerts").method_direct_trigger()
        lead = self.env["crm.lead"].browse(self.last_call(handler).res_id)
        said = self.env["mail.message"].search([("body", "ilike", "has news of")])
        texts = [*said.mapped("subject"), *map(str, said.mapped("body"))]
        self.assertIn("{{ 7*191 }}", " ".join(map(str, texts)))
        for text in map(str, texts):
            self.check(text)
        self.assertEqual(lead.name, PLACES)

    def test_names_of_parameters_in_a_call_are_no_paths(self):
        """Only the path that an administrator wrote is one."""
        handler = self.make_saying()
        payload = {"title": "A", "$.title": "B", "$..*": "C", "['title']": "D"}
        answer = self.post_json(handler, payload)
        self.assertTrue(re.match("A / A / Of A$", answer.text), answer.text)
