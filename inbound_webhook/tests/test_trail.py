"""From a record to the calls that made and changed it."""

from odoo.tests import Form, new_test_user, tagged

from ..models.odoo.mail_thread import Creation, Note
from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestTrail(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(name="Shop <b>")
        groups = "sales_team.group_sale_salesman_all_leads"
        cls.seller = new_test_user(cls.env, login="seller", groups=groups)
        cls.reader = new_test_user(
            cls.env, login="reader", groups=f"{groups},inbound_webhook.group_user"
        )

    def post(self, title="First", handler=None):
        payload = {"title": title, "email": "ada@example.com"}
        answer = self.post_json(handler or self.handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.last_call(handler or self.handler)

    def notes(self, lead):
        messages = lead.message_ids.filtered(lambda item: "call" in (item.body or ""))
        return messages.sorted("id").mapped("body")

    def test_the_chatter_names_the_handler_and_the_call(self):
        """Without a link: most who read it may not open calls."""
        created, updated = self.post("First"), self.post("Second")
        lead = created._record()
        self.assertEqual(
            [str(body) for body in self.notes(lead)],
            [
                f"<p>{verb} by Shop &lt;b&gt;, call {call.id}</p>"
                for verb, call in (("Created", created), ("Updated", updated))
            ],
        )

    def test_what_changes_nothing_is_not_noted(self):
        created = self.post("First")
        self.post("First")
        self.assertEqual(len(self.notes(created._record())), 1)

    def test_a_note_notifies_nobody_and_makes_nobody_follow(self):
        lead = self.post()._record()
        self.assertFalse(lead.message_ids.notification_ids)
        self.assertNotIn(self.runner.partner_id, lead.message_partner_ids)

    def test_no_address_for_replies_is_looked_up_for_a_note(self):
        """Nobody is sent it. What rules send in its wake has Odoo's."""
        self.runner.email = "runner@example.com"
        self.env.company.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "catch.example", "catchall_alias": "all"}
        )
        note = self.post()._record().message_ids
        self.assertEqual(note.reply_to, note.email_from)
        self.assertIn("runner@example.com", note.reply_to)
        threads = self.env["mail.thread"].with_context(inbound_webhook_note=Note())
        addresses = [threads._notify_get_reply_to(default="a@b.org") for _ in range(2)]
        self.assertEqual(addresses[0], {False: "a@b.org"})
        self.assertIn("all@catch.example", addresses[1][False])

    def test_a_handler_can_go_without_notes(self):
        self.handler.note_on_record = False
        self.assertFalse(self.notes(self.post()._record()))

    def test_there_is_one_message_of_a_call(self):
        lead = self.post("First")._record()
        self.assertEqual(len(lead.message_ids), 1)
        self.assertEqual(lead.message_ids.author_id, self.runner.partner_id)
        self.assertEqual(lead.message_ids.subtype_id, self.env.ref("mail.mt_note"))
        self.post("Second")
        self.assertEqual(len(lead.message_ids), 2)

    def test_there_is_one_message_of_a_call_that_changes_what_odoo_tracks(self):
        handler = self.make_handler(
            parameters=["who", "email"],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                ("contact_name", "who"),
            ],
        )
        lead = self.post()._record()
        payload = {"who": "Ada", "email": "ada@example.com"}
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.json()["operation"], "updated", answer.text)
        message = lead.message_ids[0]
        self.assertEqual(len(lead.message_ids), 2)
        call = self.last_call(handler)
        self.assertEqual(str(message.body), f"<p>Updated by Test, call {call.id}</p>")
        tracked = message.sudo().tracking_value_ids
        self.assertEqual(tracked.field_id.name, "contact_name")
        self.assertEqual(tracked.new_value_char, "Ada")

    def test_a_change_is_noted_where_a_rule_takes_back_what_odoo_tracks(self):
        """Then Odoo has nothing to say, but the rest of the call was written."""
        handler = self.make_handler(
            parameters=["who", "about", "email"],
            mappings=[
                {"parameter": "email", "field": "email_from", "is_match_key": True},
                ("contact_name", "who"),
                ("description", "about"),
            ],
        )
        lead = self.post()._record()
        self.make_code_rule(handler, "record.write({'contact_name': False})")
        payload = {"who": "Ada", "about": "Engines", "email": "ada@example.com"}
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.json()["operation"], "updated", answer.text)
        self.assertIn("Engines", lead.description)
        call = self.last_call(handler)
        self.assertEqual(
            str(self.notes(lead)[-1]), f"<p>Updated by Test, call {call.id}</p>"
        )
        message = lead.message_ids[0]
        self.assertEqual(len(lead.message_ids), 2)
        self.assertEqual(message.author_id, self.runner.partner_id)
        self.assertFalse(message.sudo().tracking_value_ids)

    def test_who_follows_is_told_of_a_new_record(self):
        """As Odoo tells of it, and in the one message that says whose call it was."""
        team = self.env["crm.team"].create({"name": "Shop"})
        told = self.env.ref("crm.mt_lead_create")
        parent = self.env["mail.message.subtype"].search([("parent_id", "=", told.id)])
        team.message_subscribe(self.seller.partner_id.ids, parent.ids)
        self.add_lines(
            self.handler,
            "mapping",
            [{"field": "team_id", "value_source": "constant", "constant": "Shop"}],
        )
        lead = self.post()._record()
        self.assertEqual(len(lead.message_ids), 1)
        self.assertEqual(lead.message_ids.subtype_id, told)
        notified = lead.message_ids.notification_ids.res_partner_id
        self.assertEqual(notified, self.seller.partner_id)
        self.assertIn("Created by Shop", lead.message_ids.body)

    def test_what_else_a_new_record_makes_says_that_it_was_made(self):
        """The one message is that of the record of the call, and of no other."""
        self.make_code_rule(
            self.handler,
            "env['res.partner'].create({'name': record.name})",
            trigger="on_create",
            inbound_webhook_handler_id=False,
        )
        lead = self.post("Made along")._record()
        self.assertEqual(len(lead.message_ids), 1)
        contact = self.env["res.partner"].search([("name", "=", "Made along")])
        self.assertEqual(
            [str(body) for body in contact.message_ids.mapped("body")],
            ["<p>Contact created</p>"],
        )

    def test_the_record_that_a_new_one_delegates_to_says_that_it_was_made(self):
        """It is made in the midst of the other, whose own message is left out."""
        creation = Creation("crm.lead")
        makers = self.env(context={"inbound_webhook_creation": creation})
        lead = makers["crm.lead"].create({"name": "Delegates"})
        self.assertFalse(lead.message_ids)
        for silent, count in ((creation, 1), (True, 0)):
            midst = makers["res.partner"].with_context(mail_create_nolog=silent)
            contact = midst.create({"name": "Delegated to"})
            self.assertEqual(len(contact.message_ids), count)

    def test_what_a_client_says_in_the_context_is_none_of_ours(self):
        context = {"inbound_webhook_creation": {"model": "crm.lead"}}
        lead = self.env["crm.lead"].with_context(**context).create({"name": "A"})
        self.assertEqual(
            lead.message_ids.subtype_id, self.env.ref("crm.mt_lead_create")
        )

    def test_without_notes_odoo_says_what_it_says_anyway(self):
        self.handler.note_on_record = False
        lead = self.post()._record()
        self.assertEqual(
            lead.message_ids.subtype_id, self.env.ref("crm.mt_lead_create")
        )

    def test_a_record_without_a_chatter_has_no_note(self):
        handler = self.make_handler(
            "utm.source",
            parameters=["title"],
            mappings=[("name", "title")],
            user_id=self.env.ref("base.user_admin").id,
        )
        answer = self.post_json(handler, {"title": "Fair"})
        self.assertEqual(answer.status_code, 200, answer.text)

    def test_a_record_counts_its_calls_and_opens_them(self):
        first, second = self.post("First"), self.post("Second")
        lead = first._record().with_user(self.reader)
        self.assertEqual(lead.inbound_webhook_call_count, 2)
        action = lead.action_open_inbound_webhook_calls()
        calls = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(calls, second | first)

    def test_a_record_of_an_item_counts_the_call(self):
        handler = self.make_handler(
            split_path="$",
            parameters=[{"name": "title", "path": "@.title"}],
            mappings=[("name", "title")],
        )
        answer = self.post_json(handler, [{"title": "A"}, {"title": "B"}])
        lead_id = answer.json()["results"][1]["id"]
        lead = self.env["crm.lead"].browse(lead_id).with_user(self.reader)
        self.assertEqual(lead.inbound_webhook_call_count, 1)
        domain = lead.action_open_inbound_webhook_calls()["domain"]
        calls = self.env["inbound.webhook.call"].search(domain)
        self.assertEqual(calls, self.last_call(handler))

    def test_the_button_is_for_those_who_may_see_calls(self):
        lead = self.post()._record()
        for user, sees_it in ((self.reader, True), (self.seller, False)):
            fields = Form(lead.with_user(user))._view["fields"]
            self.assertEqual("inbound_webhook_call_count" in fields, sees_it)

    def test_sales_people_see_no_menu_of_webhooks(self):
        menu = self.env.ref("inbound_webhook.menu_inbound_webhook_root")
        shown = self.env["ir.ui.menu"].with_user(self.seller)._visible_menu_ids()
        self.assertNotIn(menu.id, shown)
        shown = self.env["ir.ui.menu"].with_user(self.reader)._visible_menu_ids()
        self.assertIn(menu.id, shown)
