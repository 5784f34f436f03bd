"""Which ``Idempotency-Key`` a call is remembered by, and which is none."""

import pytest

from inbound_webhook.engine.errors import KeyUnclear
from inbound_webhook.engine.idempotency import key_mark
from inbound_webhook.engine.request import IncomingRequest


def mark(*values):
    headers = tuple(("idempotency-KEY", value) for value in values)
    return key_mark(IncomingRequest("POST", headers))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"8e03978e-40d5"', "8e03978e-40d5"),
        ('  "8e03978e-40d5"  ', "8e03978e-40d5"),
        ('"a\\"b"', 'a"b'),
        ('"a";v=1', "a"),
    ],
)
def test_a_key_is_the_same_with_and_without_quotes(one, other):
    assert mark(one) == mark(other)
    assert mark(one).seconds == 86_400


@pytest.mark.parametrize("other", ["B", '"a ,b"', '"a', "1", "\xe9", "a" * 9000])
def test_other_keys_are_others(other):
    assert mark("a").fingerprint != mark(other).fingerprint


@pytest.mark.parametrize("empty", ["", " ", '""', '" "', "\t"])
def test_an_empty_key_is_none(empty):
    assert mark(empty) is None
    assert mark() is None


@pytest.mark.parametrize(
    "values",
    [
        ("a", "b"),
        ("a", "a"),
        ("a", ""),
        # As web servers join two headers.
        ("a,b",),
        ("a, b",),
        ('"a", "b"',),
        ('"a","a"',),
        ('"a",b',),
        ("a,",),
        (",a",),
        ('"a", a="b"',),
        ('"a;,b',),
    ],
)
def test_what_may_be_two_keys_is_refused(values):
    with pytest.raises(KeyUnclear) as caught:
        mark(*values)
    assert "one Idempotency-Key" in str(caught.value)
