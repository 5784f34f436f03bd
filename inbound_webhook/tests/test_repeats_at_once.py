"""The third call comes while the second is under way, in another worker."""

import json
import threading
from unittest.mock import patch

from odoo.tests import tagged

from ..engine.request import IncomingRequest
from ..models.call.claim import TwinCommitted
from ..processing import one_call
from ..processing.progress import Progress
from .common import InboundWebhookCase
from .real_cursors import RealCursorsMixin

EMAIL = "ada.at.once@example.com"


class Arrived:
    """A request whose body is there already."""

    waits = False

    def __init__(self, request):
        self._request = request

    # No method of a model: pylint: disable-next=method-required-super
    def read(self, _max_bytes, _max_seconds):
        return self._request


@tagged("post_install", "-at_install")
class TestUndoneAtOnce(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own."""

    def setUp(self):
        super().setUp()
        env = self.real_env()
        fields = env["ir.model.fields"]._get_ids("res.partner")
        self.handler = env["inbound.webhook.handler"].create(
            {
                "name": "At once",
                "model_id": env["ir.model"]._get_id("res.partner"),
                "user_id": env.ref("base.user_admin").id,
                "protection_period": 10,
                "parameter_ids": [
                    (0, 0, {"name": name}) for name in ("email", "name", "city")
                ],
            }
        )
        self.remove_committed(self.handler)
        for parameter in self.handler.parameter_ids:
            env["inbound.webhook.mapping"].create(
                {
                    "handler_id": self.handler.id,
                    "parameter_id": parameter.id,
                    "field_id": fields[parameter.name],
                    "is_match_key": parameter.name == "email",
                }
            )
        env.cr.commit()
        self.first = self.call(env, "Gent")
        env.cr.commit()
        self.contact = self.first._record()
        self.remove_committed(self.contact)

    def call(self, env, city):
        """Have a worker process a call, all but its last commit; its row."""
        payload = {"email": EMAIL, "name": "Ada", "city": city}
        request = IncomingRequest(
            method="POST",
            headers=(("Content-Type", "application/json"),),
            body=json.dumps(payload).encode(),
        )
        progress = Progress()
        # The last commit is the test's to make.
        with patch.object(one_call, "commit"):
            one_call.receive(env, self.handler.token, Arrived(request), progress)
        return env["inbound.webhook.call"].browse(progress.call_id)

    def call_meanwhile(self, end_of_second):
        """Have a third worker process the first call again, and the second one end.

        :param end_of_second: function of the second worker's cursor; it is called once
            the third worker waits
        :return: the row of the third call
        """
        second, third = self.real_env(), self.real_env()
        third.cr.execute("SELECT pg_backend_pid()")
        [pid] = third.cr.fetchone()
        self.call(second, "Brugge")
        found = []
        worker = threading.Thread(
            target=lambda: found.append(self.call(third, "Gent")), daemon=True
        )
        worker.start()
        self.wait_for_lock(pid)
        end_of_second(second.cr)
        worker.join(60)
        third.cr.commit()
        return found[0]

    def test_it_waits_and_is_applied_after_it(self):
        call = self.call_meanwhile(lambda cursor: cursor.commit())
        self.assertRecordValues(call, [{"status": "success", "operation": "updated"}])
        self.assertEqual(self.city(), "Gent")

    def test_it_is_a_repeat_where_the_second_fails(self):
        call = self.call_meanwhile(lambda cursor: cursor.rollback())
        self.assertRecordValues(
            call, [{"status": "duplicate", "duplicate_of_id": self.first.id}]
        )
        self.assertEqual(self.city(), "Gent")

    def test_a_view_from_before_the_second_is_not_trusted(self):
        second, third = self.real_env(), self.real_env()
        first = third["inbound.webhook.call"].browse(self.first.id)
        self.assertTrue(first.applied_date)
        self.call(second, "Brugge")
        second.cr.commit()
        with self.assertRaises(TwinCommitted):
            first._records_changed_since(first.applied_date)

    def city(self):
        return self.real_env()["res.partner"].browse(self.contact.id).city

    def wait_for_lock(self, pid):
        """Wait until a connection waits for another's lock."""
        observer = self.real_env()
        waits = False
        for _time in range(20_000):
            observer.cr.execute(
                "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s",
                [pid],
            )
            waits = observer.cr.fetchone()[0]
            observer.cr.rollback()
            if waits:
                return
        self.fail("The third call did not wait for the second one.")
