from odoo.tests import tagged

from odoo.addons.inbound_webhook.tests.common import InboundWebhookHttpCase

MAIL = "augusta@analytical.example"
NAME = "Augusta Kingova"


@tagged("post_install", "-at_install", "security")
class TestPrivacyLookup(InboundWebhookHttpCase):
    """Odoo's Privacy Lookup finds and erases what calls left behind."""

    def setUp(self):
        super().setUp()
        self.handler = self.make_lead_handler()
        self.post_json(self.handler, {"title": "x", "email": MAIL, "first": "Augusta"})
        self.call = self.last_call(self.handler)
        self.handler.parameter_ids[1].sample_value = MAIL

    def look_up(self, **values):
        wizard = self.env["privacy.lookup.wizard"].create(
            {"email": MAIL, "name": NAME, **values}
        )
        wizard.action_lookup()
        return wizard

    def line(self, wizard, record):
        return wizard.line_ids.filtered(
            lambda line: (line.res_model, line.res_id) == (record._name, record.id)
        )

    def test_a_call_is_found_beside_its_record(self):
        wizard = self.look_up()
        lead = self.env["crm.lead"].browse(self.call.res_id)
        for record in (lead, self.call, self.handler.parameter_ids[1]):
            self.assertEqual(len(self.line(wizard, record)), 1, record)
        self.assertEqual(self.line(wizard, self.call).res_name, f"Call {self.call.id}")
        other = self.look_up(email="ugusta@analytical.example", name="Augusta K")
        self.assertFalse(self.line(other, self.call))

    def test_deleting_it_empties_it_and_keeps_the_row(self):
        wizard = self.look_up()
        line = self.line(wizard, self.call)
        line.action_unlink()
        self.assertTrue(line.is_unlinked)
        self.assertTrue(self.call.erased_date)
        self.assertFalse(self.call.body)
        self.assertIn(f"Erased: call {self.call.id}", wizard.execution_details)
        self.assertIn("Erased", wizard.log_id.execution_details)
        parameter = self.handler.parameter_ids[1]
        self.line(wizard, parameter).action_unlink()
        self.assertTrue(parameter.exists())
        self.assertFalse(parameter.sample_value)

    def test_to_archive_all_switches_no_handler_off(self):
        self.handler.action_listen()
        self.post_json(self.handler, {"title": "x"}, headers={"X-Api-Key": MAIL})
        wizard = self.look_up()
        line = self.line(wizard, self.handler)
        self.assertEqual(len(line), 1)
        self.assertFalse(line.has_active)
        wizard.line_ids.action_archive_all()
        self.assertTrue(self.handler.active)
        line.action_unlink()
        self.assertTrue(self.handler.exists())
        self.assertFalse(self.handler.sudo().captured_request)
