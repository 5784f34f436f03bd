"""Paths: what they find, and that nothing is found which RFC 9535 does not say."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.paths import (
    CompiledPath,
    PathValues,
    compile_path,
    field_value,
    look_up,
    parser,
)
from inbound_webhook.engine.paths.filters import holds
from inbound_webhook.engine.paths.literals import quoted
from inbound_webhook.engine.paths.steps import FilterTest, Names, Query
from inbound_webhook.engine.values import MISSING

COMPLIANCE = json.loads(
    (Path(__file__).parent / "jsonpath_compliance/cases.json").read_text("utf-8")
)
PARSER_VERSION = tuple(map(int, version("jsonpath-ng").split(".")[:2]))
TREE = {
    "lead": {"email": "a@b.co", "odd key": 1, "first-name": "Ann", "null": 2},
    "items": [
        {"sku": "A", "qty": 1, "price": 9.5, "old": None},
        {"sku": "B", "qty": 2, "tags": ["x", "y"]},
        {"sku": "C", "qty": "2"},
    ],
    "answers": [{"name": "email", "value": "q@r.co"}, {"name": 5, "value": "five"}],
    "*": "star",
    "é\n'\"\\": "quoted",
    "tab\there": "tab",
    "@type": "Lead",
    "wanted": "B",
    "größe": 42,
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", [TREE]),
        ("lead.email", ["a@b.co"]),
        (" lead.email ", ["a@b.co"]),
        ("$.lead.email", ["a@b.co"]),
        ("$['lead'][\"email\"]", ["a@b.co"]),
        ("lead['odd key']", [1]),
        ("lead.first-name", ["Ann"]),
        ("lead.null", [2]),
        ("['*']", ["star"]),
        ("['\\u00e9\\n\\'\\\"\\\\']", ["quoted"]),
        ("['tab\there']", ["tab"]),
        ("@type", ["Lead"]),
        ("lead.gone", []),
        ("lead[0]", []),
        ("items.sku", []),
        ("lead.email.x", []),
        ("lead.email[0]", []),
        ("items[0].sku", ["A"]),
        ("items[-1].sku", ["C"]),
        ("items[3]", []),
        ("items[-4]", []),
        ("items[*].sku", ["A", "B", "C"]),
        ("items.*.sku", ["A", "B", "C"]),
        ("items[1:].sku", ["B", "C"]),
        ("items[-2:].sku", ["B", "C"]),
        ("items[::-1].sku", ["C", "B", "A"]),
        ("items[0:9:2].sku", ["A", "C"]),
        ("items[1].tags[*]", ["x", "y"]),
        ("items[0]['sku','qty']", ["A", 1]),
        ("items[?(@.qty == 2)].sku", ["B"]),
        ("items[?(@.qty == '2')].sku", ["C"]),
        ("items[?@.qty >= 1].sku", ["A", "B"]),
        ("items[?(@.qty != 2)].sku", ["A", "C"]),
        ("items[?(@.tags)].sku", ["B"]),
        ("items[?(@.tags[1] == 'y')].sku", ["B"]),
        ("items[?(@.qty > 0 & @.sku == 'B')].sku", None),
        ("items[?(@.price > 9.25)].sku", ["A"]),
        ("items[?(@.old == null)].sku", ["A"]),
        ("items[?(@.old == 'null')].sku", []),
        ("items[?(@.gone != 1)].sku", ["A", "B", "C"]),
        ("items[?(@.gone < 1)].sku", []),
        ("items[?!@.tags].sku", ["A", "C"]),
        ("items[?(!@.tags)].sku", ["A", "C"]),
        ("items[?( ! @['tags'][0] )].sku", ["A", "C"]),
        ("items[?(!(@.qty == 2))].sku", ["A", "C"]),
        ("items[?!(@.qty == 2)].sku", ["A", "C"]),
        ("items[?(!(@.qty < 2))].sku", ["B", "C"]),
        ("items[?(!(@.qty == 1 || @.tags))].sku", ["C"]),
        ("items[?(!(@.qty == 1 && @.price))].sku", ["B", "C"]),
        ("items[?(!(!(@.qty == 2)))].sku", ["B"]),
        ("items[?(@.qty && !(@.sku == ')' || @.sku == '!@'))].sku", ["A", "B", "C"]),
        ("items[?(!@.tags && !@.price)].sku", ["C"]),
        ("items[?(!$.wanted)].sku", []),
        ("items[?(!$.gone)].sku", ["A", "B", "C"]),
        ("items[?(@.price == 9.5e0)].sku", ["A"]),
        ("items[?(@.qty == 20e-1)].sku", ["B"]),
        ("größe", [42]),
        ("$.größe", [42]),
        ("items[?(!@.größe)].sku", ["A", "B", "C"]),
        ("lead[?(@ == 'Ann')]", ["Ann"]),
        ("answers[name=email].value", ["q@r.co"]),
        ("answers[ name = email ].value", ["q@r.co"]),
        ("answers[name=5].value", ["five"]),
        ("answers[name=none].value", []),
        ("['a[name=email]']", []),
    ],
)
def test_what_a_path_finds(path, found):
    if found is None:
        with pytest.raises(InvalidSetup):
            compile_path(path)
        return
    compiled = compile_path(path)
    assert compiled.find(TREE) == found
    assert compiled.first(TREE) == (found[0] if found else MISSING)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("items[?@.qty > 0 && @.sku == 'B'].sku", ["B"]),
        ("items[?@.qty == 1 || @.sku == 'C'].sku", ["A", "C"]),
        ("items[?(@.qty == 1 || @.sku == 'C') && !@.old].sku", ["C"]),
        ("items[?@.qty == 1 && @.sku == 'B' || @.sku == 'C'].sku", ["C"]),
        ("items[?@.sku == $.wanted].sku", ["B"]),
        ("items[?@.gone == $.gone].sku", ["A", "B", "C"]),
    ],
)
def test_filters_that_only_new_versions_of_the_parser_know(path, found):
    if PARSER_VERSION >= (1, 16):
        assert compile_path(path).find(TREE) == found
    else:
        with pytest.raises(InvalidSetup):
            compile_path(path)


def node(kind, **attributes):
    return type(kind, (), attributes)()


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        (node("Fields", fields=("*",)), [["x", "y"], 5]),
        (node("Slice", start=None, end=None, step=None), [["x", "y"], 5]),
        (
            node(
                "Child",
                left=node("Fields", fields=("a",)),
                right=node("Index", index=1),
            ),
            ["y"],
        ),
    ],
)
def test_the_syntax_trees_of_old_versions_mean_the_same(monkeypatch, tree, found):
    root = node("Child", left=node("Root"), right=tree)
    monkeypatch.setattr(parser, "parse", lambda _text: root)
    steps = parser.parse_path("whatever")
    assert CompiledPath("whatever", steps).find({"a": ["x", "y"], "b": 5}) == found


@pytest.mark.parametrize(
    ("path", "plural"),
    [
        ("a.b[0]['c']", False),
        ("$", False),
        ("a[*]", True),
        ("a.*", True),
        ("a[1:2]", True),
        ("a[?(@.b)]", True),
        ("a[k=v]", True),
        ("['a','b']", True),
        ("$..a", True),
    ],
)
def test_a_path_knows_whether_it_may_match_several(path, plural):
    assert compile_path(path, allow_descent=True).is_plural is plural


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "write it like"),
        ("lead.", "write it like"),
        ("lead[", "write it like"),
        ("lead email", "write it like"),
        ("a!b", "write it like"),
        ("items[?(!@.a == 1)]", "before brackets"),
        ("items[?(!!@.a)]", "write it like"),
        ("items[?(!)]", "write it like"),
        ("items[?(!(@.a)]", "write it like"),
        ("items[?(!'a')]", "write it like"),
        ("items[?(!@.*)]", "lead to one value"),
        ("['\\x41']", "write it like"),
        ("['\\ud83']", "write it like"),
        ("lead[]", "write it like"),
        ("items.0.sku", "write [0]"),
        ("0", "write [0]"),
        ("items[:]", "write [*]"),
        ("items[::0]", "steps of 0"),
        ("items[0,1]", "several indexes"),
        ("items['a','a']", "twice"),
        ("items[?(@.sku == word)]", "'word' with quotes"),
        ("items[?(@.sku =~ 'a+')]", "=~"),
        ("items[?(@[*] == 1)]", "lead to one value"),
        ("items[?(@..a)]", "lead to one value"),
        ("items[?(qty == 1)]", "is @ or $"),
        ("a[?" + "(" * 51 + "@.b" + ")" * 51 + "]", "more than 50 brackets ("),
        ("a - b", "names, indexes"),
        ("a.`len`", "names, indexes"),
        ("a.`parent`", "names, indexes"),
        ("a.`sub(/a/, b)`", "names, indexes"),
        ("items[\\sku]", "names, indexes"),
        ("a where b", "names, indexes"),
        ("a | b", "|"),
        ("a.$.b", "names, indexes"),
        ("a.@.b", "names, indexes"),
        ("$..a..b", "only one .."),
        ("a" * 4_001, "longer than 4000"),
        ("[" + "9" * 3_900 + "]", None),
        (".".join("a" * 2_000), None),
        ("a[?" + "(" * 50 + "@.b" + ")" * 50 + "]", None),
    ],
)
def test_what_is_not_understood_is_refused_with_a_reason(path, reason):
    if reason is None:
        assert compile_path(path).find(TREE) == []
        return
    with pytest.raises(InvalidSetup) as caught:
        compile_path(path, allow_descent=True)
    assert caught.value.code == "path_invalid"
    assert reason in str(caught.value)


def test_a_descent_is_only_for_handlers_that_allow_it():
    assert compile_path("$..sku", allow_descent=True).find(TREE) == ["A", "B", "C"]
    assert compile_path("..sku", allow_descent=True).find(TREE) == ["A", "B", "C"]
    with pytest.raises(InvalidSetup) as caught:
        compile_path("$..sku")
    assert caught.value.code == "path_descent"


@pytest.mark.parametrize("case", COMPLIANCE, ids=lambda case: case["name"])
def test_a_path_of_the_compliance_suite_is_right_or_refused(case):
    try:
        compiled = compile_path(case["selector"], allow_descent=True)
    except InvalidSetup:
        return
    # As JSON, where true is not 1 and the order of an object's keys is told apart.
    found = json.dumps(compiled.find(case["document"]))
    assert found in [json.dumps(result) for result in case["results"]]


def test_most_of_the_compliance_suite_is_supported():
    supported = 0
    for case in COMPLIANCE:
        try:
            compile_path(case["selector"], allow_descent=True)
        except InvalidSetup:
            continue
        supported += 1
    assert supported >= (330 if PARSER_VERSION >= (1, 16) else 213)


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (None, None, True),
        (None, 0, False),
        ("1", 1, False),
        ([1, [2]], [1, [2]], True),
        ([1], [1, 2], False),
        ([1, 2], [1], False),
        ([True], [1], False),
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"b": 1}, False),
        ([], {}, False),
        ([], None, False),
    ],
)
def test_values_are_equal_as_in_json(left, right, equal):
    def query(key):
        return Query(from_root=False, steps=(Names((key,)),))

    item = {"l": left, "r": right}
    assert holds(FilterTest(query("l"), "==", query("r")), item, None) is equal
    assert holds(FilterTest(query("l"), "!=", query("r")), item, None) is not equal
    assert holds(FilterTest(query("r"), "==", query("l")), item, None) is equal


def test_neither_deep_trees_nor_long_paths_exhaust_the_stack():
    tree = leaf = {}
    for _ in range(100_000):
        leaf["a"] = leaf = {}
    assert compile_path("$..b", allow_descent=True).find(tree) == []
    assert compile_path(".".join("a" * 2_000)).find(tree) != []
    itself = Query(from_root=False, steps=())
    assert holds(FilterTest(itself, "==", itself), tree, tree)
    while tree:
        tree = tree.pop("a")


@given(
    st.text() | st.text("ab.[]*'\"?@$()=!<>0-:,\\ &|`~/+"),
    st.recursive(
        st.none() | st.integers() | st.text("ab"),
        lambda children: st.lists(children) | st.dictionaries(st.text("ab"), children),
    ),
)
def test_any_path_is_refused_or_finds_something_in_any_tree(path, tree):
    try:
        compiled = compile_path(path, allow_descent=True)
    except InvalidSetup as error:
        json.dumps(error.details)
        return
    assert isinstance(compiled.find(tree), list)


@given(st.text())
def test_any_key_can_be_reached(key):
    assert compile_path(f"a[{quoted(key)}]").find({"a": {key: 1}}) == [1]


def form(raw):
    return parse_body(raw, "application/x-www-form-urlencoded", expected="form")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Your name", "Ann"),
        ("a", ["1", "2"]),
        ("data[merges][FNAME]", "Bo"),
        ("data.merges.FNAME", "Bo"),
        ("q[]", ["x"]),
        ("q[0]", "x"),
        ("p", '{"k": [1]}'),
        ("p.k[0]", 1),
        ("gone", MISSING),
        ("Not there", MISSING),
        ("q[", MISSING),
    ],
)
def test_a_field_of_a_form(name, value):
    payload = form(
        b"Your+name=Ann&a=1&a=2&data[merges][FNAME]=Bo&q[]=x&p=%7B%22k%22: [1]}"
    )
    assert field_value(payload, name) == value


def test_a_query_is_looked_up_like_a_form():
    assert field_value(parse_query("utm_source=x&a[b]=y"), "a.b") == "y"


def test_a_file_is_found_by_the_name_of_its_field():
    raw = (
        b'--b\r\nContent-Disposition: form-data; name="My CV"; filename="x.pdf"\r\n'
        b"\r\n1\r\n--b--"
    )
    payload = parse_body(raw, "multipart/form-data; boundary=b", expected="form")
    assert field_value(payload, "My CV")["filename"] == "x.pdf"


def test_json_is_looked_up_by_path_and_by_keys_that_cannot_be_one():
    payload = parse_body(
        b'{"Your name": "Ann", "a": {"b": [1, 2]}}', None, expected="json"
    )
    assert look_up(payload, "Your name") == PathValues(["Ann"])
    assert look_up(payload, "a.b[0]") == PathValues([1])
    assert look_up(payload, "a.b[*]") == PathValues([1, 2], is_plural=True)
    assert look_up(payload, "a..b") == PathValues([[1, 2]], is_plural=True)


@given(st.text())
def test_any_name_is_looked_up_in_any_payload(name):
    for raw in (b"a=1&a[b]=2", b"[1]", b'{"a": 1}', b""):
        look_up(parse_body(raw, None, expected="form"), name)


@pytest.mark.parametrize(
    ("path", "hint", "meant"),
    [
        ("Ihre E-Mail", "For keys of these names, it is", "['Ihre E-Mail']"),
        ("x.Your name?", "For keys of these names, it is", "x['Your name?']"),
        ("$.a b.c", "For keys of these names, it is", "['a b'].c"),
        ("form/field", "Between names stands a dot:", "form.field"),
        ("/form/email", "Between names stands a dot:", "form.email"),
        (
            *("form/field[@name='email']", "Between names stands a dot:"),
            "form.field[@name='email']",
        ),
    ],
)
def test_a_path_that_cannot_be_used_is_told_how_it_may_be_meant(path, hint, meant):
    with pytest.raises(InvalidSetup) as caught:
        compile_path(path)
    assert str(caught.value).endswith(f" {hint} {meant}.")
    assert compile_path(meant)


@pytest.mark.parametrize("path", ["O'Neill x", "items[0", "x" * 300 + " y", "a//b[("])
def test_where_nobody_knows_how_a_path_is_meant_nothing_is_guessed(path):
    with pytest.raises(InvalidSetup) as caught:
        compile_path(path)
    said = str(caught.value)
    assert "For keys" not in said
    assert "stands a dot" not in said


@pytest.mark.parametrize(
    "path", ["a[field.ref=x].b", "a[field.ref='x'].b", "a[ field.ref == 'x' ].b"]
)
def test_an_item_goes_by_a_member_of_a_member(path):
    tree = {"a": [{"field": {"ref": "y"}, "b": 1}, {"field": {"ref": "x"}, "b": 2}]}
    payload = parse_body(json.dumps(tree).encode(), "application/json", expected="json")
    assert look_up(payload, path).values == [2]
