"""Values that Odoo refuses once it is to save them: no record is lost over one."""

from odoo import Command, api
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .queue_case import QueueCase

BARCODE_TAKEN = "Another partner already has this barcode"
#: What modules say.
CLOSED = "We are closed."
NOT_THIS = "Nothing of that kind, please."
#: As base_vat does.
ODD_NUMBER = "The VAT number [{number}] for partner [{name}] does not seem to be valid."


class OddValuesCase(QueueCase):
    """Handlers of contacts and leads, as people make them."""

    on_invalid = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_handler(
            "res.partner",
            parameters=["name", "email", "barcode", "ref", "parent"],
            mappings=[
                ("name", "name"),
                {"field": "email", "parameter": "email", "is_match_key": True},
                {"field": "parent_id", "parameter": "parent"},
                ("barcode", "barcode"),
                ("ref", "ref"),
            ],
        )
        cls.partners = cls.env["res.partner"]

    def mapping(self, name):
        return self.handler.mapping_ids.filtered(
            lambda item: item.field_id.name == name
        )

    def has_a_rule(self, name, rule, model="res.partner"):
        """Give a model a rule, as the module of a customer does."""
        cls = self.env.registry[model]
        rules = [*self.env[model]._constraint_methods, rule]
        self.patch(cls, "_constraint_methods", rules)

    def is_extended(self, name, method, model="res.partner"):
        """Have a model refuse something in one of its methods, as modules do."""
        self.patch(self.env.registry[model], name, method)


@tagged("post_install", "-at_install")
class TestOddValues(OddValuesCase):
    """One value that Odoo refuses is left out, and the rest is saved."""

    def test_a_barcode_that_somebody_has(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        answer = self.post_json(
            self.handler,
            {"name": "Ada", "email": "ada@x.example", "barcode": "4711", "ref": "A1"},
        )
        self.assertEqual(
            (answer.status_code, answer.json()["operation"]), (200, "created")
        )
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(
            contact,
            [{"name": "Ada", "email": "ada@x.example", "barcode": False, "ref": "A1"}],
        )
        call = self.last_call(self.handler)
        self.assertEqual((call.reason, call.attention), ("done_with_notes", "open"))
        (item,) = call.left_out
        self.assertEqual((item["parameter"], item["field"]), ("barcode", "barcode"))
        self.assertIn(f"{BARCODE_TAKEN}. It is left out.", call.error_message)
        self.assertEqual(call.begun_again, 0)

    def test_the_record_says_so_once(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        answer = self.post_json(self.handler, {"name": "Ada", "barcode": "4711"})
        contact = self.partners.browse(answer.json()["id"])
        messages = contact.message_ids
        self.assertEqual(len(messages), 1)
        self.assertEqual(messages.body.count(BARCODE_TAKEN), 1)
        self.assertEqual(self.partners.search_count([("name", "=", "Ada")]), 1)

    def test_the_sender_is_not_told_what_the_rule_says(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        answer = self.post_json(self.handler, {"name": "Ada", "barcode": "4711"})
        (note,) = answer.json()["notes"]
        self.assertEqual(
            note,
            "The parameter 'barcode' does not fit the field 'barcode': '4711' cannot "
            "be saved. It is left out.",
        )

    def test_a_change_that_odoo_refuses(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        ada = self.partners.create(
            {"name": "A", "email": "ada@x.example", "barcode": "1"}
        )
        answer = self.post_json(
            self.handler, {"name": "Ada", "email": "ada@x.example", "barcode": "4711"}
        )
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertRecordValues(ada, [{"name": "Ada", "barcode": "1"}])

    def test_a_contact_that_would_be_its_own_company(self):
        boss = self.partners.create({"name": "Boss", "email": "boss@x.example"})
        self.partners.create(
            {"name": "Clerk", "parent_id": boss.id, "is_company": True}
        )
        answer = self.post_json(
            self.handler,
            {"name": "Big Boss", "email": "boss@x.example", "parent": "Clerk"},
        )
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertRecordValues(boss, [{"name": "Big Boss", "parent_id": False}])
        self.assertIn("recursive", self.last_call(self.handler).error_message)

    def test_two_odd_values_at_once(self):
        boss = self.partners.create({"name": "Boss", "email": "boss@x.example"})
        self.partners.create(
            {
                "name": "Clerk",
                "parent_id": boss.id,
                "is_company": True,
                "barcode": "4711",
            }
        )
        answer = self.post_json(
            self.handler,
            {
                "name": "Big Boss",
                "email": "boss@x.example",
                "parent": "Clerk",
                "barcode": "4711",
                "ref": "B1",
            },
        )
        self.assertEqual(answer.json()["operation"], "updated")
        self.assertRecordValues(
            boss,
            [{"name": "Big Boss", "parent_id": False, "barcode": False, "ref": "B1"}],
        )
        left = {item["field"] for item in self.last_call(self.handler).left_out}
        self.assertEqual(left, {"parent_id", "barcode"})

    def test_a_value_that_is_to_refuse_refuses(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        self.mapping("barcode").on_invalid = "refuse"
        answer = self.post_json(
            self.handler, {"name": "Ada", "barcode": "4711", "ref": "A"}
        )
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.partners.search([("name", "=", "Ada")]))
        call = self.last_call(self.handler)
        self.assertEqual(call.reason, "rejected")
        self.assertIn(BARCODE_TAKEN, call.error_message)

    def test_a_default_takes_its_place(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        barcode = self.handler.parameter_ids.filtered(
            lambda item: item.name == "barcode"
        )
        barcode.default_value = "1234"
        self.mapping("barcode").on_invalid = "default"
        payload = {"name": "Ada", "barcode": "4711"}
        answer = self.post_json(self.handler, payload)
        self.assertEqual(self.partners.browse(answer.json()["id"]).barcode, "1234")
        self.assertIn("default is taken", answer.json()["notes"][0])
        # Somebody has the default now, too.
        answer = self.post_json(self.handler, {**payload, "name": "Eve"})
        eve = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(eve, [{"name": "Eve", "barcode": False}])

    def test_it_is_replayed_for_that_value_alone(self):
        bob = self.partners.create({"name": "Bob", "barcode": "4711"})
        answer = self.post_json(self.handler, {"name": "Ada", "barcode": "4711"})
        ada = self.partners.browse(answer.json()["id"])
        call = self.last_call(self.handler)
        again = self.replay(call)
        self.assertEqual(again.reason, "done_with_notes")
        ada.name = "Countess"
        bob.barcode = False
        replay = self.replay(call)
        self.assertEqual((replay.status, replay.reason), ("success", "done"))
        self.assertRecordValues(ada, [{"name": "Countess", "barcode": "4711"}])

    def test_items_lose_what_is_odd_in_each(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        for mode in ("all", "each"):
            with self.subTest(mode):
                self.handler.write({"split_path": "people", "split_mode": mode})
                self.handler.parameter_ids.filtered(
                    lambda item: item.name in ("name", "barcode")
                ).mapped(lambda item: item.write({"path": f"@.{item.name}"}))
                people = [
                    {"name": f"Ada {mode}", "barcode": mode},
                    {"name": f"Eve {mode}", "barcode": "4711"},
                ]
                answer = self.post_json(self.handler, {"people": people})
                self.assertEqual(answer.status_code, 200, answer.text)
                ada, eve = (
                    self.partners.browse(item["id"])
                    for item in answer.json()["results"]
                )
                self.assertEqual((ada.name, ada.barcode), (f"Ada {mode}", mode))
                self.assertEqual((eve.name, eve.barcode), (f"Eve {mode}", False))
                (note,) = answer.json()["notes"]
                self.assertIn("Item 2", note)
                self.assertNotIn("Another partner", note)

    def test_a_queued_call(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        self.handler.processing = "queued"
        self.assertEqual(
            self.post_json(
                self.handler, {"name": "Ada", "barcode": "4711"}
            ).status_code,
            202,
        )
        self.run_cron()
        call = self.last_call(self.handler)
        self.assertEqual(call.reason, "done_with_notes")
        self.assertEqual(self.partners.browse(call.res_id).name, "Ada")

    def test_a_unique_index_of_the_database(self):
        self.env.cr.execute(
            "CREATE UNIQUE INDEX partner_ref_once ON res_partner (lower(ref))"
        )
        self.partners.create({"name": "Bob", "ref": "A1"})
        self.env.flush_all()
        with mute_logger("odoo.sql_db"):
            answer = self.post_json(
                self.handler, {"name": "Ada", "ref": "a1", "barcode": "9"}
            )
        self.assertEqual(answer.status_code, 200, answer.text)
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(
            contact, [{"name": "Ada", "ref": False, "barcode": "9"}]
        )

    def test_a_rule_of_the_database_about_several_fields(self):
        self.env.cr.execute(
            "ALTER TABLE res_partner ADD CONSTRAINT odd_ref"
            " CHECK (ref IS NULL OR ref <> lower(name))"
        )
        with mute_logger("odoo.sql_db"):
            answer = self.post_json(self.handler, {"name": "Ada", "ref": "ada"})
        self.assertEqual(answer.status_code, 200, answer.text)
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(contact, [{"name": "Ada", "ref": False}])


@tagged("post_install", "-at_install")
class TestOddValuesOfModules(OddValuesCase):
    """What modules refuse, which do not always say of which field."""

    def test_a_rule_of_a_module(self):
        @api.constrains("ref")
        def check_ref(partners):
            if any((partner.ref or "").startswith("X") for partner in partners):
                raise UserError(NOT_THIS)

        self.has_a_rule("_check_ref", check_ref)
        answer = self.post_json(
            self.handler, {"name": "Ada", "ref": "X1", "barcode": "9"}
        )
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(contact, [{"ref": False, "barcode": "9"}])
        self.assertIn(NOT_THIS, self.last_call(self.handler).error_message)

    def test_what_is_refused_in_the_midst_of_it_names_the_value(self):
        """As ``base_vat`` does, from the inverse of the field."""
        attempts = []
        create = type(self.partners).create

        @api.model_create_multi
        def checked(self, vals_list):
            attempts.append(vals_list)
            for vals in vals_list:
                if (vals.get("ref") or "").startswith("BE"):
                    number = vals["ref"].replace(" ", "")
                    words = ODD_NUMBER.format(number=number, name=vals["name"])
                    raise ValidationError(words)
            return create(self, vals_list)

        self.is_extended("create", checked)
        answer = self.post_json(
            self.handler, {"name": "Ada", "ref": "BE 0477 1", "barcode": "9"}
        )
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(
            contact, [{"name": "Ada", "ref": False, "barcode": "9"}]
        )
        # As it came, as it came to a savepoint, and without that value.
        self.assertEqual(len(attempts), 3)

    def test_what_nothing_names_is_found_by_trying(self):
        write = type(self.partners).write

        def checked(self, vals):
            if vals.get("barcode") == "13":
                raise UserError(NOT_THIS)
            return write(self, vals)

        self.is_extended("write", checked)
        ada = self.partners.create({"name": "A", "email": "ada@x.example"})
        answer = self.post_json(
            self.handler,
            {"name": "Ada", "email": "ada@x.example", "barcode": "13", "ref": "R"},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertRecordValues(ada, [{"name": "Ada", "barcode": False, "ref": "R"}])

    def refuses_together(self, *names, words=NOT_THIS):
        """Have contacts refuse to have values in all of some fields."""
        create = type(self.partners).create

        @api.model_create_multi
        def checked(self, vals_list):
            if any(all(vals.get(name) for name in names) for vals in vals_list):
                raise UserError(words)
            return create(self, vals_list)

        self.is_extended("create", checked)

    def test_the_key_goes_last(self):
        self.refuses_together("email", "ref")
        handler = self.make_handler(
            "res.partner",
            parameters=["name", "email", "ref"],
            mappings=[
                *(("name", "name"), ("ref", "ref")),
                {"field": "email", "parameter": "email", "is_match_key": True},
            ],
        )
        answer = self.post_json(
            handler, {"name": "Ada", "email": "ada@x.example", "ref": "R"}
        )
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(contact, [{"email": "ada@x.example", "ref": False}])

    def test_what_is_called_as_the_words_say_goes_first(self):
        self.refuses_together("barcode", "ref", words="No barcode here.")
        answer = self.post_json(
            self.handler, {"name": "Ada", "barcode": "9", "ref": "R"}
        )
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(contact, [{"barcode": False, "ref": "R"}])

    def test_two_that_nothing_names_and_none_besides(self):
        create = type(self.partners).create

        @api.model_create_multi
        def checked(self, vals_list):
            for vals in vals_list:
                if vals.get("barcode"):
                    raise UserError(NOT_THIS)
                if vals.get("ref"):
                    raise UserError(CLOSED)
            return create(self, vals_list)

        self.is_extended("create", checked)
        self.add_lines(self.handler, "parameter", [{"name": "job", "sequence": 99}])
        job = {"parameter": "job", "field": "function", "sequence": 99}
        self.add_lines(self.handler, "mapping", [job])
        answer = self.post_json(
            self.handler, {"name": "Ada", "barcode": "9", "ref": "R", "job": "Count"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        contact = self.partners.browse(answer.json()["id"])
        self.assertRecordValues(
            contact, [{"barcode": False, "ref": False, "function": "Count"}]
        )

    def test_what_no_value_is_to_blame_for_refuses_the_call(self):
        @api.model_create_multi
        def closed(self, vals_list):
            raise UserError(CLOSED)

        self.is_extended("create", closed)
        answer = self.post_json(
            self.handler, {"name": "Ada", "ref": "R", "barcode": "9"}
        )
        self.assertEqual(answer.status_code, 422)
        call = self.last_call(self.handler)
        self.assertEqual(call.error_message, CLOSED)
        (line,) = [line for line in call.trace if line["code"] == "in_vain"]
        self.assertEqual(set(line["fields"]), {"name", "ref", "barcode"})
        self.assertIn("as well: ", call.explanation)

    def test_an_automation_rule_that_says_no_decides(self):
        self.env["base.automation"].create(
            {
                "name": "No thirteen",
                "model_id": self.handler.model_id.id,
                "trigger": "on_create",
                "action_server_ids": [
                    Command.create(
                        {
                            "name": "Refuse",
                            "model_id": self.handler.model_id.id,
                            "usage": "base_automation",
                            "state": "code",
                            "code": "if record.ref == '13': raise UserError('No.')",
                        }
                    )
                ],
            }
        )
        answer = self.post_json(self.handler, {"name": "Ada", "ref": "13"})
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.partners.search([("name", "=", "Ada")]))

    def test_tries_have_an_end(self):
        attempts = []

        @api.model_create_multi
        def closed(self, vals_list):
            attempts.append(vals_list)
            raise UserError(CLOSED)

        self.is_extended("create", closed)
        names = ["name", "street", "street2", "city", "zip", "phone", "website", "ref"]
        names += ["function", "comment", "barcode", "vat", "email", "company_registry"]
        names += ["company_name", "employee", "color", "partner_latitude", "tz", "lang"]
        names += ["partner_longitude", "is_company", "active"]
        handler = self.make_handler(
            "res.partner",
            parameters=["value"],
            mappings=[(name, "value") for name in names],
        )
        self.assertEqual(self.post_json(handler, {"value": "1"}).status_code, 422)
        self.assertLessEqual(len(attempts), 21)

    def test_nothing_is_left_of_what_was_tried(self):
        """A tag that is made for a record which Odoo refuses is made once."""
        self.partners.create({"name": "Bob", "barcode": "4711"})
        handler = self.make_handler(
            "res.partner",
            parameters=["name", "barcode", {"name": "tags", "type": "list"}],
            mappings=[
                ("name", "name"),
                ("barcode", "barcode"),
                {"field": "category_id", "parameter": "tags", "create_missing": True},
            ],
            # What is undone gives back what it took.
            max_new_links=1,
        )
        payload = {"name": "Ada", "barcode": "4711", "tags": ["Odd One"]}
        answer = self.post_json(handler, payload)
        contact = self.partners.browse(answer.json()["id"])
        self.assertEqual(contact.category_id.mapped("name"), ["Odd One"])
        tags = self.env["res.partner.category"].search([("name", "=", "Odd One")])
        self.assertEqual(len(tags), 1)

    def test_followers_are_written_to_once(self):
        self.partners.create({"name": "Bob", "barcode": "4711"})
        ada = self.partners.create({"name": "A", "email": "ada@x.example"})
        follower = self.partners.create({"name": "F", "email": "f@x.example"})
        ada.message_subscribe([follower.id])
        self.post_json(
            self.handler,
            {"name": "Ada", "email": "ada@x.example", "barcode": "4711", "ref": "R"},
        )
        said = ada.message_ids.filtered(lambda item: "Updated by" in (item.body or ""))
        self.assertEqual(len(said), 1)
