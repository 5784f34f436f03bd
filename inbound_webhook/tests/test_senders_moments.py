"""Dates and times as senders write them, each through a call."""

from datetime import date, datetime

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestSendersMoments(InboundWebhookHttpCase):
    def make_meeting_handler(self, *more, **parameter):
        """A handler that writes when something was into a meeting."""
        return self.make_handler(
            "calendar.event",
            parameters=[
                {"name": "at", "type": "datetime", "sequence": 20, **parameter},
                *more,
            ],
            mappings=[
                {"constant": "Meeting", "field": "name"},
                *(("start", "at"), ("stop", "at")),
            ],
        )

    def moment_of(self, handler, at, **body):
        """What the meeting has, in UTC."""
        response = self.post_json(handler, {"at": at, **body})
        self.assertEqual(response.status_code, 200, f"{at}: {response.text}")
        return self.env["calendar.event"].browse(response.json()["id"]).start

    def assert_moments(self, handler, texts, moment):
        for text in texts:
            with self.subTest(text):
                found = self.moment_of(handler, text).replace(microsecond=0)
                self.assertEqual(found, moment)

    def test_my_sender_writes_iso_8601(self):
        self.assert_moments(
            self.make_meeting_handler(),
            (
                *("2024-01-05T14:30:00Z", "2024-01-05T15:30:00+01:00"),
                *("2024-01-05 14:30:00", "2024-01-05T14:30", "20240105T143000Z"),
                *("2024-01-05T09:30:00-0500", "2024-W01-5T14:30:00Z"),
            ),
            datetime(2024, 1, 5, 14, 30),
        )

    def test_my_sender_counts_seconds_since_1970(self):
        """``date -u -d @1704465000`` is the 5th of January 2024, 14:30."""
        self.assert_moments(
            self.make_meeting_handler(),
            (
                *(1704465000, "1704465000", 1704465000000, "1704465000000"),
                *(1704465000.25, "1704465000.25", "/Date(1704465000000)/"),
                "/Date(1704465000000+0100)/",
            ),
            datetime(2024, 1, 5, 14, 30),
        )

    def test_my_sender_writes_what_mails_or_javascript_do(self):
        self.assert_moments(
            self.make_meeting_handler(),
            (
                "Fri, 05 Jan 2024 15:30:00 +0100",
                "Fri, 5 Jan 2024 14:30:00 GMT",
                "Fri Jan 05 2024 15:30:00 GMT+0100 (Central European Standard Time)",
            ),
            datetime(2024, 1, 5, 14, 30),
        )

    def test_my_sender_writes_months_in_words_and_twelve_hours(self):
        self.assert_moments(
            self.make_meeting_handler(),
            (
                *("January 5, 2024 2:30 PM", "5 January 2024 14:30"),
                *("Jan 5, 2024, 2:30:00 pm", "2024-01-05 02:30 PM"),
                *("2024-01-05 2:30 pm", "2024/01/05 02:30:00 PM +00:00"),
            ),
            datetime(2024, 1, 5, 14, 30),
        )

    def test_my_sender_writes_the_day_first_or_the_month_first(self):
        for name, month, day in (("day_first", 1, 5), ("month_first", 5, 1)):
            with self.subTest(name):
                handler = self.make_meeting_handler(date_format=name)
                moment = datetime(2024, month, day, 14, 30)
                self.assertEqual(self.moment_of(handler, "05/01/2024 14:30"), moment)

    def test_my_sender_has_a_pattern_of_its_own(self):
        handler = self.make_meeting_handler(
            date_format="pattern", date_pattern="yy/dd/MM HH.mm"
        )
        moment = datetime(2024, 1, 5, 14, 30)
        self.assertEqual(self.moment_of(handler, "24/05/01 14.30"), moment)

    def test_my_sender_is_in_another_time_zone(self):
        """Brussels is an hour ahead of UTC in winter, and two in summer."""
        handler = self.make_meeting_handler(time_zone="Europe/Brussels")
        for text, hour in (("2024-01-05 14:30", 13), ("2024-07-05 14:30", 12)):
            with self.subTest(text):
                self.assertEqual(self.moment_of(handler, text).hour, hour)
        # What names its own is not moved.
        self.assertEqual(self.moment_of(handler, "2024-01-05T14:30:00Z").hour, 14)

    def test_my_sender_says_the_time_zone_in_another_value(self):
        handler = self.make_meeting_handler({"name": "zone", "sequence": 1})
        at = handler.parameter_ids.filtered(lambda item: item.name == "at")
        at.time_zone_parameter_id = handler.parameter_ids - at
        for zone, hour in (("America/New_York", 19), ("Asia/Tokyo", 5), ("", 14)):
            with self.subTest(zone):
                moment = self.moment_of(handler, "2024-01-05 14:30", zone=zone)
                self.assertEqual(moment.hour, hour)

    def test_what_could_be_two_days_is_refused_and_said(self):
        handler = self.make_meeting_handler()
        response = self.post_json(handler, {"at": "05/01/2024 14:30"})
        self.assertEqual(response.status_code, 422)
        self.assertIn("can mean", response.json()["error"])

    def test_my_sender_writes_days_as_midnight_and_my_field_has_days(self):
        """Of a program that knows no days: 25 December is not the 24th in America."""
        handler = self.make_handler(
            parameters=["name", {"name": "by", "type": "datetime"}],
            mappings=[("name", "name"), ("date_deadline", "by")],
        )
        handler.user_id.tz = "America/Los_Angeles"
        for came, day in (
            ("2026-12-25T00:00:00.000Z", date(2026, 12, 25)),
            ("2026-12-24T16:00:00-08:00", date(2026, 12, 24)),
            (1798156800000, date(2026, 12, 25)),
        ):
            with self.subTest(came):
                answer = self.post_json(handler, {"name": "A", "by": came})
                lead = self.env["crm.lead"].browse(answer.json()["id"])
                self.assertEqual(lead.date_deadline, day)
