from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import InboundWebhookCase


class FiguresCase(InboundWebhookCase):
    """Handlers whose log is written row by row."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()

    def log(self, date, status="success", *, handler=None, **values):
        """Write the row of a call that came at a time (UTC)."""
        return self.env["inbound.webhook.call"].create(
            {
                "handler_id": (handler or self.handler).id,
                "request_date": date,
                "status": status,
                **values,
            }
        )

    def log_daily(self, last, days):
        """One call a day, the last one at a time."""
        for ago in range(days):
            self.log(last - timedelta(days=ago))


@tagged("post_install", "-at_install")
class TestCallCount(FiguresCase):
    """How many calls came, and when the last one did."""

    def test_a_handler_without_calls(self):
        self.assertRecordValues(
            self.handler, [{"call_count": 0, "last_call_date": False}]
        )

    def test_each_handler_has_its_own(self):
        other = self.make_lead_handler()
        self.log(datetime(2026, 5, 2))
        self.log(datetime(2026, 5, 4))
        self.log(datetime(2026, 5, 3))
        self.log(datetime(2026, 5, 5), handler=other)
        self.assertRecordValues(
            self.handler + other,
            [
                {"call_count": 3, "last_call_date": datetime(2026, 5, 4)},
                {"call_count": 1, "last_call_date": datetime(2026, 5, 5)},
            ],
        )

    def test_the_count_stops_at_ten_thousand(self):
        self.env.cr.execute(
            """
            INSERT INTO inbound_webhook_call (handler_id, request_date, kind, status)
            SELECT %s, timestamp '2026-05-01' + number * interval '1 second',
                   'call', 'success'
              FROM generate_series(1, 10001) AS number
            """,
            [self.handler.id],
        )
        self.assertRecordValues(
            self.handler,
            [{"call_count": 10000, "last_call_date": datetime(2026, 5, 1, 2, 46, 41)}],
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-05-10 12:00:00")
class TestCallChart(FiguresCase):
    """The calls of the last seven days, by day and outcome."""

    def bars(self, **context):
        """The days that have calls, with the numbers that are not 0."""
        chart = self.handler.with_context(**context).call_chart
        bars = {}
        for counts in chart:
            day = counts.pop("day")
            if any(counts.values()):
                bars[day] = {name: count for name, count in counts.items() if count}
        return bars

    def test_the_seven_days_end_today(self):
        days = [counts["day"] for counts in self.handler.call_chart]
        self.assertEqual(days, [f"2026-05-{day:02}" for day in range(4, 11)])

    def test_outcomes_are_told_apart(self):
        for status in (
            *("success", "success", "duplicate", "ignored", "refused", "error"),
            "received",
        ):
            self.log(datetime(2026, 5, 9, 8), status)
        self.assertEqual(
            self.bars(),
            {
                "2026-05-09": {
                    "success": 2,
                    "ignored": 2,
                    "refused": 1,
                    "error": 1,
                    "waiting": 1,
                }
            },
        )

    def test_days_are_those_of_the_reader(self):
        self.log(datetime(2026, 5, 3, 23, 30))
        self.log(datetime(2026, 5, 9, 23, 30))
        self.assertEqual(self.bars(tz="UTC"), {"2026-05-09": {"success": 1}})
        self.assertEqual(
            self.bars(tz="Europe/Brussels"),
            {"2026-05-04": {"success": 1}, "2026-05-10": {"success": 1}},
        )

    def test_what_is_no_call_is_not_counted(self):
        for reason in ("asked", "probed", "previewed"):
            self.log(datetime(2026, 5, 9), "ignored", reason=reason)
        self.assertEqual(self.bars(), {})

    def test_tests_and_replays_are_not_the_senders(self):
        for kind in ("test", "replay", "handshake"):
            self.log(datetime(2026, 5, 9), kind=kind)
        self.assertEqual(self.bars(), {})


@tagged("post_install", "-at_install")
@freeze_time("2026-05-10 12:00:00")
class TestHealth(FiguresCase):
    """When a handler is marked, and with which words."""

    def log_in_order(self, *statuses, **values):
        for number, status in enumerate(statuses):
            self.log(datetime(2026, 5, 10, 8, number), status, **values)

    def assert_marked(self, health, reason):
        self.assertRecordValues(
            self.handler, [{"health": health, "health_reason": reason}]
        )

    def test_nothing_is_wrong_without_calls(self):
        self.assert_marked(False, False)

    def test_half_of_the_last_ten_failed(self):
        self.log_in_order(*["error"] * 20, *["success"] * 5, *["error"] * 5)
        self.assert_marked(
            "failing", "5 of the last 10 calls failed, the very last one too."
        )

    def test_fewer_than_half_failed(self):
        self.log_in_order(*["success"] * 6, "error", "refused", "error", "error")
        self.assert_marked(False, False)

    def test_the_last_call_succeeded(self):
        self.log_in_order(*["error"] * 9, "duplicate")
        self.assert_marked(False, False)

    def test_the_only_call_failed(self):
        self.log_in_order("error")
        self.assert_marked("failing", "The last call failed.")

    def test_calls_that_wait_say_nothing(self):
        self.log_in_order("error", "received")
        self.assert_marked("failing", "The last call failed.")

    def test_calls_refused_while_switched_off_say_nothing(self):
        self.log_in_order("refused", reason="switched_off")
        self.assert_marked(False, False)

    def test_what_is_settled_or_dismissed_says_nothing(self):
        self.log_in_order("success")
        self.log_in_order("error", "error", attention="settled")
        self.assert_marked(False, False)
        self.log_in_order("error", "error", attention="dismissed")
        self.assert_marked(False, False)
        self.log_in_order("error", attention="open")
        self.assert_marked(
            "failing", "1 of the last 2 calls failed, the very last one too."
        )

    def test_link_previews_say_nothing(self):
        for method in ("HEAD", "OPTIONS"):
            self.log_in_order("refused", method=method, reason="method_not_allowed")
        self.assert_marked(False, False)

    def test_questions_of_browsers_say_nothing(self):
        self.log_in_order("error")
        self.log_in_order("ignored", method="OPTIONS", reason="asked")
        self.assert_marked("failing", "The last call failed.")

    def test_what_is_no_call_keeps_nothing_from_being_seen(self):
        for method, reason in (
            ("OPTIONS", "asked"),
            ("HEAD", "probed"),
            ("GET", "previewed"),
        ):
            with self.subTest(reason):
                self.calls(self.handler).unlink()
                self.log_daily(datetime(2026, 5, 8, 11), days=10)
                self.log_in_order(*["ignored"] * 12, method=method, reason=reason)
                self.handler.invalidate_recordset()
                self.assert_marked(
                    "silent",
                    "No call for 2 days. The longest pause before was 1 day(s).",
                )
        self.log(datetime(2026, 5, 9), "error")
        self.handler.invalidate_recordset()
        self.assert_marked(False, False)

    def test_programs_that_fill_in_forms_say_nothing(self):
        self.log_in_order("success")
        self.log_in_order(*["refused"] * 3, reason="too_fast")
        self.assert_marked(False, False)
        self.log_in_order("error", attention="open")
        # However many they are: the last ten calls are those that say something.
        self.log_in_order(*["ignored"] * 10, reason="trapped")
        self.assert_marked(
            "failing", "1 of the last 2 calls failed, the very last one too."
        )

    def test_tests_say_nothing(self):
        self.log_in_order("error", kind="test")
        self.assert_marked(False, False)

    def test_a_handler_that_is_switched_off_is_not_marked(self):
        self.log_in_order("error")
        self.handler.active = False
        self.assert_marked(False, False)

    def test_daily_calls_have_ceased(self):
        self.log_daily(datetime(2026, 5, 8, 11), days=10)
        self.assert_marked(
            "silent",
            "No call for 2 days. The longest pause before was 1 day(s).",
        )

    def test_a_pause_of_two_days_is_not_yet_long(self):
        self.log_daily(datetime(2026, 5, 8, 13), days=10)
        self.assert_marked(False, False)

    def test_a_sender_that_rests_on_weekends(self):
        # Fridays are the 8th, the 1st and so on; silent for six days and more.
        for week in range(3):
            for day in range(5):
                date = datetime(2026, 5, 1, 9) - timedelta(weeks=week, days=day)
                self.log(date)
        with freeze_time("2026-05-07 08:00:00"):
            self.assert_marked(False, False)
        self.handler.invalidate_recordset()
        with freeze_time("2026-05-07 10:00:00"):
            self.assert_marked(
                "silent",
                "No call for 6 days. The longest pause before was 3 day(s).",
            )

    def test_calls_that_never_came_regularly(self):
        self.log_daily(datetime(2026, 4, 1), days=6)
        self.assert_marked(False, False)

    def test_the_filters(self):
        silent = self.make_lead_handler()
        for ago in range(10):
            self.log(datetime(2026, 5, 1) - timedelta(days=ago), handler=silent)
        self.log_in_order("error")
        healthy = self.make_lead_handler()
        own = [("id", "in", (self.handler + silent + healthy).ids)]
        search = self.env["inbound.webhook.handler"].search
        for health, found in (
            ("failing", self.handler),
            ("silent", silent),
            (False, healthy),
        ):
            with self.subTest(health):
                self.assertEqual(search([*own, ("health", "=", health)]), found)


@tagged("post_install", "-at_install")
class TestListQueries(FiguresCase):
    """How many queries the list takes, however many rows it has."""

    def read_list(self, handlers):
        handlers.invalidate_recordset()
        names = ("call_count", "last_call_date", "call_chart", "health", "may_change")
        handlers.web_read({name: {} for name in ("name", *names)})

    def test_rows_do_not_add_queries(self):
        handlers = self.handler
        for number in range(20):
            handlers += self.make_lead_handler(name=f"Handler {number}")
            self.log(datetime(2026, 5, 1), handler=handlers[-1])
        self.read_list(handlers)
        self.env.flush_all()
        for rows in (handlers[:2], handlers):
            # The handlers and their rights; count and last call; chart; health.
            with self.subTest(len(rows)), self.assertQueryCount(5):
                self.read_list(rows)
