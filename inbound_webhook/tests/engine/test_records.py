"""What a record is found by, and what is done with it."""

from dataclasses import replace

import pytest

from inbound_webhook.engine.mapping import MappingSpec
from inbound_webhook.engine.ordering import rule_of
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.records import RecordSpec
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext(normalize_email=str.lower)


def key(field, *, joined=False, **options):
    return MappingSpec(
        field,
        parameter=field,
        is_match_key=True,
        joins_previous_key=joined,
        **options,
    )


def record(*mappings, **options):
    return RecordSpec("crm.lead", mappings, **options)


def digests(*mappings, context=CONTEXT, **values):
    return record(*mappings).digests(values, context)


def test_keys_that_join_the_one_before_are_one_with_it():
    name, city, email = key("name"), key("city", joined=True), key("email_from")
    assert record(name, city, email).keys == ((name, city), (email,))
    # The mapping before it is no key any more.
    assert record(city, email).keys == ((city,), (email,))


def test_a_joined_key_counts_only_with_all_of_its_values():
    both = (key("name"), key("city", joined=True))
    assert len(digests(*both, name="Ada", city="Rome")) == 1
    assert digests(*both, name="Ada", city=None) == []
    assert digests(*both, name=" ", city="Rome") == []


def test_an_address_stands_for_its_record_alone_too():
    name, email = key("name"), key("email_from", joined=True)
    joined = digests(name, email, name="Ada", email_from="ADA@x.example")
    alone = digests(key("email_from"), email_from="ada@x.example")
    assert len(joined) == 2
    assert len(alone) == 1
    assert joined[1] == alone[0]


@pytest.mark.parametrize(
    ("one", "other", "options"),
    [
        ("0049 30 901820", "+49 30 901820", {"parameter_type": "phone"}),
        ("Ada  ", "ada", {}),
        ("Ada\nLovelace", "Ada Lovelace", {}),
    ],
)
def test_spellings_of_one_value_stand_for_one_record(one, other, options):
    mapping = key("x_name", **options)
    assert digests(mapping, x_name=one) == digests(mapping, x_name=other)


def test_a_field_of_several_lines_keeps_them():
    mapping = key("x_note", field_type="text")
    assert digests(mapping, x_note="a\nb") != digests(mapping, x_note="a b")
    assert digests(mapping, x_note="a\nb ") == digests(mapping, x_note="a\nb")


@pytest.mark.parametrize(("one", "other"), [(5, 5.0), (0, 0.0)])
def test_a_new_record_is_told_by_what_its_field_holds(one, other):
    def held(value):
        return record(key("x_id")).digests_of_new({"x_id": value}, CONTEXT, {})

    assert held(one) == held(other) != []
    assert held(True) != held(1)


def test_what_is_done_decides_whether_the_archive_is_looked_into():
    assert not record().sees_archived
    assert record(match_archived="found").sees_archived
    assert record(match_archived="restore").sees_archived
    for mode in ("archive", "unarchive", "delete"):
        assert record(operation_mode=mode).sees_archived


def test_what_is_done_decides_whether_a_record_is_in_use_after_it():
    assert record().leaves_active is None
    assert record(match_archived="found").leaves_active is None
    assert record(match_archived="restore").leaves_active is True
    assert record(operation_mode="unarchive").leaves_active is True
    archiving = record(operation_mode="archive", match_archived="restore")
    assert archiving.leaves_active is False


@pytest.mark.parametrize(
    "change",
    [
        {"date_pattern": "yyyy-MM-dd"},
        {"date_format": "day_first"},
        {"number_format": "comma"},
        {"timezone": "Europe/Berlin"},
        {"country_code": "DE"},
        {"language": "de_DE"},
    ],
)
def test_how_values_are_read_decides_whether_two_keys_can_be_compared(change):
    told = record(key("x_day"))
    parameters = [ParameterSpec("x_day", "date")]
    rule = rule_of(told, parameters, CONTEXT, has_items=False)
    changed = replace(CONTEXT, **change)
    assert rule_of(told, parameters, changed, has_items=False) != rule
