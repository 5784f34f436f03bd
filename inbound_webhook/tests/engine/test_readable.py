"""Objects and lists in texts, as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.readable import Lines, readable
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()
WORDS = st.from_regex(r"[a-zé]{1,8}", fullmatch=True)
TREES = st.recursive(
    WORDS | st.integers(0, 999),
    lambda children: st.lists(children, min_size=1, max_size=4)
    | st.dictionaries(WORDS, children, min_size=1, max_size=4),
    max_leaves=20,
)


def text(value):
    return convert(value, "text", CONTEXT)


def test_an_object_is_a_line_for_each_member():
    assert text({"budget": 5000, "colour": "red", "news": True}) == (
        "budget: 5000\ncolour: red\nnews: true"
    )


def test_what_says_nothing_is_left_out():
    assert text({"a": None, "b": "", "c": [], "d": {}, "e": {"f": " "}, "g": 0}) == (
        "g: 0"
    )
    assert text({"a": {"b": [None]}}) is None
    assert text({}) is None
    assert text([{}, None]) is None


def test_objects_in_an_object_are_below_their_name():
    value = {"address": {"street": "Main Road 1", "geo": {"lat": 1.5}}, "vip": False}
    assert text(value) == (
        "address:\n  street: Main Road 1\n  geo:\n    lat: 1.5\nvip: false"
    )


def test_a_list_of_objects_is_a_list_to_read():
    value = [{"sku": "A", "quantity": 2}, {"sku": "B", "tags": ["x", "y"]}]
    assert text(value) == "- sku: A\n  quantity: 2\n- sku: B\n  tags: x, y"


def test_lists_of_lists_and_of_this_and_that():
    assert text([["a", "b"], "c", {"d": 1}]) == "- a, b\n- c\n- d: 1"


def test_an_answer_of_several_lines_stays_below_its_question():
    assert text({"note": "one\ntwo", "then": 3}) == "note: one\n  two\nthen: 3"


@pytest.mark.parametrize(
    "answers",
    [
        [
            {"question": "Your budget?", "answer": "5000"},
            {"question": "Which colours?", "answer": ["red", "blue"]},
        ],
        # Facebook's lead ads.
        [
            {"name": "Your budget?", "values": ["5000"]},
            {"name": "Which colours?", "values": ["red", "blue"]},
        ],
        # Google's: a key that means nothing to a person beside the one in words.
        [
            {"column_id": "B", "column_name": "Your budget?", "string_value": "5000"},
            {
                "column_id": "C",
                "column_name": "Which colours?",
                "string_value": "red, blue",
            },
        ],
        # Jotform: the text is the question.
        [
            {"name": "b", "order": "1", "text": "Your budget?", "answer": "5000"},
            {
                "name": "c",
                "order": "2",
                "text": "Which colours?",
                "answer": "red, blue",
            },
        ],
        # Typeform: a type names the key of the answer, an object the question.
        [
            {
                "type": "number",
                "number": 5000,
                "field": {"id": "x", "ref": "b", "title": "Your budget?"},
            },
            {
                "type": "text",
                "text": "red, blue",
                "field": {"id": "y", "title": "Which colours?"},
            },
        ],
        # Tally.
        [
            {"key": "q_1", "label": "Your budget?", "type": "NUMBER", "value": 5000},
            {"key": "q_2", "label": "Which colours?", "value": ["red", "blue"]},
        ],
    ],
)
def test_a_list_of_questions_and_answers_is_read_as_such(answers):
    assert text(answers) == "Your budget?: 5000\nWhich colours?: red, blue"


def test_a_question_without_an_answer_is_left_out():
    answers = [{"label": "A", "value": ""}, {"label": "B", "value": 0}]
    assert text(answers) == "B: 0"


def test_nothing_is_lost_of_objects_that_say_more_than_an_answer():
    shirt = {"name": "Shirt", "value": 20, "quantity": 3}
    lines = "- name: Shirt\n  value: 20\n  quantity: 3"
    assert text([shirt, shirt]) == f"{lines}\n{lines}"


def test_a_list_of_one_object_is_read_as_the_object():
    assert text([{"sku": "A", "quantity": 3}]) == "sku: A\nquantity: 3"


@given(TREES)
def test_every_word_and_number_of_a_tree_is_to_be_read(tree):
    said = text(tree)

    def leaves(value):
        if isinstance(value, dict):
            for item in value.values():
                yield from leaves(item)
        elif isinstance(value, list):
            for item in value:
                yield from leaves(item)
        else:
            yield str(value)

    assert all(leaf in said for leaf in leaves(tree))


@given(TREES)
def test_what_is_read_has_no_blank_line(tree):
    assert all(line.strip() for line in readable(tree).split("\n"))


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"first": "Ada", "last": "Lovelace"}, "Ada Lovelace"),
        ({"lastName": "Lovelace", "firstName": "Ada"}, "Ada Lovelace"),
        ({"prefix": "Dr.", "first": "Ada", "middle": "", "last": None}, "Dr. Ada"),
    ],
)
def test_the_parts_of_a_name_are_a_name(parts, name):
    assert text(parts) == name
    assert not isinstance(text(parts), Lines)


@pytest.mark.parametrize(
    "other", [{"first": "Ada", "age": 3}, {"title": "Dr."}, {"first": 1, "last": "A"}]
)
def test_objects_that_say_more_than_a_name_are_lines(other):
    assert isinstance(text(other), Lines)


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        # One question alone, as well as several.
        ([{"question": "Your company?", "answer": "Acme"}], "Your company?: Acme"),
        # HubSpot's forms.
        (
            [
                {"name": "email", "value": "a@x.example", "objectTypeId": "0-1"},
                {"name": "plan", "value": "Gold", "objectTypeId": "0-1"},
            ],
            "email: a@x.example\nplan: Gold",
        ),
        # WPForms: parts of the answer are said again.
        (
            {
                "0": {"name": "Name", "value": "Ada L", "id": 0, "first": "Ada"},
                "1": {"name": "Text", "value": "Hi", "id": 1, "type": "textarea"},
            },
            "Name: Ada L\nText: Hi",
        ),
        # Elementor.
        (
            {
                "f_1": {"title": "Name", "value": "Ada", "raw_value": "Ada"},
                "f_2": {"title": "News", "value": "on", "required": "1"},
            },
            "Name: Ada\nNews: on",
        ),
        # Typeform: what is chosen is the answer.
        (
            [
                {"type": "choice", "field": {"ref": "plan"}, "choice": {"label": "A"}},
                {
                    "type": "choices",
                    "field": {"ref": "colours"},
                    "choices": {"labels": ["Red", "Blue"]},
                },
            ],
            "plan: A\ncolours: Red, Blue",
        ),
    ],
)
def test_questions_and_answers_of_forms(value, lines):
    assert text(value) == lines


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (
            [{"name": "Ada", "value": "x", "points": 5}],
            "name: Ada\nvalue: x\npoints: 5",
        ),
        (
            [{"name": "Ada", "value": "x", "customerType": "VIP"}],
            "name: Ada\nvalue: x\ncustomerType: VIP",
        ),
        (
            {"a": {"name": "Ada", "value": 5}, "b": {"name": "Bob", "value": 6}},
            "a:\n  name: Ada\n  value: 5\nb:\n  name: Bob\n  value: 6",
        ),
        (
            {"billing": {"label": "Net", "value": 5}},
            "billing:\n  label: Net\n  value: 5",
        ),
    ],
)
def test_what_more_is_said_beside_an_answer_stays(value, lines):
    assert text(value) == lines


def test_what_is_deep_inside_takes_no_more_room():
    value = "\n".join("x" * 1_000)
    for _ in range(60):
        value = {"a": value}
    assert len(text(value)) < 30_000
