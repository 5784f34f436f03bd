"""Phone numbers."""

import re
from typing import Any

from ..phone_plans import PhoneText, read_phone
from ..phrases import _lt
from ..values import ValueContext, refused
from .registry import NAMED, POSSIBLE, register_type
from .text import stripped_text

_NAMES = frozenset({"phone", "mobile", "telephone", "tel", "fax", "cell"})
#: Up to this, a number of JSON that has a point is a whole one.
_MOST = 10**15


#: What is hardly anything else.
_ABROAD = re.compile(r"\+[1-9][\d ()./-]{6,19}", re.ASCII)


def _suggests(words: frozenset[str], value: Any) -> int:
    is_one = isinstance(value, str | int) and not isinstance(value, bool)
    if is_one and words & _NAMES:
        return NAMED
    is_abroad = isinstance(value, str) and _ABROAD.fullmatch(value.strip())
    return POSSIBLE if is_abroad else 0


@register_type(
    "phone",
    _lt("Phone"),
    false_is_nothing=True,
    # A number that is kept free for films and examples.
    sample="+44 20 7946 0958",
    suggests=_suggests,
)
def to_phone(value: Any, context: ValueContext) -> PhoneText:
    """One number in one spelling, with its extension.

    By default its digits and a leading plus; with a numbering plan in the context in
    the format of that, where it is a number there.
    """
    if isinstance(value, PhoneText):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST:
        # Of a spreadsheet.
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    expected = _lt("a phone number")
    number = read_phone(stripped_text(value, expected), context)
    if number is None:
        raise refused(value, expected)
    return number
