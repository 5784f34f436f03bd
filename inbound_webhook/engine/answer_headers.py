"""The headers of an answer: those that a handler may set, and those it cannot change.

Answers come from Odoo's own address, where people are logged in. So nothing in one may
run there, be kept, or tell the browser or the proxy in front what to do.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from .errors import InvalidSetup
from .phrases import _lt
from .templates import Template, check_header_text, compile_template

#: On every answer, whatever is configured. A page may have styles and pictures, no
#: scripts and no forms; what it is opened from is not told to others (the address
#: holds the token).
SECURITY_HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; sandbox; style-src 'unsafe-inline'; img-src data: https:; "
        "base-uri 'none'; form-action 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
)

#: What a handler may set, besides headers of the sender's own (``X-...``).
_ALLOWED = frozenset(
    {
        "access-control-allow-origin",
        "access-control-expose-headers",
        "content-language",
        "etag",
        "last-modified",
        "location",
        "retry-after",
    }
)
#: Headers of senders' own, and of the standards for webhooks.
_OWN = ("x-", "webhook-", "ce-")
#: With these, proxies, web servers and browsers are told what to do.
_NOT_OWN = (
    "x-accel-",
    "x-content-",
    "x-dns-",
    "x-forwarded-",
    "x-frame-",
    "x-http-method",
    "x-lighttpd-",
    "x-litespeed-",
    "x-odoo-",
    "x-original-",
    "x-permitted-",
    "x-proxy",
    "x-real-ip",
    "x-reproxy",
    "x-rewrite-",
    "x-sendfile",
    "x-ua-compatible",
    "x-webkit-",
    "x-xss-",
)
#: What the endpoint itself sets, in plain answers too.
_OF_THE_ENDPOINT = frozenset(
    {
        *("accept", "accept-encoding", "accept-patch", "accept-post", "allow"),
        *("access-control-allow-headers", "access-control-allow-methods"),
        *("access-control-max-age", "content-length", "content-type", "vary"),
        "www-authenticate",
    }
)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
#: What a Location has to begin with before a placeholder may follow: the whole host, or
#: a path on this one.
_FIXED_PLACE = re.compile(r"https?://[^/?#@\\]+[/?#]|/(?![/\\])", re.IGNORECASE)
_LOCATION = re.compile(r"(https?://[^/?#@]+([/?#].*)?|/(?!/).*)", re.IGNORECASE)
#: Longer than any that a web server or a client takes.
LONGEST_HEADER = 8000


def is_settable(name: str) -> bool:
    """Whether a handler may set a header."""
    name = name.lower()
    if name in _ALLOWED:
        return True
    return name.startswith(_OWN) and not name.startswith(_NOT_OWN)


def parse_header(line: str) -> tuple[str, Template]:
    """Compile a header, ``Name: value``.

    :raise InvalidSetup: it is none, or none that a handler may set
    """
    name, colon, value = line.partition(":")
    name, value = name.strip(), value.strip()
    if not colon or not _NAME.fullmatch(name):
        raise InvalidSetup(
            "header_invalid",
            _lt('"%(line)s" is no header: write Name: value', line=line),
            line=line,
        )
    if not is_settable(name):
        raise InvalidSetup(
            "header_reserved",
            _lt("The header %(name)s cannot be set here", name=name),
            name=name,
        )
    check_header_text(value)
    template = compile_template(value)
    if name.lower() == "location":
        _check_location(template)
    return name, template


def rendered_header(name: str, template: Template, values: Mapping[str, Any]) -> str:
    """The value of a header that :func:`parse_header` took.

    :param values: JSON-safe values by placeholder name
    :raise InvalidSetup: with these values it is too long, or an address of nowhere
    """
    if name.lower() == "location":
        text = template.render_location(values)
        if not is_location(text):
            raise InvalidSetup(
                "header_location",
                _lt("With the values of this call, its Location leads nowhere"),
            )
    else:
        text = template.render_header(values)
    if len(text) > LONGEST_HEADER:
        raise InvalidSetup(
            "header_too_long",
            _lt(
                "With the values of this call, its header %(name)s is too long",
                name=name,
            ),
        )
    return text


def is_location(text: str) -> bool:
    """Whether a text is an address that a sender may be sent on to."""
    if not _LOCATION.fullmatch(text) or re.search(r"[\x00-\x20\x7f\\]", text):
        return False
    try:
        return not text.lower().startswith("http") or bool(urlsplit(text).hostname)
    except ValueError:
        return False


def sealed(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers that leave: those that may be set, and those that nothing changes.

    :param headers: (name, value) pairs, wherever they come from
    """
    fixed = {name.lower() for name, _value in SECURITY_HEADERS}
    return [
        (name, value)
        for name, value in headers
        if name.lower() not in fixed
        and (name.lower() in _OF_THE_ENDPOINT or is_settable(name))
    ] + list(SECURITY_HEADERS)


def _check_location(template: Template) -> None:
    """Check that the host is written out, and not decided by a value.

    :raise InvalidSetup: it is not
    """
    literal, placeholder = template.parts[0]
    is_fixed = not placeholder or _FIXED_PLACE.match(literal)
    example = template.render_location(dict.fromkeys(template.names, "x"))
    if not is_fixed or not is_location(example):
        raise InvalidSetup(
            "header_location",
            _lt(
                "A Location begins with https://, the whole name of the host and a "
                "slash, or with one slash; no placeholder decides where it leads"
            ),
        )
