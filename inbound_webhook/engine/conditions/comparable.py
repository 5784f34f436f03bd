"""Values and operands as they are compared."""

import json
from datetime import date
from typing import Any

from ..errors import ValueRefused
from ..readable import scalar_text
from ..types import convert, find_type
from ..values import ValueContext, is_empty, to_json


def folded(value: Any) -> Any:
    """The text of a value without its case and the blanks around it; of a list, that
    of its items.
    """
    if isinstance(value, list):
        return [folded(item) for item in value]
    if isinstance(value, date):
        value = to_json(value)
    return scalar_text(value).strip().casefold()


def comparable(value: Any, type_name: str, operand_kind: str) -> Any:
    """A converted value as an operator compares it; None where it says nothing."""
    if is_empty(value):
        return None
    is_compared_as_it_is = find_type(type_name).form == "value"
    if operand_kind == "none" or (operand_kind != "text" and is_compared_as_it_is):
        return value
    return folded(value)


def comparable_as_it_came(value: Any, operand_kind: str, *, says_nothing: bool) -> Any:
    """A value that is none of its type as an operator compares it: as a text.

    :param says_nothing: whether it is a word that means nothing
    """
    if operand_kind == "none":
        return None if says_nothing else value
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return folded(value)


def operand_of(
    text: str, type_name: str, operand_kind: str, context: ValueContext
) -> Any:
    """The operand that a condition's text stands for.

    :raises ValueRefused: it is no value of the type
    """
    if operand_kind == "values":
        items = convert(text, "list", context) or []
        return [_one(scalar_text(item), type_name, context) for item in items]
    if operand_kind == "value" and find_type(type_name).form == "list":
        return folded(convert(text, type_name, context))
    if operand_kind == "value":
        return _one(text, type_name, context)
    return folded(text)


def _one(text: str, type_name: str, context: ValueContext) -> Any:
    value_type = find_type(type_name)
    if value_type.operand is not None:
        return value_type.operand(text, context)
    if value_type.form == "value":
        return convert(text, type_name, context)
    if value_type.form != "text":
        return folded(text)
    try:
        # A phone number or an address in another writing is still the same.
        return folded(convert(text, type_name, context))
    except ValueRefused:
        return folded(text)
