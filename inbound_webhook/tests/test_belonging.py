from odoo.tests import tagged

from ..processing.belonging import Owner, owners_of
from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestBelonging(InboundWebhookHttpCase):
    """A state is one of its country, a stage one of its team: of the same record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.countries = {
            code: cls.env.ref(f"base.{code.lower()}")
            for code in ("US", "FR", "AT", "GE", "IT", "ES", "TR", "BE", "DE")
        }
        cls.handler = cls.make_address_handler()

    @classmethod
    def make_address_handler(cls, model="crm.lead", order=("country", "state"), **more):
        mappings = {
            "country": {"parameter": "country", "field": "country_id"},
            "state": {"parameter": "state", "field": "state_id", **more},
        }
        return cls.make_handler(
            model,
            parameters=["title", "country", "state"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                *(mappings[name] for name in order),
            ],
        )

    def send_address(self, handler=None, **payload):
        return self.post_json(handler or self.handler, {"title": "T", **payload})

    def assert_place(self, record, country, state):
        self.assertEqual(record.country_id.code, country)
        self.assertEqual(record.state_id.code or None, state)
        if state:
            self.assertEqual(record.state_id.country_id, record.country_id)

    def record_of(self, handler=None, **payload):
        handler = handler or self.handler
        answer = self.send_address(handler, **payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env[handler.model_name].browse(answer.json()["id"])

    # === OF THE SAME CALL ===

    def test_a_state_is_one_of_the_country_of_the_call(self):
        for model in ("crm.lead", "res.partner"):
            for order in (("country", "state"), ("state", "country")):
                handler = self.make_address_handler(model, order)
                for country, state in (("US", "CA"), ("IT", "CA"), ("ES", "CA")):
                    with self.subTest(f"{model} {order} {country} {state}"):
                        record = self.record_of(handler, country=country, state=state)
                        self.assert_place(record, country, state)

    def test_a_state_is_found_by_its_name_too(self):
        lead = self.record_of(country="United States", state="georgia")
        self.assert_place(lead, "US", "GA")

    def test_a_state_is_found_by_its_code_without_that_of_its_country(self):
        # Odoo has DE-BE in Germany, and CA in the United States.
        for state, code in (("BE", "DE-BE"), ("by", "DE-BY"), ("DE-HH", "DE-HH")):
            with self.subTest(state):
                lead = self.record_of(country="DE", state=state)
                self.assert_place(lead, "DE", code)

    def test_a_state_is_found_by_its_code_with_that_of_its_country(self):
        """As ISO 3166-2 has it: ``US-CA``, whichever of the two Odoo has."""
        for country, text in (("US", "US-CA"), (None, "US-CA"), ("IT", "it-ca")):
            with self.subTest(text):
                lead = self.record_of(
                    title=f"{country} {text}", country=country or "", state=text
                )
                self.assert_place(lead, text[:2].upper(), "CA")
        answer = self.send_address(country="FR", state="US-CA")
        self.assertEqual(answer.status_code, 422)

    def test_a_state_is_found_without_its_accents_and_hyphens(self):
        for country, text, code in (
            *(("BR", "Sao Paulo", "SP"), ("BR", "SÃO PAULO", "SP")),
            *(("DE", "Baden Wuerttemberg", "DE-BW"), ("DE", "Thuringen", "DE-TH")),
            *(("CA", "Québec", "QC"), ("US", "D.C.", "DC")),
            *(("BR", "São Paulo - SP", "SP"), ("US", "California (CA)", "CA")),
            *(("DE", "Freistaat Bayern", "DE-BY"), ("JP", "東京", "JP-13")),
        ):
            with self.subTest(text):
                lead = self.record_of(title=text, country=country, state=text)
                self.assert_place(lead, country, code)

    def test_where_no_country_is_known_so_is_one_of_the_country_of_the_company(self):
        self.env.company.country_id = self.env.ref("base.br")
        self.assert_place(self.record_of(state="Sao Paulo"), "BR", "SP")
        self.assertEqual(self.send_address(state="Thuringen").status_code, 422)

    def test_where_no_country_is_known_a_code_is_one_of_the_country_of_the_company(
        self,
    ):
        """Odoo has DE-SN in Germany, and an SN elsewhere."""
        states = self.env["res.country.state"]
        self.assertTrue(states.search([("code", "=", "SN")]))
        self.env.company.country_id = self.env.ref("base.de")
        self.assert_place(self.record_of(state="SN"), "DE", "DE-SN")

    def test_a_state_that_does_not_fit_is_said_to_whoever_mends_it(self):
        """By the parameter that brings it, and by its field as the screens call it."""
        reason = "There is no Country state called '75' in France."
        answer = self.send_address(country="FR", state="75")
        self.assertEqual(
            answer.json()["error"],
            f"The parameter 'state' does not fit the field 'state_id': {reason}",
        )
        self.assertEqual(
            self.last_call(self.handler).why,
            f"The parameter 'state' does not fit the field State: {reason}",
        )
        handler = self.make_handler(
            parameters=["title"],
            mappings=[
                {"parameter": "title", "field": "name"},
                {"constant": "75", "field": "state_id", "value_source": "constant"},
                {"constant": "FR", "field": "country_id", "value_source": "constant"},
            ],
        )
        self.send_address(handler)
        self.assertEqual(
            self.last_call(handler).why,
            f"The fixed value of the field State does not fit: {reason}",
        )

    def test_a_state_of_another_country_does_not_fit(self):
        # 75 is in Turkey, W in Argentina, Georgia in the US.
        for country, state in (("FR", "75"), ("AT", "W"), ("GE", "Georgia")):
            with self.subTest(f"{country} {state}"):
                answer = self.send_address(country=country, state=state)
                self.assertEqual(answer.status_code, 422)
                error = answer.json()["error"]
                self.assertIn(repr(state), error)
                self.assertIn(self.countries[country].name, error)
                self.assertIn("state_id", error)
        self.assertFalse(self.env["crm.lead"].search([("name", "=", "T")]))

    def test_nor_by_its_id_or_its_external_id(self):
        state = self.env.ref("base.state_us_5")
        by_id = self.make_address_handler()
        by_id.parameter_ids[2].type = "integer"
        for handler, value in (
            (by_id, state.id),
            (self.handler, "base.state_us_5"),
        ):
            with self.subTest(value):
                answer = self.send_address(handler, country="FR", state=value)
                self.assertEqual(answer.status_code, 422)
                lead = self.record_of(handler, title="U", country="US", state=value)
                self.assert_place(lead, "US", "CA")

    def test_digits_are_the_code_of_a_state_and_never_its_id(self):
        """Shops have ids of their own for states: Magento's are up to 65 in the US."""
        state = self.env.ref("base.state_us_5")
        self.assertEqual(
            self.send_address(country="US", state=str(state.id)).status_code, 422
        )
        lead = self.record_of(country="JP", state="13")
        self.assert_place(lead, "JP", "JP-13")

    def test_digits_without_a_country_are_no_state(self):
        # 67 is in Turkey, and in France, of which Odoo has no states.
        self.assertEqual(self.send_address(state="67").status_code, 422)
        self.env.company.country_id = self.env.ref("base.jp")
        self.assert_place(self.record_of(state="13"), "JP", "JP-13")

    def test_a_state_with_its_country_in_one_text(self):
        """As Odoo writes it (New York (US)), and as people do."""
        self.env.company.country_id = self.env.ref("base.be")
        for country in (True, False):
            for code, text, state in (
                *(("US", "New York (US)", "NY"), ("US", "NY, USA", "NY")),
                *(("DE", "Bayern, DE", "DE-BY"), ("DE", "BY, Germany", "DE-BY")),
                *(("US", "Georgia (US)", "GA"), ("BR", "São Paulo - SP, BR", "SP")),
                *(("IT", "Milano (MI), Italia", "MI"), ("US", "us_ny", "NY")),
                ("DE", "DE_BY", "DE-BY"),
                *(("US", "NY | United States (US)", "NY"), ("CA", "Ontario, CA", "ON")),
                ("ES", "Vizcaya, España", "BI"),
            ):
                with self.subTest(text, country=country):
                    said = {"country": code} if country else {}
                    lead = self.record_of(title=f"{text} {country}", state=text, **said)
                    self.assert_place(lead, code, state)

    def test_a_state_in_two_languages_is_found_by_either(self):
        for text in ("Vizcaya", "Bizkaia", "Bizkaia/Vizcaya", "Vizcaya (BI)"):
            with self.subTest(text):
                lead = self.record_of(title=text, country="ES", state=text)
                self.assert_place(lead, "ES", "BI")

    def test_what_names_no_one_state_is_left_out(self):
        self.env.company.country_id = self.env.ref("base.us")
        for country, text in (
            *(("", "Paris, France"), ("FR", "Paris, France"), ("US", "Bayern, DE")),
            # A city of California, or a part of Canada?
            *(("", "Ontario, CA"), ("US", "Washington, D.C."), ("US", "New York, NJ")),
            *(("DE", "NRW"), ("DE", "Bavaria"), ("JP", "Tokyo-to"), ("FR", "IDF")),
            *(("FR", "Île-de-France (IDF)"), ("", "21"), ("BE", "New York (US)")),
            *(("", "Atlanta, Georgia"), ("DE", "Berlin, Bayern")),
        ):
            with self.subTest(text, country=country):
                answer = self.send_address(country=country, state=text)
                self.assertEqual(answer.status_code, 422, answer.text)

    def test_a_state_that_is_made_is_made_in_its_country(self):
        # Who may only sell may not make states.
        self.runner.group_ids += self.env.ref("base.group_system")
        handler = self.make_address_handler(create_missing=True)
        first = self.record_of(handler, country="FR", state="75")
        self.assert_place(first, "FR", "75")
        self.assertEqual(first.state_id.name, "75")
        second = self.record_of(handler, title="U", country="FR", state="75")
        self.assertEqual(second.state_id, first.state_id)

    # === OF THE RECORD ===

    def test_the_country_of_the_record_counts_where_the_call_names_none(self):
        lead = self.env["crm.lead"].create(
            {"name": "T", "country_id": self.countries["IT"].id}
        )
        self.assertEqual(self.record_of(state="CA"), lead)
        self.assert_place(lead, "IT", "CA")
        answer = self.send_address(state="Georgia")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Italy", answer.json()["error"])

    def test_the_country_of_the_call_goes_before_that_of_the_record(self):
        lead = self.env["crm.lead"].create(
            {"name": "T", "country_id": self.countries["IT"].id}
        )
        self.record_of(country="US", state="CA")
        self.assert_place(lead, "US", "CA")

    def test_a_country_that_is_not_written_does_not_count(self):
        handler = self.make_address_handler()
        handler.mapping_ids[1].policy = "if_empty"
        lead = self.env["crm.lead"].create(
            {"name": "T", "country_id": self.countries["IT"].id}
        )
        self.record_of(handler, country="US", state="CA")
        self.assert_place(lead, "IT", "CA")

    def test_another_country_takes_the_state_of_the_old_one_away(self):
        for model in ("crm.lead", "res.partner"):
            record = self.env[model].create(
                {
                    "name": "T",
                    "country_id": self.countries["US"].id,
                    "state_id": self.env.ref("base.state_us_5").id,
                }
            )
            handler = self.make_address_handler(model)
            self.record_of(handler, country="US")
            self.assert_place(record, "US", "CA")
            self.record_of(handler, country="FR")
            self.assert_place(record, "FR", None)

    def test_a_country_that_the_call_empties_does_not_count(self):
        handler = self.make_address_handler()
        handler.mapping_ids[1].policy = "also_empty"
        lead = self.env["crm.lead"].create(
            {"name": "T", "country_id": self.countries["IT"].id}
        )
        self.record_of(handler, country="", state="Georgia")
        self.assertEqual(lead.state_id.code, "GA")

    # === OF NEITHER ===

    def test_a_state_brings_its_country_along(self):
        self.assert_place(self.record_of(state="Georgia"), "US", "GA")

    def test_the_country_of_the_handler_only_decides_among_several(self):
        answer = self.send_address(state="CA")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Several", answer.json()["error"])
        self.env.company.country_id = self.countries["US"]
        self.assert_place(self.record_of(state="CA"), "US", "CA")
        self.assert_place(self.record_of(title="U", state="Ardahan"), "TR", "75")

    def test_of_a_country_that_nobody_knows_a_state_has_only_its_name(self):
        """``CA`` may be anywhere then, and is none of the handler's own country."""
        self.env.company.country_id = self.countries["US"]
        handler = self.make_address_handler()
        handler.mapping_ids.on_invalid = "skip"
        for title, state, found in (
            ("by its code", "CA", (False, False)),
            ("by its name", "California", ("US", "CA")),
        ):
            with self.subTest(title):
                payload = {"title": title, "country": "Narnia", "state": state}
                lead = self.record_of(handler, **payload)
                place = lead.country_id.code, lead.state_id.code
                self.assertEqual(place, found)
                left_out = ["country_id"] + ["state_id"] * (not found[0])
                self.assertEqual(
                    [item["field"] for item in self.last_call(handler).left_out],
                    left_out,
                )
        # Where it says nothing of a country, it is the handler's own.
        lead = self.record_of(handler, title="nothing", country="N/A", state="CA")
        self.assert_place(lead, "US", "CA")

    # === OTHER THINGS THAT BELONG TO SOMETHING ===

    def test_a_stage_is_one_of_its_team(self):
        teams = self.env["crm.team"].create([{"name": "North"}, {"name": "South"}])
        north, south = self.env["crm.stage"].create(
            [
                {"name": "Looked at", "team_ids": teams[0].ids},
                {"name": "Looked at", "team_ids": teams[1].ids},
            ]
        )
        general = self.env["crm.stage"].create({"name": "For all"})
        handler = self.make_handler(
            parameters=["title", "stage", "team"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "stage", "field": "stage_id"},
                {"parameter": "team", "field": "team_id"},
            ],
        )
        lead = self.record_of(handler, stage="looked at", team="South")
        self.assertEqual(lead.stage_id, south)
        lead = self.record_of(handler, title="U", stage="Looked at", team="North")
        self.assertEqual(lead.stage_id, north)
        self.assertEqual(self.record_of(handler, title="U", stage="For all"), lead)
        self.assertEqual(lead.stage_id, general)
        self.assertEqual(self.record_of(handler, title="U", stage="Looked at"), lead)
        self.assertEqual(lead.stage_id, north)

    def make_team_handler(self):
        return self.make_handler(
            parameters=["title", "stage", "team"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "stage", "field": "stage_id"},
                {"parameter": "team", "field": "team_id"},
            ],
        )

    def test_a_stage_brings_its_team_along(self):
        """The team decides what stages there are, so one of another team is none."""
        teams = self.env["crm.team"].create([{"name": "North"}, {"name": "South"}])
        stage = self.env["crm.stage"].create(
            {"name": "Only here", "team_ids": teams[1].ids}
        )
        both = self.env["crm.stage"].create({"name": "In both", "team_ids": teams.ids})
        handler = self.make_team_handler()
        lead = self.record_of(handler, stage="only here")
        self.assertEqual((lead.stage_id, lead.team_id), (stage, teams[1]))
        other = self.record_of(handler, title="U", stage="in both")
        self.assertEqual(other.stage_id, both)
        answer = self.send_address(handler, title="V", stage="only here", team="North")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("'only here' in North", answer.json()["error"])

    def test_a_team_that_the_user_may_not_see_is_not_named_and_costs_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        team = self.env["crm.team"].create({"name": "Hidden"})
        handler = self.make_team_handler()
        lead = self.record_of(handler, team="Hidden")
        self.env.cr.execute(
            "UPDATE crm_team SET company_id = %s WHERE id = %s", [company.id, team.id]
        )
        team.invalidate_recordset()
        answer = self.send_address(handler, stage="Nowhere")
        self.assertEqual(answer.status_code, 422)
        self.assertNotIn("Hidden", answer.text)
        handler.mapping_ids[1].on_invalid = "skip"
        self.assertEqual(self.record_of(handler, stage="Nowhere"), lead)

    def test_without_a_team_a_stage_of_all_goes_before_those_of_teams(self):
        teams = self.env["crm.team"].create([{"name": "North"}, {"name": "South"}])
        general = self.env["crm.stage"].create(
            [
                {"name": "Looked at", "team_ids": teams[0].ids},
                {"name": "Looked at"},
                {"name": "Looked at", "team_ids": teams[1].ids},
            ]
        )[1]
        lead = self.record_of(self.make_team_handler(), stage="looked at")
        self.assertEqual(lead.stage_id, general)

    # === COMPANIES ===

    def test_a_team_of_another_company_than_the_lead_has_does_not_fit(self):
        others = self.env["res.company"].create({"name": "Others"})
        # Who may see both would find both.
        self.runner.group_ids += self.env.ref("base.group_system")
        ours = self.env["crm.team"].create(
            {"name": "Odd", "company_id": self.env.company.id}
        )
        self.env["crm.team"].create({"name": "Odd"})
        handler = self.make_handler(
            parameters=["title", "team", "company"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "team", "field": "team_id"},
                {"parameter": "company", "field": "company_id"},
            ],
        )
        own = self.env.company.name
        # One's own goes before that of all.
        lead = self.record_of(handler, team="odd", company=own)
        self.assertEqual(lead.team_id, ours)
        self.assertEqual(self.record_of(handler, title="U", team="Odd").team_id, ours)
        # Not all models have a rule that hides what is of other companies.
        teams = self.env["ir.model"]._get("crm.team")
        self.env["ir.rule"].search([("model_id", "=", teams.id)]).active = False
        ours.company_id = others
        answer = self.send_address(handler, title="V", team=ours.id, company=own)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("team_id", answer.json()["error"])
        # Odoo would refuse the whole lead for it.
        handler.mapping_ids[1].on_invalid = "skip"
        lead = self.record_of(handler, title="V", team=ours.id, company=own)
        self.assertFalse(lead.team_id)
        self.assertEqual(self.last_call(handler).reason, "done_with_notes")

    def make_company_handler(self, model="crm.lead", **more):
        return self.make_handler(
            model,
            parameters=["title", "company"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "company", "field": "company_id", **more},
            ],
        )

    def test_a_company_that_the_webhook_does_not_work_in_does_not_fit(self):
        """Who may see all companies finds it, and Odoo refuses the record for it."""
        self.env["res.company"].create({"name": "Others"})
        self.runner.group_ids += self.env.ref("base.group_system")
        for model in ("crm.lead", "res.partner"):
            handler = self.make_company_handler(model, on_invalid="skip")
            record = self.record_of(handler, company="Others")
            self.assertNotEqual(record.company_id.name, "Others")
            call = self.last_call(handler)
            self.assertEqual(call.reason, "done_with_notes")
            self.assertIn("makes no records of a company called 'Others'", call.why)
            own = self.env.company
            record = self.record_of(handler, company=own.name)
            self.assertEqual(record.company_id, own)
        handler.mapping_ids[1].on_invalid = "refuse"
        answer = self.send_address(handler, company="Others")
        self.assertEqual(answer.status_code, 422)

    # === WHAT PEOPLE ADD ===

    def add_model(self, name, *links):
        """A model with links, each a name, a model, and what more is said of it."""
        model = self.env["ir.model"].create({"name": name, "model": name})
        self.add_links(name, *links)
        self.env["ir.model.access"].create(
            {
                "name": name,
                "model_id": model.id,
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
                "perm_create": True,
            }
        )

    def add_links(self, model, *links):
        for link, relation, more in links:
            self.env["ir.model.fields"].create(
                {
                    "name": link,
                    "model_id": self.env["ir.model"]._get(model).id,
                    "field_description": link,
                    "ttype": "many2one",
                    "relation": relation,
                    **more,
                }
            )

    def test_a_city_is_one_of_its_state_or_of_its_country(self):
        """As ``res.city``, whose state need not be known and is one of its country."""
        self.add_model(
            "x_city",
            (
                "x_country_id",
                "res.country",
                {"required": True, "on_delete": "restrict"},
            ),
            ("x_state_id", "res.country.state", {}),
        )
        self.add_links("crm.lead", ("x_city_id", "x_city", {}))
        # A field that people add may not say so, but that of a module may.
        state = self.env["x_city"]._fields["x_state_id"]
        state.domain = "[('country_id', '=', x_country_id)]"
        us, (illinois, ohio) = (
            self.countries["US"],
            [self.env.ref(f"base.state_us_{number}") for number in (14, 30)],
        )
        self.assertEqual((illinois.code, ohio.code), ("IL", "OH"))
        cities = self.env["x_city"].create(
            [
                {"x_name": name, "x_country_id": us.id, "x_state_id": state.id}
                for name, state in (
                    *(("Springfield", illinois), ("Springfield", ohio)),
                    *(("Dayton", ohio), ("Anywhere", self.env["res.country.state"])),
                )
            ]
        )
        handler = self.make_handler(
            parameters=["title", "city", "state", "country"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {"parameter": "city", "field": "x_city_id"},
                {"parameter": "state", "field": "state_id"},
                {"parameter": "country", "field": "country_id"},
            ],
        )
        place = {"country": "USA", "state": "Ohio"}
        lead = self.record_of(handler, city="springfield", **place)
        self.assertEqual(lead.x_city_id, cities[1])
        self.record_of(handler, city="Anywhere", **place)
        self.assertEqual(lead.x_city_id, cities[3])
        # What has no state goes with any.
        self.record_of(handler, state="Illinois")
        self.assertEqual((lead.x_city_id, lead.state_id), (cities[3], illinois))
        self.record_of(handler, city="Springfield")
        self.assertEqual(lead.x_city_id, cities[0])
        self.record_of(handler, state="Ohio")
        self.assertFalse(lead.x_city_id)
        answer = self.send_address(handler, city="Dayton", state="IL", country="US")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("x_city_id", answer.json()["error"])
        # As people write them in one text, and as Odoo does.
        for number, (text, city, place) in enumerate(
            (
                ("Springfield, IL", cities[0], {"country": "US"}),
                ("Springfield - OH", cities[1], {"country": "US"}),
                ("Springfield/Ohio", cities[1], {"country": "US"}),
                ("Springfield (Illinois, US)", cities[0], {}),
                ("Springfield, Ohio, USA", cities[1], {}),
            )
        ):
            record = self.record_of(handler, title=f"P{number}", city=text, **place)
            self.assertEqual(record.x_city_id, city, text)
            self.assertEqual(record.state_id, city.x_state_id)
        answer = self.send_address(handler, city="Dayton, IL", country="US")
        self.assertEqual(answer.status_code, 422)
        alone = self.record_of(handler, title="U", city="Dayton")
        self.assertEqual((alone.x_city_id, alone.state_id), (cities[2], ohio))
        self.assertEqual(alone.country_id, us)

    def test_a_contact_of_an_order_is_one_of_its_customer(self):
        """As the addresses of an order, which have a customer beside them."""
        self.add_links("crm.lead", ("x_delivery_id", "res.partner", {}))
        acme, byron = self.env["res.partner"].create(
            [
                {"name": "Acme", "is_company": True},
                {"name": "Byron", "is_company": True},
            ]
        )
        stores = self.env["res.partner"].create(
            [
                {"name": "Store", "parent_id": company.id, "email": f"{mail}@x.example"}
                for company, mail in ((acme, "a"), (byron, "b"))
            ]
        )
        handler = self.make_handler(
            parameters=["title", "delivery", "customer"],
            mappings=[
                {"parameter": "title", "field": "name", "is_match_key": True},
                {
                    "parameter": "delivery",
                    "field": "x_delivery_id",
                    "create_missing": True,
                },
                {"parameter": "customer", "field": "partner_id"},
            ],
        )
        lead = self.record_of(handler, delivery="store", customer="Byron")
        self.assertEqual(lead.x_delivery_id, stores[1])
        self.record_of(handler, delivery="store", customer="Acme")
        self.assertEqual(lead.x_delivery_id, stores[0])
        # An address says who is meant, wherever he works.
        self.record_of(handler, delivery="b@x.example", customer="Acme")
        self.assertEqual(lead.x_delivery_id, stores[1])
        self.record_of(handler, delivery="Shop", customer="Acme")
        self.assertRecordValues(
            lead.x_delivery_id, [{"name": "Shop", "parent_id": acme.id}]
        )
        # Who orders as a person has addresses as well, and each is made once.
        for title in ("V", "W"):
            self.env["res.partner"].search([("name", "=", "Ada of the order")]) or (
                self.env["res.partner"].create({"name": "Ada of the order"})
            )
            order = self.record_of(
                handler, title=title, delivery="Home", customer="Ada of the order"
            )
            self.assertEqual(order.x_delivery_id.parent_id, order.partner_id)
        homes = self.env["res.partner"].search([("name", "=", "Home")])
        self.assertEqual(homes, order.x_delivery_id)
        # A customer that the user may not see any more says nothing.
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.cr.execute(
            "UPDATE res_partner SET company_id = %s WHERE id = %s",
            [elsewhere.id, acme.id],
        )
        acme.invalidate_recordset()
        self.record_of(handler, delivery="b@x.example")
        self.assertEqual(lead.x_delivery_id, stores[1])

    def test_only_what_another_model_must_have_decides(self):
        self.assertEqual(
            owners_of(self.env["res.partner"], "state_id"),
            [Owner("country_id", "country_id")],
        )
        self.assertEqual(
            owners_of(self.env["crm.lead"], "state_id"),
            [Owner("country_id", "country_id")],
        )
        # Other links of a lead belong to nothing that it has.
        lead = self.env["crm.lead"]
        for name, field in lead._fields.items():
            if field.type == "many2one" and field.store and name != "state_id":
                with self.subTest(name):
                    self.assertEqual(owners_of(lead, name), [])
