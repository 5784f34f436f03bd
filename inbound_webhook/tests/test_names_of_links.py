from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestNamesOfLinks(InboundWebhookHttpCase):
    """What a link names is found by whatever people call it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("fr_FR", "nl_NL", "nl_BE"):
            cls.env["res.lang"]._activate_lang(code)
        cls.env.company.country_id = cls.env.ref("base.us")

    @classmethod
    def make_link_handler(cls, field, model="crm.lead", **values):
        return cls.make_handler(
            model,
            parameters=["title", "link"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "link", "field": field, **values},
            ],
        )

    def linked(self, handler, link):
        """What the field has after a call, of a new record each time."""
        self.number = getattr(self, "number", 0) + 1
        payload = {"title": f"T {self.number}", "link": link}
        answer = self.post_json(handler, payload)
        self.assertEqual(answer.status_code, 200, f"{link}: {answer.text}")
        record = self.env[handler.model_name].browse(answer.json()["id"])
        return record[handler.mapping_ids[1].field_id.name]

    def assert_refused(self, handler, link):
        answer = self.post_json(handler, {"title": "T", "link": link})
        self.assertEqual(answer.status_code, 422, answer.text)
        self.assertIn(link, answer.json()["error"])

    # === COUNTRIES ===

    def test_a_country_is_written_in_any_way(self):
        handler = self.make_link_handler("country_id")
        for text, code in (
            *(("BE", "BE"), ("bel", "BE"), ("Belgium", "BE"), ("Belgien", "BE")),
            *(("USA", "US"), ("U.S.A.", "US"), ("United States of America", "US")),
            *(("UK", "GB"), ("Great Britain", "GB"), ("The Netherlands", "NL")),
            *(("Holland", "NL"), ("Czechia", "CZ"), ("Czech Republic", "CZ")),
            *(("Turkey", "TR"), ("Türkiye", "TR"), ("Deutschland", "DE")),
            *(("Allemagne", "DE"), ("Brasil", "BR"), ("日本", "JP")),
        ):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text).code, code)

    def test_a_country_that_nobody_knows_does_not_fit_and_is_not_made(self):
        for values in ({}, {"create_missing": True}):
            self.runner.group_ids += self.env.ref("base.group_system")
            handler = self.make_link_handler("country_id", **values)
            self.assert_refused(handler, "Utopia")
        handler.mapping_ids[1].on_invalid = "skip"
        self.assertFalse(self.linked(handler, "Utopia"))
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")

    def test_digits_are_no_country_but_for_the_three_of_iso_3166(self):
        handler = self.make_link_handler("country_id")
        self.assert_refused(handler, "21")
        self.assert_refused(handler, str(self.env.ref("base.be").id))
        self.assertEqual(self.linked(handler, "056").code, "BE")

    def test_a_country_by_its_other_name_decides_about_the_state(self):
        handler = self.make_handler(
            parameters=["title", "country", "state"],
            mappings=[
                {"parameter": "title", "field": "name"},
                {"parameter": "state", "field": "state_id"},
                {"parameter": "country", "field": "country_id"},
            ],
        )
        payload = {"title": "T", "country": "Etats-Unis", "state": "CA"}
        answer = self.post_json(handler, payload)
        lead = self.env["crm.lead"].browse(answer.json()["id"])
        self.assertEqual(lead.state_id, self.env.ref("base.state_us_5"))

    # === LANGUAGES ===

    def test_a_language_is_written_in_any_way(self):
        handler = self.make_link_handler("lang_id")
        for text, code in (
            *(("fr", "fr_FR"), ("fr-FR", "fr_FR"), ("fra", "fr_FR")),
            *(("French", "fr_FR"), ("Français", "fr_FR"), ("Französisch", "fr_FR")),
            *(("nl", "nl_NL"), ("nl-BE", "nl_BE"), ("Flemish", "nl_BE")),
            *(("English", "en_US"), ("English (US)", "en_US"), ("en-AU", "en_US")),
        ):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text).code, code)
        self.assert_refused(handler, "Klingon")

    def test_the_language_of_a_contact_is_a_choice_and_found_likewise(self):
        handler = self.make_link_handler("lang", "res.partner")
        for text, code in (
            *(("nl_BE", "nl_BE"), ("NL-be", "nl_BE"), ("fr", "fr_FR")),
            *(("Französisch", "fr_FR"), ("Dutch (Belgium)", "nl_BE")),
        ):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text), code)
        self.assert_refused(handler, "Klingon")

    def test_the_country_of_the_company_decides_which_dutch_it_is(self):
        handler = self.make_link_handler("lang_id")
        self.assertEqual(self.linked(handler, "Dutch").code, "nl_NL")
        self.env.company.country_id = self.env.ref("base.be")
        self.assertEqual(self.linked(handler, "Dutch").code, "nl_BE")

    # === CURRENCIES ===

    def test_a_currency_is_written_in_any_way(self):
        currencies = self.env["res.currency"].with_context(active_test=False)
        for code in ("EUR", "USD", "CAD", "CHF"):
            currencies.search([("name", "=", code)]).active = True
        currencies.search([("name", "=", "JPY")]).active = False
        self.runner.group_ids += self.env.ref("base.group_system")
        handler = self.make_handler(
            "res.partner.bank",
            parameters=["title", "link"],
            mappings=[
                {"parameter": "title", "field": "acc_number", "is_match_key": True},
                {"parameter": "link", "field": "currency_id"},
                {
                    "value_source": "constant",
                    "constant": "base.main_partner",
                    "field": "partner_id",
                },
            ],
        )
        for text, code in (
            *(("EUR", "EUR"), ("eur", "EUR"), ("€", "EUR"), ("Euro", "EUR")),
            *(("$", "USD"), ("US dollars", "USD"), ("US-Dollar", "USD")),
            *(("CA$", "CAD"), ("SFr.", "CHF"), ("Schweizer Franken", "CHF")),
            *(("978", "EUR"), (840, "USD"), ("756", "CHF")),
        ):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text).name, code)
        self.assert_refused(handler, "Taler")
        # It is there, but not in use: nobody could choose it.
        self.assert_refused(handler, "JPY")
        self.assert_refused(handler, "392")
        # Of a parameter that is a number, it is an id, if there is one.
        handler.parameter_ids[1].type = "integer"
        self.assertEqual(self.linked(handler, 978).name, "EUR")
        dollar = self.env.ref("base.USD")
        self.assertEqual(self.linked(handler, dollar.id), dollar)

    # === NAMES IN OTHER LANGUAGES ===

    def test_a_tag_is_found_by_its_name_in_any_installed_language(self):
        tag = self.env["crm.tag"].create({"name": "Warm"})
        tag.with_context(lang="fr_FR").name = "Chaud"
        tag.with_context(lang="nl_BE").name = "Warme_lead"
        handler = self.make_link_handler("tag_ids", create_missing=True)
        for text in ("warm", "CHAUD", "warme_lead"):
            with self.subTest(text):
                self.assertEqual(self.linked(handler, text), tag)
        # A sign that stands for any other is none here.
        self.assertNotEqual(self.linked(handler, "WarmeXlead"), tag)

    def test_the_language_of_the_user_goes_before_the_others(self):
        tags = self.env["crm.tag"].create([{"name": "Gift"}, {"name": "Present"}])
        tags[1].with_context(lang="nl_NL").name = "Gift"
        handler = self.make_link_handler("tag_ids")
        self.assertEqual(self.linked(handler, "gift"), tags[0])
        self.runner.lang = "nl_NL"
        tags[0].with_context(lang="nl_NL").name = "Vergif"
        self.assertEqual(self.linked(handler, "gift"), tags[1])
        self.assertEqual(self.linked(handler, "present"), tags[1])

    def test_a_name_that_two_have_in_other_languages_is_refused(self):
        tags = self.env["crm.tag"].create([{"name": "One"}, {"name": "Two"}])
        tags[0].with_context(lang="nl_NL").name = "Odd"
        tags[1].with_context(lang="fr_FR").name = "Odd"
        self.assert_refused(self.make_link_handler("tag_ids"), "Odd")

    def test_a_stage_is_found_by_its_name_in_any_installed_language(self):
        stage = self.env["crm.stage"].create({"name": "Looked at"})
        stage.with_context(lang="nl_BE").name = "Bekeken"
        handler = self.make_link_handler("stage_id")
        self.assertEqual(self.linked(handler, "bekeken"), stage)

    def test_a_choice_is_found_by_what_any_installed_language_calls_it(self):
        choice = self.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "crm.lead"),
                ("field_id.name", "=", "priority"),
                ("value", "=", "2"),
            ]
        )
        choice.with_context(lang="fr_FR").name = "Haute priorité"
        handler = self.make_link_handler("priority")
        self.assertEqual(self.linked(handler, "haute Priorité"), "2")
