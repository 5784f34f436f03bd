"""Words that mean nothing, as people and programs write them, and what is none."""

import time

import pytest

from inbound_webhook.engine.nothing import as_lines, nothing_words

WORDS = nothing_words(as_lines())


@pytest.mark.parametrize(
    "text",
    [
        # As people type it, with the signs of their language around it.
        *("N / A", "n/a.", "N/A!", "n.a", "N.A.", "None.", "(N/A)", "'null'", '"n/a"'),
        *("<null>", "[none]", "<none>", "*none*", "- none -", "_null_", "“none”"),
        *("«néant»", "【なし】", "k.A", "k. A", "(Keine)", "none,"),
        *("Keine Angaben", "nicht angegeben", "non précisé", "No aplica", "sin datos"),
        *("não aplicável", "non specificato", "niet opgegeven", "N/D", "не указано"),
        # What the first line of a list to choose from says.
        *(
            "Please select",
            "-- Select --",
            "--Select--",
            "- Select -",
            "Please choose…",
        ),
        *("Select an option", "—Please choose an option—", "-- Bitte wählen --"),
        *(
            "Veuillez sélectionner",
            "Seleccione una opción",
            "Selecione...",
            "選択してください",
        ),
        # Of programs.
        *(
            "Invalid Date",
            "undefined;undefined",
            "[object Undefined]",
            "null undefined",
        ),
        *("{{ $json.source }}", "{{{name}}}", "{!Lead.Name}", "%FIRSTNAME%", "#{name}"),
        # Quotes around nothing.
        *('""', "''", "“”"),
        # A blank as HTML writes it.
        *("&nbsp;", "&#160; &nbsp;", "&#8203;"),
        *("<%= name %>", "${data.name}", "{{ $json.a }} {{ $json.b }}", "{{50%}}"),
    ],
)
def test_it_says_nothing(text):
    assert WORDS.means_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Select", "Select Comfort", "Choose one of my cars", "Blank", "Empty", "Key"),
        *("100%", "%", "10% to 20%", "5%-10%", "{Ada}", "<b>none</b> of it", "$none$x"),
        *("none of these", "No", "N/A Smith", "N A", "NA", "Nan Goldin", "?!", "A/N"),
        *("${a} and ${b}", "{{a}} Ann {{b}}", "%a% Ann %b%", "{{a}}-B-{{c}}", "<%"),
        # Nothing at all is no word: it may empty a field on purpose.
        *("", " ", "\u200b"),
        *("'", "()", "[]", "(select)", "Nullarbor", "not", "set"),
    ],
)
def test_it_says_something(text):
    assert not WORDS.means_nothing(text)


def test_a_word_of_ones_own_counts_in_brackets_too():
    words = nothing_words("sonstiges\nk . A .\n(leer)")
    for text in ("Sonstiges", "(sonstiges)", "„sonstiges“", "K.A.", "k. A.", "(LEER)"):
        assert words.means_nothing(text), text
    for text in ("sonstiges Auto", "leer", "[leer]", "N/A"):
        assert not words.means_nothing(text), text


def test_an_asterisk_stands_for_no_sign_of_its_word():
    words = nothing_words("%*%\n@@*@@")
    assert words.means_nothing("%a%")
    assert words.means_nothing("@@ $a 50% @@")
    assert not words.means_nothing("%a% b %c%")
    assert not words.means_nothing("@@a@@ b @@c@@")


def test_words_of_many_asterisks_are_compared_at_once():
    started = time.process_time()
    words = nothing_words("*-*-*-*-*-*-*-*-*-*-*x\n*a*a*a*a*a*a*a*x")
    for text in ("-" * 99, "a" * 99, "a-" * 49):
        assert not words.means_nothing(text)
    assert time.process_time() - started < 1


def test_pieces_between_asterisks_stand_in_their_order():
    words = nothing_words("<*: no *>")
    assert words.means_nothing("<lead: no no data>")
    assert words.means_nothing("<a: b: no >")
    assert not words.means_nothing("<no lead: data>")
    assert not words.means_nothing("<lead: no data")
