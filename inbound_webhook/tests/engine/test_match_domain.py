"""Domains of handlers: what is taken, and what is code or passes by rights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.match_domain import (
    LONGEST_DOMAIN,
    conditions_of,
    parse_domain,
)

TAKEN = [
    ("", []),
    ("[]", []),
    ("[('won_status', '=', 'pending')]", [("won_status", "=", "pending")]),
    ('[["active", "=", true]]'.replace("true", "True"), [("active", "=", True)]),
    (
        "['|', ('a', '=', 1), '!', ('b.c', 'in', (1, 2))]",
        ["|", ("a", "=", 1), "!", ("b.c", "in", [1, 2])],
    ),
    (
        "[('tag_ids', 'any', [('name', 'ilike', 'x')])]",
        [("tag_ids", "any", [("name", "ilike", "x")])],
    ),
    ("[('create_date', '>', '-30d')]", [("create_date", ">", "-30d")]),
    ("[(1, '=', 1)]", [(1, "=", 1)]),
]
REFUSED = [
    "[('user_id', '=', uid)]",
    "[('a', '=', __import__('os'))]",
    "[('a', '=', 1 if True else 2)]",
    "[('a', '=', 1)",
    "('a', '=', 1)",
    "{'a': 1}",
    "1",
    "['&', ('a', '=', 1)]",
    "['!']",
    "[('a', 'any!', [('b', '=', 1)])]",
    "[('a', 'not any!', [('b', '=', 1)])]",
    "[('a', 'any', [('b', 'any!', [('c', '=', 1)])])]",
    "[('a', '=', [1])]",
    "[('a', 'in', 1)]",
    "[('a', 'in', [[1]])]",
    "[('a', '=', {'b': 1})]",
    "[('a', '=', b'x')]",
    "[('a', '=', 1e999)]",
    "[('a', '=', '\\x00')]",
    "[('a', '=', '\\ud800')]",
    "[('a b', '=', 1)]",
    "[('a\"b', '=', 1)]",
    "[('', '=', 1)]",
    "[('a.', '=', 1)]",
    "[(['a'], '=', 1)]",
    "[('a', 'ilike', 5)]",
    "[('a', 'regexp', 'x')]",
    "[('a', ['='], 'x')]",
    "[('a', '=')]",
    "[('a', 'any', " * 5 + "[]" + ")]" * 5,
    "[" + "(" * 500,
    "[('a', '=', '" + "x" * LONGEST_DOMAIN + "')]",
]


@pytest.mark.parametrize(("text", "domain"), TAKEN)
def test_a_domain_of_literals_is_taken(text, domain):
    assert parse_domain(text) == domain


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_domain_of_literals_is_refused(text):
    with pytest.raises(InvalidSetup):
        parse_domain(text)


@given(st.text() | st.text(alphabet="[]()'\"&|!=,ab1 .{}"))
def test_any_text_is_a_domain_or_refused(text):
    try:
        domain = parse_domain(text)
    except InvalidSetup:
        return
    assert isinstance(domain, list)
    assert parse_domain(repr(domain)) == domain


def test_the_conditions_of_domains_within_are_told_with_their_path():
    domain = parse_domain(
        "['|', ('a', '=', 1), ('b.c', 'any', [('d', 'in', [2])]), (1, '=', 1)]"
    )
    assert list(conditions_of(domain)) == [
        ("a", "=", 1),
        ("b.c", "any", None),
        ("b.c.d", "in", [2]),
    ]


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("[('active', 'in', [True, False])]", [(1, "=", 1)]),
        (
            "['&', ('active', 'in', [False, True]), ('a', '=', 1)]",
            ["&", (1, "=", 1), ("a", "=", 1)],
        ),
        # What somebody asks for is left as it is.
        ("[('active', 'in', [True])]", [("active", "in", [True])]),
        ("[('active', '=', False)]", [("active", "=", False)]),
        ("[('b', 'in', [True, False])]", [("b", "in", [True, False])]),
        (
            "[('active', 'in', [True, 'x', None])]",
            [("active", "in", [True, "x", None])],
        ),
    ],
)
def test_the_switch_for_archived_records_says_nothing_beside_the_choice(text, domain):
    assert parse_domain(text, "active") == domain
