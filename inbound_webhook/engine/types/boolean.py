"""Booleans."""

import re
from typing import Any

from ..phrases import _lt
from ..values import ValueContext, description, is_empty, refused
from ..written import as_seen
from .registry import SURE, register_type

#: What programs write, what a form sends for a box that is ticked, and yes and no in
#: the languages of most senders. Words that are yes here and no there are in neither.
_YES = (
    *("true", "1", "yes", "on", "y", "t", "x", "✓", "✔", "☑", "☒", "✅", "checked"),
    *("1.0", "[x]", "(x)"),
    *("selected", "ticked", "enabled", "accepted", "agreed", "j", "wahr", "vrai"),
    *("verdadero", "verdadeiro", "waar", "vero", "ja", "jah", "oui", "si", "sí", "sì"),
    *("sim", "tak", "da", "ano", "áno", "igen", "kyllä", "jā", "taip", "evet", "ya"),
    *("có", "да", "так", "ναι", "はい", "有", "是", "是的", "예"),
    *("네", "نعم", "כן", "हाँ"),
)
_NO = (
    *("false", "0", "no", "off", "n", "f", "☐", "❌", "unchecked", "unticked"),
    *("0.0", "[ ]", "( )", "✗", "✘"),
    *("disabled", "declined", "falsch", "faux", "falso", "onwaar", "nein", "non"),
    *("nee", "não", "nao", "nej", "nei", "nie", "ne", "nu", "nē", "ei", "nem", "hayır"),
    *("tidak", "không", "нет", "не", "ні", "όχι", "いいえ", "無", "否", "不是"),
    *("아니요", "아니오", "لا", "לא", "नहीं"),
)
_WORDS = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
#: What stands in a form for a box, and hardly for anything else. A browser says nothing
#: of a box that is not ticked: "off" is a level among others as often as a no.
_OF_BOXES = frozenset({"true", "false", "on", "checked"})
_EXPECTED = _lt("yes or no, true or false, 1 or 0")


def _suggests(_words: frozenset[str], value: Any) -> int:
    is_box = isinstance(value, str) and value.strip().casefold() in _OF_BOXES
    return SURE if is_box or isinstance(value, bool) else 0


@register_type(
    "boolean",
    _lt("Yes/No"),
    takes_lists=True,
    form="value",
    sample="true",
    fills=frozenset({"boolean"}),
    suggests=_suggests,
)
def to_boolean(value: Any, context: ValueContext) -> bool | None:
    """JSON booleans, 1 and 0, and the words that forms and programs use.

    Programs that make pages put a hidden no beside each box, which is sent in any case:
    of several values, one that is yes is enough.
    """
    values = [value]
    if isinstance(value, list):
        values = [item for item in value if not is_empty(item)]
    said = [_meaning(item) for item in values]
    if None in said:
        raise refused(value, _EXPECTED, _reason(value))
    return any(said) if said else None


def says_sentence(value: Any) -> bool:
    """Whether a value is a text of several words, such as a box stands beside."""
    return (
        isinstance(value, str)
        and _meaning(value) is None
        and len(re.findall(r"[^\W\d_]+", value)) > 1
    )


def _meaning(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    if not isinstance(value, str):
        return None
    words = [word.strip(" .!").casefold() for word in as_seen(value).split(",")]
    said = [_WORDS.get(word) for word in words]
    return None if None in said else any(said)


def _reason(value: Any) -> str | None:
    if not says_sentence(value):
        return None
    return _lt(
        "%(received)s is neither yes nor no. Where a box says a sentence, the type "
        'Text and the transform "Another value for each" tell what it means: '
        "I agree = yes; * = no",
        received=description(value),
    )
