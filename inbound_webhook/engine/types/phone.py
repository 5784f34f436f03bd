"""Phone numbers."""

from typing import Any

from ..phone import PhoneNumber, as_dialled, split_phone
from ..phrases import _lt
from ..values import ValueContext, refused
from .registry import NAMED, register_type
from .text import stripped_text

_NAMES = frozenset({"phone", "mobile", "telephone", "tel", "fax", "cell"})


def _suggests(words: frozenset[str], value: Any) -> int:
    return NAMED if isinstance(value, str) and words & _NAMES else 0


@register_type(
    "phone",
    _lt("Phone"),
    false_is_nothing=True,
    # A number that is kept free for films and examples.
    sample="+44 20 7946 0958",
    suggests=_suggests,
)
def to_phone(value: Any, context: ValueContext) -> str:
    """One number in one spelling, with its extension (:class:`PhoneNumber`).

    By default its digits and a leading plus; with a numbering plan in the context in
    the format of that, where it is a number there.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    expected = _lt("a phone number")
    parts = split_phone(stripped_text(value, expected))
    if parts is None:
        raise refused(value, expected)
    number, extension = parts
    formatted = None
    if context.format_phone is not None:
        formatted = context.format_phone(number, context.country_code)
    number = formatted or as_dialled(number)
    if not number:
        raise refused(value, expected)
    return str(PhoneNumber(number, extension))
