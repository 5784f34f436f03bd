from odoo.http import root
from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestSessions(InboundWebhookHttpCase):
    """Who is logged in does not matter: a call is the handler's user's.

    An administrator who follows a link to a handler, or whose browser a page has post
    to one, lends it none of his rights.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Leads are not for everybody who works here.
        cls.nobody = new_test_user(cls.env, login="nobody", groups="base.group_user")
        cls.lead = cls.env["crm.lead"].create({"name": "Kept", "email_from": "a@b.cd"})

    def test_an_administrator_lends_no_rights(self):
        handler = self.make_lead_handler(user_id=self.nobody.id)
        self.authenticate("admin", "admin")
        answer = self.post_json(handler, {"title": "Changed", "email": "a@b.cd"})
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.lead.name, "Kept")

    def test_an_administrator_looks_nothing_up(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[
                {"field": "email_from", "parameter": "email", "is_match_key": True}
            ],
            user_id=self.nobody.id,
        )
        self.authenticate("admin", "admin")
        answer = self.get(handler, {"email": "a@b.cd"})
        self.assertIn(answer.status_code, (403, 404))
        self.assertNotIn("Kept", answer.text)

    def test_what_is_made_is_of_the_handlers_user(self):
        handler = self.make_lead_handler()
        self.authenticate("admin", "admin")
        answer = self.post_json(handler, {"title": "Made"})
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual((lead.create_uid, lead.write_uid), (self.runner, self.runner))
        self.assertEqual(lead.message_ids.author_id, self.runner.partner_id)

    def test_the_session_stays_as_it_was(self):
        """Nothing of a call is kept in it, and it is neither ended nor begun."""
        handler = self.make_lead_handler()
        session = self.authenticate("admin", "admin")
        before = dict(session)
        answer = self.post_json(
            handler, {"title": "Made"}, query="?debug=1&db=x&lang=fr"
        )
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual(dict(root.session_store.get(session.sid)), before)
