"""Calls that hold something of a person, in every place where they can."""

from odoo.tools import SQL

from .queue_case import QueueCase

#: Other people than those of the samples of senders.
MAIL = "augusta@analytical.example"
NAME = "Augusta Kingova"
PHONE = "+32 2 555 12 34"


class PrivacyCase(QueueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.env.ref("base.user_admin")
        cls.handler = cls.make_handler(
            parameters=["title", {"name": "mail"}, {"name": "who"}, {"name": "tel"}],
            mappings=[
                {"parameter": "mail", "field": "email_from", "is_match_key": True},
                ("name", "title"),
                ("contact_name", "who"),
                ("phone", "tel"),
            ],
        )

    def ada(self, **values):
        return {"title": "x", "mail": MAIL, "who": NAME, "tel": PHONE, **values}

    def found(self, text, user=None):
        calls = self.env["inbound.webhook.call"].with_user(user or self.admin)
        return calls.search([("person", "=", text)]).sudo()

    def find(self, user=None, **who):
        searches = self.env["inbound.webhook.person.search"]
        search = searches.with_user(user or self.admin).create(who)
        search.action_find()
        return search

    def rows_with(self, text):
        """Tables and columns of ours that hold a text, as the database has them."""
        self.env.flush_all()
        held = []
        for name, model in self.env.registry.items():
            if not name.startswith("inbound.webhook.") or not model._auto:
                continue
            self.env.cr.execute(
                SQL(
                    "SELECT string_agg(t::text, ' ') FROM %s t",
                    SQL.identifier(model._table),
                )
            )
            rows = self.env.cr.fetchone()[0] or ""
            spelled = text.encode().hex()
            if text in rows or spelled in rows:
                held.append(name)
        return held
