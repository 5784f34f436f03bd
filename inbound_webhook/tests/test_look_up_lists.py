import json

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import RUNNER_RIGHTS, InboundWebhookHttpCase


class LookUpListCase(InboundWebhookHttpCase):
    """A look-up of contacts by their city."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.be = cls.env.ref("base.be")
        cls.acme = cls.env["res.partner"].create(
            {"name": "Acme", "is_company": True, "country_id": cls.be.id}
        )
        names = ("Charles Babbage", "Ada Lovelace", "Grace Hopper")
        cls.people = cls.env["res.partner"].create(
            [
                {"name": name, "city": "Oddville", "function": function}
                for name, function in zip(names, ("c", "a", False), strict=True)
            ]
        )
        cls.charles, cls.ada, cls.grace = cls.people
        # With an address of her own.
        cls.ada.write({"type": "other", "parent_id": cls.acme.id})
        cls.handler = cls.look_up(
            look_up_mode="list", return_field_ids=cls.ids_of("name")
        )

    @classmethod
    def ids_of(cls, *names, model="res.partner"):
        fields = cls.env["ir.model.fields"]._get_ids(model)
        return [Command.set([fields[name] for name in names])]

    @classmethod
    def paths(cls, *paths):
        return [Command.create({"path": path}) for path in paths]

    @classmethod
    def look_up(cls, **values):
        return cls.make_handler(
            "res.partner",
            method="get",
            parameters=[{"name": "city", "source": "query"}],
            mappings=[{"parameter": "city", "field": "city", "is_match_key": True}],
            **values,
        )

    @staticmethod
    def child(name, **values):
        """A command that makes a contact of another one, with an address of its own."""
        return Command.create({"name": name, "type": "other", **values})

    def ask(self, handler=None, city="Oddville"):
        return self.get(handler or self.handler, {"city": city})

    def names(self, handler=None):
        return [row["name"] for row in self.ask(handler).json()["records"]]


@tagged("post_install", "-at_install")
class TestLookUpList(LookUpListCase):
    """A GET call is answered all records that match, in an order."""

    def test_all_that_match_are_answered_the_newest_first(self):
        answer = self.ask()
        call = self.calls(self.handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "found",
                "model": "res.partner",
                "records": [
                    {"id": self.grace.id, "name": "Grace Hopper"},
                    {"id": self.ada.id, "name": "Ada Lovelace"},
                    {"id": self.charles.id, "name": "Charles Babbage"},
                ],
                "count": 3,
                "more": False,
                "call": call.id,
            },
        )
        self.assertRecordValues(
            call,
            [
                {
                    "status": "success",
                    "operation": "found",
                    "response_code": 200,
                    "res_model": False,
                    "res_id": 0,
                }
            ],
        )

    def test_one_record_is_a_list_too(self):
        (self.ada + self.grace).city = "Elsewhere"
        content = self.ask().json()
        self.assertEqual(content["count"], 1)
        self.assertEqual(
            content["records"], [{"id": self.charles.id, "name": "Charles Babbage"}]
        )

    def test_only_so_many_and_it_is_said_that_there_are_more(self):
        self.handler.list_limit = 2
        content = self.ask().json()
        self.assertEqual(content["count"], 2)
        self.assertIs(content["more"], True)
        self.assertEqual(self.names(), ["Grace Hopper", "Ada Lovelace"])
        self.handler.list_limit = 3
        self.assertIs(self.ask().json()["more"], False)

    def test_in_the_order_of_a_field(self):
        [field] = self.ids_of("name")[0][2]
        self.handler.list_order_field_id = field
        self.assertEqual(
            self.names(), ["Grace Hopper", "Charles Babbage", "Ada Lovelace"]
        )
        self.handler.list_direction = "asc"
        self.assertEqual(
            self.names(), ["Ada Lovelace", "Charles Babbage", "Grace Hopper"]
        )

    def test_records_without_a_value_come_last_in_either_direction(self):
        [field] = self.ids_of("function")[0][2]
        self.handler.list_order_field_id = field
        self.assertEqual(
            self.names(), ["Charles Babbage", "Ada Lovelace", "Grace Hopper"]
        )
        self.handler.list_direction = "asc"
        self.assertEqual(
            self.names(), ["Ada Lovelace", "Charles Babbage", "Grace Hopper"]
        )

    def test_in_the_order_of_a_linked_record(self):
        self.grace.country_id = self.env.ref("base.zm")
        self.charles.country_id = self.env.ref("base.al")
        [field] = self.ids_of("country_id")[0][2]
        self.handler.write({"list_order_field_id": field, "list_direction": "asc"})
        self.assertEqual(
            self.names(), ["Charles Babbage", "Grace Hopper", "Ada Lovelace"]
        )

    def test_nothing_found_is_an_empty_list(self):
        answer = self.ask(city="Nowhere")
        call = self.calls(self.handler)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "not_found",
                "model": "res.partner",
                "records": [],
                "count": 0,
                "more": False,
                "call": call.id,
            },
        )
        self.assertRecordValues(call, [{"status": "success", "operation": "not_found"}])

    def test_an_answer_for_nothing_found_goes_before_the_empty_list(self):
        self.add_lines(
            self.handler,
            "response",
            [{"outcome": "not_found", "status_code": 404, "body": "{{ call.count }}"}],
        )
        answer = self.ask(city="Nowhere")
        self.assertEqual((answer.status_code, answer.text), (404, "0"))

    def test_a_call_without_a_key_is_told_what_it_needs(self):
        answer = self.get(self.handler, {"town": "Oddville"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("city", answer.json()["error"])

    def test_several_that_match_refuse_no_list(self):
        self.handler.match_policy = "refuse"
        self.assertEqual(self.ask().json()["count"], 3)

    def test_look_only_among_narrows_a_list(self):
        self.handler.match_domain = "[('function', '!=', False)]"
        self.assertEqual(self.names(), ["Ada Lovelace", "Charles Babbage"])

    def test_archived_records_are_in_a_list_where_they_are_looked_for(self):
        self.ada.active = False
        self.assertEqual(self.names(), ["Grace Hopper", "Charles Babbage"])
        self.handler.match_archived = "found"
        self.assertEqual(
            self.names(), ["Grace Hopper", "Ada Lovelace", "Charles Babbage"]
        )

    def test_a_fixed_value_is_a_key_of_a_list(self):
        handler = self.make_handler(
            "res.partner",
            method="get",
            look_up_mode="list",
            parameters=[{"name": "page", "source": "query"}],
            mappings=[
                {
                    "value_source": "constant",
                    "constant": "Oddville",
                    "field": "city",
                    "is_match_key": True,
                }
            ],
        )
        content = self.get(handler).json()
        self.assertEqual(
            [row["id"] for row in content["records"]], self.people[::-1].ids
        )

    def test_the_next_key_is_tried_where_one_finds_nothing(self):
        self.add_lines(self.handler, "parameter", [{"name": "job", "source": "query"}])
        self.add_lines(
            self.handler,
            "mapping",
            [{"parameter": "job", "field": "function", "is_match_key": True}],
        )
        query = {"city": "Nowhere", "job": "a"}
        content = self.get(self.handler, query).json()
        self.assertEqual(content["records"][0]["id"], self.ada.id)
        self.assertEqual(content["count"], 1)
        query["city"] = "Oddville"
        self.assertEqual(self.get(self.handler, query).json()["count"], 3)

    def test_the_senders_own_id_is_a_list_of_one(self):
        parameter = {"name": "id", "source": "query"}
        [line] = self.add_lines(self.handler, "parameter", [parameter])
        self.handler.external_id_parameter_id = line
        digest = self.handler._found().spec.record.external_digest({"id": "A7"})
        ids = self.env["inbound.webhook.external.id"]
        ids._keep(f"handler:{self.handler.id}", digest, self.ada)
        content = self.get(self.handler, {"id": "A7", "city": "Oddville"}).json()
        self.assertEqual([row["id"] for row in content["records"]], self.ada.ids)
        # The sender has her under another id, so she is none of these.
        self.handler.list_limit = 2
        content = self.get(self.handler, {"id": "B8", "city": "Oddville"}).json()
        self.assertEqual(
            [row["id"] for row in content["records"]], [self.grace.id, self.charles.id]
        )
        self.assertIs(content["more"], False)

    def test_the_head_of_a_list(self):
        answer = self.url_open(
            f"/inbound/{self.handler.token}?city=Oddville", method="HEAD"
        )
        self.assertEqual((answer.status_code, answer.text), (200, ""))

    def test_a_list_is_no_longer_than_an_answer(self):
        self.people.comment = "x" * 400_000
        self.handler.return_field_ids = self.ids_of("comment")
        content = self.ask().json()
        self.assertEqual(content["count"], 2)
        self.assertIs(content["more"], True)
        self.assertEqual(len(self.calls(self.handler).item_ids), 2)

    def test_a_rule_that_deletes_a_record_of_the_list(self):
        action = {
            "state": "code",
            "code": "record.name[:3] == 'Ada' and record.unlink()",
        }
        self.make_rule(self.handler, action)
        answer = self.ask()
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(
            [row["id"] for row in answer.json()["records"]],
            [self.grace.id, self.charles.id],
        )

    def test_numbers_in_whatever_spelling(self):
        self.people[:2].phone = "02 555 12 34"
        self.grace.phone = "02 555 12 35"
        handler = self.make_handler(
            "res.partner",
            method="get",
            look_up_mode="list",
            list_limit=1,
            parameters=[{"name": "phone", "type": "phone", "source": "query"}],
            mappings=[{"parameter": "phone", "field": "phone", "is_match_key": True}],
        )
        content = self.get(handler, {"phone": "+32 (0)2/555.12.34"}).json()
        self.assertEqual(content["records"], [{"id": self.ada.id}])
        self.assertIs(content["more"], True)

    def test_a_response_of_ones_own(self):
        body = (
            '{"items": {{ call.records }}, "n": {{ call.count }}, '
            '"more": {{ call.more }}, "names": {{ record.name }}}'
        )
        self.add_lines(self.handler, "response", [{"body": body}])
        self.handler.list_limit = 1
        row = {"id": self.grace.id, "name": "Grace Hopper"}
        self.assertEqual(
            self.ask().json(),
            {"items": [row], "n": 1, "more": True, "names": ["Grace Hopper"]},
        )

    def test_the_log_says_what_was_found(self):
        self.ask()
        call = self.calls(self.handler)
        self.assertEqual(
            call.item_ids.mapped("res_id"), (self.grace + self.ada + self.charles).ids
        )
        self.assertEqual(set(call.item_ids.mapped("operation")), {"found"})
        self.assertEqual(self.trace_codes(call)["apply"], "listed")
        ids = f"{self.grace.id}, {self.ada.id}, {self.charles.id}"
        self.assertIn(
            f"found: Contact, 3 in all ({ids}), found by City", call.explanation
        )
        self.assertEqual(self.ada.inbound_webhook_call_count, 1)

    def test_who_may_not_read_one_of_the_records_does_not_read_the_call(self):
        reader = new_test_user(
            self.env, "list_reader", f"{RUNNER_RIGHTS},inbound_webhook.group_user"
        )
        self.ask()
        call = self.calls(self.handler).with_user(reader)
        self.assertTrue(call.has_access("read"))
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.ada.company_id = elsewhere
        call.invalidate_recordset()
        self.assertFalse(call.has_access("read"))

    def test_rules_run_on_each_record(self):
        action = {"state": "code", "code": "record.write({'comment': 'seen'})"}
        self.make_rule(self.handler, action)
        self.ask()
        self.assertEqual(
            [str(text) for text in self.people.mapped("comment")],
            ["<p>seen</p>"] * 3,
        )

    def test_a_test_shows_each_record(self):
        result = self.handler.rehearse({"query": "city=Oddville"})
        self.assertEqual(
            [(item["operation"], item["name"]) for item in result["records"]],
            [
                ("found", "Grace Hopper"),
                ("found", "Acme, Ada Lovelace"),
                ("found", "Charles Babbage"),
            ],
        )

    def test_the_number_of_queries_does_not_grow(self):
        self.handler.write(
            {
                "return_field_ids": self.ids_of("name", "country_id", "category_id"),
                "return_path_ids": self.paths(
                    "parent_id.name",
                    "parent_id.country_id.code",
                    "child_ids.email",
                    "user_id.partner_id.name",
                ),
                "list_limit": 20,
            }
        )
        tags = self.env["res.partner.category"].create(
            [{"name": f"Tag {number}"} for number in range(20)]
        )
        for count, city in ((1, "Few"), (20, "Many")):
            companies = self.env["res.partner"].create(
                [
                    {"name": f"Firm {number}", "country_id": self.be.id}
                    for number in range(count)
                ]
            )
            for company, tag in zip(companies, tags, strict=False):
                person = self.env["res.partner"].create(
                    {
                        "name": "Person",
                        "type": "other",
                        "city": city,
                        "parent_id": company.id,
                        "country_id": self.be.id,
                        "category_id": tag.ids,
                        "user_id": self.runner.id,
                    }
                )
                person.child_ids = [self.child("x", email="x@y.z")]
        self.env.flush_all()
        url = f"/inbound/{self.handler.token}?city="
        self.url_open(f"{url}Many")
        counts = {}
        for city in ("Few", "Many"):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answer = self.url_open(f"{url}{city}")
            counts[city] = self.env.cr.sql_log_count - before
            self.assertEqual(answer.json()["records"][0]["child_ids.email"], ["x@y.z"])
        self.assertEqual(answer.json()["count"], 20)
        self.assertEqual(counts["Many"], counts["Few"])


@tagged("post_install", "-at_install", "security")
class TestLinkedFields(LookUpListCase):
    """An answer holds fields of records that the one found is linked to."""

    def answered(self, *paths, handler=None):
        """What a look-up of Ada answers of some paths."""
        handler = handler or self.look_up()
        handler.return_path_ids = [Command.clear(), *self.paths(*paths)]
        self.people[::2].city = "Elsewhere"
        answer = self.ask(handler)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["data"]

    def test_the_name_of_the_company(self):
        self.assertEqual(
            self.answered("parent_id.name", "parent_id.country_id.code"),
            {"parent_id.name": "Acme", "parent_id.country_id.code": "BE"},
        )

    def test_a_link_at_the_end_has_id_and_name(self):
        be = {"id": self.be.id, "name": "Belgium"}
        self.assertEqual(
            self.answered("parent_id.country_id"), {"parent_id.country_id": be}
        )

    def test_a_link_that_is_empty(self):
        self.ada.parent_id = False
        self.assertEqual(
            self.answered("parent_id.name", "parent_id.country_id.code"),
            {"parent_id.name": None, "parent_id.country_id.code": None},
        )

    def test_a_link_to_several_is_a_list(self):
        children = [
            self.child("Home", email="a@odd.example"),
            self.child("Work", country_id=self.be.id),
        ]
        self.ada.child_ids = children
        self.assertEqual(
            self.answered(
                "child_ids.name", "child_ids.email", "child_ids.country_id.code"
            ),
            {
                "child_ids.name": ["Home", "Work"],
                # As many as there are children: they belong together.
                "child_ids.email": ["a@odd.example", None],
                "child_ids.country_id.code": [None, "BE"],
            },
        )
        self.assertEqual(self.answered("category_id.name"), {"category_id.name": []})

    def test_more_than_a_hundred_are_cut_and_that_is_said(self):
        self.ada.child_ids = [self.child(f"{number:03}") for number in range(103)]
        handler = self.look_up(return_path_ids=self.paths("child_ids.name"))
        self.people[::2].city = "Elsewhere"
        content = self.ask(handler).json()
        self.assertEqual(len(content["data"]["child_ids.name"]), 100)
        self.assertEqual(content["shortened"], ["child_ids.name"])
        self.assertIn("only the first 100", self.calls(handler).explanation)

    def test_a_linked_record_out_of_sight_is_as_if_it_were_not_there(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        handler = self.look_up()
        self.acme.company_id = elsewhere
        self.ada.company_id = False
        data = self.answered(
            "parent_id.name", "parent_id", "parent_id.country_id", handler=handler
        )
        self.assertEqual(set(data.values()), {None})
        self.assertNotIn("Acme", self.calls(handler).response_body)
        self.assertIn("may not read", self.calls(handler).explanation)

    def test_what_is_out_of_sight_of_several_is_not_counted(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.ada.child_ids = [self.child("Home"), self.child("Work")]
        _home, work = self.ada.child_ids.sorted("name")
        work.company_id = elsewhere
        self.assertEqual(self.answered("child_ids.name"), {"child_ids.name": ["Home"]})

    def test_paths_that_are_refused_as_they_are_saved(self):
        for path, sentence in (
            ("parent_id.nothing", "no field 'nothing'"),
            ("nothing.name", "no field 'nothing'"),
            ("name.parent_id", "leads to no records"),
            ("parent_id.image_128", "its type is binary"),
            ("parent_id.child_ids", "its type is one2many"),
            ("user_ids.password", "it is a secret"),
            ("user_id.password", "it is a secret"),
            ("parent_id.signup_type", "may not read the field"),
            ("user_id.totp_secret", "it is a secret"),
            ("parent_id.parent_id.parent_id.parent_id.parent_id.name", "more than 5"),
            ("parent_id..name", "no path"),
            ("parent_id.name.", "no path"),
            ("parent_id.name desc; --", "no path"),
        ):
            with (
                self.subTest(path),
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                self.handler.return_path_ids = self.paths(path)

    def test_a_token_of_the_record_itself_is_refused_too(self):
        handler = self.make_handler("calendar.event", method="get")
        for values in (
            {"return_path_ids": self.paths("access_token")},
            {"return_field_ids": self.ids_of("access_token", model="calendar.event")},
            {"response_ids": [Command.create({"body": "{{ record.access_token }}"})]},
        ):
            with (
                self.subTest(str(values)),
                self.assertRaisesRegex(ValidationError, "it is a secret"),
                self.env.cr.savepoint(),
            ):
                handler.write(values)

    def test_a_secret_is_refused_though_it_was_saved(self):
        """Also where it is put past the form."""
        handler = self.look_up(return_path_ids=self.paths("user_id.login"))
        self.ada.user_id = self.runner
        self.people[::2].city = "Elsewhere"
        self.assertEqual(
            self.ask(handler).json()["data"], {"user_id.login": "webhook_runner"}
        )
        for path in ("user_id.password", "user_id.totp_secret"):
            self.env.cr.execute(
                "UPDATE inbound_webhook_answer_field SET path = %s"
                " WHERE handler_id = %s",
                [path, handler.id],
            )
            handler._move_version()
            self.env.invalidate_all()
            self.assertEqual(self.ask(handler).status_code, 503)
            self.assertIn("it is a secret", str(handler.setup_warnings))

    def test_a_user_who_may_not_read_a_step_any_more(self):
        handler = self.look_up(return_path_ids=self.paths("parent_id.category_id.name"))
        self.people[::2].city = "Elsewhere"
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "res.partner.category")]
        ).active = False
        answer = self.ask(handler)
        self.assertEqual(answer.status_code, 403, answer.text)
        sentence = "may not read the records that the field 'category_id' leads to"
        self.assertIn(sentence, str(handler.setup_warnings))
        for path in ("category_id", "category_id.name"):
            with (
                self.subTest(path),
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                handler.return_path_ids = [Command.clear(), *self.paths(path)]

    def test_what_webhooks_are_set_up_with_is_not_answered(self):
        handler = self.make_handler(
            "base.automation", method="get", user_id=self.env.ref("base.user_admin").id
        )
        for path in ("token", "url", "name"):
            with (
                self.subTest(path),
                self.assertRaisesRegex(ValidationError, "leads to no records that can"),
                self.env.cr.savepoint(),
            ):
                path = f"inbound_webhook_handler_id.{path}"
                handler.return_path_ids = self.paths(path)

    def test_a_path_in_words(self):
        handler = self.look_up(
            return_path_ids=self.paths("parent_id.country_id.code", "name")
        )
        self.assertEqual(
            handler.return_path_ids.mapped("label"),
            ["Related Company > Country > Country Code", "Name"],
        )

    def test_a_field_for_others_at_the_end_of_a_path(self):
        """Read before with more rights, it stays for those who may."""
        handler = self.look_up(return_path_ids=self.paths("parent_id.name"))
        self.people[::2].city = "Elsewhere"
        field = self.env["ir.model.fields"]._get("res.partner", "name")
        self.patch(
            self.env.registry["res.partner"]._fields["name"],
            "groups",
            "base.group_system",
        )
        self.assertTrue(field)
        self.assertEqual(self.ask(handler).status_code, 403)

    def test_a_placeholder_of_a_linked_record(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name"],
            mappings=[{"parameter": "name", "field": "name", "is_match_key": True}],
            responses=[
                {
                    "content_type": "text/plain",
                    "headers": "X-Country: {{ record.parent_id.country_id.code }}",
                    "body": "{{ record.parent_id.name }} | {{ record.user_id.name }}",
                }
            ],
        )
        answer = self.post_json(handler, {"name": "Ada Lovelace"})
        self.assertEqual(answer.text, "Acme | ")
        self.assertEqual(answer.headers["X-Country"], "BE")

    def test_placeholders_that_are_refused_as_they_are_saved(self):
        for body, sentence in (
            ("{{ record.parent_id.nothing }}", "no field 'nothing'"),
            ("{{ record.nothing.name }}", "neither a parameter nor a field"),
            ("{{ record.user_id.password }}", "it is a secret"),
            ("{{ record.a.b.c.d.e.f }}", "neither a parameter nor a field"),
            ("{{ call.id.name }}", "is not a placeholder"),
        ):
            with (
                self.subTest(body),
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                self.handler.response_ids = [Command.create({"body": body})]

    def test_an_order_that_is_refused(self):
        for model, name, sentence in (
            ("res.partner", "signup_type", "may not read the field"),
            ("res.partner", "child_ids", "cannot be sorted"),
            ("res.partner", "display_name_x", None),
            ("crm.lead", "name", "cannot be sorted"),
        ):
            field = self.env["ir.model.fields"]._get(model, name)
            if not field:
                continue
            with (
                self.subTest(name),
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                self.handler.list_order_field_id = field

    def test_what_was_answered_is_masked_for_who_sees_no_values(self):
        self.ask()
        call = self.calls(self.handler)
        self.assertIn("Lovelace", call.response_body)
        reader = new_test_user(
            self.env, "masked_reader", f"{RUNNER_RIGHTS},inbound_webhook.group_user"
        )
        seen = call.with_user(reader)
        self.assertNotIn("Lovelace", seen.response_body or "")
        self.assertNotIn("Lovelace", json.dumps(seen.trace))
