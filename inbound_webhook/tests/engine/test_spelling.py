"""Whether two texts are one name, in two spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.spelling import is_same_name, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São Paulo", "SAO PAULO"),
        ("Baden-Württemberg", "Baden Württemberg"),
        ("Baden-Württemberg", "baden wuerttemberg"),
        ("Thüringen", "Thuringen"),
        ("Thuringen", "Thüringen"),
        ("Straße", "Strasse"),
        ("L'Aquila", "L’Aquila"),
        ("Île-de-France", "Ile de France"),
        ("DC", "D.C."),
        ("Tōkyō", "Tokyo"),
        # The same letter, as one sign and as two.
        ("Que\u0301bec", "Qu\u00e9bec"),
    ],
)
def test_two_spellings_of_one_name(one, other):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C#", "C"),
        ("Ohio", "Iowa"),
        ("", ""),
        ("-", "."),
        ("Muller", "Mueller"),
        ("東京都", "京都"),
    ],
)
def test_two_names(one, other):
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


@given(st.text(max_size=40))
def test_a_plain_name_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)
