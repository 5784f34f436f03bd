"""What decides of a number that means one thing here and another there."""

import pytest
from type_refusal import refusal

from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

POINT = ValueContext(number_format="point")
COMMA = ValueContext(number_format="comma")


@pytest.mark.parametrize("type_name", ["decimal", "money", "percent", "integer"])
def test_a_point_or_a_comma_is_read_as_the_sender_means_it(type_name):
    assert convert("5.000", type_name, COMMA) == 5000
    assert convert("5,000", type_name, POINT) == 5000
    assert convert("-12.345", type_name, COMMA) == -12345


@pytest.mark.parametrize("type_name", ["decimal", "percent"])
def test_and_where_it_is_no_thousand_it_is_a_fraction(type_name):
    assert convert("1,234", type_name, COMMA) == 1.234
    assert convert("1.234", type_name, POINT) == 1.234


@pytest.mark.parametrize(("text", "context"), [("5,000", COMMA), ("5.000", POINT)])
def test_no_currency_has_thousandths_so_an_amount_of_them_is_refused(text, context):
    assert refusal(text, "money", context).code == "number_ambiguous"


@pytest.mark.parametrize("context", [POINT, COMMA])
@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.50", 1234.5), ("1.234,50", 1234.5), ("12,5", 12.5), ("12.5", 12.5)],
)
def test_what_has_one_meaning_has_it_whatever_is_chosen(context, text, number):
    assert convert(text, "money", context) == number


@pytest.mark.parametrize(
    ("country", "text", "amount", "currency"),
    [
        ("DE", "1,5 Mio. €", 1_500_000, "EUR"),
        ("DE", "5 T€", 5_000, "EUR"),
        ("DE", "TEUR 5", 5_000, "EUR"),
        ("DE", "3 Mrd. Euro", 3_000_000_000, "EUR"),
        ("FR", "45,8 k€", 45_800, "EUR"),
        ("FR", "2 millions d’euros", 2_000_000, "EUR"),
        ("BR", "R$ 5 mil", 5_000, "BRL"),
        ("BR", "2 milhões de reais", 2_000_000, "BRL"),
        # Whoever counts in reais means the words of Brazil.
        ("US", "R$ 5 mil", 5_000, "BRL"),
        ("DE", "R$1,5 mi", 1_500_000, "BRL"),
        (None, "5 mil BRL", 5_000, "BRL"),
        ("US", "$1.2M", 1_200_000, "USD"),
        ("US", "$2 billion", 2_000_000_000, "USD"),
        ("JP", "5千円", 5_000, "JPY"),
        ("JP", "3万5千円", 35_000, "JPY"),
        ("JP", "1億2,000万円", 120_000_000, "JPY"),
        ("JP", "1.5万円", 15_000, "JPY"),
        ("JP", "3百万円", 3_000_000, "JPY"),
        ("JP", "￥５，０００－", 5_000, "JPY"),
        ("JP", "金5,000円也", 5_000, "JPY"),
        ("JP", "-¥5,000", -5_000, "JPY"),
        ("JP", "5,000円（税込）", 5_000, "JPY"),
        ("DE", "5.000 € zzgl. MwSt.", 5_000, "EUR"),
        ("DE", "5.000,00 (EUR)", 5_000, "EUR"),
        ("DE", "5.000,00&nbsp;&euro;", 5_000, "EUR"),
        ("PG", "K5k", 5_000, "PGK"),
    ],
)
def test_amounts_in_words_and_as_they_stand_on_paper(country, text, amount, currency):
    found = convert(text, "money", ValueContext(country_code=country))
    assert (found, found.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("DE", "2 Billion Euro"),  # A thousand times as much as in English.
        ("US", "5 mil"),
        # Five millions to many, who speak English.
        ("US", "$5 mil"),
        ("DE", "US$ 5 mil"),
        # Dollars are counted in every language.
        ("DE", "US$ 2 billion"),
        ("US", "5 M"),
        ("JP", "5千3万円"),
        ("JP", "5千3千円"),
        ("JP", "1.2345千円"),
        ("JP", "1万-2千円"),
        # Both ways are written where these are paid with.
        *(("MA", "1.234 MAD"), ("DZ", "DZD 1.234"), ("AZ", "1.234 AZN")),
        # 35,000 to many, as it is spoken, and 30,005 as it is written.
        ("CN", "3万5"),
        ("CN", "1亿2元"),
        ("JP", "5,000-"),
        ("DE", "5000 (geschätzt)"),
        ("BR", "R$ 1.000 a R$ 5.000"),
    ],
)
def test_what_could_be_another_amount_is_refused(country, text):
    refusal(text, "money", ValueContext(country_code=country))


@pytest.mark.parametrize(
    ("country", "text", "amount", "currency"),
    [
        ("US", "AU$5,000", 5_000, "AUD"),
        ("US", "CAD$5,000", 5_000, "CAD"),
        ("JP", "1,000ユーロ", 1_000, "EUR"),
        ("JP", "5,000ー", None, ""),
        ("JP", "¥5,000ー", 5_000, "JPY"),
    ],
)
def test_a_code_before_a_sign_and_a_long_vowel(country, text, amount, currency):
    context = ValueContext(country_code=country)
    if amount is None:
        refusal(text, "money", context)
    else:
        found = convert(text, "money", context)
        assert (found, found.currency) == (amount, currency)
