"""Numbers of bank accounts (ISO 13616)."""

from typing import Any

from stdnum import iban
from stdnum.exceptions import ValidationError

from ..phrases import _lt
from ..values import ValueContext, refused
from ..written import as_seen
from .registry import SURE, register_type
from .text import LONGEST_NUMBER, stripped_text

_EXPECTED = _lt("an IBAN such as BE71 0961 2345 6769")


def _suggests(_words: frozenset[str], value: Any) -> int:
    return SURE if isinstance(value, str) and iban.is_valid(value) else 0


@register_type(
    "iban",
    _lt("Bank account (IBAN)"),
    false_is_nothing=True,
    sample="BE71096123456769",
    suggests=_suggests,
)
def to_iban(value: Any, context: ValueContext) -> str:
    """An IBAN without blanks, whose check digits are right."""
    text = as_seen(stripped_text(value, _EXPECTED, LONGEST_NUMBER))
    try:
        return iban.validate(text.upper().removeprefix("IBAN").lstrip(" :"))
    except ValidationError as error:
        raise refused(value, _EXPECTED) from error
