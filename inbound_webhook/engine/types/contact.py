"""Ways to reach somebody: e-mail, phone, URL."""

import re
from typing import Any
from urllib.parse import urlsplit

from ..phrases import _lt
from ..values import ValueContext, description, refused
from .registry import register_type

#: One address and nothing around it: what is sure to be one, not all that RFC 5322
#: allows. With Odoo's own helper in the context, that one decides.
#: Characters of an address with the name in front of it. RFC 5321 allows 254 for the
#: address alone; what is longer costs Odoo's helper its stack.
LONGEST_EMAIL = 500
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@(?:[\w-]+\.)+[\w-]{2,}")
_PHONE = re.compile(r"\+?[\d\s().,/-]+", re.ASCII)
_PHONE_BLANKS = str.maketrans("\u00a0\u202f\u2010\u2011\u2013", "  ---")
#: 112, and an international number (15 digits, E.164) dialled with a prefix.
_DIGITS = range(3, 21)


@register_type("email", false_is_nothing=True)
def to_email(value: Any, context: ValueContext) -> str:
    """One address, in the spelling in which addresses are compared."""
    text = _text(value, _lt("an e-mail address"))
    if len(text) > LONGEST_EMAIL:
        raise refused(value, _lt("an e-mail address"))
    if context.normalize_email is not None:
        address = context.normalize_email(text)
    else:
        address = text.lower() if _EMAIL.fullmatch(text) else None
    if not address:
        raise refused(value, _lt("an e-mail address"))
    return address


@register_type("phone", false_is_nothing=True)
def to_phone(value: Any, context: ValueContext) -> str:
    """One number, by default only its digits and a leading plus."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = _text(value, _lt("a phone number"))
    if context.format_phone is not None:
        number = context.format_phone(text, context.country_code)
    else:
        number = _digits(text)
    if not number:
        raise refused(value, _lt("a phone number"))
    return number


@register_type("url", false_is_nothing=True)
def to_url(value: Any, context: ValueContext) -> str:
    """A web address with its scheme; nothing here ever opens it."""
    text = _text(value, _lt("a URL"))
    # urlsplit drops line breaks and tabs in silence, so they are refused before.
    if re.search(r"[\s\x00-\x1f\x7f]", text) or not _is_web_address(text):
        raise refused(
            value,
            _lt("a URL"),
            _lt(
                "%(received)s is not a URL that begins with http:// or https://.",
                received=description(value),
            ),
        )
    return text


def _text(value: Any, expected: str) -> str:
    if not isinstance(value, str):
        raise refused(value, expected)
    return value.strip()


def _digits(text: str) -> str | None:
    text = text.translate(_PHONE_BLANKS)
    if not _PHONE.fullmatch(text):
        return None
    if text.startswith("+"):
        # +33 (0)6: the zero is only dialled inside the country.
        text = text.replace("(0)", "", 1)
    digits = re.sub(r"\D", "", text)
    if len(digits) not in _DIGITS:
        return None
    return f"+{digits}" if text.startswith("+") else digits


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # A port that is none raises as it is read.
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
        )
    except ValueError:
        return False
