from odoo.tests import new_test_user, tagged

from ..engine.errors import ValueRefused
from ..processing import writing
from ..processing.business_env import business_env
from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestFieldValues(InboundWebhookCase):
    """What the value of a call becomes in a field, kind by kind."""

    def apply(self, field, value, model="crm.lead", **mapping):
        """The record that a call makes of one value, past the door.

        :param value: as the body of the call has it
        """
        handler = self.make_handler(
            model,
            parameters=["title"],
            mappings=[
                ("name", "title"),
                {"parameter": "title", "field": field, **mapping},
            ],
        )
        handler.mapping_ids[0].write(
            {"value_source": "constant", "constant": "T", "parameter_id": False}
        )
        spec = handler._found().spec
        env = business_env(self.env, spec.runner)
        call = self.env["inbound.webhook.call"]
        return writing.save(env, spec, call, {"title": value}).record

    def assert_refused(self, field, value, code="value_invalid", **options):
        with self.assertRaises(ValueRefused) as caught:
            self.apply(field, value, **options)
        self.assertEqual(caught.exception.code, code)
        self.assertIn(repr(field), str(caught.exception))

    # === LINKS TO ONE RECORD ===

    def test_a_country_is_found_by_its_code(self):
        self.assertEqual(self.apply("country_id", "be").country_id.code, "BE")

    def test_a_country_is_found_by_its_name(self):
        self.assertEqual(self.apply("country_id", " belgium ").country_id.code, "BE")

    def test_a_record_is_found_by_its_id(self):
        belgium = self.env.ref("base.be")
        self.assertEqual(self.apply("country_id", belgium.id).country_id, belgium)

    def test_a_record_is_found_by_its_external_id(self):
        belgium = self.env.ref("base.be")
        self.assertEqual(self.apply("country_id", "base.be").country_id, belgium)

    def test_what_takes_more_than_a_name_is_not_made(self):
        """Odoo's language asks for its code, and raises a KeyError."""
        self.assert_refused(
            "lang_id", "Klingon", code="relation_missing", create_missing=True
        )

    def test_an_external_id_gives_no_right_to_its_record(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        team = self.env["crm.team"].create(
            {"name": "Of elsewhere", "company_id": company.id}
        )
        ids = self.env["ir.model.data"]
        name = {"module": "shop", "model": "crm.team"}
        ids.create({**name, "name": "team", "res_id": team.id})
        self.assert_refused("team_id", "shop.team", code="relation_missing")

    def test_an_external_id_of_what_is_gone_finds_nothing(self):
        tag = self.env["crm.tag"].create({"name": "Gone"})
        data = self.env["ir.model.data"].create(
            {"module": "shop", "name": "t", "model": "crm.tag", "res_id": tag.id}
        )
        self.env.cr.execute("DELETE FROM crm_tag WHERE id = %s", [tag.id])
        self.assertTrue(data.exists())
        self.assert_refused("tag_ids", "shop.t", code="relation_missing")

    def test_an_external_id_of_another_model_finds_nothing(self):
        self.assert_refused("country_id", "base.main_company", code="relation_missing")
        self.assert_refused("country_id", "base.narnia", code="relation_missing")

    def test_a_salesperson_is_found_by_the_login(self):
        owner = new_test_user(
            self.env, login="owner.login", groups="sales_team.group_sale_salesman"
        )
        self.assertEqual(self.apply("user_id", "OWNER.login").user_id, owner)

    def test_a_contact_is_found_by_its_address(self):
        contact = self.env["res.partner"].create(
            {"name": "Z", "email": "z@odd.example"}
        )
        self.assertEqual(self.apply("partner_id", "Z@odd.example").partner_id, contact)

    def test_a_record_that_is_not_there_is_refused(self):
        self.assert_refused("country_id", "Narnia", code="relation_missing")
        self.assert_refused("country_id", 2**40, code="relation_missing")
        self.assert_refused("country_id", 999_999, code="relation_missing")

    def test_a_name_of_several_records_is_refused(self):
        for _n in range(2):
            self.env["res.partner"].create({"name": "Twin of the test"})
        self.assert_refused("partner_id", "Twin of the test", code="relation_ambiguous")

    def test_a_record_that_is_missing_is_made_where_the_mapping_says_so(self):
        record = self.apply("source_id", "The moon", create_missing=True)
        self.assertEqual(record.source_id.name, "The moon")

    def test_a_record_is_found_before_one_is_made(self):
        source = self.env["utm.source"].create({"name": "The moon"})
        record = self.apply("source_id", "the MOON", create_missing=True)
        self.assertEqual(record.source_id, source)

    def test_a_number_never_makes_a_record(self):
        self.assert_refused(
            "source_id", 999_999, code="relation_missing", create_missing=True
        )

    def test_what_the_user_may_not_see_is_not_there(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        contact = self.env["res.partner"].create(
            {"name": "Only elsewhere", "company_id": company.id}
        )
        self.assert_refused("partner_id", "Only elsewhere", code="relation_missing")
        self.assert_refused("partner_id", contact.id, code="relation_missing")

    def test_an_archived_record_is_not_found(self):
        contact = self.env["res.partner"].create({"name": "Gone now", "active": False})
        self.assert_refused("partner_id", "Gone now", code="relation_missing")
        self.assert_refused("partner_id", contact.id, code="relation_missing")

    def test_commands_are_no_value_of_a_link(self):
        for value in ([4, 1], [[6, 0, [1]]], {"id": 1}, True, {"name": "X"}):
            with self.subTest(str(value)):
                self.assert_refused("country_id", value)

    # === LINKS TO MANY RECORDS ===

    def test_a_list_of_names_links_them(self):
        tags = self.env["crm.tag"].create([{"name": "Red one"}, {"name": "Blue one"}])
        self.assertEqual(self.apply("tag_ids", ["red one", "Blue one"]).tag_ids, tags)

    def test_a_text_with_commas_links_each(self):
        tags = self.env["crm.tag"].create([{"name": "Red one"}, {"name": "Blue one"}])
        self.assertEqual(self.apply("tag_ids", "red one, blue one").tag_ids, tags)

    def test_a_list_of_ids_links_them(self):
        tags = self.env["crm.tag"].create([{"name": "Red one"}, {"name": "Blue one"}])
        self.assertEqual(self.apply("tag_ids", tags.ids).tag_ids, tags)

    def test_one_missing_name_is_made_once(self):
        record = self.apply("tag_ids", ["New one", "new ONE"], create_missing=True)
        self.assertEqual(record.tag_ids.mapped("name"), ["New one"])

    def test_commands_are_no_values_of_links(self):
        tag = self.env["crm.tag"].create({"name": "Red one"})
        for value in (
            [[4, tag.id]],
            [[6, 0, [tag.id]]],
            [(0, 0, {"name": "Made"})],
            [{"id": tag.id}],
            {"name": "Made"},
            [["Red one"]],
        ):
            with self.subTest(str(value)):
                self.assert_refused("tag_ids", value, create_missing=True)
        self.assertFalse(self.env["crm.tag"].search([("name", "=", "Made")]))

    # === CHOICES ===

    def test_a_choice_is_found_by_its_key_or_its_label(self):
        self.assertEqual(self.apply("type", "opportunity").type, "opportunity")
        self.assertEqual(self.apply("type", " OPPORTUNITY ").type, "opportunity")
        self.assertEqual(self.apply("priority", "very high").priority, "3")
        self.assertEqual(self.apply("priority", 3).priority, "3")

    def test_a_choice_that_there_is_not_is_refused(self):
        self.assert_refused("priority", "4")
        self.assert_refused("type", ["lead"])

    # === PLAIN VALUES ===

    def test_a_whole_number_fits_the_database(self):
        self.assertEqual(self.apply("color", 2**31 - 1).color, 2**31 - 1)
        self.assert_refused("color", 2**31)
        self.assert_refused("color", -(2**31) - 1)
        self.assert_refused("color", "1.5")

    def test_an_amount_can_be_a_text(self):
        record = self.apply("expected_revenue", "1234.50")
        self.assertEqual(record.expected_revenue, 1234.5)

    def test_no_html_of_a_call_is_html_in_a_record(self):
        record = self.apply("description", "<img src=x onerror=alert(1)>\nb & c")
        self.assertEqual(
            record.description,
            "<p>&lt;img src=x onerror=alert(1)&gt;<br>b &amp; c</p>",
        )

    def test_a_date_can_be_a_text_or_a_point_in_time(self):
        for value in ("2026-04-03", "2026-04-03T10:15:00Z"):
            with self.subTest(value):
                record = self.apply("date_deadline", value)
                self.assertEqual(str(record.date_deadline), "2026-04-03")
        self.assert_refused("date_deadline", "soon")

    def test_zero_and_false_are_values(self):
        record = self.apply("expected_revenue", 0)
        self.assertEqual(record.expected_revenue, 0)
        contact = self.apply("is_company", False, model="res.partner")
        self.assertFalse(contact.is_company)

    def test_an_object_is_no_text(self):
        self.assert_refused("contact_name", {"size": "Zoë"})

    def test_a_transform_comes_before_the_field(self):
        record = self.apply("contact_name", " zoë ", transform="upper")
        self.assertEqual(record.contact_name.strip(), "ZOË")
