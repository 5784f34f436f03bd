"""When the keys of calls that wait can be compared."""

from dataclasses import replace

import pytest

from inbound_webhook.engine.mapping import MappingSpec
from inbound_webhook.engine.nothing import NothingWords
from inbound_webhook.engine.ordering import rule_of
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.records import RecordSpec
from inbound_webhook.engine.values import ValueContext

EMAIL = MappingSpec("email_from", parameter="email", is_match_key=True)
NAME = MappingSpec("name", parameter="title")
RECORD = RecordSpec("crm.lead", (EMAIL, NAME))
PARAMETERS = (
    ParameterSpec("title"),
    ParameterSpec("email", "email"),
    ParameterSpec("phone", "phone", country_parameter="country"),
    ParameterSpec("country"),
)
CONTEXT = ValueContext()


def rule(record=RECORD, parameters=PARAMETERS, context=CONTEXT, has_items=False):
    return rule_of(record, parameters, context, has_items=has_items)


def with_mappings(*mappings):
    return {"record": replace(RECORD, mappings=mappings)}


def with_parameter(number, **values):
    items = list(PARAMETERS)
    items[number] = replace(items[number], **values)
    return {"parameters": tuple(items)}


PHONE = MappingSpec("phone", parameter="phone", is_match_key=True)


@pytest.mark.parametrize(
    "changed",
    [
        with_mappings(replace(EMAIL, is_match_key=False), NAME),
        with_mappings(PHONE, NAME),
        with_mappings(EMAIL, PHONE),
        with_mappings(EMAIL, replace(NAME, is_match_key=True, joins_previous_key=True)),
        with_mappings(replace(EMAIL, transform="lower"), NAME),
        with_mappings(replace(EMAIL, parameter="title"), NAME),
        {"record": replace(RECORD, external_id="title", external_system="a")},
        with_parameter(1, path="customer.email"),
        with_parameter(1, type="text"),
        with_parameter(1, default="a@b.example"),
        {"has_items": True},
        {"context": replace(CONTEXT, country_code="BE")},
        {"context": replace(CONTEXT, nothing=NothingWords(frozenset({"none"})))},
    ],
)
def test_what_makes_keys_that_cannot_be_compared(changed):
    assert rule(**changed) != rule()


@pytest.mark.parametrize(
    "changed",
    [
        {},
        with_mappings(EMAIL, replace(NAME, policy="if_empty")),
        with_mappings(NAME, EMAIL),
        with_mappings(replace(EMAIL, on_invalid="skip"), NAME),
        with_parameter(0, path="subject"),
        with_parameter(1, required=True),
        with_parameter(2, type="text"),
        {"parameters": PARAMETERS[::-1]},
        {"record": replace(RECORD, match_policy="oldest", match_archived="found")},
    ],
)
def test_what_leaves_the_keys_as_they_are(changed):
    assert rule(**changed) == rule()


def test_what_says_how_a_key_is_read_counts_as_well():
    by_phone = with_mappings(PHONE, NAME)
    changed = with_parameter(3, path="land")
    assert rule(**by_phone, **changed) != rule(**by_phone)


def test_without_a_key_nothing_else_counts():
    without = with_mappings(NAME)
    assert rule(**without) == rule(**without, **with_parameter(0, path="subject"))
    assert rule(has_items=True) == rule(has_items=True, **with_mappings(PHONE))


def test_the_order_of_words_does_not_count():
    rules = {
        rule(context=replace(CONTEXT, nothing=NothingWords(frozenset(words))))
        for words in (["a", "b", "c"], ["c", "b", "a"])
    }
    assert len(rules) == 1
