"""Parameters proposed from a sample: they give the sample's values back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.authoring.proposals import propose_parameter, propose_parameters
from inbound_webhook.authoring.proposed import ProposedParameter
from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec, check_parameter
from inbound_webhook.engine.templates import compile_template
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext
from inbound_webhook.engine.written import as_seen

CONTEXT = ValueContext()
KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
LIKELY_KEYS = st.sampled_from(
    ["email", "phone", "id", "name", "value", "values", "created_at", "a b", "*", "0"]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | KEYS
    | st.sampled_from(["a@b.co", "2026-04-03", "https://a.b", "+33 6 12 34 56 78"])
)
TREES = st.recursive(
    SCALARS,
    lambda children: st.lists(children)
    | st.dictionaries(KEYS | LIKELY_KEYS, children)
    | st.lists(st.fixed_dictionaries({"name": KEYS, "value": children})),
    max_leaves=20,
)


def proposals(tree):
    return {p.name: (p.type, p.path, p.sample) for p in propose_parameters(tree)}


def assert_it_gives_its_values_back(tree):
    """The parameters that a sample suggests can be saved, and read it."""
    payload = parse_body(json.dumps(tree).encode(), "application/json", expected="json")
    proposed = propose_parameters(payload.value)
    specs = [ParameterSpec(p.name, p.type, path=p.path) for p in proposed]
    for spec in specs:
        check_parameter(spec, CONTEXT)
        assert spec.name.isidentifier()
        assert compile_template(f"{{{{ {spec.name} }}}}").names == {spec.name}
    found = extract(specs, payload, parse_query(""), {}.get, CONTEXT)
    assert len(found.values) == len(proposed)
    for p in proposed:
        assert found.values[p.name] == convert(p.sample, p.type, CONTEXT)
        if p.type == "text" and not isinstance(p.sample, list):
            is_seen = bool(as_seen(p.sample or "").strip())
            assert found.values[p.name] == (p.sample or None) or not is_seen


def test_a_lead():
    lead = {
        "lead": {
            "Email": "a@b.co",
            "fullName": "Ann",
            "phone_number": "+33 6 12 34 56 78",
            "Größe (cm)": 175.5,
            "site": "https://a.b",
            "isNew": True,
        },
        "created": 1775211300,
        "day": "2026-04-03",
        "updated_at": "2026-04-03T10:15:00Z",
        "tags": ["a", "b"],
        "note": None,
    }
    assert proposals(lead) == {
        "email": ("email", "lead.Email", "a@b.co"),
        "full_name": ("text", "lead.fullName", "Ann"),
        "phone_number": ("phone", "lead.phone_number", "+33 6 12 34 56 78"),
        "große_cm": ("decimal", "lead['Größe (cm)']", 175.5),
        "site": ("url", "lead.site", "https://a.b"),
        "is_new": ("boolean", "lead.isNew", True),
        "created": ("datetime", "created", 1775211300),
        "day": ("date", "day", "2026-04-03"),
        "updated_at": ("datetime", "updated_at", "2026-04-03T10:15:00Z"),
        "tags": ("list", "tags", ["a", "b"]),
        "note": ("text", "note", None),
    }
    assert_it_gives_its_values_back(lead)


def test_names_are_made_of_as_many_keys_as_it_takes():
    tree = {
        "id": 1,
        "owner": {"id": 2},
        "items": [{"id": 3}, {"id": 4}],
        "call": 5,
        "12": 6,
        "!": {"?": 7},
    }
    assert list(proposals(tree)) == [
        *("id", "owner_id", "items_0_id", "items_1_id", "call_2", "value_12", "value"),
    ]


def test_the_items_of_other_lists_go_by_their_index():
    assert proposals([{"sku": "A"}, {"sku": "B"}]) == {
        "sku": ("text", "[0].sku", "A"),
        "sku_2": ("text", "[1].sku", "B"),
    }
    assert proposals([[1, 2], [[]]]) == {
        "value_0": ("list", "[0]", [1, 2]),
        "value_1_0": ("list", "[1][0]", []),
    }


@pytest.mark.parametrize("tree", ["text", 5, None, [1, 2], [], {}])
def test_the_root_alone_is_one_parameter(tree):
    (proposed,) = propose_parameters(tree)
    assert (proposed.name, proposed.path, proposed.sample) == ("value", "$", tree)


def test_questions_and_answers_go_by_their_label():
    tree = {
        "user_column_data": [
            {"column_id": "EMAIL", "string_value": "a@b.co"},
            {"column_id": "FULL_NAME", "string_value": "Ann"},
        ],
        "field_data": [{"name": "your colour?", "values": ["red", "blue"]}],
    }
    assert proposals(tree) == {
        "email": ("email", "user_column_data[column_id=EMAIL].string_value", "a@b.co"),
        "full_name": (
            "text",
            "user_column_data[column_id=FULL_NAME].string_value",
            "Ann",
        ),
        "your_colour": (
            "list",
            "field_data[name='your colour?'].values",
            ["red", "blue"],
        ),
    }
    assert_it_gives_its_values_back(tree)


@pytest.mark.parametrize(
    "items",
    [
        [{"name": "bug", "color": "red"}],
        [{"name": "a", "value": 1}, {"name": "b", "color": "red"}],
        [{"name": "a", "value": 1}, "b"],
        [{"name": "a", "value": 1}, {"name": "", "value": 2}],
        [{"name": "a", "value": 1}, {"name": 5, "value": 2}],
    ],
)
def test_items_that_are_not_all_a_question_and_its_answer_go_by_their_index(items):
    first, *_others = propose_parameters({"f": items})
    assert first.path == "f[0].name"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        # Typeform: the form beside what was filled in.
        (
            {
                "definition": [
                    {"id": "a1", "ref": "r-1", "title": "Your name", "type": "text"},
                    {"id": "b2", "ref": "r-2", "title": "Colours", "type": "choices"},
                ],
                "answers": [
                    {
                        "type": "text",
                        "text": "Ada",
                        "field": {"id": "a1", "ref": "r-1"},
                    },
                    {
                        "type": "choices",
                        "choices": {"ids": ["x", "y"], "labels": ["Red", "Blue"]},
                        "field": {"id": "b2", "ref": "r-2"},
                    },
                ],
            },
            {
                "your_name": "answers[field.ref=r-1].text",
                "colours": "answers[field.ref=r-2].choices.labels",
            },
        ),
        # WhatsApp, whose next message has another id.
        (
            {
                "messages": [
                    {
                        "from": "32470000000",
                        "id": "wamid.HBgL",
                        "timestamp": "1700000000",
                        "text": {"body": "Hello"},
                    }
                ]
            },
            {
                "from": "messages[0].from",
                "timestamp": "messages[0].timestamp",
                "body": "messages[0].text.body",
            },
        ),
        # A script of Google Forms, and Formstack.
        (
            {
                "response": [
                    {"item": {"id": 7, "title": "E-mail"}, "response": "a@b.co"}
                ]
            },
            {"e_mail": "response[item.id=7].response"},
        ),
        (
            {"data": [{"field": {"id": 1, "label": "Email"}, "value": "a@b.co"}]},
            {"email": "data[field.id=1].value"},
        ),
        # LinkedIn.
        (
            {"answers": [{"questionId": 3, "answerDetails": {"text": "Ada"}}]},
            {"answers_3": "answers[questionId=3].answerDetails.text"},
        ),
        # Elementor and Jotform, each answer under a key of its own.
        (
            {
                "fields": {
                    "field_1": {
                        "id": "field_1",
                        "type": "tel",
                        "title": "Phone",
                        "value": "+49",
                        "raw_value": "+49",
                    }
                }
            },
            {"phone": "fields.field_1.value"},
        ),
        (
            {
                "answers": {
                    "1": {"name": "head", "text": "Form", "type": "control_head"},
                    "4": {"name": "email", "text": "E-mail", "answer": "a@b.co"},
                }
            },
            {"form": "answers['1'].answer", "e_mail": "answers['4'].answer"},
        ),
    ],
)
def test_answers_go_by_what_names_their_question(tree, expected):
    assert_it_gives_its_values_back(tree)
    found = {item.name: item.path for item in propose_parameters(tree)}
    assert found.items() >= expected.items()


@pytest.mark.parametrize(
    "tree",
    [
        {"lines": [{"item": {"id": 1, "title": "Pen"}, "quantity": 2}]},
        {"answers": [{"field": {"id": "a"}, "text": "x", "points": 5}]},
        {"products": {"p1": {"name": "Pen", "value": 3, "quantity": 2}}},
        {"answers": [{"field": {"id": "a"}, "text": "x"}] * 2},
    ],
)
def test_of_what_says_more_than_an_answer_nothing_is_lost(tree):
    assert_it_gives_its_values_back(tree)
    paths = [item.path for item in propose_parameters(tree)]
    assert not any("=" in path for path in paths)


def test_a_key_that_only_says_value_gives_no_name():
    assert list(proposals({"score": {"value": 5, "unit": "kg"}})) == ["score", "unit"]


def test_labels_that_all_repeat_tell_nothing_apart():
    tree = {"f": [{"name": "a", "value": 1}, {"name": "a", "value": 2}]}
    assert [p.path for p in propose_parameters(tree)] == [
        *("f[0].name", "f[0].value", "f[1].name", "f[1].value"),
    ]


def test_boxes_that_are_ticked_under_one_label_are_one_list():
    tree = {
        "f": [
            {"name": "email", "value": "a@b.co"},
            {"name": "likes", "value": "tea"},
            {"name": "likes", "value": "milk"},
        ]
    }
    assert proposals(tree) == {
        "email": ("email", "f[name=email].value", "a@b.co"),
        "likes": ("list", "f[name=likes].value", ["tea", "milk"]),
    }
    assert_it_gives_its_values_back(tree)


def test_a_question_that_is_left_open_is_still_found_by_its_label():
    tree = {
        "f": [
            {"question": "Your e-mail", "answer": "a@b.co"},
            {"question": "Phone", "answer": "+33 6 12 34 56 78"},
            {"question": "Company"},
        ]
    }
    assert proposals(tree) == {
        "your_e_mail": ("email", "f[question='Your e-mail'].answer", "a@b.co"),
        "phone": ("phone", "f[question=Phone].answer", "+33 6 12 34 56 78"),
        "company": ("text", "f[question=Company].answer", None),
    }


@pytest.mark.parametrize(
    ("key", "value", "type_name"),
    [
        ("email", "not one", "text"),
        ("email", "", "email"),
        ("contact", "a@b.co", "email"),
        ("phone", "none", "text"),
        ("phone", 33612345678, "phone"),
        ("zip", "01234", "text"),
        ("price", "1.234 apples", "text"),
        ("day", "03/04/2026", "date"),
        ("day", "2026-02-30", "text"),
        ("timestamp", 5, "integer"),
        ("timestamp", 1775211300.5, "datetime"),
        ("amount", 1775211300, "integer"),
        ("big", 10**400, "integer"),
        ("url", "example.com", "url"),
    ],
)
def test_a_type_is_only_proposed_where_the_sample_fits(key, value, type_name):
    (proposed,) = propose_parameters({key: value})
    assert proposed == ProposedParameter(key, type_name, key, value)


def test_no_more_are_proposed_than_somebody_reads():
    assert len(propose_parameters([{"a": 1}] * 50_000)) == 1_000
    assert len(propose_parameters({"a": 1, "b": 2, "c": 3}, most=2)) == 2


def test_a_deep_sample_is_no_trouble():
    tree = leaf = {}
    for _ in range(10_000):
        leaf["a"] = leaf = {}
    assert propose_parameters(tree) == []
    while tree:
        tree = tree.pop("a")


@given(TREES)
def test_any_sample_gives_its_values_back(tree):
    assert_it_gives_its_values_back(tree)


def key_paths(tree, key_path=()):
    """The key path of each value of a tree."""
    yield key_path, tree
    if isinstance(tree, dict):
        steps = tree.items()
    elif isinstance(tree, list):
        steps = enumerate(tree)
    else:
        steps = ()
    for step, value in steps:
        yield from key_paths(value, (*key_path, step))


LEAD = {
    "lead": {"email": "ada@example.com", "tags": ["a", "b"]},
    "answers": [{"key": "size", "value": "12"}, {"key": "city", "value": "Paris"}],
}


@pytest.mark.parametrize(
    ("key_path", "name", "kind", "path"),
    [
        (("lead", "email"), "email", "email", "lead.email"),
        (("lead", "tags"), "tags", "list", "lead.tags"),
        (("lead", "tags", 1), "tags_1", "text", "lead.tags[1]"),
        (("lead",), "lead", "object", "lead"),
        (("answers", 1, "value"), "city", "text", "answers[key=city].value"),
        (("answers", 1, "key"), "key", "text", "answers[key=city].key"),
        ((), "value", "object", "$"),
    ],
)
def test_a_parameter_for_one_value(key_path, name, kind, path):
    proposed = propose_parameter(LEAD, key_path)
    assert (proposed.name, proposed.type, proposed.path) == (name, kind, path)


def test_a_name_that_is_taken_is_not_given_again():
    assert propose_parameter(LEAD, ("lead", "email"), ["email"]).name == "lead_email"
    assert propose_parameter({"record": 1}, ("record",)).name == "record_2"


@pytest.mark.parametrize(
    "key_path",
    [("gone",), ("lead", "tags", 2), ("lead", "tags", -1), ("lead", 0), (None,)],
)
def test_a_key_path_to_nothing_is_refused(key_path):
    with pytest.raises(LookupError):
        propose_parameter(LEAD, key_path)


def test_in_an_item_the_path_begins_there():
    tree = {"account": 1, "leads": [{"a b": "x"}, {"email": ["y"]}]}
    items = tree["leads"]
    for key_path, path in (
        (("leads", 1, "email"), "@.email"),
        (("leads", 1, "email", 0), "@.email[0]"),
        (("leads", 0, "a b"), "@['a b']"),
        (("leads", 1), "@"),
        (("account",), "account"),
        (("leads",), "leads"),
    ):
        assert propose_parameter(tree, key_path, items=items).path == path
    assert propose_parameter(["x", "y"], (1,), items=["x", "y"]).path == "[1]"
    plain = ["x", "y"]
    assert propose_parameter(plain, (1,), items=plain).path == "@"


@given(TREES)
def test_the_parameter_for_any_value_gives_it_back(tree):
    payload = parse_body(json.dumps(tree).encode(), "application/json", expected="json")
    for key_path, value in key_paths(payload.value):
        proposed = propose_parameter(payload.value, key_path)
        spec = ParameterSpec(proposed.name, proposed.type, path=proposed.path)
        check_parameter(spec, CONTEXT)
        found = extract([spec], payload, parse_query(""), {}.get, CONTEXT)
        assert found.values[spec.name] == convert(value, spec.type, CONTEXT)


def test_what_is_only_said_of_a_question_is_no_parameter():
    tree = {
        "fields": [
            {
                **{"key": "question_a", "label": "Your name", "type": "INPUT_TEXT"},
                "value": "Ada",
            },
            {
                **{"key": "question_b", "label": "Days", "type": "CHECKBOXES"},
                **{"value": ["id1"], "options": [{"id": "id1", "text": "Mo"}]},
            },
        ]
    }
    assert proposals(tree) == {
        "your_name": ("text", "fields[key=question_a].value", "Ada"),
        "days": ("list", "fields[key=question_b].value", ["id1"]),
    }


def test_one_answer_in_a_list_is_of_the_type_of_the_answer():
    tree = {
        "field_data": [
            {"name": "full_name", "values": ["Ada"]},
            {"name": "email", "values": ["a@b.co"]},
            {"name": "budget", "values": ["$5,000"]},
            {"name": "tags", "values": ["new"]},
            {"name": "colours", "values": ["red"]},
        ]
    }
    kinds = {name: kind for name, (kind, _path, _sample) in proposals(tree).items()}
    assert kinds == {
        **{"full_name": "text", "email": "email", "budget": "money"},
        **{"tags": "list", "colours": "list"},
    }
    assert_it_gives_its_values_back(tree)
