"""One thing in several shapes, as senders write it that make JSON of something else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.items import split_items
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.paths import as_items, look_up, numbered
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import MISSING, ValueContext

CONTEXT = ValueContext()
A, B = {"sku": "A", "note": {"sku": "no"}}, {"sku": "B"}


def parsed(tree):
    return parse_body(json.dumps(tree).encode(), "application/json", expected="json")


def value(tree, path, kind="text", item=MISSING):
    spec = ParameterSpec("it", kind, path=path)
    payload = parsed(tree)
    found = extract([spec], payload, parse_query(""), {}.get, CONTEXT, item)
    return found.check().values["it"]


# === ONE RECORD OF EACH ITEM ===


@pytest.mark.parametrize("path", ["events", "$.events", "events[*]"])
@pytest.mark.parametrize(
    ("tree", "items"),
    [
        ({"events": [A, B]}, [A, B]),
        ({"events": [A]}, [A]),
        ({"events": A}, [A]),
        ({"events": {"0": A, "1": B}}, [A, B]),
        # A PHP array some items of which were taken out.
        ({"events": {"1": A, "4": B}}, [A, B]),
        ({"events": {"0": "a", "1": "b"}}, ["a", "b"]),
        # Ids of fields are no places in a list.
        ({"events": {"3": "Ann", "7": "Lee"}}, [{"3": "Ann", "7": "Lee"}]),
        ({"events": {"0": A, "more": True}}, [{"0": A, "more": True}]),
        ({"events": None}, []),
        ({"events": []}, []),
        ({"events": {}}, []),
        ({"events": False}, []),
        ({"events": ""}, []),
        ({"other": 1}, []),
    ],
)
def test_the_items_of_a_call_in_whatever_shape(path, tree, items):
    assert split_items(parsed(tree), path) == items


def test_a_list_that_is_a_text_of_json_is_read():
    assert split_items(parsed({"events": '[{"a": 1}]'}), "events") == [{"a": 1}]


def test_the_body_itself_may_be_the_only_item():
    assert split_items(parsed(A), "$") == [A]
    assert split_items(parsed({"0": A, "1": B}), "$") == [A, B]
    assert split_items(parsed([]), "$") == []


def test_lists_in_lists_are_items_one_by_one():
    tree = {"orders": [{"lines": A}, {"lines": [B, A]}, {"lines": None}, {}]}
    assert split_items(parsed(tree), "orders[*].lines[*]") == [A, B, A]
    assert split_items(parsed({"orders": {"lines": A}}), "orders[*].lines[*]") == [A]


def test_a_list_above_the_list_may_be_there():
    tree = {"data": [{"events": [A]}, {"events": B}]}
    assert split_items(parsed(tree), "data.events") == [A, B]


# === VALUES ===


@pytest.mark.parametrize("items", [[A], A, {"0": A}, {"3": A}])
@pytest.mark.parametrize("path", ["items[0].sku", "items[*].sku", "items[-1].sku"])
def test_a_value_of_the_only_item(items, path):
    assert value({"items": items}, path) == "A"


@pytest.mark.parametrize("items", [[A, B], {"0": A, "1": B}])
def test_a_value_of_several_items(items):
    assert value({"items": items}, "items[*].sku") == "A, B"
    assert value({"items": items}, "items[*].sku", "list") == ["A", "B"]
    assert value({"items": items}, "items[1].sku") == "B"
    assert value({"items": items}, "items[0:1].sku") == "A"


def test_a_path_that_was_made_of_one_object_finds_a_list_of_them():
    assert (
        value({"customer": {"email": "a@b.co"}}, "customer.email", "email") == "a@b.co"
    )
    assert value({"customer": [{"email": "a@b.co"}]}, "customer.email", "email") == (
        "a@b.co"
    )
    several = {"customer": [{"name": "Ann"}, {"name": "Bo"}, "odd", {}]}
    assert value(several, "customer.name") == "Ann, Bo"


def test_the_only_answer_is_found_by_its_question():
    for answers in (
        [{"name": "email", "value": "a@b.co"}],
        {"name": "email", "value": "a@b.co"},
        {"0": {"name": "email", "value": "a@b.co"}},
    ):
        assert value({"answers": answers}, "answers[name=email].value") == "a@b.co"


def test_values_in_an_item_have_any_shape_too():
    assert value({}, "@.lines[0].sku", item={"lines": A}) == "A"


def test_what_is_there_in_its_own_shape_goes_first():
    tree = {"items": {"a": {"sku": "A"}, "b": {"sku": "B"}}}
    assert value(tree, "items[*].sku") == "A, B"
    assert value({"3": {"x": 1}}, "['3'].x", "integer") == 1


def test_what_proves_a_sender_has_to_stand_where_it_belongs():
    assert look_up(parsed({"items": A}), "items[0].sku").values == []
    assert look_up(parsed([{"sig": 1}]), "sig").values == []


@pytest.mark.parametrize(
    ("kind", "found"), [("list", ["a", "b"]), ("text", "a, b"), ("json", '["a", "b"]')]
)
def test_a_php_array_is_a_list(kind, found):
    assert convert({"0": "a", "1": "b"}, kind, CONTEXT) == found


def test_ids_of_fields_are_no_list():
    assert convert({"3": "Ann", "7": "Lee"}, "text", CONTEXT) == "3: Ann\n7: Lee"
    assert numbered({"3": "Ann"}) is None
    assert numbered({}) is None
    assert numbered({"²": []}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=3),
    lambda children: st.lists(children, max_size=3)
    | st.dictionaries(st.sampled_from(["a", "b", "0", "1"]), children, max_size=3),
    max_leaves=12,
)
PATHS = st.lists(
    st.sampled_from([".a", ".b", "[0]", "[-1]", "[*]", "[0:2]", "[a=x]"]), max_size=4
).map(lambda parts: "$" + "".join(parts))


@given(JSON, PATHS)
def test_what_is_found_in_its_own_shape_is_found_in_any(tree, path):
    payload = parsed(tree)
    strict = look_up(payload, path).values
    found = look_up(payload, path, in_any_shape=True).values
    assert found or not strict


@given(st.lists(JSON, min_size=1, max_size=4))
def test_a_list_and_its_php_array_have_the_same_items(items):
    array = {str(index): item for index, item in enumerate(items)}
    assert as_items(array) == as_items(items) == items


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$..email", ["a@b.example", "c@d.example"]),
        ("$..[?(@.email)].email", ["a@b.example", "c@d.example"]),
        ("$..[0].email", ["a@b.example"]),
        ("$..people.email", ["a@b.example", "c@d.example"]),
    ],
)
def test_what_is_looked_for_everywhere_is_found_once(path, found):
    people = [{"email": "a@b.example"}, {"email": "c@d.example"}]
    assert value({"people": people}, path, "list") == found


@pytest.mark.parametrize("text", ["[]", "{}", " [ ] ", "{ }", "[\n]"])
def test_an_empty_list_that_is_written_as_a_text_says_nothing(text):
    """A program wrote a list, or an object, as JSON into a form."""
    assert value({"it": text}, "it") is None
    assert value({"it": "[x]"}, "it") == "[x]"


def test_php_arrays_within_several_items_are_put_end_to_end_as_lists_are():
    for tags in (["a", "b"], {"0": "a", "1": "b"}):
        tree = {"items": [{"tags": tags}, {"tags": ["c"]}]}
        assert value(tree, "items[*].tags", "list") == ["a", "b", "c"]
        assert value(tree, "items[*].tags") == "a, b, c"
        assert value({"items": {"tags": tags}}, "items[*].tags") == "a, b"
