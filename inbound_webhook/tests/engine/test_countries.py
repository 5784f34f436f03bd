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
        ("Antigua and Barbuda", "AG"),
        ("England", "GB"),
        ("Britain", "GB"),
        ("840", "US"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Hongkong", "HK"),
        ("Cote dIvoire", "CI"),
        ("Oesterreich", "AT"),
        ("Tuerkei", "TR"),
        ("中國", "CN"),
        ("UAE", "AE"),
        ("U.A.E.", "AE"),
        # As ISO 3166 calls them, which many drop-down lists go by.
        ("Russian Federation", "RU"),
        ("Korea, Republic of", "KR"),
        ("Korea (the Republic of)", "KR"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("Congo, The Democratic Republic of the", "CD"),
        ("Iran, Islamic Republic of", "IR"),
        ("Venezuela (Bolivarian Republic of)", "VE"),
        ("Lao People's Democratic Republic", "LA"),
        ("Micronesia, Federated States of", "FM"),
        ("Tanzania, United Republic of", "TZ"),
        ("Taiwan, Province of China", "TW"),
        ("Republic of China", "TW"),
        ("People's Republic of China", "CN"),
        ("Virgin Islands, British", "VG"),
        ("Virgin Islands, U.S.", "VI"),
        ("Netherlands (the)", "NL"),
        # Two names of one country.
        ("United States (US)", "US"),
        ("United Kingdom (UK)", "GB"),
        ("Schweiz/Suisse", "CH"),
        ("Belgique / België", "BE"),
        ("DE - Germany", "DE"),
        ("🇩🇪", "DE"),
        ("🇺🇸 United States", "US"),
    ],
)
def test_a_country_by_its_code_or_its_name(text, code):
    assert country_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "Atlantis", "XX", "ZZ", "EU", "USSR", "the", "Of", "123", "North"),
        *("Kingdom", "United", "Republic of", "Korea", "de-DE", "+49", "🇪🇺"),
        # A place in a country, and two countries.
        *("Paris, France", "Indianapolis, IN", "Georgia, US", "Germany/France"),
    ],
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


@pytest.mark.parametrize(
    "text", ["a," + " " * 100_000 + ",", "a/" * 100_000, "(" * 100_000, "é" * 100_000]
)
def test_a_long_text_names_nothing_and_is_not_searched_for_long(text):
    assert country_of(text) is None


def test_the_sign_of_german_cars_is_germany_where_german_is_read():
    for languages in (["de_DE"], ["en_US", "de_CH"], ["de"]):
        assert country_of("D", languages) == "DE"
        assert country_of(" D ", languages) == "DE"
    for text, languages in (("D", []), ("D", ["en_US"]), ("d", ["de"]), ("E", ["de"])):
        assert country_of(text, languages) is None
