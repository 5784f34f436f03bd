from odoo.tests import new_test_user, tagged

from .common import InboundWebhookHttpCase

#: The field of a lead for each, and the model that it links to.
LINKS = {
    "owner": ("user_id", "res.users"),
    "team": ("team_id", "crm.team"),
    "tag": ("tag_ids", "crm.tag"),
    "source": ("source_id", "utm.source"),
    "medium": ("medium_id", "utm.medium"),
    "campaign": ("campaign_id", "utm.campaign"),
}
#: What a salesperson may make, and what not.
MADE, NOT_MADE = ("tag", "source", "medium", "campaign"), ("team",)


@tagged("post_install", "-at_install")
class TestUnknownLinks(InboundWebhookHttpCase):
    """An owner, a team, a tag or a source that nobody knows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesperson = new_test_user(
            cls.env,
            login="salesperson",
            groups="base.group_user,sales_team.group_sale_salesman_all_leads",
        )

    @classmethod
    def make_link_handler(cls, kind, parameter=None, **values):
        field, _model = LINKS[kind]
        return cls.make_handler(
            user_id=cls.salesperson.id,
            parameters=["title", {"name": "link", **(parameter or {})}],
            mappings=[
                ("name", "title"),
                {"parameter": "link", "field": field, **values},
            ],
        )

    def send_unknown(self, handler):
        return self.post_json(handler, {"title": "T", "link": "Unheard of"})

    def lead_of(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["crm.lead"].browse(answer.json()["id"])

    def assert_left_out(self, handler, answer, kind):
        lead, (field, model) = self.lead_of(answer), LINKS[kind]
        self.assertFalse(lead[field])
        (note,) = answer.json()["notes"]
        self.assertIn("'Unheard of'", note)
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")
        self.assertFalse(self.env[model].search([("name", "=", "Unheard of")]))

    def test_an_unknown_one_is_left_out(self):
        for kind in LINKS:
            with self.subTest(kind):
                handler = self.make_link_handler(kind, on_invalid="skip")
                self.assert_left_out(handler, self.send_unknown(handler), kind)

    def test_an_unknown_one_refuses_the_call_where_that_is_chosen(self):
        for kind, (field, _model) in LINKS.items():
            with self.subTest(kind):
                handler = self.make_link_handler(kind, on_invalid="refuse")
                answer = self.send_unknown(handler)
                self.assertEqual(answer.status_code, 422, answer.text)
                self.assertIn(field, answer.json()["error"])

    def test_the_default_stands_in_for_an_unknown_one(self):
        team = self.env["crm.team"].create({"name": "Those at hand"})
        handler = self.make_link_handler(
            "team", {"default_value": "Those at hand"}, on_invalid="default"
        )
        answer = self.send_unknown(handler)
        self.assertEqual(self.lead_of(answer).team_id, team)
        self.assertIn("'Unheard of'", answer.json()["notes"][0])

    def test_an_unknown_one_is_made_where_that_is_allowed(self):
        for kind in MADE:
            with self.subTest(kind):
                handler = self.make_link_handler(kind, create_missing=True)
                made = self.lead_of(self.send_unknown(handler))[LINKS[kind][0]]
                self.assertEqual(made.name, "Unheard of")
                again = self.lead_of(self.send_unknown(handler))[LINKS[kind][0]]
                self.assertEqual(again, made)

    def test_one_that_the_user_may_not_make_does_not_fit(self):
        for kind in NOT_MADE:
            with self.subTest(kind):
                handler = self.make_link_handler(
                    kind, create_missing=True, on_invalid="skip"
                )
                self.assert_left_out(handler, self.send_unknown(handler), kind)
                self.assertIn("may not", self.last_call(handler).why)
                handler.mapping_ids[1].on_invalid = "refuse"
                answer = self.send_unknown(handler)
                self.assertEqual(answer.status_code, 422, answer.text)

    def test_an_owner_is_never_made(self):
        """A person needs more than a name to log in."""
        self.salesperson.group_ids += self.env.ref("base.group_system")
        handler = self.make_link_handler(
            "owner", create_missing=True, on_invalid="skip"
        )
        self.assert_left_out(handler, self.send_unknown(handler), "owner")

    def test_one_that_is_archived_is_not_made_again_under_another_name(self):
        mediums = self.env["utm.medium"].with_context(active_test=False)
        self.env["utm.medium"].create({"name": "Unheard of", "active": False})
        handler = self.make_link_handler(
            "medium", create_missing=True, on_invalid="skip"
        )
        self.assert_left_out(handler, self.send_unknown(handler), "medium")
        self.assertEqual(mediums.search_count([("name", "like", "Unheard of")]), 1)

    def test_one_that_odoo_would_call_otherwise_is_not_made(self):
        """It would not be found by the next call, which would make one more."""
        handler = self.make_link_handler(
            "source", create_missing=True, on_invalid="skip"
        )
        answer = self.post_json(handler, {"title": "T", "link": "Fair [1]"})
        self.assertFalse(self.lead_of(answer).source_id)
        sources = self.env["utm.source"]
        self.assertFalse(sources.search([("name", "=like", "Fair%")]))

    def test_words_that_mean_nothing_make_nothing(self):
        for kind in MADE:
            for word in ("N/A", "-", "{{source}}", "[object Object]"):
                with self.subTest(f"{kind} {word}"):
                    handler = self.make_link_handler(kind, create_missing=True)
                    payload = {"title": "T", "link": word}
                    lead = self.lead_of(self.post_json(handler, payload))
                    self.assertFalse(lead[LINKS[kind][0]])
