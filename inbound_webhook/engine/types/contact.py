"""Ways to reach somebody: e-mail, phone, URL."""

import re
from typing import Any
from urllib.parse import urlsplit

from ..phone import PhoneNumber, as_dialled, split_phone
from ..phrases import _lt
from ..values import ValueContext, description, refused
from .registry import register_type

#: One address and nothing around it: what is sure to be one, not all that RFC 5322
#: allows. With Odoo's own helper in the context, that one reads the text, and takes
#: ``a@b`` for an address too, which no mail server outside does.
_DOMAIN = r"@(?:[\w-]+\.)+[\w-]{2,}"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]+{_DOMAIN}")
_ENDS_IN_DOMAIN = re.compile(rf"[^@]+{_DOMAIN}", re.DOTALL)
#: Characters of an address with the name in front of it. RFC 5321 allows 254 for the
#: address alone; what is longer costs Odoo's helper its stack.
LONGEST_EMAIL = 500


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
    if not address or not _ENDS_IN_DOMAIN.fullmatch(address):
        raise refused(value, _lt("an e-mail address"))
    return address


@register_type("phone", false_is_nothing=True)
def to_phone(value: Any, context: ValueContext) -> str:
    """One number in one spelling, with its extension (:class:`PhoneNumber`).

    By default its digits and a leading plus; with a numbering plan in the context in
    the format of that, where it is a number there.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    expected = _lt("a phone number")
    parts = split_phone(_text(value, expected))
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
