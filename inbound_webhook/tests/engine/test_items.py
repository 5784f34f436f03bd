"""One record for each item of a list in the body."""

import pytest

from inbound_webhook.engine.body import Limits, parse_body, parse_query
from inbound_webhook.engine.errors import InvalidSetup, ValueRefused
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.items import check_split_path, is_blank, split_items
from inbound_webhook.engine.missing_list import check_list
from inbound_webhook.engine.parameters import ParameterSpec, check_parameter
from inbound_webhook.engine.values import ValueContext

EVENTS = b'{"account": {"id": 7}, "events": [{"email": "a@b.example"}, {"email": 1}]}'
CONTEXT = ValueContext()


def parsed(body):
    return parse_body(body, "application/json", expected="json", limits=Limits())


def values(item, *specs, body=EVENTS):
    no_header = {}.get
    query = parse_query("")
    found = extract(specs, parsed(body), query, no_header, CONTEXT, item)
    return found.values


def test_the_items_of_a_list():
    assert split_items(parsed(EVENTS), "events") == [
        {"email": "a@b.example"},
        {"email": 1},
    ]


def test_the_body_itself_can_be_the_list():
    assert split_items(parsed(b"[1, 2]"), "$") == [1, 2]


def test_a_path_to_several_values_gives_them_as_items():
    body = b'{"orders": [{"lines": [1, 2]}, {"lines": [3]}]}'
    assert split_items(parsed(body), "orders[*].lines[*]") == [1, 2, 3]


def test_an_empty_list_has_no_items():
    assert split_items(parsed(b'{"events": []}'), "events") == []


@pytest.mark.parametrize("events", ['"hello"', "5", "0", "true", '"5"', '"[see above"'])
def test_what_is_no_list_is_refused(events):
    body = b'{"events": %s}' % events.encode()
    with pytest.raises(ValueRefused, match="no list at 'events'") as caught:
        split_items(parsed(body), "events")
    assert caught.value.details["expected"] == "a list"


def test_a_path_with_an_at_sign_reaches_into_the_item():
    specs = ParameterSpec("email", path="@.email"), ParameterSpec("whole", path="@")
    assert values({"email": "x"}, specs[0]) == {"email": "x"}
    assert values("x", specs[1]) == {"whole": "x"}


def test_any_other_path_reaches_into_the_body():
    account = ParameterSpec("account", "integer", path="account.id")
    assert values({"email": "x"}, account) == {"account": 7}


def test_a_list_is_not_looked_for_in_an_item():
    with pytest.raises(InvalidSetup, match="without @"):
        check_split_path("@.events")


def test_an_item_path_is_refused_where_nothing_is_split():
    spec = ParameterSpec("email", path="@.email")
    with pytest.raises(InvalidSetup, match="begins with @"):
        check_parameter(spec, CONTEXT)
    assert check_parameter(spec, CONTEXT, has_items=True) is None


def test_an_item_path_is_checked_like_any_other():
    with pytest.raises(InvalidSetup):
        check_parameter(ParameterSpec("x", path="@.a[["), CONTEXT, has_items=True)


@pytest.mark.parametrize(
    "item",
    [
        *(None, "", " ", {}, [], {"name": "", "email": None, "tags": []}),
        *({"name": "", "news": False}, {"name": {"first": "", "last": " "}}, [{}, ""]),
    ],
)
def test_an_item_without_any_value_is_blank(item):
    assert is_blank(item)


@pytest.mark.parametrize(
    "item", [0, "x", True, {"id": 3, "name": ""}, {"nom": "Ada"}, [0], {"n": 0}]
)
def test_an_item_with_a_value_wherever_it_is_is_not(item):
    assert not is_blank(item)


@pytest.mark.parametrize(
    ("path", "body", "meant"),
    [
        ("leads", b'{"Leads": [{"a": 1}]}', "'Leads'"),
        ("leads", b'{"lead": {"a": 1}}', "'lead'"),
        ("leads", b'{"data": {"leads": [{"a": 1}]}}', "'data.leads'"),
        ("data.leads", b'{"leads": [{"a": 1}]}', "'leads'"),
        ("leads", b'[{"a": 1}]', "'$'"),
        ("form_responses", b'{"formResponses": [1]}', "'formResponses'"),
    ],
)
def test_a_list_that_is_missing_may_be_another(path, body, meant):
    with pytest.raises(ValueRefused) as caught:
        check_list(parsed(body), path)
    assert str(caught.value) == (
        f"There is no list at {path!r} in the body. Did you mean {meant}?"
    )
    assert caught.value.code == "list_missing"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        # Nothing at all, and what is called alike and holds no items.
        *(("leads", b"{}"), ("leads", b"[]"), ("leads", b'{"event": "ping"}')),
        ("leads", b'{"Leads": [], "lead": "x", "leads_total": 0}'),
        ("leads", b'{"leads_info": {"a": 1}, "deals": [{"a": 1}]}'),
        ("leads", b'{"Leads": [null, {}], "lead": {"name": ""}}'),
        # What the list would be in, and what is said about it elsewhere.
        ("leads.lead", b'{"leads": {"@type": "array", "total": 1}}'),
        ("leads", b'{"meta": {"leads": {"count": 1}}}'),
        # It is there.
        *(("leads", b'{"leads": null}'), ("leads", b'{"leads": [], "lead": {"a": 1}}')),
        *(("$", b'[{"a": 1}]'), ("leads[*]", b'{"leads": [], "lead": [1]}')),
    ],
)
def test_a_list_that_is_empty_or_not_sent_is_no_other(path, body):
    check_list(parsed(body), path)
