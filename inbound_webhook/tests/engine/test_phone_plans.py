"""Phone numbers in the numbering plans of countries.

Expected numbers are put together by hand: what the country dials abroad (ITU-T E.164),
and the number without what is dialled in front of it inside.
"""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import refusal

from inbound_webhook.engine.body.payload import Payload
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.phone_plans import (
    numbers_anywhere,
    read_phone,
    ways_to_dial,
)
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext


def format_phone(text, country):
    """In E.164 where the plan of the country has such a number."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def context_of(country):
    return ValueContext(country_code=country, format_phone=format_phone)


#: Country, as people write it there, and in E.164.
OF_COUNTRIES = [
    ("US", "(212) 555-0198", "+12125550198"),
    ("US", "212.555.0198", "+12125550198"),
    ("US", "1-212-555-0198", "+12125550198"),
    ("DE", "030 901820", "+4930901820"),
    ("DE", "0151/23456789", "+4915123456789"),
    ("DE", "(030) 90 18-20", "+4930901820"),
    ("FR", "06 12 34 56 78", "+33612345678"),
    ("FR", "01.42.68.53.00", "+33142685300"),
    ("BR", "(11) 91234-5678", "+5511912345678"),
    ("BR", "011 3456-7890", "+551134567890"),
    ("JP", "03-1234-5678", "+81312345678"),
    ("JP", "０９０－１２３４－５６７８", "+819012345678"),
    ("GB", "020 7946 0958", "+442079460958"),
    ("GB", "07911 123456", "+447911123456"),
    ("NL", "06-12345678", "+31612345678"),
    ("NL", "(020) 123 45 67", "+31201234567"),
    ("CH", "044 668 18 00", "+41446681800"),
    ("CH", "079 123 45 67", "+41791234567"),
    ("IT", "06 1234 5678", "+390612345678"),
]


@pytest.mark.parametrize(("country", "written", "number"), OF_COUNTRIES)
def test_a_number_as_people_write_it_in_their_country(country, written, number):
    found = read_phone(written, context_of(country))
    assert (found, found.is_planned) == (number, True)


@pytest.mark.parametrize("country", ["BE", "US", "JP", "DE", None])
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+49 (0)30 90 18 20", "+4930901820"),
        ("(+49) 30 901820", "+4930901820"),
        ("(+33)6 12 34 56 78", "+33612345678"),
        ("0049 30 901820", "+4930901820"),
        ("(0049) 30 901820", "+4930901820"),
        ("00 44 20 7946 0958", "+442079460958"),
        ("+41 [0]44 668 18 00", "+41446681800"),
        ("\u202a+31 6 12345678\u202c", "+31612345678"),
        ("+٤٩ ٣٠ ٩٠١٨٢٠", "+4930901820"),
        ("+55·11·91234·5678", "+5511912345678"),
        ("tel:30-901820;phone-context=+49", "+4930901820"),
        ("tel:+1-212-555-0198;isub=1", "+12125550198"),
        ("WhatsApp: +33 6 12 34 56 78", "+33612345678"),
        ("p:+12125550198", "+12125550198"),
    ],
)
def test_a_number_that_says_its_country_is_the_same_everywhere(
    country, written, number
):
    found = read_phone(written, context_of(country))
    assert (found, found.is_told) == (number, True)
    assert found.in_country("FR", context_of(country)) == number


@pytest.mark.parametrize(
    ("country", "written", "record", "number"),
    [
        ("US", "212 555 0198", "FR", "2125550198"),
        ("US", "1 212 555 0198", "DE", "+12125550198"),
        ("US", "011 49 30 901820", "DE", "+4930901820"),
        ("JP", "010 49 30 901820", "FR", "+4930901820"),
        ("DE", "030 901820", "JP", "030901820"),
        ("BE", "555-0123", "US", "5550123"),
        # Read without a country, 33 is France.
        ("BE", "(33) 91234-5678", "BR", "+5533912345678"),
        ("BE", "(33) 91234-5678", "GB", "33912345678"),
    ],
)
def test_a_number_that_may_say_its_country(country, written, record, number):
    context = context_of(country)
    found = read_phone(written, context)
    assert not found.is_told
    assert found.in_country(record, context) == number


def test_a_number_that_says_no_country_is_one_of_the_record():
    context = context_of("BE")
    number = read_phone("0475 12 34 56 x7", context)
    assert number == "+32475123456 ext. 7"
    assert number.in_country("FR", context) == "+33475123456 ext. 7"
    assert number.in_country("GB", context) == "0475123456 ext. 7"
    assert number.in_country(None, context) == "+32475123456 ext. 7"


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("FR", "+33475123456"),
        ("France", "+33475123456"),
        ("Frankreich", "+33475123456"),
        ("FRA", "+33475123456"),
        ("", "+32475123456"),
        (None, "+32475123456"),
        # It is not one of the company's country, which nobody said.
        ("Nowhere", "0475123456"),
    ],
)
def test_another_parameter_says_the_country(country, number):
    specs = [
        ParameterSpec("phone", "phone", country_parameter="country"),
        ParameterSpec("country"),
    ]
    payload = Payload("json", {"phone": "0475 12 34 56", "country": country})
    found = extract(
        specs, payload, Payload("form", {}), lambda _name: None, context_of("BE")
    ).values["phone"]
    assert found == number
    assert found.is_told is bool(country)


@pytest.mark.parametrize(("country", "written", "number"), OF_COUNTRIES)
def test_whose_number_it_could_be_has_the_country_that_it_is_of(
    country, written, number
):
    found = read_phone(written, context_of(country))
    assert number in numbers_anywhere(found.dialled)


@pytest.mark.parametrize(
    ("dialled", "number"),
    [
        ("8 912 345-67-89", "+79123456789"),  # Russia
        ("06 1 234 5678", "+3612345678"),  # Hungary
        ("011 15 2345-6789", "+5491123456789"),  # Argentina, a mobile one
        ("212 555 0198", "+12125550198"),
        ("33612345678", "+33612345678"),
    ],
)
def test_countries_that_dial_something_else_in_front(dialled, number):
    assert number in numbers_anywhere(dialled)


@given(st.text(max_size=30))
def test_any_text_could_be_a_number(text):
    assert all(item.startswith("+") for item in numbers_anywhere(text))
    assert text in ways_to_dial(text) or text.startswith("00")


def test_the_ways_to_dial_a_number():
    assert ways_to_dial("+4930901820") == {
        *("+4930901820", "004930901820", "030901820"),
    }
    assert ways_to_dial("+12125550198") == {
        *("+12125550198", "0012125550198", "2125550198"),
    }
    assert ways_to_dial("+999123") == {"+999123", "00999123"}
    assert ways_to_dial("5550123") == {"5550123"}


@pytest.mark.parametrize("country", ["BE", "US", None])
@pytest.mark.parametrize(
    "value",
    [
        # A caller who hides his number, by the keys of a telephone (Twilio).
        *("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"),
        *("anonymous", "Restricted", "client:agent_john", "client:12345", "Private"),
        *("sip:ada@pbx.example", "sip:+3225551234@pbx.example", "sips:1234@a.example"),
        *(
            "+3225551234@pbx.example",
            "agent_007",
            "user123",
            "4.93E11",
            "1 Main Street",
            "12 rue de Paris",
            "1000 Brussels",
        ),
        *("0000000000", "000-000-0000", "00", "+0", "12", "1" * 21, "+" + "1" * 21),
        *("06 12 34 56 78 - 01 23 45 67 89", "0612345678\n0123456789"),
        *("2026-04-03T10:15", "1.5e9", "BE0477472701"),
    ],
)
def test_what_is_no_number_in_any_country(country, value):
    assert read_phone(value, context_of(country)) is None


@pytest.mark.parametrize("country", ["BE", "DE", "US", "BR", None])
@pytest.mark.parametrize(
    "value",
    [
        *("20240105", 20240105, "31122024", "12312024", "202401051430"),
        *("20240105143000", "D12345", "P1234567", "work12345"),
    ],
)
def test_a_day_in_a_row_and_the_number_of_a_thing_are_no_phone_number(country, value):
    refusal(value, "phone", context_of(country))


def test_where_numbers_have_eight_digits_they_may_look_like_a_day():
    assert convert("20240105", "phone", context_of("DK")) == "+4520240105"
    assert convert("+4920240105", "phone", context_of("DE")) == "+4920240105"


@pytest.mark.parametrize(
    "value", ["5511987654321@c.us", "+5511987654321@s.whatsapp.net"]
)
def test_who_writes_by_whatsapp_is_known_by_his_number(value):
    assert convert(value, "phone", context_of("BE")) == "+5511987654321"


@pytest.mark.parametrize("value", [475123456, 475123456.0, "475123456"])
def test_numbers_of_json(value):
    assert convert(value, "phone", context_of("BE")) == "+32475123456"
