from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestParameter(InboundWebhookCase):
    """What cannot work is refused as it is saved, not when a call comes."""

    def assert_refused(self, sentence, parameter, **values):
        with self.assertRaisesRegex(ValidationError, sentence):
            self.make_handler(parameters=[parameter], **values)

    def test_a_name_is_a_word(self):
        for name in ("first name", "1st", "e-mail", "a.b", "a}}"):
            with self.subTest(name):
                self.assert_refused("is no name for a parameter", name)

    def test_a_name_can_have_letters_of_any_language(self):
        handler = self.make_handler(
            body_type="form", parameters=["größe", "имя", "a_1"]
        )
        self.assertEqual(len(handler.parameter_ids), 3)

    def test_a_name_of_the_placeholders_is_taken(self):
        for name in ("record", "call"):
            with self.subTest(name):
                self.assert_refused("is no name for a parameter", name)

    @mute_logger("odoo.sql_db")
    def test_a_name_is_there_once(self):
        with self.assertRaises(UniqueViolation):
            self.make_handler(parameters=["a", "a"])

    def test_two_handlers_can_have_parameters_of_one_name(self):
        self.make_handler(parameters=["a"])
        self.make_handler(parameters=["a"])

    def test_a_header_with_credentials_is_no_parameter(self):
        for path in ("Authorization", "X-Api-Key"):
            with self.subTest(path):
                parameter = {"name": "a", "source": "header", "path": path}
                self.assert_refused("holds credentials", parameter)

    def test_a_path_is_checked(self):
        self.assert_refused("'items\\['", {"name": "a", "path": "items["})

    def test_a_form_can_have_any_name_of_a_field(self):
        handler = self.make_handler(
            body_type="form", parameters=[{"name": "a", "path": "items["}]
        )
        self.assertEqual(handler.parameter_ids.path, "items[")

    def test_paths_are_checked_when_a_handler_takes_json_after_all(self):
        handler = self.make_handler(
            body_type="form", parameters=[{"name": "a", "path": "items["}]
        )
        with self.assertRaisesRegex(ValidationError, "'items\\['"):
            handler.body_type = "json"

    def test_a_default_fits_the_type(self):
        parameter = {"name": "a", "type": "integer", "default_value": "many"}
        self.assert_refused("'many'", parameter)


@tagged("post_install", "-at_install")
class TestMapping(InboundWebhookCase):
    """Where values can go."""

    def assert_refused(self, sentence, mapping, model="crm.lead"):
        with self.assertRaisesRegex(ValidationError, sentence):
            self.make_handler(model, parameters=["a"], mappings=[mapping])

    def test_a_parameter_of_another_handler_is_refused(self):
        other = self.make_handler(parameters=["b"]).parameter_ids
        self.assert_refused(
            "a parameter of its own handler",
            {"value_source": "parameter", "parameter_id": other.id, "field": "name"},
        )

    def test_a_mapping_without_a_parameter_is_refused(self):
        self.assert_refused(
            "a parameter of its own handler",
            {"value_source": "parameter", "field": "name"},
        )

    def test_a_fixed_value_is_there(self):
        self.assert_refused(
            "needs the value", {"value_source": "constant", "field": "name"}
        )

    def test_a_fixed_value_names_parameters(self):
        self.assert_refused("no parameter", {"field": "name", "constant": "x {{ b }}"})
        self.assert_refused("closing", {"field": "name", "constant": "x {{ a"})

    def test_a_field_of_another_model_is_refused(self):
        field = self.env["ir.model.fields"]._get_ids("res.partner")["name"]
        self.assert_refused("does not belong to", {"parameter": "a", "field_id": field})

    def test_a_readonly_field_is_refused(self):
        self.assert_refused("cannot be filled", ("create_date", "a"))

    def test_a_field_that_is_not_stored_is_refused(self):
        self.assert_refused("cannot be filled", ("display_name", "a"))

    def test_a_picture_that_odoo_makes_of_another_is_refused(self):
        self.assert_refused("cannot be filled", ("image_512", "a"), "res.partner")

    def test_a_picture_is_no_match_key(self):
        mapping = {"parameter": "a", "field": "image_1920", "is_match_key": True}
        self.assert_refused("cannot be matched", mapping, "res.partner")

    def test_a_list_of_lines_is_refused(self):
        self.assert_refused("cannot be filled", ("child_ids", "a"), "res.partner")

    def test_a_field_that_names_a_model_and_a_record_is_refused(self):
        self.assert_refused("cannot be filled", ("res_id", "a"), "mail.activity")

    def test_links_to_many_are_no_match_key(self):
        mapping = {"parameter": "a", "field": "tag_ids", "is_match_key": True}
        self.assert_refused("cannot be matched", mapping)

    def test_the_target_cannot_change_under_its_mappings(self):
        handler = self.make_handler(parameters=["a"], mappings=[("name", "a")])
        with self.assertRaisesRegex(ValidationError, "does not belong to"):
            handler.model_id = self.env["ir.model"]._get("res.partner")
