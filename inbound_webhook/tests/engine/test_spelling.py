"""Whether two texts are one name, in two spellings."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inbound_webhook.engine.spelling import (
    is_one_of_names,
    is_same_name,
    plain,
    several_names,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São Paulo", "SAO PAULO"),
        ("Baden-Württemberg", "Baden Württemberg"),
        ("Baden-Württemberg", "baden wuerttemberg"),
        ("Thüringen", "Thuringen"),
        ("Thuringen", "Thüringen"),
        ("Straße", "Strasse"),
        ("Århus", "Aarhus"),
        ("Tromsø", "Tromsoe"),
        ("Færøerne", "Faeroeerne"),
        ("L'Aquila", "L’Aquila"),
        ("Île-de-France", "Ile de France"),
        ("DC", "D.C."),
        ("Bayern", "Freistaat Bayern"),
        ("Pará", "Estado do Para"),
        ("Washington", "Washington State"),
        ("東京都", "東京"),
        ("大阪府", "大阪"),
        ("서울특별시", "서울"),
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("São Paulo - SP", ["São Paulo", "SP"]),
        ("California (CA)", ["California", "CA"]),
        ("Goiás/GO", ["Goiás", "GO"]),
        ("Baden-Württemberg", ["Baden-Württemberg"]),
    ],
)
def test_a_name_and_its_code(text, names):
    assert several_names(text) == names


def test_a_name_in_two_languages_is_each_of_the_two():
    for name in ("Bizkaia", "vizcaya", "Bizkaia (Vizcaya)"):
        assert is_one_of_names("Bizkaia (Vizcaya)", name)
    assert not is_one_of_names("Bizkaia (Vizcaya)", "Bizkaia (Alava)")


@given(st.text(max_size=40))
@example("🄐")
def test_a_plain_name_stays_as_it_is(text):
    assert plain(plain(text)) == plain(text)
