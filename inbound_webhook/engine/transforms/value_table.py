"""Another value for each that a table has."""

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ..body.text import shortened
from ..errors import InvalidSetup
from ..phrases import _lt
from ..readable import scalar_text
from ..values import to_json
from ..written import bare
from .registry import register_transform

_ANYTHING_ELSE = "*"


def _check(table: str) -> None:
    _pairs(table)


@register_transform(
    "value_table", _lt("Another value for each"), "required", check=_check
)
def value_table(value: Any, table: str) -> Any:
    """The value that a table has for this one, without regard to case.

    The table reads ``new = Prospect; won = Customer; * = Other``, or one pair a line.
    ``*`` is any value that is not in it; without ``*``, that one stays as it is.
    """
    if isinstance(value, list):
        return [value_table(item, table) for item in value]
    if isinstance(value, dict):
        return value
    pairs = _pairs(table)
    key = bare(scalar_text(to_json(value))).casefold()
    return pairs.get(key, pairs.get(_ANYTHING_ELSE, value))


# Once for all items of a list: a stranger says how many there are.
@lru_cache(maxsize=256)
def _pairs(table: str) -> MappingProxyType[str, str]:
    pairs = {}
    for line in re.split(r"[;\n]", table):
        if not bare(line):
            continue
        key, equals, replacement = line.partition("=")
        if not equals or not bare(key):
            raise InvalidSetup(
                "value_table_invalid",
                _lt(
                    "%(line)r is no pair of a value table; write it as old = new, with"
                    " a semicolon or a new line between pairs.",
                    line=shortened(bare(line)),
                ),
            )
        pairs[bare(key).casefold()] = bare(replacement)
    return MappingProxyType(pairs)
