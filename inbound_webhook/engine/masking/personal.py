"""What came with a call, left out of what is shown to those who need not know it.

Anything that a call brings may be about somebody. So it is not searched for what is:
nothing that came is left, and what stays is what we say ourselves, such as the names of
parameters and fields, the numbers of records, and how the call ended.
"""

import json
from typing import Any

from ..phrases import Phrase
from .mask import MASK

#: What a line of a trace says in words of ours.
_OURS = frozenset(
    {"step", "state", "code", "item", "kind", "items", "lines", "size", "model", "id"}
    | {"field", "rule", "rules", "call", "by", "secret", "attempt", "matched_by"}
    | {"candidates", "expected", "read_as", "count", "found", "defaulted", "name"}
)
#: What a condition says, and not the call.
_OF_CONDITIONS = frozenset({"connector", "parameter", "operator", "value", "holds"})
#: Values of phrases that are names of ours.
_OF_PHRASES = frozenset({"parameter", "operator"})
#: In this line, unlike in others, it is which kind of body came.
_KIND_OF_BODY = ("other_kind", "received")
_NOTHING = (None, "", [], {})


def without_values(text: str) -> str:
    """The parameters of a call, as their row has them, by their names alone."""
    try:
        parameters = json.loads(text)
    except ValueError:
        return MASK
    if not isinstance(parameters, dict):
        return MASK
    masked = {name: _masked(value) for name, value in parameters.items()}
    return json.dumps(masked, ensure_ascii=False)


def names_of_pairs(pairs: list[list[str]]) -> list[list[str]]:
    """Headers by their names alone."""
    return [[name, _masked(value)] for name, value in pairs]


def without_values_in_trace(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a trace with nothing of the call in them."""
    return [_masked_line(line) for line in lines]


def without_values_in_phrase(stored: dict[str, Any]) -> dict[str, Any]:
    """A phrase, in the form in which it is stored, with nothing of the call in it."""
    values = {
        name: value if name in _OF_PHRASES else _masked_in_phrase(value)
        for name, value in stored["values"].items()
    }
    return {**stored, "values": values}


def _masked(value: Any) -> Any:
    return value if value in _NOTHING else MASK


def _masked_line(line: dict[str, Any]) -> dict[str, Any]:
    masked = {
        name: _masked_detail(line["code"], name, value)
        for name, value in line.items()
        if name not in ("phrases", "technical")
    }
    phrases = {
        name: without_values_in_phrase(phrase)
        for name, phrase in line.get("phrases", {}).items()
    }
    # The same in English, for who reads that.
    masked |= {name: str(Phrase.from_json(phrase)) for name, phrase in phrases.items()}
    return {**masked, "phrases": phrases} if phrases else masked


def _masked_detail(code: str, name: str, value: Any) -> Any:
    if name in _OURS or (code, name) == _KIND_OF_BODY:
        return value
    if not isinstance(value, list):
        return _masked(value)
    kept = _OF_CONDITIONS if name == "conditions" else _OURS
    return [_masked_member(member, kept) for member in value]


def _masked_member(member: Any, kept: frozenset[str]) -> Any:
    if not isinstance(member, dict):
        return _masked(member)
    return {
        name: value if name in kept else _masked(value)
        for name, value in member.items()
    }


def _masked_in_phrase(value: Any) -> Any:
    if not isinstance(value, dict):
        return _masked(value)
    if "moment" in value:
        # It may be when somebody did something.
        return MASK
    return value if "term" in value else without_values_in_phrase(value)
