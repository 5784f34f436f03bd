"""Sample calls: what they look like, and that their parameters read them."""

import json
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.authoring.sample_request import build_sample_request
from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.errors import EngineError
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.items import split_items
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.types import TYPES, convert
from inbound_webhook.engine.values import MISSING, ValueContext

CONTEXT = ValueContext()


def sample(*parameters, **options):
    """The sample of parameters: (name, type, path, sample) and options of the spec."""
    return build_sample_request(
        [
            (ParameterSpec(name, type_name, path=path, **more), text)
            for name, type_name, path, text, *rest in parameters
            for more in [rest[0] if rest else {}]
        ],
        CONTEXT,
        **options,
    )


def body(*parameters, **options):
    """The JSON that a sample is."""
    made = sample(*parameters, **options)
    assert made.left_out == {}
    return json.loads(made.request.body)


def test_paths_make_a_nested_body():
    assert body(
        ("email", "email", "lead.email", "ann@example.com"),
        ("score", "integer", "lead.score", "7"),
        ("hot", "boolean", "hot", "true"),
        ("sku", "text", "items[1].sku", "B"),
        ("odd", "text", "['odd key'].name", "x"),
    ) == {
        "lead": {"email": "ann@example.com", "score": 7},
        "hot": True,
        "items": [None, {"sku": "B"}],
        "odd key": {"name": "x"},
    }


def test_the_items_of_a_keyed_list_have_their_keys():
    assert body(
        ("email", "email", "fields[key=email].value", "ann@example.com"),
        ("label", "text", "fields[key=email].label", "E-mail"),
        ("name", "text", "fields[?(@.key == 'your name')].value", "Ann"),
        ("big", "text", "fields[?(@.size > 3 && @.unit)].note", "big"),
    ) == {
        "fields": [
            {"key": "email", "value": "ann@example.com", "label": "E-mail"},
            {"key": "your name", "value": "Ann"},
            {"size": 4, "note": "big", "unit": True},
        ]
    }


def test_a_list_is_spread_over_the_items_of_its_path():
    assert body(
        ("skus", "list", "lines[*].sku", '["A", "B"]'),
        ("amounts", "list", "lines[*].amount", "[1, 2]"),
        ("tags", "list", "tags", "red, blue"),
    ) == {
        "lines": [{"sku": "A", "amount": 1}, {"sku": "B", "amount": 2}],
        "tags": ["red", "blue"],
    }


def test_an_object_holds_the_values_of_paths_into_it():
    lead = '{"email": "ann@example.com", "id": 5}'
    assert body(
        ("email", "email", "lead.email", "ann@example.com"),
        ("lead", "object", "lead", lead),
    ) == {"lead": {"email": "ann@example.com", "id": 5}}
    assert body(
        ("all", "object", "lead", None),
        ("email", "email", "lead.email", "ann@example.com"),
    ) == {"lead": {"email": "ann@example.com"}}


def test_a_value_stays_as_the_sender_writes_it():
    assert body(
        ("amount", "decimal", "", "1,5"),
        ("zip", "text", "", "0123"),
        ("stamp", "datetime", "", "1700000000"),
        ("yes", "boolean", "", "yes"),
    ) == {"amount": "1,5", "zip": "0123", "stamp": 1700000000, "yes": "yes"}


def test_the_list_of_items_has_one():
    assert body(
        ("account", "text", "account.id", "A1"),
        ("email", "email", "@.email", "ann@example.com"),
        ("sku", "text", "@.lines[0].sku", "X"),
        split_path="data.events",
    ) == {
        "data": {"events": [{"email": "ann@example.com", "lines": [{"sku": "X"}]}]},
        "account": {"id": "A1"},
    }
    assert body(("it", "text", "@", "a"), split_path="$") == ["a"]
    assert body(("it", "text", "@.b", "a"), split_path="orders[*].lines[*]") == {
        "orders": [{"lines": [{"b": "a"}]}]
    }


def test_a_form_has_fields():
    made = sample(
        ("email", "email", "Your e-mail", "ann@example.com"),
        ("first", "text", "data[merges][FNAME]", "Ann"),
        ("tags", "list", "tags[]", '["a", "b"]'),
        ("colours", "list", "colours", "red, blue"),
        body_kind="form",
    )
    assert made.left_out == {}
    assert made.request.header("content-type") == "application/x-www-form-urlencoded"
    assert parse_qsl(made.request.body.decode()) == [
        ("Your e-mail", "ann@example.com"),
        ("data[merges][FNAME]", "Ann"),
        ("tags[]", "a"),
        ("tags[]", "b"),
        ("colours", "red, blue"),
    ]


def test_an_item_that_a_negation_is_about():
    assert body(
        ("sku", "text", "items[?(!@.old)].sku", "X"),
        ("qty", "integer", "items[?(!(@.sku == 'Y'))].qty", "2"),
    ) == {"items": [{"sku": "X", "qty": 2}]}
    assert body(("sku", "text", "@.sku", "X"), split_path="$[?(!@.old)]") == [
        {"sku": "X"}
    ]


def test_the_items_of_a_form_have_brackets():
    made = sample(
        ("email", "email", "@.email", "ann@example.com"),
        ("score", "integer", "@.score", "7"),
        split_path="events",
        body_kind="form",
    )
    assert made.left_out == {}
    assert parse_qsl(made.request.body.decode()) == [
        ("events[0][email]", "ann@example.com"),
        ("events[0][score]", "7"),
    ]


def test_a_look_up_has_a_query_and_headers_only():
    made = sample(
        ("email", "email", "", "ann+b@example.com", {"source": "query"}),
        ("shop", "text", "X-Shop", "north", {"source": "header"}),
        method="GET",
    )
    assert made.left_out == {}
    assert made.request.query_string == "email=ann%2Bb%40example.com"
    assert made.request.headers == (("X-Shop", "north"),)
    assert made.request.body == b""


def test_the_default_or_something_plausible_stands_in():
    assert body(
        ("medium", "text", "", None, {"default": "Web"}),
        ("email", "email", "", " "),
        ("first_name", "text", "", None),
        ("company", "text", "", None),
        ("phone", "phone", "", None),
        ("birthday", "date", "", None),
        ("number", "integer", "", None),
    ) == {
        "medium": "Web",
        "email": "ada@example.com",
        "first_name": "Ada",
        "company": "Example Ltd",
        "phone": "+44 20 7946 0958",
        "birthday": "2026-04-03",
        "number": 3,
    }


@pytest.mark.parametrize("type_name", TYPES)
def test_what_stands_in_fits_each_type(type_name):
    assert sample(("it", type_name, "", None)).left_out == {}


def test_what_cannot_be_made_is_left_out_and_said():
    made = sample(
        ("a", "text", "a", "x"),
        ("below", "text", "a.b", "y"),
        ("again", "text", "a", "z"),
        ("far", "text", "list[1000000000]", "x"),
        ("root", "text", "list[?(@.a == $.b)].c", "x"),
        ("number", "integer", "", "many"),
        ("shop", "text", "X-Shop", "a\nb", {"source": "header"}),
    )
    assert json.loads(made.request.body) == {"a": "x"}
    assert made.left_out.pop("number") == (
        "Its sample does not fit: 'many' is not a whole number."
    )
    assert set(made.left_out) == {"below", "again", "far", "root", "shop"}


# === PROPERTIES ===

NAMES = st.sampled_from(["a", "b", "c", "email", "id"])
INDEXES = st.sampled_from(["[0]", "[1]", "[-1]", "[*]", "[1:]", "[7]"])
FILTERS = st.builds("[{}={}]".format, NAMES, NAMES) | st.sampled_from(
    ["[?(@.a > 3)]", "[?(@.b)]", "[?(!@.b)]", "[?(@.a == 'x' || @.b < 2.5)]"]
)
PATHS = st.lists(
    st.builds(".{}".format, NAMES) | INDEXES | FILTERS | st.just("..email"), max_size=4
).map(lambda parts: "$" + "".join(parts))
ITEM_PATHS = PATHS.map(lambda path: "@" + path[1:])
TEXTS = st.text(max_size=8) | st.sampled_from(
    ["1", "2.5", "true", "a@b.co", "2026-04-03", '["x", [1]]', '{"a": 1}', "x, y"]
)
SPECS = st.builds(
    ParameterSpec,
    name=st.text(min_size=1, max_size=5),
    type=st.sampled_from(list(TYPES)),
    source=st.sampled_from(["body", "body", "query", "header"]),
    path=PATHS | ITEM_PATHS | st.text(max_size=8) | st.just("tags[]"),
    required=st.booleans(),
    default=st.none() | TEXTS,
)
PARAMETERS = st.lists(
    st.tuples(SPECS, st.none() | TEXTS), max_size=6, unique_by=lambda pair: pair[0].name
)


@given(
    PARAMETERS,
    st.sampled_from(["GET", "POST"]),
    st.sampled_from(["json", "form"]),
    st.sampled_from(["", "$", "events", "data.events", "orders[*].lines[*]"]) | PATHS,
)
def test_a_sample_gives_its_values_back(parameters, method, kind, split_path):
    made = build_sample_request(
        parameters, CONTEXT, method=method, body_kind=kind, split_path=split_path
    )
    kept = {s: text for s, text in parameters if s.name not in made.left_out}
    assert len(kept) + len(made.left_out) == len(parameters)
    request = made.request
    payload = parse_body(request.body, request.header("Content-Type"), expected=kind)
    item = MISSING
    if split_path and any(spec.place.strip().startswith("@") for spec in kept):
        if method == "POST" and any(spec.source == "body" for spec in kept):
            item = first_item(payload, split_path)
    found = extract(
        kept, payload, parse_query(request.query_string), request.header, CONTEXT, item
    ).values
    for spec, text in kept.items():
        own = text if text and text.strip() else spec.default
        if own and own.strip():
            assert found[spec.name] == convert(own, spec.type, CONTEXT)
        else:
            assert found[spec.name] is not None


def first_item(payload, split_path):
    try:
        return split_items(payload, split_path)[0]
    except (EngineError, IndexError):
        return MISSING


@given(
    st.lists(
        st.sampled_from([".a", ".b", "[0]", "[2]", "[-1]", "[*]", "[key=a].b"]),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(["text", "list", "integer"]),
)
def test_names_indexes_and_keyed_items_are_always_made(parts, type_name):
    assert sample(("it", type_name, "$" + "".join(parts), "1")).left_out == {}
