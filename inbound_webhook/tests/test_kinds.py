from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..engine.conditions import OPERATORS, Operator
from ..engine.kinds import ADDONS, add_kind
from ..engine.transforms import TRANSFORMS, Transform
from ..engine.types import TYPES, Type
from .common import InboundWebhookHttpCase

#: Another database of the same process may have it; this one has not.
ELSEWHERE = "inbound_webhook_elsewhere"


@tagged("post_install", "-at_install")
class TestKindsOfOtherDatabases(InboundWebhookHttpCase):
    """Types, transforms and operators of an addon that is not installed here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for kinds, kind in (
            (TYPES, Type("elsewhere", "Elsewhere", lambda value, _: value)),
            (TRANSFORMS, Transform("elsewhere", "Elsewhere", lambda value, _: value)),
            (OPERATORS, Operator("elsewhere", "is elsewhere", "none")),
        ):
            add_kind(kinds, type(kind)(**{**vars(kind), "addon": ELSEWHERE}))
            cls.addClassCleanup(kinds.pop, "elsewhere")
        cls.addClassCleanup(ADDONS.discard, ELSEWHERE)

    def leave_behind(self, line, field):
        """Have a line name a kind that was here once."""
        line.flush_recordset()
        query = f"UPDATE {line._table} SET {field} = 'elsewhere' WHERE id = %s"
        self.env.cr.execute(query, [line.id])
        line.invalidate_recordset()
        line.handler_id._move_version()

    def test_the_screens_do_not_offer_them(self):
        for model, field in (
            ("parameter", "type"),
            ("sender.line", "type"),
            ("template.line", "type"),
            ("mapping", "transform"),
            ("sender.line", "transform"),
            ("condition", "operator"),
            ("sender.condition", "operator"),
        ):
            described = self.env[f"inbound.webhook.{model}"].fields_get([field])
            offered = dict(described[field]["selection"])
            self.assertTrue(offered)
            self.assertNotIn("elsewhere", offered)

    def test_they_cannot_be_saved(self):
        handler = self.make_lead_handler()
        for lines, values, refused in (
            ("parameter", {"name": "a", "type": "elsewhere"}, "There is no type"),
            (
                "mapping",
                {"parameter": "title", "field": "city", "transform": "elsewhere"},
                "There is no transform",
            ),
            (
                "condition",
                {"parameter": "title", "operator": "elsewhere"},
                "there is no operator",
            ),
            (
                "mapping",
                {"parameter": "title", "field": "city", "value_source": "elsewhere"},
                "There is no source of values",
            ),
        ):
            with (
                self.subTest(refused),
                self.assertRaisesRegex(ValidationError, refused),
            ):
                self.add_lines(handler, lines, [values])

    def test_a_call_to_a_handler_that_has_one_fails_and_is_kept(self):
        for lines, field in (
            ("parameter_ids", "type"),
            ("mapping_ids", "transform"),
            ("condition_ids", "operator"),
        ):
            with self.subTest(field):
                handler = self.make_lead_handler(
                    conditions=[("title", "is_not_empty", False)]
                )
                self.leave_behind(handler[lines][0], field)
                answer = self.post_json(handler, {"title": "A", "email": "a@b.com"})
                self.assertEqual(answer.status_code, 503)
                call = self.last_call(handler)
                self.assertEqual(call.status, "error")
                self.assertIn("elsewhere (not installed)", call.error_message)
                self.assertIn("elsewhere", "".join(handler.setup_warnings))

    def test_nothing_is_missing_where_all_is_here(self):
        handler = self.make_lead_handler()
        self.assertNotIn("not installed", "".join(handler.setup_warnings or ()))
