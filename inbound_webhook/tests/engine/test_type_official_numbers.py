"""Numbers that an authority gives, and that have check digits."""

import pytest
from type_refusal import CONTEXT, refusal

from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext


def vat(value, country=None):
    return convert(value, "vat", ValueContext(country_code=country))


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("BE 0477.472.701", None, "BE0477472701"),
        ("be0477472701", "US", "BE0477472701"),
        ("0477.472.701", "BE", "BE0477472701"),
        ("DE 136 695 976", None, "DE136695976"),
        ("NL4495445B01", None, "NL004495445B01"),
        ("EL 094259216", None, "EL094259216"),
        ("094259216", "GR", "EL094259216"),
        ("GB 980 7806 84", None, "GB980780684"),
        ("CHE-107.787.577 IVA", None, "CHE107787577IVA"),
        ("16.727.230/0001-97", "BR", "16727230000197"),
        ("83 914 571 673", "AU", "83914571673"),
        ("12-3456789", "US", "123456789"),
        ("12-3456789", None, "123456789"),
        ("USt-IdNr. DE 136 695 976", None, "DE136695976"),
        ("CNPJ: 16.727.230/0001-97", "BR", "16727230000197"),
        ("VAT no. GB 980 7806 84", None, "GB980780684"),
        ("N° TVA : BE 0477.472.701", None, "BE0477472701"),
        ("ABN 83 914 571 673", "AU", "83914571673"),
    ],
)
def test_tax_numbers(text, country, number):
    assert vat(text, country) == number


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("BE0477472702", None),
        ("0477472702", "BE"),
        ("BE", "BE"),
        ("n/a", "US"),
        ("no number", "US"),
        ("16.727.230/0001-98", "BR"),
        ("123", "US"),
    ],
)
def test_what_is_no_tax_number_is_refused(text, country):
    context = ValueContext(country_code=country)
    assert refusal(text, "vat", context).code == "value_invalid"


def test_a_tax_number_may_come_as_a_number():
    assert vat(477472701, "BE") == "BE0477472701"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("BE71 0961 2345 6769", "BE71096123456769"),
        ("IBAN: gb82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("de89-3704-0044-0532-0130-00", "DE89370400440532013000"),
    ],
)
def test_bank_accounts(text, number):
    assert convert(text, "iban", CONTEXT) == number


@pytest.mark.parametrize("text", ["BE71 0961 2345 6760", "12345678", "IBAN", "BE"])
def test_what_is_no_bank_account_is_refused(text):
    assert refusal(text, "iban").code == "value_invalid"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("4006381333931", "4006381333931"),
        (4006381333931, "4006381333931"),
        ("400-638 1333931", "4006381333931"),
        ("73513537", "73513537"),
        ("EAN 4006381333931", "4006381333931"),
        ("EAN13: 4006381333931", "4006381333931"),
        ("GTIN-13 4006381333931", "4006381333931"),
        ("EAN4006381333931", "4006381333931"),
        ("(01)04006381333931", "04006381333931"),
        (4006381333931.0, "4006381333931"),
        ("4006381333931.0", "4006381333931"),
        ("'4006381333931", "4006381333931"),
    ],
)
def test_article_numbers(value, number):
    assert convert(value, "ean", CONTEXT) == number


@pytest.mark.parametrize("value", ["4006381333932", "1", "abc", True])
def test_what_is_no_article_number_is_refused(value):
    assert refusal(value, "ean").code == "value_invalid"
