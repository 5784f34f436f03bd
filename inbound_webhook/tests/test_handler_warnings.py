from odoo.tests import Form, new_test_user, tagged

from .common import InboundWebhookCase


@tagged("post_install", "-at_install")
class TestWarnings(InboundWebhookCase):
    """What cannot work is said in words while a handler is set up."""

    SECRET = "The URL is the only secret: give it to nobody but the sender."

    def assert_warned(self, handler, *sentences):
        self.assertEqual(handler.setup_warnings or [], list(sentences))

    def assert_hinted(self, handler, *sentences):
        self.assertEqual(handler.setup_hints, [*sentences, self.SECRET])

    def test_a_handler_that_works(self):
        handler = self.make_lead_handler()
        self.assert_warned(handler)
        self.assert_hinted(handler)

    def test_a_handler_without_parameters(self):
        handler = self.make_handler()
        self.assert_warned(handler)
        self.assert_hinted(
            handler, "Next: name the values that a call brings, in the tab Parameters."
        )

    def test_nothing_is_mapped(self):
        self.assert_warned(
            self.make_handler(parameters=["title"]),
            "No value is mapped to a field: a call has nothing to write.",
        )

    def test_each_call_makes_a_record(self):
        handler = self.make_handler(parameters=["a"], mappings=[("name", "a")])
        self.assert_warned(handler)
        self.assert_hinted(
            handler,
            "No match key is ticked in the tab Mapping: each call makes a new record, "
            "none updates one.",
        )

    def test_a_look_up_without_a_key(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "a", "source": "query"}],
            mappings=[("name", "a")],
        )
        self.assert_warned(
            handler,
            "No match key is ticked in the tab Mapping: nothing can be looked up.",
        )
        self.assert_hinted(handler)

    def test_a_required_field_that_nothing_fills(self):
        """Only the name: type and stage, required or not, have defaults."""
        mapping = {"field": "email_from", "parameter": "a", "is_match_key": True}
        self.assert_warned(
            self.make_handler(parameters=["a"], mappings=[mapping]),
            'The field "Opportunity" is required, and nothing fills it: a new record '
            "would be refused. Map it, or give it a fixed value.",
        )

    def test_required_lines_keep_no_record_from_being_saved(self):
        """As the variants of a product, which Odoo makes by itself."""
        self.patch(self.env["crm.lead"]._fields["tag_ids"], "required", True)
        self.assert_warned(self.make_lead_handler())

    def test_the_defaults_of_a_screen_fill_nothing(self):
        mapping = {"field": "email_from", "parameter": "a", "is_match_key": True}
        handler = self.make_handler(parameters=["a"], mappings=[mapping])
        screen = handler.with_context(default_name="Of the screen")
        self.assertIn('"Opportunity" is required', screen.setup_warnings[0])

    def test_a_field_that_odoo_may_compute_from_a_mapped_one(self):
        """The name of a lead is made of its customer's."""
        mapping = {"field": "partner_id", "parameter": "a", "is_match_key": True}
        self.assert_warned(self.make_handler(parameters=["a"], mappings=[mapping]))

    def test_a_contact_needs_a_name(self):
        mapping = {"field": "email", "parameter": "a", "is_match_key": True}
        self.assert_warned(
            self.make_handler("res.partner", parameters=["a"], mappings=[mapping]),
            'The field "Name" is required, and nothing fills it: a new record would be '
            "refused. Map it, or give it a fixed value.",
        )

    def test_a_user_without_rights(self):
        user = new_test_user(self.env, login="plain", groups="base.group_user")
        handler = self.make_lead_handler(user_id=user.id)
        name = "plain (base.group_user), whom this runs as,"
        self.assert_warned(
            handler,
            f"{name} may not read records of Lead: no call finds one.",
            f"{name} may not create records of Lead: calls for new ones are refused.",
            f"{name} may not change records of Lead: calls for present ones are "
            "refused.",
        )

    def test_a_look_up_only_reads(self):
        user = new_test_user(self.env, login="plain", groups="base.group_user")
        handler = self.make_handler(
            "res.partner",
            method="get",
            user_id=user.id,
            parameters=[{"name": "a", "source": "query"}],
            mappings=[{"field": "email", "parameter": "a", "is_match_key": True}],
        )
        self.assert_warned(handler)

    def test_an_archived_user(self):
        handler = self.make_lead_handler()
        self.runner.active = False
        self.assert_warned(
            handler,
            "The user webhook_runner "
            "(sales_team.group_sale_salesman_all_leads,base.group_partner_manager) is "
            "archived. Choose another one in the handler, in the tab Settings, at Runs "
            "As.",
        )

    def test_nothing_processes_the_queue(self):
        self.env.ref("inbound_webhook.cron_process_calls").active = False
        self.assert_warned(self.make_lead_handler())
        self.assert_warned(
            self.make_lead_handler(processing="queued"),
            "The scheduled action that processes waiting calls is switched off: calls "
            "are stored and wait.",
        )

    def test_several_lines_that_fill_one_field(self):
        email = {"field": "email_from", "parameter": "a", "is_match_key": True}
        parameters = ["a", "b", "c"]
        handler = self.make_handler(
            parameters=parameters,
            mappings=[email, ("name", "a"), ("city", "b"), ("city", "c")],
        )
        self.assert_warned(handler)
        self.assert_hinted(
            handler,
            "Several lines of the tab Mapping fill the field City. Where a call has a "
            "value for more than one of them, the last one counts.",
        )
        for last in (
            {"parameter": "c", "field": "city", "policy": "note"},
            {"parameter": "c", "field": "city", "policy": "if_empty"},
        ):
            handler = self.make_handler(
                parameters=parameters,
                mappings=[email, ("name", "a"), ("city", "b"), last],
            )
            self.assert_warned(handler)
            self.assert_hinted(handler)

    def test_a_fixed_value_that_always_goes_before_what_calls_say(self):
        handler = self.make_handler(
            parameters=["a", "b"],
            mappings=[
                {"field": "email_from", "parameter": "a", "is_match_key": True},
                ("name", "a"),
                ("city", "b"),
                {"value_source": "constant", "constant": "Gent", "field": "city"},
            ],
        )
        self.assert_warned(
            handler,
            "Several lines of the tab Mapping fill the field City, and the last one is "
            "a fixed value, which always counts: what the others say is never written. "
            "Choose Only if empty for the last one, and it stands in where the others "
            "say nothing.",
        )
        handler.mapping_ids[-1].policy = "if_empty"
        self.assert_warned(handler)
        self.assert_hinted(handler)

    def test_who_reads_handlers_sees_them_too(self):
        reader = new_test_user(
            self.env, login="reader", groups="inbound_webhook.group_user"
        )
        handler = self.make_handler(parameters=["title"]).with_user(reader)
        self.assertTrue(handler.setup_warnings)

    def test_they_follow_what_is_typed(self):
        """Also in the list's action, whose context has defaults of its own."""
        handlers = self.env["inbound.webhook.handler"]
        with Form(handlers.with_context(default_active=False)) as form:
            form.name = "Typed"
            form.user_id = self.runner
            form.model_id = self.env["ir.model"]._get("crm.lead")
            self.assertEqual(
                form.setup_hints[0],
                "Next: name the values that a call brings, in the tab Parameters.",
            )
            with form.parameter_ids.new() as parameter:
                parameter.name = "title"
            self.assertIn("No value is mapped", form.setup_warnings[0])

    def test_the_digits_of_an_amount_are_another_number(self):
        for field, sample, warned in (
            ("expected_revenue", False, True),
            ("color", "17", True),
            ("phone", "$1,234.50", True),
            ("phone", "-12", True),
            ("phone", "02/555.12.34", False),
            ("phone", False, False),
        ):
            with self.subTest(f"{field} {sample}"):
                handler = self.make_handler(
                    parameters=["title", {"name": "a", "sample_value": sample}],
                    mappings=[
                        ("name", "title"),
                        {"field": field, "parameter": "a", "transform": "digits_only"},
                    ],
                )
                warnings = handler.setup_warnings or []
                self.assertEqual(len(warnings), 1 if warned else 0)
                if warned:
                    self.assertIn("Digits Only", warnings[0])
                    handler.mapping_ids[1].transform = False
                    self.assert_warned(handler)

    def test_a_text_in_a_yes_no_field(self):
        handler = self.make_handler(
            "res.partner",
            parameters=["name", "is_company"],
            mappings=[("name", "name"), ("is_company", "is_company")],
        )
        [warning] = handler.setup_warnings
        self.assertIn("Yes/No", warning)
        handler.parameter_ids[1].type = "boolean"
        self.assert_warned(handler)


@tagged("post_install", "-at_install")
class TestConditionSentence(InboundWebhookCase):
    """Conditions read as one sentence."""

    def test_and_binds_tighter(self):
        handler = self.make_lead_handler(
            conditions=[
                ("email", "contains", "x"),
                {"parameter": "title", "operator": "is_not_empty", "connector": "or"},
                ("email", "not_in", "a, b"),
            ]
        )
        self.assertEqual(
            handler.condition_sentence,
            'email contains "x" OR (title is not empty AND email is none of "a, b")',
        )

    def test_without_conditions(self):
        self.assertFalse(self.make_lead_handler().condition_sentence)

    def test_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        field = self.env["ir.model.fields"]._get(
            "inbound.webhook.condition", "operator"
        )
        contains = field.selection_ids.filtered(lambda item: item.value == "contains")
        contains.with_context(lang="fr_FR").name = "contient"
        handler = self.make_lead_handler(conditions=[("email", "contains", "x")])
        self.assertEqual(
            handler.with_context(lang="fr_FR").condition_sentence, 'email contient "x"'
        )

    def test_it_follows_what_is_typed(self):
        handler = self.make_lead_handler()
        with Form(handler) as form:
            with form.condition_ids.new() as line:
                line.parameter_id = handler.parameter_ids[1]
                line.operator = "is_not_empty"
            self.assertEqual(form.condition_sentence, "email is not empty")

    def test_the_order_is_that_of_the_rows(self):
        handler = self.make_lead_handler(
            conditions=[("email", "equals", "a"), ("title", "equals", "b")]
        )
        handler.condition_ids[0].sequence = 9
        self.assertEqual(
            handler.condition_sentence, 'title equals "b" AND email equals "a"'
        )
