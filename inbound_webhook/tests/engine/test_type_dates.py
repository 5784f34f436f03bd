"""Dates and moments in any writing, and what is refused as unclear."""

from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import CONTEXT, PARIS, refusal

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext, to_json


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-04-03T10:15:00Z", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03t10:15:00z", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03T10:15:00+02:00", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03T10:15:00-0530", datetime(2026, 4, 3, 15, 45)),
        ("2026-04-03T10:15:00+02", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03T10:15+02:00", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03 10:15:00 +0200", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03 10:15:00 UTC", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03T10:15:00.123Z", datetime(2026, 4, 3, 10, 15, 0, 123_000)),
        ("2026-04-03T10:15:00,123456789Z", datetime(2026, 4, 3, 10, 15, 0, 123_456)),
        ("20260403T101500Z", datetime(2026, 4, 3, 10, 15)),
        ("2026/04/03 10:15", datetime(2026, 4, 3, 8, 15)),
        ("2026-04-03 10:15 PM", datetime(2026, 4, 3, 20, 15)),
        ("2026-04-03 10:15:00 p.m. +02:00", datetime(2026, 4, 3, 20, 15)),
        ("2026-04-03T10:15 PM", datetime(2026, 4, 3, 20, 15)),
        ("2026/04/03 12:15 am", datetime(2026, 4, 2, 22, 15)),
        ("2026-04-03T10:15:00", datetime(2026, 4, 3, 8, 15)),
        ("2026-12-03T10:15:00", datetime(2026, 12, 3, 9, 15)),
        ("2026-04-03", datetime(2026, 4, 2, 22, 0)),
        (1775211300, datetime(2026, 4, 3, 10, 15)),
        ("1775211300", datetime(2026, 4, 3, 10, 15)),
        (1775211300123, datetime(2026, 4, 3, 10, 15, 0, 123_000)),
        ("1775211300123", datetime(2026, 4, 3, 10, 15, 0, 123_000)),
        (1775211300.5, datetime(2026, 4, 3, 10, 15, 0, 500_000)),
        ("Fri, 3 Apr 2026 10:15:00 +0200", datetime(2026, 4, 3, 8, 15)),
        ("2026-W14-5T10:15:00Z", datetime(2026, 4, 3, 10, 15)),
        ("2026W145T101500Z", datetime(2026, 4, 3, 10, 15)),
        ("2026-093T10:15Z", datetime(2026, 4, 3, 10, 15)),
        ("2026093T1015Z", datetime(2026, 4, 3, 10, 15)),
        ("2026-04-03T10Z", datetime(2026, 4, 3, 10, 0)),
        ("20260403T10+0200", datetime(2026, 4, 3, 8, 0)),
        ("2026-04-03T10,5Z", datetime(2026, 4, 3, 10, 30)),
        ("2026-04-03T10:15.5Z", datetime(2026, 4, 3, 10, 15, 30)),
        ("2026-04-03T24:00Z", datetime(2026, 4, 4, 0, 0)),
        ("2026-12-31T23:59:60Z", datetime(2027, 1, 1, 0, 0)),
        ("03 Apr 2026 10:15:00 GMT", datetime(2026, 4, 3, 10, 15)),
        ("Fri, 03 Apr 2026 10:15 EST", datetime(2026, 4, 3, 15, 15)),
        ("Fri, 3 Apr 2026 10:15:00 +0200 (CEST)", datetime(2026, 4, 3, 8, 15)),
        ("3 Apr 2026 10:15:00", datetime(2026, 4, 3, 8, 15)),
        # Micro- and nanoseconds, as Google and Go have them.
        ("1775211300123456", datetime(2026, 4, 3, 10, 15, 0, 123_456)),
        (1775211300123456789, datetime(2026, 4, 3, 10, 15, 0, 123_456)),
        ("202604031015", datetime(2026, 4, 3, 8, 15)),
        # The plus of an offset in a form that nobody encoded.
        ("2026-04-03T10:15:00 05:00", datetime(2026, 4, 3, 5, 15)),
        # A place names the zone, or says it once more: Java, RFC 9557.
        ("2026-04-03T10:15:00-04:00[America/New_York]", datetime(2026, 4, 3, 14, 15)),
        ("2026-04-03T10:15:00[America/New_York]", datetime(2026, 4, 3, 14, 15)),
        ("2026-04-03 10:15 America/Argentina/Ushuaia", datetime(2026, 4, 3, 13, 15)),
        ("2026-04-03 10:15 CEST", datetime(2026, 4, 3, 8, 15)),
        ("2026/04/03 10:15:00 JST", datetime(2026, 4, 3, 1, 15)),
        ("Fri, 03 Apr 2026 10:15 AEDT", datetime(2026, 4, 2, 23, 15)),
        ("3. Apr 2026, 10:15 Uhr MEZ", datetime(2026, 4, 3, 9, 15)),
    ],
)
def test_moments_in_paris_are_utc(value, moment):
    assert convert(value, "datetime", PARIS) == moment


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        *(("Z", 12), ("UT", 12), ("GMT", 12), ("EDT", 16), ("EST", 17), ("CDT", 17)),
        *(("CST", 18), ("MDT", 18), ("MST", 19), ("PDT", 19), ("PST", 20)),
    ],
)
def test_the_zones_that_rfc_2822_names(zone, hour):
    found = convert(f"Fri, 3 Apr 2026 12:00:00 {zone}", "datetime", PARIS)
    assert found == datetime(2026, 4, 3, hour)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-04-03", date(2026, 4, 3)),
        ("20260403", date(2026, 4, 3)),
        (20260403, date(2026, 4, 3)),
        ("2026/04/03", date(2026, 4, 3)),
        ("2026-W48-3", date(2026, 11, 25)),
        ("2026W483", date(2026, 11, 25)),
        ("2026-W01-1", date(2025, 12, 29)),
        ("2026-W53-7", date(2027, 1, 3)),
        ("2026-329", date(2026, 11, 25)),
        ("2026329", date(2026, 11, 25)),
        ("2026-001", date(2026, 1, 1)),
        ("2024-366", date(2024, 12, 31)),
        ("3 Apr 2026", date(2026, 4, 3)),
        ("2026-04-02T23:30:00Z", date(2026, 4, 3)),
        ("2026-04-02T23:30:00", date(2026, 4, 2)),
        (1775172600, date(2026, 4, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ("0100-01-02", date(100, 1, 2)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_the_day_of_a_moment_is_that_of_the_time_zone(value, day):
    found = convert(value, "date", PARIS)
    assert (found, type(found)) == (day, date)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Auckland"])
@pytest.mark.parametrize(
    "value",
    [
        # Midnight in UTC of a program that knows no days: JavaScript, HubSpot.
        *("1985-12-25T00:00:00.000Z", "1985-12-25T00:00:00+00:00", "1985-12-25 00:00Z"),
        # Of one that writes midnight where it is.
        *("1985-12-25T00:00:00+09:00", "1985-12-25T00:00:00.0000000-05:00"),
        *("/Date(504316800000)/", "Wed Dec 25 1985 00:00:00 GMT+0100 (CET)"),
    ],
)
def test_midnight_in_the_zone_of_its_sender_is_a_day_in_any_other(value, zone):
    context = ValueContext(timezone=zone)
    assert convert(value, "date", context) == date(1985, 12, 25)


def test_a_number_that_is_midnight_in_utc_is_that_day():
    context = ValueContext(timezone="America/Los_Angeles")
    assert convert(1735689600000, "date", context) == date(2025, 1, 1)
    assert convert(1735689600000, "datetime", context) == datetime(2025, 1, 1)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1985-12-25T00:00:00.000Z", date(1985, 12, 25)),
        ("1985-12-24T16:00:00-08:00", date(1985, 12, 24)),
        ("1985-12-25T23:30:00Z", date(1985, 12, 25)),
        ("1985-12-25T07:30:00Z", date(1985, 12, 24)),
        ("1985-12-25", date(1985, 12, 25)),
    ],
)
def test_a_moment_for_a_day_is_the_day_that_its_sender_means(value, day):
    context = ValueContext(timezone="America/Los_Angeles")
    assert convert(value, "datetime", context).day_meant == day


@pytest.mark.parametrize(
    "value",
    [
        *("03/04/2026", "3/4/26", "25/12/26", "04-03-2026", "31.12.26", "2026"),
        *("2026-02-30", "2026-13-01", "2025-02-29", "2026-W54-1", "2026-W14", "today"),
        *("2025-W53-1", "2026-W00-1", "2026-W14-8", "2026-W145", "2026W14-5"),
        *("2026-366", "2026-000", "2026-93", "2026-04", "2026-04-03 10"),
        *("2026-04-03T24:01", "2026-04-03T10:15:60", "2026-04-03T24:00:01"),
        *("2026-04-03T25:00", "2026-04-03T22:15 PM", "2026-04-03T10:15 Mars/Olympus"),
        *("2026-04-03T10:15:00+99:00", "3 Foo 2026", "2026-04/03", "0000-01-01"),
        *(
            "177521130",
            177521130,
            10_000_000_000,
            999_999_999_999,
            10**13,
            -1,
            0,
            True,
            float("nan"),
            float("inf"),
            10**30,
        ),
        *("2026-04-03T10:15:00 IST", "0024-05-31", [1, 2], {"a": 1}),
        # Of two short numbers before its month, either may be the year.
        *("05 24 May", "24 05 May", "5 Jan Feb 2026"),
    ],
)
@pytest.mark.parametrize("type_name", ["date", "datetime"])
def test_what_is_no_date_or_an_unclear_one_is_refused(value, type_name):
    assert "2026-04-03" in refusal(value, type_name).details["expected"]


@pytest.mark.parametrize("text", ["0001-01-01T00:30", "9999-12-31T23:59:59-12:00"])
def test_a_moment_before_or_after_all_calendars_is_refused(text):
    zone = ValueContext(timezone="Asia/Tokyo")
    assert refusal(text, "datetime", zone).code == "value_invalid"


@given(
    st.datetimes(datetime(100, 1, 2), timezones=st.just(timezone.utc)),
    st.sampled_from("T "),
)
def test_any_moment_comes_back_from_iso_8601(moment, separator):
    found = convert(moment.isoformat(separator), "datetime", CONTEXT)
    assert found == moment.replace(tzinfo=None)
    assert convert(to_json(found), "datetime", PARIS) == found


@given(st.datetimes(datetime(2001, 9, 10), datetime(2286, 11, 20)))
def test_any_moment_comes_back_from_its_epoch(moment):
    moment = moment.replace(microsecond=0)
    seconds = int(moment.replace(tzinfo=timezone.utc).timestamp())
    for value in (seconds, str(seconds), seconds * 1000, float(seconds)):
        assert convert(value, "datetime", PARIS) == moment


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "../etc/passwd", "a\0b", "Europe"]
)
def test_an_unknown_time_zone_is_a_setup_error(zone):
    with pytest.raises(InvalidSetup) as caught:
        convert("2026-04-03", "date", ValueContext(timezone=zone))
    assert caught.value.code == "timezone_unknown"
