"""Numbers of articles: EAN-13, EAN-8, UPC, GTIN-14."""

import re
from typing import Any

from stdnum import ean
from stdnum.exceptions import ValidationError

from ..phrases import _lt
from ..values import ValueContext, refused
from ..written import as_seen
from .registry import NAMED, register_type
from .text import LONGEST_NUMBER, stripped_text

_EXPECTED = _lt("an article number such as 4006381333931")
#: What stands before it, as a label or as the GS1 identifier of an article.
_LABEL = re.compile(
    r"\A(?:(?:EAN|GTIN|UPC|ISBN)(?:(?:-?(?:8|1[234]|A))?[\s:#.]+|(?=\d))|\(01\)\s?|')",
    re.IGNORECASE,
)
#: What a spreadsheet makes of it.
_FRACTION = re.compile(r"\.0\Z")
#: Up to this, a number of JSON that has a point is a whole one.
_MOST = 10**15
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
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = as_seen(stripped_text(value, _EXPECTED, LONGEST_NUMBER))
    try:
        return ean.validate(_FRACTION.sub("", _LABEL.sub("", text)))
    except ValidationError as error:
        raise refused(value, _EXPECTED) from error
