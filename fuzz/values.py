"""Values, likely ones and hostile ones, from a ``random.Random``."""

import json

GOOD = {
    "title": ["Ada", "Zoë Müller", "株式会社", "😀", "שלום"],
    "email": ["ada@example.com", "Zoë <zoe@example.com>", "A@B.co"],
    "phone": ["+33 6 12 34 56 78", "0470 12 34 56", "tel:+3225550100"],
    "site": ["https://example.com/a?b=c", "example.com"],
    "number": [0, 1, -5, "42", 2**31 - 1],
    "share": [0.5, 12, "1.234,56", "99.9", -1],
    "flag": [True, False, "on", "no", 1],
    "day": ["2026-04-03", "3 Apr 2026", 1775211300],
    "moment": ["2026-04-03T10:15:00Z", "2026-04-03 10:15", 1775211300000],
    "tags": [["a", "b"], "a, b", [], ["préparation"]],
    "more": [{"a": 1}, {}],
    "country": ["Belgium", "FR", "Narnia"],
}
HOSTILE = [
    *(None, "", " ", "\0", "a\0b", "\ud800", "\udc00x", "\ufeff", "\u202e", "\x85"),
    *(0, -0.0, 2**31, -(2**31) - 1, 2**63, 2**64, 10**30, 10**400, 1e308, 5e-324),
    *(float("nan"), float("inf"), float("-inf"), True, [], {}, [[]], [{}], [None]),
    *("null", "NaN", "1e999", "0x10", "१२", "9" * 5_000, "1" * 400 + ".5"),
    *("0000-00-00", "9999-12-31T23:59:60+23:59", "30 Feb 2026", "10000-01-01"),
    *("<script>", "{{ call.id }}", "%s %(a)s", "'; DROP TABLE res_users; --", "\\"),
    *("a" * 10_000, "@" * 500, "a@" + "b" * 300 + ".co", "+" * 100, "{" * 100),
    *([[0, 0, {"name": "x"}]], [[6, 0, [1]]], {"id": 1}, [1, "a", None, [2]]),
    *("http://[", "javascript:alert(1)", "//", "e\u0301" * 50, "\U0010ffff"),
]
#: What breaks a text that would be good without it.
SPOILERS = ["\0", "\ud800", "\udfff", "\x85", "\u202e", "\r\n", "\ufffe", '"', "\\"]
NAMES = [
    *GOOD,
    "items",
    "",
    "a.b",
    "a[b]",
    "[]",
    "$",
    "@",
    "*",
    "self",
    "\0",
    "é",
    "名",
]


def wildness(rng):
    """How likely a value of a call is hostile: where all are, none gets far."""
    return rng.choice([0, 0.05, 0.05, 0.4])


def any_value(rng, name, wild, depth=0):
    """A value: as a sender means it for a name, a hostile one, or a small tree.

    :param wild: how likely it is hostile
    """
    if rng.random() < wild:
        return rng.choice(HOSTILE) if rng.random() < 0.9 else any_text(rng)
    if name in GOOD:
        return _spoilt(rng, rng.choice(GOOD[name]))
    if depth < 4 and rng.random() < 0.3:
        return tree(rng, wild, depth + 1)
    return rng.choice([1, "a", None, True, [], {}])


def _spoilt(rng, value):
    """Mostly the value; one text in ten with something in it that breaks texts."""
    if not isinstance(value, str) or rng.random() > 0.1:
        return value
    at = rng.randrange(len(value) + 1)
    return value[:at] + rng.choice(SPOILERS) + value[at:]


def tree(rng, wild, depth=0):
    """An object or list of a few values."""
    if depth and rng.random() < 0.4:
        return [any_value(rng, None, wild, depth) for _ in range(rng.randrange(6))]
    names = rng.sample(NAMES, rng.randrange(1, 9))
    return {name: any_value(rng, name, wild, depth) for name in names}


def any_text(rng):
    """Characters of all planes, halves of characters among them."""
    highest = rng.choice([0x80, 0x100, 0x3000, 0x110000])
    return "".join(chr(rng.randrange(highest)) for _ in range(rng.randrange(40)))


def as_text(value):
    """A value as a form has it."""
    return value if isinstance(value, str) else json.dumps(value)
