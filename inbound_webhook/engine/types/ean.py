"""Numbers of articles: EAN-13, EAN-8, UPC, GTIN-14."""

from typing import Any

from stdnum import ean
from stdnum.exceptions import ValidationError

from ..phrases import _lt
from ..values import ValueContext, refused
from ..written import as_seen
from .registry import NAMED, register_type
from .text import LONGEST_NUMBER, stripped_text

_EXPECTED = _lt("an article number such as 4006381333931")
_NAMES = frozenset({"ean", "ean13", "gtin", "upc", "barcode"})


def _suggests(words: frozenset[str], value: Any) -> int:
    is_one = isinstance(value, str | int) and not isinstance(value, bool)
    return NAMED if is_one and words & _NAMES else 0


@register_type(
    "ean",
    _lt("Article number (EAN)"),
    false_is_nothing=True,
    sample="4006381333931",
    suggests=_suggests,
)
def to_ean(value: Any, context: ValueContext) -> str:
    """An article number without blanks, whose check digit is right."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    try:
        return ean.validate(as_seen(stripped_text(value, _EXPECTED, LONGEST_NUMBER)))
    except ValidationError as error:
        raise refused(value, _EXPECTED) from error
