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
        for value in (state.id, str(state.id), "base.state_us_5"):
            with self.subTest(value):
                answer = self.send_address(country="FR", state=value)
                self.assertEqual(answer.status_code, 422)
                self.assert_place(
                    self.record_of(title="U", country="US", state=value), "US", "CA"
                )

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
