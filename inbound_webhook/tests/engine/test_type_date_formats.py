"""Dates in the ways in which people and programs of many countries write them."""

from dataclasses import replace
from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import CONTEXT, refusal

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.types.moments import FORMATS, check_format
from inbound_webhook.engine.values import ValueContext


def context(name="", pattern="", language=None, zone="UTC"):
    return ValueContext(
        date_format=name, date_pattern=pattern, language=language, timezone=zone
    )


FIFTH = date(2024, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-05", "2024-1-5", "2024/1/5", "2024.1.5", "2024. 1. 5.", "5.1.2024"),
        *("05.01.2024", "5. 1. 2024", "2024年1月5日", "20240105", "20240105101500"),
        *("January 5, 2024", "Jan 5 2024", "Jan. 5th, 2024", "5 January 2024"),
        *("5 JAN 2024", "05-Jan-2024", "5/Jan/2024", "2024 January 5"),
        *("Friday, January 5, 2024", "Fri Jan 05 2024", "Fri Jan  5 10:15:00 2024"),
        *("5.1.2024 10:15", "05.01.2024, 10:15", "5.1.2024 10.15"),
        *("2024-01-05 10:15:00 +0000 UTC", "2024/01/05 10:15:00"),
        "Fri Jan 05 2024 10:15:00 GMT+0000 (Coordinated Universal Time)",
        "/Date(1704449700000)/",
        "\\/Date(1704449700000)\\/",
        "\u200e5.\u200e1.\u200e2024",
    ],
)
def test_what_can_be_read_in_one_way_is_that_day(text):
    assert convert(text, "date", CONTEXT) == FIFTH


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("January 5, 2024 3:04 PM", datetime(2024, 1, 5, 15, 4)),
        ("January 5, 2024 at 3:04:05 pm", datetime(2024, 1, 5, 15, 4, 5)),
        ("Jan 5, 2024 12:00 AM", datetime(2024, 1, 5, 0, 0)),
        ("Jan 5, 2024 12:00 p.m.", datetime(2024, 1, 5, 12, 0)),
        ("Jan 5, 2024 3 PM", datetime(2024, 1, 5, 15, 0)),
        ("25/12/2024, 10:15:00 AM", datetime(2024, 12, 25, 10, 15)),
        ("12/25/2024 3:04 PM", datetime(2024, 12, 25, 15, 4)),
        ("5.1.2024 14h30", datetime(2024, 1, 5, 14, 30)),
        ("Fri Jan 05 2024 10:15:00 GMT+0100 (CET)", datetime(2024, 1, 5, 9, 15)),
        ("January 5, 2024 14:30 (GMT+2)", datetime(2024, 1, 5, 12, 30)),
        ("5 Jan 2024 2:30 PM (PST)", datetime(2024, 1, 5, 22, 30)),
        ("25/12/2024 14:30 (UTC-05:00)", datetime(2024, 12, 25, 19, 30)),
        ("2024年1月5日 10:15", datetime(2024, 1, 5, 10, 15)),
        ("/Date(1704449700000+0200)/", datetime(2024, 1, 5, 10, 15)),
        ("/Date(-86400000)/", datetime(1969, 12, 31)),
        ("20240105101500", datetime(2024, 1, 5, 10, 15)),
        ("1704449700.25", datetime(2024, 1, 5, 10, 15, 0, 250_000)),
    ],
)
def test_times_beside_a_day(text, moment):
    assert convert(text, "datetime", CONTEXT) == moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("05/01/2024", "2024-01-05", "2024-05-01"),
        ("05-01-2024", "2024-01-05", "2024-05-01"),
        ("5/1/2024 10:15", "2024-01-05", "2024-05-01"),
        ("31.12.24", "2024-12-31", "2031-12-24"),
        ("01/02/03", "2001-02-03", "2003-02-01"),
        # Somebody's birthday, or the end of a contract.
        ("31.12.55", "1955-12-31", "2055-12-31"),
        ("5-May-40", "1940-05-05", "2040-05-05"),
        ("May 5, 68 10:15", "1968-05-05", "2068-05-05"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text, first, last):
    error = refusal(text, "date")
    assert error.code == "date_ambiguous"
    assert f"can mean {first} or {last}." in str(error)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it_IT", "venerdì 5 gennaio 2024 ore 14:03"),
        ("it_IT", "5 gennaio 2024 alle ore 14.03"),
        ("pl_PL", "5 stycznia 2024 r., godz. 14:03"),
        ("pl_PL", "25.01.2024 r., godz. 14:03"),
        ("ru_RU", "5 января 2024 г., 14:03"),
        ("ru_RU", "5 января 2024 года в 14:03"),
        ("tr_TR", "05.01.2024 saat 14:03"),
        ("it_IT", "05.01.2024 alle ore 14:03"),
        ("ru_RU", "05.01.2024 г. в 14:03"),
        ("tr_TR", "5 Ocak 2024 Cuma saat 14:03"),
        ("cs_CZ", "5. ledna 2024 v 14:03"),
        ("fi_FI", "5. tammikuuta 2024 klo 14.03"),
        ("ja_JP", "2024年1月5日 午後2時3分"),
        ("zh_CN", "2024年1月5日 星期五 下午2:03"),
        ("zh_CN", "2024年01月05日14时03分07秒"),
        ("ko_KR", "2024년 1월 5일 오후 2시 3분"),
        ("ko_KR", "2024년 1월 5일 금요일 14:03"),
        ("ko_KR", "2024. 1. 5. 오후 2:03"),
    ],
)
def test_words_beside_a_time_in_the_language_of_the_handler(language, text):
    found = convert(text, "datetime", context(language=language))
    day = 25 if text.startswith("25") else 5
    assert found.replace(second=0) == datetime(2024, 1, day, 14, 3)


@pytest.mark.parametrize(
    ("parts", "moment"),
    [
        ({"day": "05", "month": "01", "year": "2024"}, datetime(2024, 1, 5)),
        ({"year": 2024, "month": 1, "day": 5}, datetime(2024, 1, 5)),
        ({"Month": "January", "Day": "5", "Year": "2024"}, datetime(2024, 1, 5)),
        (
            {"month": "1", "day": "5", "year": "2024", "hour": "2", "min": "03"}
            | {"ampm": "PM"},
            datetime(2024, 1, 5, 14, 3),
        ),
        ({"day": "", "month": "", "year": ""}, None),
    ],
)
def test_a_date_with_a_box_for_each_of_its_parts(parts, moment):
    assert convert(parts, "datetime", context()) == moment
    assert convert(parts, "date", context()) == (moment and moment.date())


@pytest.mark.parametrize(
    "value",
    [
        {"day": "31", "month": "02", "year": "2024"},
        {"day": "05", "month": "", "year": "2024"},
        {"day": "05", "month": "01"},
        {"day": "05", "month": "01", "year": "2024", "name": "Ada"},
        {"day": {"value": "05"}, "month": "01", "year": "2024"},
        {"day": "5", "month": "1", "year": "24"},
    ],
)
def test_parts_that_are_no_date_are_refused(value):
    refusal(value, "date")


@pytest.mark.parametrize("zone", ["PKT", "Eastern Time", "2 hours", "GMT+99"])
def test_what_is_in_brackets_behind_a_time_is_not_passed_over(zone):
    text = f"January 5, 2024 14:30 ({zone})"
    assert refusal(text, "datetime").code == "value_invalid"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("de_DE", "05.01.24"), ("pl_PL", "05.01.24"), ("ru_RU", "05.01.24, 10:15")),
        *(("fr_FR", "17/01/24"), ("pt_BR", "17/01/24"), ("nl_BE", "17-01-24")),
    ],
)
def test_a_year_of_two_digits_is_where_the_language_of_the_handler_has_it(
    language, text
):
    day = FIFTH if text.startswith("05") else date(2024, 1, 17)
    assert convert(text, "date", context(language=language)) == day
    for open_one in ("ja_JP", "sv_SE", "en_US", None, "xx"):
        error = refusal(text, "date", context(language=open_one))
        assert error.code == "date_ambiguous"


def test_the_order_of_day_and_month_stays_open_in_any_language():
    error = refusal("05/01/24", "date", context(language="fr_FR"))
    assert "can mean 2024-01-05 or 2024-05-01." in str(error)


@pytest.mark.parametrize("text", ["05/05/2024", "5-5-2024"])
def test_where_both_ways_are_one_day_it_is_that(text):
    assert convert(text, "date", CONTEXT) == date(2024, 5, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "0000-00-00T00:00:00Z"),
        *("0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z"),
        *("1/1/0001 12:00:00 AM", "/Date(-62135596800000)/"),
    ],
)
@pytest.mark.parametrize("type_name", ["date", "datetime"])
def test_a_date_of_zeros_is_none(text, type_name):
    assert convert(text, type_name, CONTEXT) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de_DE", "5. Januar 2024"),
        ("de_AT", "Freitag, den 5. Jänner 2024"),
        ("fr_FR", "le vendredi 5 janvier 2024 à 14h30"),
        ("es_ES", "5 de enero de 2024"),
        ("pt_BR", "5 de janeiro de 2024"),
        ("nl_NL", "5 januari 2024"),
        ("it_IT", "5 gennaio 2024"),
        ("pl_PL", "5 stycznia 2024"),
        ("de_DE", "January 5, 2024"),
    ],
)
def test_names_of_months_in_the_language_of_the_handler_and_in_english(language, text):
    assert convert(text, "date", context(language=language)) == FIFTH


@pytest.mark.parametrize("language", [None, "xx", "", "fr_FR", "no such thing"])
def test_names_of_months_in_another_language_are_none(language):
    error = refusal("5. Januar 2024", "date", context(language=language))
    assert error.code == "value_invalid"


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("day_first", "05/01/2024", FIFTH),
        ("day_first", "05/01/24", FIFTH),
        ("day_first", "5-1-2024 10:15 PM", FIFTH),
        ("day_first", "05/01/69", date(1969, 1, 5)),
        ("month_first", "01/05/2024", FIFTH),
        ("month_first", "1.5.24", FIFTH),
        ("year_first", "24/01/05", FIFTH),
        ("year_first", "2024.1.5", FIFTH),
        ("iso", "2024-01-05T10:15:00Z", FIFTH),
        ("week", "2024-W01-5", FIFTH),
        ("words", "Jan 5, 2024", FIFTH),
        ("rfc2822", "Fri, 05 Jan 2024 10:15:00 +0100", FIFTH),
        ("javascript", "Fri Jan 05 2024 10:15:00 GMT+0100 (CET)", FIFTH),
        ("epoch", 1704449700, FIFTH),
        ("epoch", "1704449700.5", FIFTH),
        ("epoch", 86400, date(1970, 1, 2)),
        ("epoch", -86400, date(1969, 12, 31)),
        ("epoch_ms", 86400000, date(1970, 1, 2)),
        ("epoch_ms", "1704449700000", FIFTH),
        ("microsoft", "/Date(1704449700000)/", FIFTH),
        ("compact", "20240105101500", FIFTH),
        ("compact", "20240105", FIFTH),
    ],
)
def test_a_format_that_is_chosen_reads_its_own_way(name, text, day):
    assert convert(text, "date", context(name)) == day


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("day_first", "12/25/2024", "value_invalid"),
        ("month_first", "25/12/2024", "value_invalid"),
        ("year_first", "05/01/2024", "date_ambiguous"),
        ("words", "05/01/2024", "date_ambiguous"),
        ("iso", "05/01/2024", "date_ambiguous"),
        ("epoch", 10**30, "value_invalid"),
        ("epoch", "soon", "value_invalid"),
    ],
)
def test_what_contradicts_a_format_or_is_left_open_by_it_is_refused(name, text, code):
    assert refusal(text, "date", context(name)).code == code


@pytest.mark.parametrize("name", [*FORMATS][:-1])
@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-05", "2024-01-05T10:15:00Z", "2024/1/5", "Jan 5, 2024"),
        *("Fri, 05 Jan 2024 10:15:00 +0100", "/Date(1704449700000)/", "2024-W01-5"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_read_whatever_the_format(name, text):
    assert convert(text, "date", context(name)) == FIFTH


@pytest.mark.parametrize("name", ["day_first", "month_first", "year_first"])
@pytest.mark.parametrize(
    "text",
    [
        *("2024-01-05", "2024/01/05", "2024年1月5日", "20240105", "January 5, 2024"),
        *("Fri, 5 Jan 2024 10:15:00 +0000", "2024-01-05T10:15:00Z", 1704449700),
        *("/Date(1704449700000)/", "2024-W01-5", "5 janvier 2024", "令和6年1月5日"),
    ],
)
def test_an_order_that_is_chosen_takes_what_has_one_meaning_as_well(name, text):
    french = replace(context(name), language="fr_FR")
    assert convert(text, "date", french) == date(2024, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("Fr 05.01.2024", "Fr., 5.1.24", "Freitag, den 05.01.2024", "am 05.01.2024"),
        *("5. Jänner 2024", "5 Januar 2024", "05.01.2024 um 14.30 Uhr", "05 01 2024"),
        *(
            "5. Januar 2024, 9 Uhr",
            "05.01.2024, 9 Uhr",
            "5.Januar 2024",
            "05/01/2024 14h",
        ),
    ],
)
def test_a_day_with_its_name_and_its_time_as_germans_and_austrians_write_it(text):
    austrian = replace(context("day_first"), language="de_AT")
    assert convert(text, "date", austrian) == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和6年5月31日", date(2024, 5, 31)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日（火）", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("R6.5.31", date(2024, 5, 31)),
        ("H1/1/8", date(1989, 1, 8)),
        ("２０２４年５月３１日", date(2024, 5, 31)),
        ("西暦2024年5月31日", date(2024, 5, 31)),
        ("2024年5月31日(金) 14時30分", date(2024, 5, 31)),
        ("2024年5月31日 午後2時", date(2024, 5, 31)),
        ("民國113年5月31日", date(2024, 5, 31)),
    ],
)
def test_years_of_eras_and_days_as_japanese_write_them(text, day):
    japanese = ValueContext(language="ja_JP", country_code="JP")
    assert convert(text, "date", japanese) == day


@pytest.mark.parametrize(
    "text",
    [
        *("2024年5月31日（金）", "2024年5月31日(金曜日)", "2024年5月31日 金曜日"),
        *("2024年5月31日 星期五", "2024年5月31日（周五）"),
    ],
)
def test_a_day_behind_a_date_of_east_asia_is_known_in_any_language(text):
    german = ValueContext(language="de_DE", country_code="DE")
    assert convert(text, "date", german) == date(2024, 5, 31)


@pytest.mark.parametrize("text", ["5月31日", "5月 31 24", "31 5月"])
def test_a_month_that_is_a_number_is_no_name(text):
    japanese = ValueContext(language="ja_JP", country_code="JP")
    assert refusal(text, "date", japanese).code == "value_invalid"


@pytest.mark.parametrize(
    "text", ["5-Jan-24", "January 5, 24", "5 Jan 24", "5. Jan. 24"]
)
def test_a_year_of_two_digits_comes_last(text):
    assert convert(text, "date", context()) == FIFTH


@pytest.mark.parametrize("text", ["2024-Jan-05", "2024 JAN 05", "2024, January 5"])
def test_a_year_of_four_digits_may_come_first(text):
    assert convert(text, "date", context()) == FIFTH


@pytest.mark.parametrize(
    ("name", "pattern"), [("day_first", ""), ("pattern", "d.M.yy")]
)
def test_of_which_century_a_year_is_no_order_says(name, pattern):
    chosen = context(name, pattern)
    assert refusal("05.01.40", "date", chosen).code == "date_ambiguous"
    assert refusal("29.02.68", "date", chosen).code == "date_ambiguous"
    assert convert("05.01.39", "date", chosen) == date(2039, 1, 5)
    assert convert("05.01.69", "date", chosen) == date(1969, 1, 5)


def test_the_letter_of_an_era_is_none_elsewhere():
    assert refusal("R6.5.31", "date").code == "value_invalid"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2024年5月31日 午後2時30分", 14),
        ("2024年5月31日 午前0時30分", 0),
        ("2024/5/31 14時30分", 14),
        ("31/05/2024 à 14 h 30", 14),
        ("31.05.2024, 14:30 Uhr", 14),
    ],
)
def test_times_as_people_write_them(text, hour):
    found = convert(text, "datetime", ValueContext(language="fr_FR"))
    assert found == datetime(2024, 5, 31, hour, 30)


@pytest.mark.parametrize(
    ("pattern", "text", "moment"),
    [
        ("dd.MM.yyyy HH:mm", "05.01.2024 10:15", datetime(2024, 1, 5, 10, 15)),
        ("M/d/yy h:mm a", "1/5/24 3:04 PM", datetime(2024, 1, 5, 15, 4)),
        ("d MMM yyyy", "5 Jan 2024", datetime(2024, 1, 5)),
        ("EEEE, d. MMMM yyyy", "Freitag, 5. Januar 2024", datetime(2024, 1, 5)),
        ("yyyyMMdd'T'HHmmssZ", "20240105T101500+0100", datetime(2024, 1, 5, 9, 15)),
        ("yyyy-MM-dd HH:mm:ss.SSS", "2024-01-05 10:15:00.5",
         datetime(2024, 1, 5, 10, 15, 0, 500_000)),
        ("'Day' dd/MM/yyyy", "Day 05/01/2024", datetime(2024, 1, 5)),
    ],
)  # fmt: skip
def test_a_pattern_of_ones_own(pattern, text, moment):
    found = convert(text, "datetime", context("pattern", pattern, "de_DE"))
    assert found == moment


@pytest.mark.parametrize(
    "pattern",
    ["", "dd.MM", "yyyy", "dd.MM.yyyy dd", "QQ.MM.yyyy", "HH:mm", "d" * 61, "(a+)+$"],
)
def test_what_is_no_pattern_is_refused_as_it_is_saved(pattern):
    with pytest.raises(InvalidSetup) as caught:
        check_format("pattern", pattern)
    assert caught.value.code == "date_pattern"


def test_an_unknown_format_is_refused_as_it_is_saved():
    with pytest.raises(InvalidSetup) as caught:
        check_format("klingon")
    assert caught.value.code == "date_format"


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York"])
def test_a_time_without_a_zone_is_one_of_the_zone_of_the_context(zone):
    hour = {"Europe/Paris": 9, "America/New_York": 15}[zone]
    found = convert("Jan 5, 2024 10:00", "datetime", context(zone=zone))
    assert found == datetime(2024, 1, 5, hour)


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)))
def test_any_day_comes_back_in_any_order(day):
    texts = {
        "day_first": f"{day:%d/%m/%Y}",
        "month_first": f"{day:%m/%d/%Y}",
        "year_first": f"{day:%Y/%m/%d}",
        "words": f"{day:%B} {day.day}, {day:%Y}",
        "compact": f"{day:%Y%m%d}",
    }
    for name, text in texts.items():
        assert convert(text, "date", context(name)) == day
    moment = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    assert convert(moment.timestamp(), "date", context("epoch")) == day


@given(st.text(max_size=60), st.sampled_from([*FORMATS]))
def test_whatever_comes_is_a_date_or_refused(text, name):
    pattern = "dd.MM.yyyy" if name == "pattern" else ""
    try:
        convert(text, "datetime", context(name, pattern))
    except Exception as error:
        assert type(error).__name__ == "ValueRefused"
