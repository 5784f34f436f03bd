"""How the values of samples are written: what they decide, and what they leave open."""

import json

import pytest

from inbound_webhook.authoring.call_parameters import OtherCall, propose_from_call
from inbound_webhook.engine.body import parse_body
from inbound_webhook.engine.nothing import as_lines, nothing_words
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext(timezone="UTC", country_code="BE", language="de_DE")
NOTHING = nothing_words(as_lines())


def payload(tree):
    body = json.dumps(tree).encode()
    return parse_body(body, "application/json", expected="json")


def proposals(tree, *others, split_path="", context=CONTEXT):
    found = propose_from_call(
        payload(tree),
        split_path=split_path,
        context=context,
        others=[OtherCall(payload(other)) for other in others],
    )
    return {item.proposal.name: item.proposal for item in found}


def proposed(name, *samples):
    first, *others = ({name: sample} for sample in samples)
    (found,) = proposals(first, *others).values()
    return found.type, found.date_format


@pytest.mark.parametrize(
    ("sample", "type_name", "date_format"),
    [
        ("25/12/2024", "date", "day_first"),
        ("12/25/2024", "date", "month_first"),
        ("25-12-24 10:15", "text", ""),
        ("25.12.2024", "date", "day_first"),
        ("5.1.2024 um 10:15", "datetime", "day_first"),
        ("2024/12/25", "date", "year_first"),
        ("2024年12月25日", "date", "year_first"),
        ("2024年12月25日（水）", "date", "year_first"),
        ("Mi., 25.12.2024", "date", "day_first"),
        ("Wed 25/12/2024", "date", "day_first"),
        ("Wed, 25.12.2024", "date", "day_first"),
        ("12/25/2024 3:04 PM", "datetime", "month_first"),
        ("2024-12-25", "date", ""),
        ("2024-12-25T10:15:00Z", "datetime", ""),
        ("Wed, 25 Dec 2024 10:15:00 +0100", "datetime", "rfc2822"),
        ("Wed Dec 25 2024 10:15:00 GMT+0100 (CET)", "datetime", "javascript"),
        ("/Date(1735118100000)/", "datetime", "microsoft"),
        ("2024-W52-3", "date", "week"),
        ("December 25, 2024", "date", "words"),
        ("25. Dezember 2024", "date", "words"),
        ("Jan 5, 2024, 3:04 p.m.", "datetime", "words"),
        # Of a language that is not the handler's.
        ("25 décembre 2024", "text", ""),
        # What only looks like one.
        ("2024-02-30", "text", ""),
        ("31/31/2024", "text", ""),
        ("12 Main Street, 2024", "text", ""),
        ("192.168.2.1", "text", ""),
        ("No. 25.12.2024", "text", ""),
        ("1.2.34", "text", ""),
        ("06 12 34 56 78", "text", ""),
        ("1735118100", "text", ""),
        (1735118100, "integer", ""),
        ("20241225", "text", ""),
    ],
)
def test_what_one_value_decides(sample, type_name, date_format):
    assert proposed("thing", sample) == (type_name, date_format)


@pytest.mark.parametrize(
    ("name", "sample", "type_name", "date_format"),
    [
        ("created_at", 1735118100, "datetime", "epoch"),
        ("createdAt", 1735118100000, "datetime", "epoch_ms"),
        ("created_at", "1735118100", "datetime", "epoch"),
        ("date", "20241225", "date", "compact"),
        ("date", 20241225, "date", "compact"),
        ("date", "20241225101500", "datetime", "compact"),
        ("geburtsdatum", "25.12.80", "date", "day_first"),
        ("date_of_birth", "12/25/80", "date", "month_first"),
        ("希望日", "24/12/25", "date", ""),
        ("date", 5, "integer", ""),
    ],
)
def test_what_a_value_and_its_name_decide(name, sample, type_name, date_format):
    assert proposed(name, sample) == (type_name, date_format)


def test_a_date_that_may_be_two_is_left_automatic_and_that_is_said():
    found = proposals({"visit": "05/01/2024"})["visit"]
    assert (found.type, found.date_format) == ("date", "")
    assert str(found.remark) == "'05/01/2024' can mean 2024-01-05 or 2024-05-01."


def test_a_number_that_may_be_two_is_left_automatic_and_that_is_said():
    found = proposals({"price": "5.000"})["price"]
    assert (found.type, found.number_format) == ("money", "")
    assert str(found.remark).startswith("'5.000' can mean 5000 or 5;")
    found = proposals({"price": "5.000", "budget": "1.234,50"})["price"]
    assert (found.number_format, found.remark) == ("comma", None)
    assert proposals({"price": "5,000"})["price"].remark is None


def test_another_date_of_the_same_sample_decides():
    found = proposals({"visit": "05/01/2024", "sent": "25/12/2023 10:00"})
    assert found["visit"].date_format == found["sent"].date_format == "day_first"
    assert found["visit"].remark is None
    found = proposals({"visit": "05/01/2024", "sent": "12/25/2023 10:00"})
    assert found["visit"].date_format == "month_first"


def test_dates_that_contradict_each_other_decide_nothing():
    found = proposals({"a": "05/01/2024", "b": "25/12/2023", "c": "12/25/2023"})
    assert found["a"].date_format == ""
    assert found["a"].remark
    assert (found["b"].date_format, found["c"].date_format) == (
        *("day_first", "month_first"),
    )
    assert proposed("day", "25/12/2023", "12/25/2023") == ("date", "")


@pytest.mark.parametrize(
    ("samples", "type_name", "date_format"),
    [
        (["05/01/2024", "25/12/2024"], "date", "day_first"),
        (["05/01/2024", None, "", "N/A", "12/25/2024"], "date", "month_first"),
        (["05/01/2024", "06/02/2024"], "date", ""),
        ([None, "25/12/2024"], "date", "day_first"),
        (["2024-01-05", "2024-01-05T10:15:00Z"], "datetime", ""),
        (["05/01/2024", "25/12/2024 10:15"], "datetime", "day_first"),
        (["05/01/2024", "2024-12-25"], "date", ""),
        (["soon", "25/12/2024", "26/12/2024"], "date", "day_first"),
        (["soon", "25/12/2024", "later"], "text", ""),
        # An address that is none now and then is still one of e-mail.
        ([12345, "SW1A 1AA"], "text", ""),
        ([1, 2, "3"], "integer", ""),
        ([1, 2.5], "decimal", ""),
    ],
)
def test_several_calls_decide_together(samples, type_name, date_format):
    context = ValueContext(nothing=NOTHING)
    first, *others = ({"thing": sample} for sample in samples)
    (found,) = proposals(first, *others, context=context).values()
    assert (found.type, found.date_format) == (type_name, date_format)


def test_all_items_of_a_call_decide():
    tree = {"leads": [{"day": "05/01/2024"}, {"day": "25/12/2024"}]}
    found = proposals(tree, split_path="leads")["day"]
    assert (found.path, found.date_format) == ("@.day", "day_first")


def test_one_odd_address_among_many_is_no_reason_for_a_text():
    samples = ({"email": text} for text in ("a@b.co", "not one", "c@d.co"))
    first, *others = samples
    assert proposals(first, *others)["email"].type == "email"


@pytest.mark.parametrize(
    ("tree", "zone"),
    [
        ({"at": "25/12/2024 10:15", "timezone": "Europe/Paris"}, "timezone"),
        ({"at": "25/12/2024 10:15", "user": {"tz": "America/New_York"}}, "tz"),
        ({"at": "25/12/2024 10:15", "timezone": "Mars/Olympus"}, ""),
        ({"at": "25/12/2024 10:15", "timezone": "CET"}, ""),
        ({"at": "2024-12-25T10:15:00Z", "timezone": "Europe/Paris"}, ""),
        ({"at": "25/12/2024", "timezone": "Europe/Paris"}, ""),
        ({"at": 1735118100, "timezone": "Europe/Paris"}, ""),
    ],
)
def test_the_zone_that_stands_beside_a_time_without_one(tree, zone):
    assert proposals(tree)["at"].time_zone_from == zone


@pytest.mark.parametrize(
    ("tree", "country"),
    [
        ({"phone": "(415) 555-2671", "country": "US"}, "country"),
        ({"phone": "030 901820", "land": "Deutschland"}, "land"),
        ({"phone": "+49 30 901820", "country": "Germany"}, ""),
        ({"phone": "0049 30 901820", "country": "Germany"}, ""),
        ({"phone": "030 901820", "country": "Narnia"}, ""),
        ({"phone": "030 901820"}, ""),
    ],
)
def test_the_country_that_stands_beside_a_phone_number(tree, country):
    assert proposals(tree)["phone"].country_from == country


def test_of_two_countries_the_nearer_one_counts():
    found = proposals(
        {
            "shipping": {"country": "FR"},
            "billing": {"phone": "(415) 555-2671", "country": "US"},
        }
    )
    assert found["phone"].country_from == "billing_country"


def test_a_tax_number_is_checked_as_the_country_beside_it_does():
    tree = {"cnpj": "11.222.333/0001-81", "pais": "Brasil"}
    found = proposals(tree)["cnpj"]
    assert (found.type, found.country_from) == ("vat", "pais")
    tree["pais"] = "Deutschland"
    assert proposals(tree)["cnpj"].type == "text"


@pytest.mark.parametrize(
    ("name", "sample", "type_name"),
    [
        ("budget", "1.234,50 €", "money"),
        ("anything", "CHF 1'234.50", "money"),
        ("ご予算", "50万円", "money"),
        ("orçamento", "12.345,60", "money"),
        ("presupuesto", 12.5, "money"),
        ("price", "5.000", "money"),
        ("Preis", "-1.234", "money"),
        ("anything", "5.000 USD", "money"),
        ("anything", "5.000", "text"),
        ("price", "5.000 apples", "text"),
        ("rabatt", "12.500 %", "percent"),
        ("anything", "1,234.50", "text"),
        ("anything", 12.5, "decimal"),
        ("anything", "12.5 %", "percent"),
        ("rabatt", "12,5%", "percent"),
        ("anything", "BE71 0961 2345 6769", "iban"),
        ("anything", "BE71 0961 2345 6760", "text"),
        ("USt-IdNr", "DE136695976", "vat"),
        ("USt-IdNr", "DE136695977", "text"),
        ("anything", "DE136695976", "text"),
        ("ean", "4006381333931", "ean"),
        ("ean", "4006381333932", "text"),
        ("courriel", "a@b.co", "email"),
        ("anything", "a@b.co", "email"),
        ("téléphone", "01 44 27 10 00", "phone"),
        ("電話番号", "03-1234-5678", "phone"),
        ("携帯電話", 9012345678, "phone"),
        ("anything", "01 44 27 10 00", "text"),
        ("site web", "www.acme.fr", "url"),
        ("webseite", "https://acme.de", "url"),
        ("anything", "https://acme.de/x", "url"),
        ("anything", "acme.de", "text"),
    ],
)
def test_types_of_amounts_numbers_and_addresses(name, sample, type_name):
    assert proposed(name, sample)[0] == type_name


def test_a_century_that_no_order_decides_is_left_open():
    found = proposals({"birthday": "31.12.55", "date": "25/12/2024"})
    assert found["birthday"].date_format == "day_first"
    said = "'31.12.55' can mean 1955-12-31 or 2055-12-31."
    assert str(found["birthday"].remark) == said
    assert found["date"].remark is None
