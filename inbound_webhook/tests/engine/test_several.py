"""Several objects where one was meant: the first counts, and that is said."""

import pytest

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.values import MISSING, ValueContext

JSON, XML = "application/json", "text/xml"
ADA = '{"name": "Ada", "email": "ada@x.example"}'
TWO = f'[{ADA}, {{"name": "Bob", "mail": "b@x.example"}}]'
LEADS = f'{{"leads": {TWO}}}'


def read(body, paths, content_type=JSON, item=MISSING, **types):
    specs = [
        ParameterSpec(name, types.get(name, "text"), path=path)
        for name, path in paths.items()
    ]
    payload = parse_body(body.encode(), content_type, expected="json")
    return extract(specs, payload, parse_query(""), {}.get, ValueContext(), item)


def told(found):
    return [
        (note.details["list"], note.details["count"], note.details["parameters"])
        for note in found.notes
        if note.code == "items_left_out"
    ]


def test_elements_of_xml_that_were_one_and_are_two():
    found = read(
        "<all><one><name>Ada</name></one><one><name>Bob</name><email>b@x.example"
        "</email></one></all>",
        {"name": "all.one.name", "email": "all.one.email"},
        XML,
        email="email",
    )
    assert found.values == {"name": "Ada", "email": None}
    assert told(found) == [("all.one", 2, ["email", "name"])]
    assert str(next(n for n in found.notes if n.code == "items_left_out").message) == (
        "The call has 2 of 'all.one', and only the first of them counts. For a record"
        " of each, write all.one at One Record per Item of."
    )


def test_a_body_that_is_a_list_is_called_so():
    paths = {"name": "name", "email": "email"}
    found = read('[{"name": "Ada"}, {"name": "Bob"}]', paths)
    assert told(found) == [("$", 2, ["email", "name"])]
    note = next(note for note in found.notes if note.code == "items_left_out")
    assert str(note.message) == (
        "The body is a list of 2, and only the first of them counts. For a record of"
        " each, write $ at One Record per Item of."
    )


@pytest.mark.parametrize(
    ("paths", "types", "values", "lists"),
    [
        (
            {"name": "leads[0].name", "email": "leads[0].email"},
            {"email": "email"},
            ["Ada", "ada@x.example"],
            [("leads", 2, ["email", "name"])],
        ),
        # Lines of an order: who asks for the first, means it.
        ({"name": "leads[0].name", "email": "leads[0].email"}, {}, None, []),
        ({"email": "leads[0].email"}, {"email": "email"}, ["ada@x.example"], []),
        # What is said of one key alone is a list of texts, as tags are.
        ({"name": "leads.name"}, {}, ["Ada, Bob"], []),
        ({"name": "leads.name", "all": "leads"}, {"all": "json"}, None, []),
        (
            {"name": "leads.name", "names": "leads.name"},
            {"names": "list"},
            ["Ada, Bob", ["Ada", "Bob"]],
            [],
        ),
        # All of them are asked for, or the first alone.
        ({"name": "leads[*].name", "e": "leads[*].email"}, {}, ["Ada, Bob"], []),
        # Of one person: all of them are asked for, and an address is one alone.
        (
            {"name": "leads[*].name", "email": "leads[*].email"},
            {"email": "email"},
            ["Ada", "ada@x.example"],
            [("leads", 2, ["email", "name"])],
        ),
        (
            {"name": "leads[*].name", "email": "leads[0].email"},
            {"email": "email"},
            ["Ada", "ada@x.example"],
            [("leads", 2, ["email", "name"])],
        ),
        (
            {"name": "leads[*].name", "email": "leads[*].email"},
            {"email": "emails"},
            ["Ada, Bob", "ada@x.example"],
            [],
        ),
        ({"email": "leads[*].email"}, {"email": "email"}, ["ada@x.example"], []),
        (
            {"name": "leads[:1].name", "email": "leads[:1].email"},
            {"email": "email"},
            ["Ada", "ada@x.example"],
            [],
        ),
        # Of several parameters, one looks for what only the second has.
        (
            {"name": "leads.name", "email": "leads.mail"},
            {"email": "email"},
            ["Ada", None],
            [("leads", 2, ["email", "name"])],
        ),
    ],
)
def test_lists_of_objects(paths, types, values, lists):
    found = read(LEADS, paths, **types)
    if values:
        assert list(found.values.values())[: len(values)] == values
    assert told(found) == lists


@pytest.mark.parametrize("path", ["[0].name", "name"])
def test_a_body_that_is_a_list(path):
    found = read(TWO, {"name": path})
    assert found.values == {"name": "Ada"}
    assert told(found) == [("$", 2, ["name"])]
    assert told(read(f"[{ADA}]", {"name": path})) == []


def test_lists_in_an_item_and_beside_it():
    item = {"people": [{"name": "Ada", "email": "a@x.example"}, {"name": "Bob"}]}
    found = read(
        '[{"shop": 1}, {"shop": 1}]',
        {"shop": "[0].shop", "name": "@.people.name", "email": "@.people.email"},
        item=item,
    )
    assert found.values == {"shop": "1", "name": "Ada", "email": "a@x.example"}
    assert told(found) == [("@.people", 2, ["email", "name"])]


def test_texts_and_lists_of_one_are_as_they_were():
    found = read(
        '{"tags": ["a", "b"], "lead": [{"name": "Ada", "mails": ["x", "y"]}]}',
        {"tags": "tags", "name": "lead.name", "mails": "lead.mails"},
    )
    assert found.values == {"tags": "a, b", "name": "Ada", "mails": "x, y"}
    assert told(found) == []


def test_who_makes_a_record_of_both_knows_the_list():
    paths = {"name": "leads[0].name", "email": "leads[0].email", "b": "leads[1].name"}
    [note] = read(LEADS, paths, email="email").notes
    assert note.unless_needed({"name", "email"}) is note
    assert note.unless_needed({"name", "b"}).code == "items_unused"


def test_what_no_record_needs_marks_no_call():
    found = read(LEADS, {"name": "leads.name", "email": "leads.email"})
    [note] = found.notes
    assert note.is_noteworthy
    assert note.unless_needed({"name"}) is note
    unused = note.unless_needed({"title"})
    assert (unused.code, unused.is_noteworthy) == ("items_unused", False)


def test_values_of_several_in_one_text_are_said():
    found = read(LEADS, {"name": "leads[*].name"})
    assert found.values == {"name": "Ada, Bob"}
    [note] = found.notes
    assert (note.code, note.is_noteworthy) == ("values_joined", False)
    assert note.details == {"parameter": "name", "count": 2}
    assert read(f'{{"leads": [{ADA}]}}', {"name": "leads[*].name"}).notes == []
    assert read(LEADS, {"name": "leads[*].name"}, name="list").notes == []
    assert read(LEADS, {"mail": "leads[*].email"}, mail="emails").notes == []


def test_a_body_that_is_a_list_of_which_all_are_asked_for():
    found = read(TWO, {"name": "[*].name", "mail": "[*].email"}, mail="email")
    assert found.values == {"name": "Ada", "mail": "ada@x.example"}
    assert told(found) == [("$", 2, ["mail", "name"])]
    assert read(TWO, {"name": "$[*].name"}).values == {"name": "Ada, Bob"}


@pytest.mark.parametrize(
    "body",
    [
        '{"leads": {"a": {"name": "Ada", "email": "ada@x.example"}, "b": 1}}',
        '{"leads": ["Ada", "Bob"]}',
        '{"leads": []}',
        '{"leads": [{"name": "Ada", "email": "ada@x.example"}]}',
        '{"leads": [{"name": ["Ada", {"a": 1}]}, [1]]}',
        "[]",
    ],
)
def test_what_is_no_list_of_several_objects_is_as_it_was(body):
    paths = {"name": "leads[*].name", "email": "leads[*].email"}
    assert told(read(body, paths, email="email")) == []


TAGGED = """{"leads": [
    {"name": "Ada", "email": "ada@x.example", "tags": ["a", "b"],
     "answers": [{"text": "red"}, {"text": "blue"}]},
    {"name": "Bob", "email": "bob@x.example", "tags": ["c"],
     "answers": [{"text": "green"}, {"text": "grey"}], "home": {"city": "Bonn"}}
]}"""
OF_TAGGED = {"name": "leads.name", "email": "leads.email"}


@pytest.mark.parametrize(
    ("path", "type_name", "value"),
    [
        ("leads.tags", "list", ["a", "b"]),
        ("leads.tags", "text", "a, b"),
        ("leads.tags", "json", '["a", "b"]'),
        # Of each lead, the answers are several texts of one key.
        ("leads.answers.text", "text", "red, blue"),
        ("leads.answers.text", "list", ["red", "blue"]),
        ("leads.home", "object", None),
        # All of them are asked for.
        ("leads[*].email", "emails", "ada@x.example, bob@x.example"),
        ("leads[*].tags", "list", ["a", "b", "c"]),
        ("leads.name", "list", ["Ada", "Bob"]),
    ],
)
def test_lists_of_the_first_are_its_own(path, type_name, value):
    found = read(TAGGED, {**OF_TAGGED, "more": path}, email="email", more=type_name)
    assert found.values == {"name": "Ada", "email": "ada@x.example", "more": value}
    assert [count for _list, count, _names in told(found)] == [2]


def test_lists_of_the_first_item_of_a_body_are_its_own():
    body = TAGGED.partition(":")[2].rstrip("}")
    found = read(body, {"name": "name", "tags": "tags"}, tags="list")
    assert found.values == {"name": "Ada", "tags": ["a", "b"]}


def test_a_field_of_a_form_is_read_by_its_name_whatever_list_is_there():
    body = "leads[0][name]=Ada&leads[1][name]=Bob&leads[0][mail]=a&leads.name=Cy"
    payload = parse_body(body.encode(), None, expected="form")
    specs = [ParameterSpec(name, path=f"leads.{name}") for name in ("name", "mail")]
    found = extract(specs, payload, parse_query(""), {}.get, ValueContext())
    assert found.values == {"name": "Cy", "mail": "a"}


def test_an_object_in_place_of_a_list_is_its_last_item_too():
    body = '{"all": {"leads": [{"n": "A", "c": "x"}, {"n": "B", "c": "y"}]}}'
    found = read(body, {"n": "all[-1].leads.n", "c": "all[-1].leads.c"})
    assert found.values == {"n": "A", "c": "x"}


def test_what_the_first_lacks_is_not_looked_for_in_its_members():
    body = """{"leads": [
        {"email": "a@x.example", "home": {"city": "Rome"}},
        {"email": "b@x.example", "city": "Bonn"}
    ]}"""
    paths = {"email": "leads[*].email", "city": "leads[*].city"}
    found = read(body, paths, email="email")
    assert found.values == {"email": "a@x.example", "city": None}


def test_what_is_beside_the_items_of_a_call_is_no_list_of_an_item():
    body = '{"lines": {"name": "All", "sku": "X"}}'
    item = {"lines": [{"name": "One", "sku": "A"}, {"name": "Two", "sku": "B"}]}
    found = read(body, {"name": "lines.name", "sku": "lines.sku"}, item=item)
    assert found.values == {"name": "All", "sku": "X"}
    assert told(found) == []
