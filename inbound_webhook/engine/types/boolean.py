"""Booleans."""

from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from ..written import as_seen
from .registry import SURE, register_type

#: What programs write, what a form sends for a box that is ticked, and yes and no in
#: the languages of most senders. Words that are yes here and no there are in neither.
_YES = (
    *("true", "1", "yes", "on", "y", "t", "x", "✓", "✔", "☑", "checked", "selected"),
    *("ja", "oui", "si", "sí", "sì", "sim", "tak", "da", "ano", "igen", "kyllä"),
    *("evet", "да", "так", "ναι", "はい", "是", "예", "نعم", "כן", "wahr", "vrai"),
)
_NO = (
    *("false", "0", "no", "off", "n", "f", "☐", "unchecked"),
    *("nein", "non", "nee", "não", "nao", "nej", "nei", "nie", "ei", "nem", "hayır"),
    *("нет", "ні", "όχι", "いいえ", "否", "아니요", "لا", "לא", "falsch", "faux"),
)
_WORDS = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}


def _suggests(_words: frozenset[str], value: Any) -> int:
    return SURE if isinstance(value, bool) else 0


@register_type(
    "boolean",
    _lt("Yes/No"),
    form="value",
    sample="true",
    fills=frozenset({"boolean"}),
    suggests=_suggests,
)
def to_boolean(value: Any, context: ValueContext) -> bool:
    """JSON booleans, 1 and 0, and the words that forms and programs use."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    if isinstance(value, str):
        word = as_seen(value).lower()
        if word in _WORDS:
            return _WORDS[word]
    raise refused(value, _lt("a boolean such as true or false, yes or no, 1 or 0"))
