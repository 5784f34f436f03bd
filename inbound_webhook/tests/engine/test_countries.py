"""Countries by code, and by name in any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.countries import country_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BE", "BE"),
        ("be", "BE"),
        (" De ", "DE"),
        ("BEL", "BE"),
        ("usa", "US"),
        ("U.S.A.", "US"),
        ("U.K.", "GB"),
        ("UK", "GB"),
        ("GBR", "GB"),
        ("Great Britain", "GB"),
        ("Scotland", "GB"),
        ("United States", "US"),
        ("United States of America", "US"),
        ("The Netherlands", "NL"),
        ("netherlands", "NL"),
        ("Holland", "NL"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Deutschland", "DE"),
        ("Vereinigte Staaten", "US"),
        ("Etats-Unis", "US"),
        ("États-Unis", "US"),
        ("Brasil", "BR"),
        ("España", "ES"),
        ("Espana", "ES"),
        ("日本", "JP"),
        ("Россия", "RU"),
        ("Republic of Ireland", "IE"),
        ("Federal Republic of Germany", "DE"),
        ("South Korea", "KR"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Bosnia & Herzegovina", "BA"),
        ("Trinidad and Tobago", "TT"),
    ],
)
def test_a_country_by_its_code_or_its_name(text, code):
    assert country_of(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "  ", "Atlantis", "XX", "ZZ", "EU", "USSR", "the", "Of", "123", "North"],
)
def test_what_is_no_country(text):
    assert country_of(text) is None


def test_a_name_that_two_countries_have_in_some_language_is_none():
    # Both the one with Kinshasa and the one with Brazzaville.
    assert country_of("Kongo") is None


@pytest.mark.parametrize("language", ["fr_FR", "no such language", ""])
def test_any_language_will_do(language):
    assert country_of("Allemagne", [language]) == "DE"


@given(st.text(max_size=30))
def test_whatever_comes_is_a_code_of_two_letters_or_nothing(text):
    found = country_of(text)
    assert found is None or (len(found) == 2 and found.isupper())
