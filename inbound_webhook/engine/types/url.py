"""Addresses of the web."""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from ..phrases import _lt
from ..values import ValueContext, description, refused
from ..written import turns_around, without_unseen
from .registry import NAMED, POSSIBLE, register_type
from .text import stripped_text
from .top_level_domains import is_top_level_domain

_SCHEMES = ("http://", "https://")
#: ``acme.example``, ``www.acme.example:8080/path``: the name of a host and no word.
_HOST = re.compile(
    r"(?://)?((?:[\w-]{1,63}\.)+[^\W\d_]{2,63}(?::\d{1,5})?(?:[/?#]\S*)?)"
)
_NAMES = frozenset({"website", "homepage"})
#: A scheme that lacks a sign, or has one too many.
_HALF_A_SCHEME = re.compile(
    r"\A(https?)(?::/|//|:\\{1,2}|://{2,}(?=[^/]*\.))(?=[^/:\\])", re.IGNORECASE
)
_SCHEME_TWICE = re.compile(r"\Ahttps?:/{0,2}(?=https?(?::/|//))", re.IGNORECASE)
#: Names of files end so, and no names of hosts.
_FILES = frozenset(
    "pdf doc docx odt rtf txt csv xls xlsx ods ppt pptx html htm xml json js css php"
    " asp aspx jsp jpg jpeg png gif svg webp bmp tiff heic mp3 mp4 avi exe dll eml msg"
    " vcf ics log".split()
)
#: What no address has in it: blanks, and signs of control.
_NEVER = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ufffd]")
#: Where another address begins: before anything is asked for, none has one.
_ANOTHER = re.compile(r"[,;|](?:https?://|www\.)", re.IGNORECASE)
#: Scheme and host, with the sign behind them.
_HEAD = re.compile(r"(?:[^/?#:：]{4,5}[:：][/／]{1,2})?[^/?#／？＃]*[／？＃]?")
#: Between the points of a host.
_LABEL = re.compile(r"[\w-]{1,63}")
_END_OF_HOST = re.compile(r"\A(https?://[^/?#:]*[^/?#:.])\.(?=[/?#:])", re.IGNORECASE)


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
    written = stripped_text(value, _lt("a URL"))
    text = _tidied(written)
    bare = _HOST.fullmatch(text)
    if bare and _names_host(bare[1]):
        text = f"http://{bare[1]}"
    text = _END_OF_HOST.sub(r"\1", text)
    # urlsplit drops line breaks and tabs in silence, so they are refused before.
    is_one = not _NEVER.search(text) and _is_web_address(text, context)
    if not is_one or turns_around(written):
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
    text = without_unseen(text.strip("<>\"'").rstrip(".,;")).replace("&amp;", "&")
    text = _HALF_A_SCHEME.sub(r"\1://", _with_plain_host(text))
    return _HALF_A_SCHEME.sub(r"\1://", _SCHEME_TWICE.sub("", text))


def _names_host(text: str) -> bool:
    """Whether an address without a scheme begins with the name of a host, and is not
    that of a file or some words: ``brochure.pdf``, ``Dr.Muster``.
    """
    host = re.split(r"[/?#:]", text, maxsplit=1)[0]
    last = host.rpartition(".")[2]
    return last.lower() not in _FILES and is_top_level_domain(last)


def _with_plain_host(text: str) -> str:
    """An address whose host is not in letters as wide as those of Japanese."""
    head = _HEAD.match(text)[0]
    return unicodedata.normalize("NFKC", head) + text[len(head) :]


def _is_web_address(text: str, context: ValueContext) -> bool:
    """Whether this is one address, of a host."""
    try:
        parts = urlsplit(text)
        # A port that is none raises as it is read.
        is_web = parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        return False
    if not is_web or not parts.hostname or _ANOTHER.search(parts.netloc + parts.path):
        return False
    # https://none is what is left of a form that begins with https:// for people.
    rest = text.partition("://")[2]
    if context.nothing.means_nothing(rest.rstrip("/")) or _lacks_name(parts.hostname):
        return False
    # An address of e-mail, or a password, is no part of a website's.
    return "@" not in parts.netloc and _is_host(parts.netloc, parts.hostname)


def _lacks_name(host: str) -> bool:
    """Whether nothing is left of a host that has a name: ``www``, ``www.acme``."""
    first, _point, rest = host.partition(".")
    is_domain = "." in rest or (rest and is_top_level_domain(rest))
    return first == "www" and not is_domain


def _is_host(netloc: str, host: str) -> bool:
    if netloc.startswith("["):
        return True
    # Two addresses without anything between: a.examplehttps://b.example
    is_glued = netloc.lower().endswith(("http:", "https:"))
    labels = host.removesuffix(".").split(".")
    return not is_glued and all(map(_LABEL.fullmatch, labels))
