"""Languages by code, and by name in any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.languages import language_among

SOME = ("nl_NL", "nl_BE", "en_US", "fr_FR", "de_DE", "zh_CN", "pt_BR")
MORE = (*SOME, "sr@latin", "es_419", "nb_NO", "he_IL", "ja_JP")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr_FR"),
        ("FR", "fr_FR"),
        ("fra", "fr_FR"),
        ("fre", "fr_FR"),
        ("nl-BE", "nl_BE"),
        ("nl_be", "nl_BE"),
        (" nl_NL ", "nl_NL"),
        ("en_US.UTF-8", "en_US"),
        ("pt-br", "pt_BR"),
        ("iw", "he_IL"),
        ("no", "nb_NO"),
        ("sr-Latn", "sr@latin"),
        ("sr@latin", "sr@latin"),
        ("es-MX", "es_419"),
        ("French", "fr_FR"),
        ("german", "de_DE"),
        ("Deutsch", "de_DE"),
        ("Allemand", "de_DE"),
        ("français", "fr_FR"),
        ("Francais", "fr_FR"),
        ("日本語", "ja_JP"),
        ("Flemish", "nl_BE"),
        ("Dutch (Belgium)", "nl_BE"),
        ("Nederlands (België)", "nl_BE"),
        ("Brazilian Portuguese", "pt_BR"),
        ("Norwegian", "nb_NO"),
        ("Simplified Chinese", "zh_CN"),
        ("Chinese (Simplified)", "zh_CN"),
        ("Serbian (Latin)", "sr@latin"),
        ("Spanish (Latin America)", "es_419"),
        ("Français / French", "fr_FR"),
        ("Dutch (nl_BE)", "nl_BE"),
        ("de-AT,de;q=0.9,en;q=0.8", "de_DE"),
        ("sv-SE,sv;q=0.9,fr-FR;q=0.8", "fr_FR"),
    ],
)
def test_a_language_by_its_code_or_its_name(text, code):
    assert language_among(text, MORE) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("en-AU", "en_US"), ("de-AT", "de_DE"), ("English (UK)", "en_US")],
)
def test_that_of_another_country_where_there_is_no_closer_one(text, code):
    assert language_among(text, SOME) == code


def test_that_of_the_same_part_of_the_world():
    both = ["es_ES", "es_419"]
    assert language_among("es-MX", both) == "es_419"
    assert language_among("es-ES", both) == "es_ES"
    assert language_among("Spanish (Argentina)", both) == "es_419"


def test_names_of_two_languages_are_none():
    assert language_among("French / German", SOME) is None


def test_none_that_is_written_in_another_script():
    assert language_among("zh-TW", SOME) is None
    assert language_among("Traditional Chinese", SOME) is None
    assert language_among("zh-Hant", [*SOME, "zh_TW"]) == "zh_TW"
    assert language_among("sr-Cyrl", ["sr@latin"]) is None


@pytest.mark.parametrize("text", ["nl", "Dutch", "Nederlands", "dut"])
def test_the_country_decides_among_several(text):
    assert language_among(text, SOME) == "nl_NL"
    assert language_among(text, SOME, "BE") == "nl_BE"
    assert language_among(text, ["nl_BE", "en_US"]) == "nl_BE"
    # Which one is meant, nothing says.
    assert language_among(text, ["nl_BE", "nl_AW"]) is None


@pytest.mark.parametrize(
    "text", ["", " ", "Klingon", "xx", "x", "nl-", "nl BE", "(", "()", "Italian", "it"]
)
def test_what_is_none_of_them(text):
    assert language_among(text, SOME) is None


@given(st.sampled_from(MORE))
def test_each_is_found_by_its_own_code(code):
    assert language_among(code, MORE) == code


@given(st.text(max_size=20))
def test_any_text_is_one_of_them_or_none(text):
    assert language_among(text, MORE) in (*MORE, None)


@pytest.mark.parametrize(
    "text", ["a," + " " * 100_000 + ",", "a/" * 100_000, "(" * 100_000, "é" * 100_000]
)
def test_a_long_text_names_nothing_and_is_not_searched_for_long(text):
    assert language_among(text, SOME) is None
