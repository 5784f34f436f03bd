"""Of the changes that are written down, those that let calls do more are marked."""

from datetime import timedelta
from functools import partial

from odoo.fields import Command, Datetime
from odoo.tests import tagged

from ..models.change.noted import is_audited
from ..rights.widening import CHANGED
from .changes_case import ChangesCase


@tagged("post_install", "-at_install", "security")
class TestWidening(ChangesCase):
    """Whoever looks for what let calls do more finds it, and little else."""

    #: Fields whose changes let calls do no more: what is read or answered, what people
    #: are told, what is kept of calls.
    NEUTRAL = {
        "inbound.webhook.handler": {
            *("answer_probes", "charset", "handshake_token", "name"),
            "note_on_record",
            *("old_url_hours", "page_lang", "processing", "public_address"),
            *("refusal_text", "refusal_title", "retention_days", "secret_key_id"),
            *("sender_id", "thanks_text", "thanks_title", "thanks_url", "token"),
        },
        "inbound.webhook.parameter": {
            *("country_parameter_id", "date_format", "date_pattern", "handler_id"),
            *("name", "number_format", "path", "time_zone", "time_zone_parameter_id"),
        },
        "inbound.webhook.mapping": set(),
        "inbound.webhook.condition": set(),
        "inbound.webhook.response": {
            *("content_type", "handler_id", "status_code"),
        },
        "inbound.webhook.answer.field": set(),
    }

    def test_of_every_field_it_is_said_whether_it_allows_more(self):
        for model, neutral in self.NEUTRAL.items():
            audited = {
                name
                for name, field in self.env[model]._fields.items()
                if is_audited(self.env[model], field) and not name.startswith("max_")
            }
            with self.subTest(model):
                self.assertEqual(audited - {*CHANGED[model]}, neutral)

    def assert_marked(self, values, name, is_wider, record=None):
        record = self.handler if record is None else record
        changed = self.made_by(lambda: record.write(values))
        rows = changed.filtered(lambda row: row.field_name == name)
        self.assertEqual(rows.mapped("widens"), [is_wider], f"{name} {values}")

    def test_fields_of_a_webhook(self):
        now = Datetime.now()
        for name, steps in {
            "active": [(False, False), (True, True)],
            "when_off": [("drop", False), ("keep", True), ("refuse", False)],
            "allow_descent": [(True, True), (False, False)],
            "save_on_get": [(True, True), (False, False)],
            "take_put": [(True, True), (False, False)],
            # It says that it is there, and nothing else.
            "answer_probes": [(True, False), (False, False)],
            "body_type": [("form", True), ("json", False)],
            "split_path": [("people", True), (False, False)],
            "split_mode": [("each", True), ("all", False)],
            "nothing_words": [
                ("N/A\nnone\n-", True),
                ("N/A\nnone\n-\nnada", False),
                ("N/A\nnada", True),
                ("nada\nN/A\n", False),
                (False, True),
            ],
            "volatile_fields": [
                ("sent_at\nid", False),
                ("id", True),
                ("id, now", False),
                ("now", True),
                (False, True),
            ],
            "duplicate_header": [("X-Id", True), ("X-Other", True)],
            "pass_changes_on": [(True, True), (False, False)],
            "may_change_logins": [(True, True), (False, False)],
            "max_body_size": [(2048, False), (4096, True)],
            "max_seconds": [(10, False), (30, True)],
            "rate_limit": [(90, None), (60, False), (70, True), (0, True), (5, False)],
            "rate_limit_address": [(0, None), (5, False), (9, True), (0, True)],
            "protection_period": [(9, False), (5, True), (0, True)],
            "match_policy": [("refuse", False), ("oldest", True), ("newest", False)],
            "user_id": [(self.runner.id, True)],
            "company_id": [(False, True), (self.env.company.id, True)],
            "ip_allowlist": [
                ("203.0.113.0/24", False),
                ("203.0.113.7", False),
                ("203.0.113.7, 203.0.113.9", True),
                ("203.0.113.9 # one", False),
                ("203.0.113.9 ::1", True),
                ("0.0.0.0/0", True),
                (False, True),
            ],
            "allowed_origins": [
                ("https://a.example", True),
                ("https://a.example\nhttps://b.example", True),
                ("https://b.example", False),
                # Forms of any website are taken then.
                ("# nobody", True),
                ("*", True),
                ("https://a.example", False),
                (False, True),
                ("*", True),
                (False, False),
            ],
            "old_url_until": [
                (now + timedelta(days=2), True),
                (now + timedelta(days=1), False),
                (now + timedelta(days=3), True),
                (False, False),
            ],
            "honeypot_field": [("website", False), ("other", False), (False, True)],
            "min_fill_seconds": [(5, False), (3, True), (0, True)],
            "name": [("Other", False)],
            "retention_days": [(7, False), (700, False)],
        }.items():
            for value, is_wider in steps:
                if is_wider is None:
                    # Only to begin with.
                    self.handler.write({name: value})
                    continue
                with self.subTest(f"{name} {value}"):
                    self.assert_marked({name: value}, name, is_wider)

    def test_from_a_look_up_to_changes(self):
        handler = self.make_handler(method="get")
        self.assert_marked({"method": "post"}, "method", True, handler)
        self.assert_marked({"method": "get"}, "method", False, handler)

    def test_the_target(self):
        handler = self.make_handler("crm.lead")
        target = self.env["ir.model"]._get("res.partner").id
        self.assert_marked({"model_id": target}, "model_id", True, handler)

    def test_what_has_to_be_proved(self):
        for auth_type, is_wider in (
            ("signature", False),
            ("token", True),
            ("basic", True),
            ("token", False),
            ("none", True),
        ):
            with self.subTest(auth_type):
                self.assert_marked({"auth_type": auth_type}, "auth_type", is_wider)

    def test_a_client_certificate_that_is_not_asked_for_any_more(self):
        self.env["ir.config_parameter"].set_param(
            "inbound_webhook.client_certificate_header", "X-Client-Cert"
        )
        for auth_type, is_wider in (
            ("certificate", False),
            ("none", True),
            ("certificate", False),
            ("basic", True),
            ("signature", False),
        ):
            with self.subTest(auth_type):
                self.assert_marked({"auth_type": auth_type}, "auth_type", is_wider)

    def test_when_the_old_secret_ends(self):
        self.handler.secret_until = "2030-01-01"
        for value, is_wider in (
            ("2029-01-01", False),
            ("2031-01-01", True),
            (False, True),
            ("2029-01-01", False),
        ):
            self.assert_marked({"secret_until": value}, "secret_until", is_wider)

    def test_what_a_look_up_answers(self):
        look_up = self.make_handler(method="get")
        fields = self.env["ir.model.fields"]._get_ids("crm.lead")
        for names, is_wider in (
            (("name",), True),
            (("name", "city"), True),
            (("city",), False),
            (("phone",), True),
        ):
            values = {"return_field_ids": [Command.set([fields[n] for n in names])]}
            self.assert_marked(values, "return_field_ids", is_wider, look_up)
        for name, value, is_wider in (
            ("look_up_mode", "list", True),
            ("look_up_mode", "one", False),
            ("list_limit", 5, False),
            ("list_limit", 200, True),
            ("list_order_field_id", fields["city"], True),
            ("list_direction", "asc", True),
        ):
            self.assert_marked({name: value}, name, is_wider, look_up)

    def test_what_a_look_up_answers_of_linked_records(self):
        look_up = self.make_handler(method="get")
        path = {"path": "partner_id.name"}
        changed = self.made_by(
            lambda: look_up.write({"return_path_ids": [Command.create(path)]})
        )
        self.assertRecordValues(
            changed,
            [
                {
                    "kind": "inbound.webhook.answer.field",
                    "subject": "partner_id.name",
                    "widens": True,
                }
            ],
        )
        other = {"path": "partner_id.email"}
        self.assert_marked(other, "path", True, look_up.return_path_ids)
        changed = self.made_by(look_up.return_path_ids.unlink)
        self.assertEqual(changed.mapped("widens"), [False])

    def test_what_a_response_tells_of_a_record(self):
        self.add_lines(self.handler, "response", [{"body": "{}"}])
        response = self.handler.response_ids
        for body, is_wider in (
            ("{{ record.name }}", True),
            ("{{ title }}, {{ record.name }}", False),
            ("{{ record.name }}, {{ record.city }}", True),
            ("{{ record.city }}", False),
        ):
            self.assert_marked({"body": body}, "body", is_wider, response)
        header = {"headers": "X-Name: {{ record.name }}"}
        self.assert_marked(header, "headers", True, response)
        self.assert_marked({"status_code": 201}, "status_code", False, response)

    def test_lines(self):
        [email] = self.handler.mapping_ids.filtered("is_match_key")
        [title] = self.handler.mapping_ids - email
        self.assert_marked({"policy": "on_create"}, "policy", False, title)
        self.assert_marked({"policy": "if_empty"}, "policy", True, title)
        self.assert_marked({"policy": "always"}, "policy", True, title)
        fields = self.env["ir.model.fields"]._get_ids("crm.lead")
        city = {"field_id": fields["city"]}
        self.assert_marked(city, "field_id", True, title)
        fixed = {"value_source": "constant", "constant": "Gent"}
        self.assert_marked(fixed, "value_source", False, title)
        self.assert_marked({"constant": "Ghent"}, "constant", False, title)
        written = {"constant": "Of {{ title }}"}
        self.assert_marked(written, "constant", True, title)
        sent = {"value_source": "parameter"}
        self.assert_marked(sent, "value_source", True, title)
        condition = self.handler.condition_ids
        other = {"operator": "contains", "value": "e"}
        self.assert_marked(other, "operator", True, condition)
        parameter = title.parameter_id
        for line in (title, parameter):
            line.on_invalid = "skip"
            self.assert_marked({"on_invalid": "refuse"}, "on_invalid", False, line)
            self.assert_marked({"on_invalid": "skip"}, "on_invalid", True, line)
        other = self.handler.parameter_ids - parameter
        self.assert_marked({"parameter_id": other.id}, "parameter_id", True, title)
        self.assert_marked({"transform": "upper"}, "transform", True, title)
        joined = {"joins_previous_key": True}
        self.assert_marked(joined, "joins_previous_key", True, email)
        self.assert_marked({"required": True}, "required", False, parameter)
        self.assert_marked({"required": False}, "required", True, parameter)

    def test_parameters(self):
        [parameter] = self.handler.parameter_ids.filtered(
            lambda item: item.name == "title"
        )
        country = self.env["inbound.webhook.parameter"].create(
            {"name": "country", "handler_id": self.handler.id}
        )
        for name, steps in {
            "type": [("phone", True), ("boolean", True)],
            # Calls that do not say it write it.
            "absent_is_no": [(True, True), (False, False)],
            "default_value": [("yes", True), ("no", False), (False, False)],
            # How a value is read: it says nothing that its sender could not say.
            "number_format": [("comma", False), ("point", False), ("automatic", False)],
            "date_format": [("month_first", False)],
            "country_parameter_id": [(country.id, False), (False, False)],
            "time_zone": [("Europe/Brussels", False)],
            "path": [("lead.title", False)],
            # No signature proves what stands there.
            "source": [("header", True), ("query", False), ("body", False)],
            "is_duplicate_key": [(True, True), (False, True)],
        }.items():
            for value, is_wider in steps:
                with self.subTest(f"{name} {value}"):
                    self.assert_marked({name: value}, name, is_wider, parameter)

    def test_lines_that_come_and_go(self):
        for kind, line, when_made, when_removed in (
            (
                "mapping",
                {"field": "city", "parameter": "title", "value_source": "parameter"},
                True,
                False,
            ),
            ("condition", {"parameter": "title", "operator": "is_empty"}, False, True),
            (
                "condition",
                {"parameter": "title", "operator": "is_empty", "connector": "or"},
                True,
                True,
            ),
            ("response", {"outcome": "error"}, False, False),
            ("response", {"body": "{{ record.phone }}"}, True, False),
            ("parameter", {"name": "more"}, False, False),
        ):
            with self.subTest(f"{kind} {line}"):
                add = partial(self.add_lines, self.handler, kind, [line])
                [made] = self.made_by(add)
                self.assertEqual(made.widens, when_made)
                added = self.env[made.kind].search([], order="id desc", limit=1)
                [removed] = self.made_by(added.unlink)
                self.assertEqual(removed.widens, when_removed)
