"""E-mail addresses."""

import re
from typing import Any

from ..phrases import _lt
from ..values import ValueContext, refused
from .registry import NAMED, POSSIBLE, register_type
from .text import stripped_text

#: One address and nothing around it: what is sure to be one, not all that RFC 5322
#: allows. With Odoo's own helper in the context, that one reads the text, and takes
#: ``a@b`` for an address too, which no mail server outside does.
_DOMAIN = r"@(?:[\w-]+\.)+[\w-]{2,}"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]+{_DOMAIN}")
_ENDS_IN_DOMAIN = re.compile(rf"[^@]+{_DOMAIN}", re.DOTALL)
#: Characters of an address with the name in front of it. RFC 5321 allows 254 for the
#: address alone; what is longer costs Odoo's helper its stack.
LONGEST_EMAIL = 500
_NAMES = frozenset({"email", "mail"})


def _suggests(words: frozenset[str], value: Any) -> int:
    if not isinstance(value, str):
        return 0
    if words & _NAMES:
        return NAMED
    return POSSIBLE if "@" in value else 0


@register_type(
    "email",
    _lt("E-mail"),
    false_is_nothing=True,
    sample="ada@example.com",
    suggests=_suggests,
)
def to_email(value: Any, context: ValueContext) -> str:
    """One address, in the spelling in which addresses are compared."""
    text = stripped_text(value, _lt("an e-mail address"))
    if len(text) > LONGEST_EMAIL:
        raise refused(value, _lt("an e-mail address"))
    if context.normalize_email is not None:
        address = context.normalize_email(text)
    else:
        address = text.lower() if _EMAIL.fullmatch(text) else None
    if not address or not _ENDS_IN_DOMAIN.fullmatch(address):
        raise refused(value, _lt("an e-mail address"))
    return address
