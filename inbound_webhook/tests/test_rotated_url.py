"""What a worker remembers of a URL is not believed any more once it has changed."""

from odoo.tests import tagged

from .common import InboundWebhookCase, InboundWebhookHttpCase
from .real_cursors import RealCursorsMixin


@tagged("post_install", "-at_install")
class TestRememberedUrl(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own."""

    def setUp(self):
        super().setUp()
        self.administrator = self.real_env()
        self.handler = self.administrator["inbound.webhook.handler"].create(
            {
                "name": "Rotated",
                "model_id": self.administrator["ir.model"]._get_id("crm.lead"),
            }
        )
        self.administrator.cr.commit()
        self.remove_committed(self.handler)
        self.old = self.handler.token

    def find(self, env, token):
        return env["inbound.webhook.handler"]._found_by_token(token)

    def test_one_that_was_remembered_between_the_change_and_its_commit(self):
        self.handler.action_rotate_token()
        self.handler.flush_recordset()
        meanwhile = self.real_env()
        self.assertEqual(self.find(meanwhile, self.old).spec.id, self.handler.id)
        self.administrator.cr.commit()
        self.assertFalse(self.find(self.real_env(), self.old))
        self.assertTrue(self.find(self.real_env(), self.handler.token))

    def test_one_that_was_remembered_while_its_handler_was_deleted(self):
        self.handler.unlink()
        meanwhile = self.real_env()
        self.assertTrue(self.find(meanwhile, self.old))
        self.administrator.cr.commit()
        self.assertFalse(self.find(self.real_env(), self.old))

    def test_one_that_was_remembered_and_never_committed(self):
        self.handler.action_rotate_token()
        new = self.handler.token
        self.assertTrue(self.find(self.administrator, new))
        self.administrator.cr.rollback()
        self.assertFalse(self.find(self.real_env(), new))
        self.assertTrue(self.find(self.real_env(), self.old))


@tagged("post_install", "-at_install")
class TestUnknownUrl(InboundWebhookHttpCase):
    """Nobody can tell from the answer what there was at a URL."""

    def answer(self, path):
        answer = self.url_open(f"/inbound/{path}", json={"title": "A"})
        headers = {**answer.headers, "Date": None}
        return answer.status_code, headers, answer.text

    def test_whatever_is_wrong_with_it_the_answer_is_the_same(self):
        handler = self.make_lead_handler()
        rotated = handler.token
        self.assertEqual(self.post_json(handler, {"title": "A"}).status_code, 200)
        handler.action_rotate_token()
        deleted = self.make_lead_handler()
        gone = deleted.token
        deleted.unlink()
        unknown = self.answer("x" * 43)
        self.assertEqual(unknown[0], 404)
        for path in (rotated, gone, "x", "x" * 5000, "%00%ff", "é", handler.token[:-1]):
            with self.subTest(path):
                self.assertEqual(self.answer(path), unknown)
