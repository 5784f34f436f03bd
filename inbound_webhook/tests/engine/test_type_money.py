"""Amounts of money and percentages, as people of many countries write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from type_refusal import CONTEXT, refusal

from inbound_webhook.engine.transforms import apply_transform
from inbound_webhook.engine.types import TYPES, convert
from inbound_webhook.engine.types.amounts import Amount
from inbound_webhook.engine.types.currencies import currency_called
from inbound_webhook.engine.values import ValueContext, to_json


def in_country(code):
    return ValueContext(country_code=code)


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("$1,234.50", 1234.5, "USD"),
        ("1.234,50 €", 1234.5, "EUR"),
        ("CHF 1'234.50", 1234.5, "CHF"),
        ("Fr. 1’234.50", 1234.5, "CHF"),
        ("(12.00)", -12.0, ""),
        ("($12.00)", -12.0, "USD"),
        ("$(12.00)", -12.0, "USD"),
        ("-12,00", -12.0, ""),
        ("-$12.00", -12.0, "USD"),
        ("$-12.00", -12.0, "USD"),
        ("\u2212 12,00 €", -12.0, "EUR"),
        ("12,00-", -12.0, ""),
        ("12,00 €-", -12.0, "EUR"),
        ("12,-", 12.0, ""),
        ("€ 12,-", 12.0, "EUR"),
        ("12.\u2013 CHF", 12.0, "CHF"),
        ("12,-- €", 12.0, "EUR"),
        ("1.250,\u2014 €", 1250.0, "EUR"),
        ("$5,000", 5000.0, "USD"),
        ("R$ 5.000", 5000.0, "BRL"),
        ("5,000", 5000.0, ""),
        ("1.234 €", 1234.0, "EUR"),
        ("0.500", 0.5, ""),
        ("USD 12", 12.0, "USD"),
        ("12 usd", 12.0, "USD"),
        ("US$ 12", 12.0, "USD"),
        ("12 US dollars", 12.0, "USD"),
        ("12 Euro", 12.0, "EUR"),
        ("250 euros", 250.0, "EUR"),
        ("$12 CAD", 12.0, "CAD"),
        ("$12 USD", 12.0, "USD"),
        ("€12 EUR", 12.0, "EUR"),
        ("R$ 1.234,56", 1234.56, "BRL"),
        ("¥1,234", 1234.0, "JPY"),
        ("1,234円", 1234.0, "JPY"),
        ("１，２３４円", 1234.0, "JPY"),
        ("￥1,234", 1234.0, "JPY"),
        ("50万円", 500000.0, "JPY"),
        ("£10k", 10000.0, "GBP"),
        ("10k", 10000.0, ""),
        ("$1.5k", 1500.0, "USD"),
        ("5 KWD", 5.0, "KWD"),
        ("100 Kč", 100.0, "CZK"),
        ("100 zł", 100.0, "PLN"),
        ("₹1,23,456.78", 123456.78, "INR"),
        ("Rs. 500", 500.0, "INR"),
        ("1\u00a0234,50\u00a0€", 1234.5, "EUR"),
        ("1\u202f234,50 €", 1234.5, "EUR"),
        ("+12", 12.0, ""),
        (" 12 ", 12.0, ""),
        ("$.50", 0.5, "USD"),
        ("0", 0.0, ""),
        ("-0.00", 0.0, ""),
        ("USD $1,234.50", 1234.5, "USD"),
        ("$1,234.50 USD", 1234.5, "USD"),
        ("12.000,- €", 12000.0, "EUR"),
        ("EUR 12.500,--", 12500.0, "EUR"),
        ("(USD 12.00)", -12.0, "USD"),
        ("1 234:- SEK", 1234.0, "SEK"),
        ("Rs 1,50,000/-", 150000.0, "INR"),
        ("KES 500/=", 500.0, "KES"),
        ("₹ 5 lakh", 500000.0, "INR"),
        ("Rs. 1.5 crore", 15000000.0, "INR"),
        ("1.5E+03", 1500.0, ""),
        ("-2e2", -200.0, ""),
        ("EUR: 500", 500.0, "EUR"),
        ("12 EUR.", 12.0, "EUR"),
        ("HK$50", 50.0, "HKD"),
        ("NT$ 500", 500.0, "TWD"),
        ("S$ 50", 50.0, "SGD"),
        ("EC$5", 5.0, "XCD"),
        ("RMB 500", 500.0, "CNY"),
        ("50,000원", 50000.0, "KRW"),
        ("KSH 500", 500.0, "KES"),
        ("500 US-Dollar", 500.0, "USD"),
        ("US-Dollar -500", -500.0, "USD"),
        ("500 US-$", 500.0, "USD"),
        ("US-$ 500", 500.0, "USD"),
        ("HK-$ 500", 500.0, "HKD"),
        ("US-$ -500", -500.0, "USD"),
        ("$-500", -500.0, "USD"),
    ],
)
def test_an_amount_and_its_currency(text, number, currency):
    amount = convert(text, "money", CONTEXT)
    assert (float(amount), amount.currency) == (number, currency)
    assert str(float(amount)) != "-0.0"


@pytest.mark.parametrize(
    ("country", "text", "currency"),
    [
        ("CA", "$12", "CAD"),
        ("AU", "$12", "AUD"),
        ("MX", "$12", "MXN"),
        ("BE", "$12", "USD"),
        ("SE", "500 kr", "SEK"),
        ("NO", "500 kr", "NOK"),
        ("CN", "¥12", "CNY"),
        ("JP", "¥12", "JPY"),
        ("GB", "£12", "GBP"),
        ("GI", "£12", "GIP"),
        ("BE", "500 kr", ""),
        ("BE", "C$ 12", "CAD"),
        ("NI", "C$ 12", "NIO"),
        ("xx", "$12", "USD"),
    ],
)
def test_the_country_says_which_one_a_shared_symbol_is(country, text, currency):
    assert convert(text, "money", in_country(country)).currency == currency


@pytest.mark.parametrize(
    ("country", "text", "codes"),
    [
        (None, "500 kr", {"DKK", "ISK", "NOK", "SEK"}),
        (None, "500 Kr.", {"DKK", "ISK", "NOK", "SEK"}),
        ("SE", "500 kr.", {"SEK"}),
        ("BE", "¥500", {"CNY", "JPY"}),
        ("JP", "¥500", {"JPY"}),
        ("BE", "500 €", {"EUR"}),
        ("BE", "US$ 500", {"USD"}),
        ("BE", "$500 CAD", {"CAD"}),
        ("VE", "Bs. 500", {"VES"}),
        ("PK", "Rs. 500", {"PKR"}),
        ("BE", "Rs 500", {"INR", "LKR", "MUR", "NPR", "PKR", "SCR"}),
        ("SN", "5 000 F CFA", {"XOF"}),
        ("CM", "5 000 FCFA", {"XAF"}),
        ("TW", "500元", {"TWD"}),
        ("EG", "£500", {"EGP"}),
        ("MA", "DH 500", {"MAD"}),
        ("PL", "500 zl", {"PLN"}),
        ("BE", "500", set()),
    ],
)
def test_all_currencies_that_an_amount_can_be_in(country, text, codes):
    assert convert(text, "money", in_country(country)).may_be == codes


@pytest.mark.parametrize(
    ("country", "code"),
    [
        *(("HK", "HKD"), ("TW", "TWD"), ("SG", "SGD"), ("JM", "JMD"), ("TT", "TTD")),
        *(("BB", "BBD"), ("BZ", "BZD"), ("GY", "GYD"), ("NA", "NAD"), ("NZ", "NZD")),
    ],
)
def test_a_dollar_sign_is_the_dollar_of_the_country(country, code):
    amount = convert("$500", "money", in_country(country))
    assert (amount.currency, amount.may_be) == (code, {code})


@pytest.mark.parametrize("country", ["US", "DE", "MW", None])
@pytest.mark.parametrize("text", ["K500", "k 500", "K 5,000"])
def test_a_letter_before_digits_is_no_thousand(country, text):
    refusal(text, "money", in_country(country))


@pytest.mark.parametrize("text", ["10k", "10K"])
def test_a_k_behind_digits_is_a_thousand_where_they_have_the_kwacha_too(text):
    amount = convert(text, "money", in_country("ZM"))
    assert (float(amount), amount.currency) == (10_000.0, "")


def test_a_k_before_digits_is_a_kwacha_where_they_have_it():
    amount = convert("K500", "money", in_country("ZM"))
    assert (float(amount), amount.currency) == (500.0, "ZMW")


def test_a_dollar_sign_can_be_any_dollar_where_no_country_says():
    may_be = convert("$5", "money", in_country("BE")).may_be
    assert {"USD", "CAD", "AUD"} <= may_be
    assert "EUR" not in may_be


@pytest.mark.parametrize("text", ["5L", "L 500", "5 E", "S 1", "R500", "5 Q"])
def test_a_letter_is_no_currency_away_from_home(text):
    assert refusal(text, "money").code == "value_invalid"


def test_a_letter_is_one_where_it_is_at_home_and_a_lakh_in_india():
    amount = convert("R500", "money", in_country("ZA"))
    assert (float(amount), amount.currency) == (500.0, "ZAR")
    amount = convert("L 500", "money", in_country("HN"))
    assert (float(amount), amount.currency) == (500.0, "HNL")
    amount = convert("5L", "money", in_country("IN"))
    assert (float(amount), amount.currency) == (500000.0, "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("12.500,00 €", "12500.00 EUR"),
        ("¥12,000", "12000 JPY"),
        ("KWD 1.5", "1.500 KWD"),
        ("$0.125", "0.125 USD"),
        ("-5", "-5.00"),
        ("-0.00", "0.00"),
        ("500 kr", "500.00 DKK/ISK/NOK/SEK"),
    ],
)
def test_an_amount_is_a_text_with_its_currency(text, written):
    amount = convert(text, "money", CONTEXT)
    assert convert(amount, "text", CONTEXT) == written
    # And is read again as what it was.
    if amount.currency:
        again = convert(written, "money", ValueContext(number_format="point"))
        assert (float(again), again.currency) == (float(amount), amount.currency)


@pytest.mark.parametrize(
    ("value", "number"), [(12, 12.0), (12.5, 12.5), (-3, -3.0), ([7], 7.0)]
)
def test_numbers_are_amounts_without_a_currency(value, number):
    amount = convert(value, "money", CONTEXT)
    assert (float(amount), amount.currency, type(amount)) == (number, "", Amount)


@pytest.mark.parametrize(
    "value",
    [
        *("abc", "$", "twelve", "12 apples", "12-15", "$5,000 - $10,000", "1.2.3"),
        *("--12", "(-12)", "-12-", "12 $ 13", "€12 USD", "12 EUR USD", "(12", "12)"),
        *("1,2,3", "12,5,-", "9" * 90, "5..", "1 23", "10kk", "10 kX", "1e400"),
        *(True, {"a": 1}, [1, 2], 10**400, float("nan"), float("inf")),
    ],
)
def test_what_is_no_amount_is_refused(value):
    assert refusal(value, "money").code == "value_invalid"


def test_of_a_currency_with_thousandths_three_digits_may_be_either():
    assert refusal("KWD 1.234", "money").code == "number_ambiguous"
    assert refusal("1,234 BHD", "money").code == "number_ambiguous"
    assert float(convert("KWD 1.2345", "money", CONTEXT)) == 1.2345


@pytest.mark.parametrize("text", ["5.000", "$1.234", "-1.234", "CHF 1.234", "¥1.234"])
def test_a_point_before_three_digits_may_be_either_unless_a_country_says(text):
    assert refusal(text, "money").code == "number_ambiguous"


def test_nothing_and_false_are_no_amount():
    assert convert("  ", "money", CONTEXT) is None
    assert convert(False, "money", CONTEXT) is None


def test_an_amount_is_stored_as_its_number():
    assert to_json(convert("$1,234.50", "money", CONTEXT)) == 1234.5


@given(st.integers(-(10**9), 10**9), st.sampled_from(["$", "€ ", "CHF ", "USD "]))
def test_any_amount_comes_back_in_two_countries_ways(cents, mark):
    whole, part = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    english = f"{sign}{mark}{whole:,}.{part:02}"
    german = f"{sign}{whole:,}".replace(",", ".") + f",{part:02} {mark}"
    for text in (english, german):
        assert round(float(convert(text, "money", CONTEXT)) * 100) == cents


@given(st.text(max_size=40))
def test_whatever_comes_is_an_amount_or_refused(text):
    try:
        convert(text, "money", CONTEXT)
    except Exception as error:
        assert type(error).__name__ == "ValueRefused"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("$1,234.50", "USD"),
        ("12 €", "EUR"),
        ("12", None),
        ("rubbish", None),
        (12, None),
        (Amount(12.0, "GBP"), "GBP"),
        (Amount(12.0), None),
        (None, None),
    ],
)
def test_the_currency_of_an_amount(value, code):
    assert apply_transform("currency", value, "") == code


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12.5 %", 12.5),
        ("12,5%", 12.5),
        ("%12,5", 12.5),
        ("-3 %", -3.0),
        ("12.5 percent", 12.5),
        ("12,5 Prozent", 12.5),
        ("12,5 pour cent", 12.5),
        ("12,5 por ciento", 12.5),
        ("12,5 por cento", 12.5),
        ("12,5 per cento", 12.5),
        ("12,5 v. H.", 12.5),
        ("12.5 PCT.", 12.5),
        ("５０％", 50.0),
        ("5 ‰", 0.5),
        ("12.5", 12.5),
        (12.5, 12.5),
        (0, 0.0),
    ],
)
def test_a_percentage_is_the_number_before_its_sign(value, number):
    assert convert(value, "percent", CONTEXT) == number


@pytest.mark.parametrize(
    "value", ["%", "% %", "12 %%", "12 € %", "x", True, {}, "5-6%"]
)
def test_what_is_no_percentage_is_refused(value):
    if value == {}:
        assert refusal({"a": 1}, "percent").code == "value_invalid"
    else:
        assert refusal(value, "percent").code == "value_invalid"


@pytest.mark.parametrize(
    ("type_name", "words", "value", "is_suggested"),
    [
        ("money", {"x"}, "$5,000", True),
        ("money", {"budget"}, "5,000", True),
        ("money", {"x"}, "5,000", False),
        ("money", {"price"}, 12.5, True),
        ("money", {"price"}, 12, False),
        ("money", {"price"}, True, False),
        ("percent", {"x"}, "12 %", True),
        ("percent", {"x"}, "12", False),
        ("percent", {"discount", "percent"}, 12, True),
    ],
)
def test_what_a_sample_says_of_its_type(type_name, words, value, is_suggested):
    assert bool(TYPES[type_name].suggests(frozenset(words), value)) is is_suggested


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("eur", None, "EUR"),
        ("€", None, "EUR"),
        ("$", None, "USD"),
        ("$", "CA", "CAD"),
        ("US Dollar", None, "USD"),
        ("US-Dollar", None, "USD"),
        ("Schweizer Franken", None, "CHF"),
        ("libra esterlina", None, "GBP"),
        ("人民币", None, "CNY"),
        ("real brasileiro", None, "BRL"),
        ("U.S. Dollar", None, "USD"),
        ("EUR €", None, "EUR"),
        ("€ EUR", None, "EUR"),
        ("Euro (EUR)", None, "EUR"),
        ("USD ($)", "CA", "USD"),
        ("CHF - Swiss Franc", None, "CHF"),
        # Two currencies.
        ("USD €", None, None),
        ("EUR - US Dollar", None, None),
        ("Taler", None, None),
        ("", None, None),
    ],
)
def test_a_currency_by_its_name_in_any_language(text, country, code):
    assert currency_called(text, country) == code


@pytest.mark.parametrize("text", ["a " * 100_000, "-" * 100_000, "usd" * 100_000])
def test_a_long_text_is_no_currency_and_is_not_searched_for_long(text):
    assert currency_called(text) is None
