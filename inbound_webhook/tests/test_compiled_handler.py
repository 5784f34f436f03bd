"""What is compiled of a handler is never older than the handler."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import InboundWebhookCase
from .real_cursors import RealCursorsMixin


@tagged("post_install", "-at_install")
class TestCompiledHandler(InboundWebhookCase):
    """A change by anyone, anywhere, counts from the next call on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler(
            conditions=[("title", "not_equals", "Spam")],
            responses=[{"outcome": "success", "body": "done"}],
        )
        cls.rule = cls.make_code_rule(cls.handler, "pass")

    def spec(self):
        return self.handler._found().spec

    def assert_anew(self, change, read):
        """A change is seen at once.

        :param change: function that changes something
        :param read: function that takes the spec and gives what must have changed
        """
        before = self.spec()
        change()
        self.assertNotEqual(read(self.spec()), read(before))

    def test_nothing_is_compiled_twice(self):
        self.assertIs(self.spec(), self.spec())

    def test_a_change_of_the_handler(self):
        for field, value, read in (
            ("match_policy", "refuse", lambda spec: spec.record.match_policy),
            ("processing", "queued", lambda spec: spec.queues),
            ("when_off", "keep", lambda spec: spec.when_off),
            ("max_waiting", 7, lambda spec: spec.max_waiting),
            ("max_links", 7, lambda spec: spec.max_links),
            ("max_new_links", 7, lambda spec: spec.max_new_links),
            ("max_items", 7, lambda spec: spec.max_items),
            ("max_kept_per_hour", 7, lambda spec: spec.kept.per_hour),
            ("protection_period", 7, lambda spec: spec.duplicates.seconds),
            ("volatile_fields", "at", lambda spec: spec.duplicates.volatile),
            ("split_path", "items", lambda spec: spec.split_path),
            ("note_on_record", False, lambda spec: spec.note_on_record),
            ("name", "Other", lambda spec: spec.name),
            ("token", "x" * 43, lambda spec: spec.token),
        ):
            with self.subTest(field):
                self.assert_anew(
                    lambda f=field, v=value: self.handler.write({f: v}), read
                )

    def test_a_change_of_fields_that_are_answered(self):
        field = self.env["ir.model.fields"]._get("crm.lead", "name")
        self.assert_anew(
            lambda: self.handler.write({"return_field_ids": [Command.link(field.id)]}),
            lambda spec: spec.returned,
        )
        path = Command.create({"path": "partner_id.name"})
        for change in (
            lambda: self.handler.write({"return_path_ids": [path]}),
            lambda: self.handler.return_path_ids.write({"path": "partner_id.email"}),
            lambda: self.handler.return_path_ids.unlink(),
        ):
            self.assert_anew(change, lambda spec: spec.returned)

    def test_a_change_of_a_list(self):
        self.handler.parameter_ids.source = "query"
        self.handler.method = "get"
        field = self.env["ir.model.fields"]._get("crm.lead", "name")
        for values in (
            {"look_up_mode": "list"},
            {"list_limit": 7},
            {"list_order_field_id": field.id},
            {"list_direction": "asc"},
        ):
            self.assert_anew(
                lambda values=values: self.handler.write(values),
                lambda spec: spec.listing,
            )

    def test_a_change_of_a_line(self):
        title, email = self.handler.parameter_ids
        mapping = self.handler.mapping_ids[1]
        for change, read in (
            (lambda: title.write({"type": "integer"}), lambda spec: spec.types),
            (lambda: title.write({"sequence": 99}), lambda spec: spec.parameters),
            (
                lambda: mapping.write({"policy": "if_empty"}),
                lambda spec: spec.record.mappings,
            ),
            (
                lambda: self.handler.condition_ids.write({"value": "9"}),
                lambda spec: spec.conditions,
            ),
            (
                lambda: self.handler.response_ids.write({"body": "ok"}),
                lambda spec: spec.answers,
            ),
            (lambda: self.handler.response_ids.unlink(), lambda spec: spec.answers),
            (mapping.unlink, lambda spec: spec.record.mappings),
            (email.unlink, lambda spec: spec.parameters),
        ):
            self.assert_anew(change, read)

    def test_a_new_line(self):
        self.assert_anew(
            lambda: self.add_lines(self.handler, "parameter", [{"name": "more"}]),
            lambda spec: spec.parameters,
        )

    def test_a_line_that_moves_to_another_handler(self):
        other = self.make_handler()
        before = other._found().spec
        self.assert_anew(
            lambda: self.handler.response_ids.write({"handler_id": other.id}),
            lambda spec: spec.answers,
        )
        self.assertNotEqual(other._found().spec.answers, before.answers)

    def test_a_change_of_rules(self):
        for change in (
            lambda: self.rule.write({"active": False}),
            lambda: self.rule.write({"active": True}),
            lambda: self.make_code_rule(self.handler, "pass"),
            self.rule.unlink,
        ):
            self.assert_anew(change, lambda spec: spec.rules)

    def test_a_change_of_the_user(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        for change, read in (
            (
                lambda: self.runner.write({"tz": "Asia/Tokyo"}),
                lambda spec: spec.context.timezone,
            ),
            (
                lambda: self.runner.partner_id.write({"email": "n@example.com"}),
                lambda spec: spec.runner.address,
            ),
            (
                lambda: self.env.company.partner_id.write(
                    {"country_id": self.env.ref("base.fr").id}
                ),
                lambda spec: spec.context.country_code,
            ),
            (
                lambda: self.runner.write({"active": False}),
                lambda spec: spec.runner.obstacle,
            ),
            (
                lambda: self.runner.write({"active": True}),
                lambda spec: spec.runner.obstacle,
            ),
            (
                lambda: self.runner.write(
                    {
                        "company_ids": [Command.set(other.ids)],
                        "company_id": other.id,
                    }
                ),
                lambda spec: spec.runner.obstacle,
            ),
        ):
            self.assert_anew(change, read)

    def test_a_change_of_the_address_of_this_database(self):
        """Some senders sign the URL that they call."""
        scheme = self.env["inbound.webhook.scheme"].search(
            [("auth_type", "=", "signature")], limit=1
        )
        self.handler.write({"auth_type": "signature", "scheme_id": scheme.id})
        parameters = self.env["ir.config_parameter"]
        self.assert_anew(
            lambda: parameters.set_param("web.base.url", "https://new.example.com"),
            lambda spec: spec.credentials.public_url,
        )

    def test_who_may_call(self):
        scheme = self.env["inbound.webhook.scheme"].search(
            [("auth_type", "=", "signature")], limit=1
        )
        copied = scheme.copy({"joiner": "."})
        self.handler.write({"auth_type": "signature", "scheme_id": copied.id})
        for change, read in (
            (
                lambda: self.handler.write({"secret": "a secret of many letters"}),
                lambda spec: spec.credentials.secrets,
            ),
            (
                lambda: self.handler.write({"secret_until": "2030-01-01"}),
                lambda spec: spec.credentials.secrets,
            ),
            (
                lambda: copied.write({"joiner": ":"}),
                lambda spec: spec.credentials.scheme.joiner,
            ),
            (
                lambda: copied.part_ids.create(
                    {"scheme_id": copied.id, "kind": "method"}
                ),
                lambda spec: spec.credentials.scheme.parts,
            ),
            (
                lambda: self.handler.write({"ip_allowlist": "10.0.0.0/8"}),
                lambda spec: spec.networks,
            ),
        ):
            self.assert_anew(change, read)

    def test_a_translation_of_the_name(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.runner.lang = "fr_FR"
        self.assert_anew(
            lambda: self.handler.update_field_translations(
                "name", {"fr_FR": "Formulaire"}
            ),
            lambda spec: spec.name,
        )

    def test_switching_and_listening_compile_nothing(self):
        spec = self.spec()
        self.handler.active = False
        self.handler.action_listen()
        found = self.handler._found()
        self.assertIs(found.spec, spec)
        self.assertFalse(found.active)
        self.assertTrue(found.listens)

    def test_nobody_writes_a_version(self):
        """An older one could bring back what was set up then."""
        version = self.handler.version
        self.handler.name = "Other"
        self.handler.write({"version": version})
        self.assertNotEqual(self.handler.version, version)
        copied = self.handler.copy({"version": version})
        self.assertNotEqual(copied.version, version)


@tagged("post_install", "-at_install")
class TestVersionsThatWereNeverCommitted(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own."""

    def test_what_was_compiled_before_a_rollback_is_not_found_again(self):
        administrator = self.real_env()
        handler = administrator["inbound.webhook.handler"].create(
            {
                "name": "Changed",
                "model_id": administrator["ir.model"]._get_id("crm.lead"),
            }
        )
        administrator.cr.commit()
        self.remove_committed(handler)
        handler.max_items = 1
        self.assertEqual(handler._found().spec.max_items, 1)
        administrator.cr.rollback()
        handler.max_items = 2
        administrator.cr.commit()
        worker = self.real_env()
        found = worker["inbound.webhook.handler"].browse(handler.id)._found()
        self.assertEqual(found.spec.max_items, 2)
