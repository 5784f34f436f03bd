"""How many calls a minute are taken, of all senders and of each address."""

import threading
from datetime import timedelta

from odoo.tests import tagged

from ..processing.conflicts import Conflict
from .common import InboundWebhookCase
from .real_cursors import RealCursorsMixin
from .test_who_may_call import SECRET, WhoMayCallCase

TOKEN = {"Authorization": f"Bearer {SECRET}"}


class RatesMixin:
    def let_time_pass(self, handler, seconds):
        """Have what was counted be as old as that: no test waits."""
        self.env.cr.execute(
            "UPDATE inbound_webhook_rate SET counted_at = counted_at - %s"
            " WHERE handler_id = %s",
            [timedelta(seconds=seconds), handler.id],
        )

    def counted(self, handler):
        self.env.cr.execute(
            "SELECT address, refused FROM inbound_webhook_rate WHERE handler_id = %s"
            " ORDER BY address",
            [handler.id],
        )
        return self.env.cr.fetchall()


@tagged("post_install", "-at_install", "security")
class TestRates(RatesMixin, WhoMayCallCase):
    def statuses(self, handler, times, headers=None):
        return [self.post(handler, headers).status_code for _time in range(times)]

    def test_beyond_the_limit_a_call_is_to_come_later(self):
        handler = self.make_lead_handler(rate_limit=3)
        self.assertEqual(self.statuses(handler, 3), [200, 200, 200])
        answer = self.post(handler)
        self.assertEqual(answer.status_code, 429)
        # A third of a minute for each call, less what this test has taken.
        wait = int(answer.headers["Retry-After"])
        self.assertIn(wait, range(1, 21))
        self.assertEqual(answer.json()["status"], "error")
        self.assertIn(f"again in {wait} seconds", answer.json()["error"])
        call = self.last_call(handler)
        self.assertRecordValues(
            call,
            [{"status": "refused", "reason": "rate_limited", "response_code": 429}],
        )
        self.assertIn("More than 3 calls", call.reason_text)
        self.assertFalse(call.parameters or call.res_id)

    def test_it_fills_again_steadily(self):
        handler = self.make_lead_handler(rate_limit=2)
        self.assertEqual(self.statuses(handler, 3), [200, 200, 429])
        self.let_time_pass(handler, 30)
        self.assertEqual(self.statuses(handler, 2), [200, 429])
        # It never holds more than a minute's calls.
        self.let_time_pass(handler, 3600)
        self.assertEqual(self.statuses(handler, 3), [200, 200, 429])

    def test_refused_calls_do_not_make_the_wait_longer(self):
        handler = self.make_lead_handler(rate_limit=1)
        self.assertEqual(self.statuses(handler, 5), [200, 429, 429, 429, 429])
        self.assertEqual(self.counted(handler), [("", 4)])
        self.let_time_pass(handler, 60)
        self.assertEqual(self.statuses(handler, 1), [200])

    def test_no_limit_counts_nothing(self):
        handler = self.make_lead_handler()
        self.assertEqual(self.statuses(handler, 3), [200, 200, 200])
        self.assertEqual(self.counted(handler), [])

    def test_each_handler_has_its_own(self):
        one, other = (self.make_lead_handler(rate_limit=1) for _one in range(2))
        self.assertEqual(self.statuses(one, 2), [200, 429])
        self.assertEqual(self.statuses(other, 2), [200, 429])

    def test_a_stranger_does_not_use_up_the_limit_of_the_handler(self):
        handler = self.make_asking("bearer", rate_limit=1)
        self.assertEqual(self.statuses(handler, 3), [401, 401, 401])
        self.assertEqual(self.statuses(handler, 2, TOKEN), [200, 429])

    def test_guessing_is_bounded_before_anything_is_proved(self):
        handler = self.make_asking("bearer", rate_limit_address=2)
        self.assertEqual(self.statuses(handler, 3), [401, 401, 429])
        # Not even the right one: who guesses must not learn by it.
        answer = self.post(handler, TOKEN)
        self.assertEqual(answer.status_code, 429)
        call = self.last_call(handler)
        self.assertEqual(call.reason, "address_limited")
        self.assertIn("127.0.0.1 sent more than 2", call.reason_text)
        # So nobody knows who sent it.
        self.assertTrue(call.is_unproven)
        self.assertEqual(self.counted(handler), [("127.0.0.1", 2)])

    def test_where_nothing_is_to_be_proved_it_can_be_replayed(self):
        handler = self.make_lead_handler(rate_limit_address=1)
        self.assertEqual(self.statuses(handler, 2), [200, 429])
        call = self.last_call(handler)
        self.assertFalse(call.is_unproven)
        self.assertEqual(self.replay(call).status, "success")

    def test_a_wrong_method_is_refused_before_it_is_counted(self):
        handler = self.make_lead_handler(rate_limit_address=1, rate_limit=1)
        for _time in range(3):
            self.assertEqual(self.get(handler).status_code, 405)
        self.assertEqual(self.counted(handler), [])

    def test_a_queued_call_counts_as_any_other(self):
        handler = self.make_lead_handler(rate_limit=1, processing="queued")
        self.assertEqual(self.statuses(handler, 2), [202, 429])

    def test_what_is_full_again_is_forgotten(self):
        handler = self.make_lead_handler(rate_limit=1)
        self.statuses(handler, 2)
        self.env["inbound.webhook.rate"]._forget_full()
        self.assertEqual(self.counted(handler), [("", 1)])
        self.let_time_pass(handler, 61)
        self.env["inbound.webhook.rate"]._forget_full()
        self.assertEqual(self.counted(handler), [])

    def test_the_card_of_a_public_form_has_a_limit_of_each_address(self):
        sender = self.env.ref("inbound_webhook.sender_website_form")
        handler = sender._make_handler()
        self.assertEqual((handler.rate_limit, handler.rate_limit_address), (0, 30))

    def test_a_limit_that_is_changed_counts_at_once(self):
        handler = self.make_lead_handler(rate_limit=1)
        self.assertEqual(self.statuses(handler, 2), [200, 429])
        handler.rate_limit = 0
        self.assertEqual(self.statuses(handler, 2), [200, 200])

    def test_a_call_that_begins_again_counts_once(self):
        handler = self.make_lead_handler(rate_limit=2)
        # Somebody deletes its handler's row from under it: here, twice a conflict.
        self.conflict_on_arrival()
        self.assertEqual(self.statuses(handler, 1), [200])
        self.assertEqual(self.tries, 2)
        self.assertEqual(self.statuses(handler, 2), [200, 429])

    def conflict_on_arrival(self):
        calls = self.registry["inbound.webhook.call"]
        original, self.tries = calls._record_arrival, 0

        def conflicting(model, *args, **kwargs):
            self.tries += 1
            if self.tries == 1:
                raise Conflict
            return original(model, *args, **kwargs)

        self.patch(calls, "_record_arrival", conflicting)


@tagged("post_install", "-at_install", "security")
class TestRatesAtOnce(RealCursorsMixin, InboundWebhookCase):
    """Workers with connections of their own."""

    def test_no_more_pass_than_may(self):
        env = self.real_env()
        handler = env["inbound.webhook.handler"].create(
            {"name": "Rate", "model_id": env["ir.model"]._get_id("crm.lead")}
        )
        env.cr.commit()
        self.remove_committed(handler)
        waits, envs = [], [self.real_env() for _worker in range(6)]

        def work(worker):
            for _time in range(10):
                rates = worker["inbound.webhook.rate"]
                # As at the door: its transaction has read before.
                worker.cr.execute("SELECT count(*) FROM inbound_webhook_rate")
                waits.append(rates._count(handler.id, "", 25))

        threads = [threading.Thread(target=work, args=[one]) for one in envs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        # 60 calls within a second or two, in which two more seconds' worth is filled
        # in at the very most: no conflict, and no call that is not counted.
        self.assertEqual(len(waits), 60)
        self.assertIn(waits.count(0), range(25, 28))

    def test_its_lock_is_over_at_once(self):
        env = self.real_env()
        handler = env["inbound.webhook.handler"].create(
            {"name": "Rate", "model_id": env["ir.model"]._get_id("crm.lead")}
        )
        env.cr.commit()
        self.remove_committed(handler)
        first, second = self.real_env(), self.real_env()
        self.assertEqual(first["inbound.webhook.rate"]._count(handler.id, "", 5), 0)
        first.cr.execute("SELECT pg_backend_pid()")
        second.cr.execute("SET lock_timeout = '1s'")
        self.assertEqual(second["inbound.webhook.rate"]._count(handler.id, "", 5), 0)
        # And what follows has Odoo's isolation again.
        second.cr.execute("SHOW transaction_isolation")
        self.assertEqual(second.cr.fetchone(), ("repeatable read",))
