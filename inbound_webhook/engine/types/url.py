"""Addresses of the web."""

import re
from typing import Any
from urllib.parse import urlsplit

from ..phrases import _lt
from ..values import ValueContext, description, refused
from .registry import NAMED, POSSIBLE, register_type
from .text import stripped_text

_SCHEMES = ("http://", "https://")
#: ``acme.example``, ``www.acme.example:8080/path``: the name of a host and no word.
_HOST = re.compile(
    r"(?://)?((?:[\w-]{1,63}\.)+[^\W\d_]{2,63}(?::\d{1,5})?(?:[/?#]\S*)?)"
)
_NAMES = frozenset({"website", "homepage"})


_HALF_A_SCHEME = re.compile(r"\A(https?)(?::/|//)(?=[^/:])", re.IGNORECASE)
_SCHEME_TWICE = re.compile(r"\Ahttps?://(?=https?://)", re.IGNORECASE)


def _suggests(words: frozenset[str], value: Any) -> int:
    if not isinstance(value, str):
        return 0
    if value.strip().startswith(_SCHEMES):
        return POSSIBLE
    return NAMED if words & _NAMES else 0


@register_type(
    "url",
    _lt("URL"),
    false_is_nothing=True,
    sample="https://example.com/",
    suggests=_suggests,
)
def to_url(value: Any, context: ValueContext) -> str:
    """A web address with its scheme; nothing here ever opens it.

    One without a scheme gets http://, as Odoo gives it to the website of a contact.
    """
    text = _tidied(stripped_text(value, _lt("a URL")))
    if bare := _HOST.fullmatch(text):
        text = f"http://{bare[1]}"
    # urlsplit drops line breaks and tabs in silence, so they are refused before.
    if re.search(r"[\s\x00-\x1f\x7f]", text) or not _is_web_address(text):
        raise refused(
            value,
            _lt("a URL"),
            _lt(
                "%(received)s is not a URL such as https://example.com.",
                received=description(value),
            ),
        )
    return text


def _tidied(text: str) -> str:
    """An address without what people and programs leave around it, its scheme whole:
    ``<https//acme.example>``, ``http://https://acme.example.``
    """
    text = text.strip("<>\"'").rstrip(".,;")
    text = _HALF_A_SCHEME.sub(r"\1://", text)
    return _SCHEME_TWICE.sub("", text)


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
