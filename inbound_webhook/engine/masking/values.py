"""Credentials inside texts: in a query, in a URL, behind the name of a scheme."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_plus

from .addresses import mask_addresses
from .mask import MASK
from .names import is_credential

#: ``Bearer x`` and its kind, and JSON Web Tokens, under whatever name they come.
_SCHEME = re.compile(
    r"\b(?P<scheme>basic|bearer|negotiate|ntlm|aws4-hmac-sha256)\s+[\w+/=.~-]{8,}.*",
    re.IGNORECASE,
)
_JWT = re.compile(r"(?<![\w-])eyJ[\w-]{5,}\.[\w-]+\.[\w-]*")
#: ``//user:password@host``, also where the URL is percent-encoded. Of bounded length:
#: a header of nothing but slashes would be searched from each of them to its end.
_USER = re.compile(
    r"(?P<slashes>//|%2f%2f)[^\s/?#\"'<>]{1,300}?(?P<at>@|%40)", re.IGNORECASE
)
_PAIR = re.compile(
    r"(?:^|[?&;#,\s]|%3f|%26)(?P<name>[^\s=&?;#,%]{1,200})(?:=|%3d)", re.IGNORECASE
)
_OF_PAIR = re.compile(r"(?:(?!%26)[^\s&;,#])*", re.IGNORECASE)
_MEMBER = re.compile(r"([\"'])(?P<name>[\w.-]{1,200})\1(?P<sign>\s*:\s*)\"[^\"]*\"")
_NAME_PARTS = re.compile(r"[^\[\].$]+")


def mask_value(text: str) -> str:
    """A text, such as the value of a header, without the credentials inside it."""
    text = _SCHEME.sub(rf"\g<scheme> {MASK}", text)
    text = _JWT.sub(MASK, text)
    text = _USER.sub(rf"\g<slashes>{MASK}\g<at>", text)
    text = _MEMBER.sub(_masked_member, text)
    return mask_addresses("".join(_with_masked_pairs(text)))


def mask_query(query: str, is_read: Callable[[str], bool]) -> str:
    """A query string without credentials.

    :param query: undecoded, without the question mark
    :param is_read: whether a parameter takes its value from a path of the query: what
        is asked for stays as it came
    """
    return "&".join(_masked_field(pair, is_read) for pair in query.split("&"))


def without_masked(query: str) -> str:
    """A query string without the fields that :func:`mask_query` left nothing of."""
    if MASK not in query:
        return query
    pairs = query.split("&")
    return "&".join(pair for pair in pairs if pair.partition("=")[2] != MASK)


def leads_to(path: str, name: str) -> bool:
    """Whether the path of a parameter finds the field of this name, or what is in it.

    ``user`` and ``user.key`` both lead to ``user[key]``.
    """
    wanted, parts = _NAME_PARTS.findall(path), _NAME_PARTS.findall(name)
    return path == name or bool(wanted) and parts[: len(wanted)] == wanted


def _masked_field(pair: str, is_read: Callable[[str], bool]) -> str:
    name, sign, value = pair.partition("=")
    if not value:
        return pair
    decoded = unquote_plus(name)
    hides = is_credential(decoded)
    masked = MASK if hides else mask_value(value)
    if masked == value or is_read(decoded):
        return pair
    return f"{name}{sign}{masked}"


def _with_masked_pairs(text: str) -> Iterator[str]:
    done = 0
    # The value is not part of the match: it may be a URL with pairs of its own.
    for match in _PAIR.finditer(text):
        if match.start() >= done and is_credential(match["name"]):
            yield text[done : match.end()]
            done = _OF_PAIR.match(text, match.end()).end()
            if done > match.end():
                yield MASK
    yield text[done:]


def _masked_member(match: re.Match[str]) -> str:
    if not is_credential(match["name"]):
        return match[0]
    quoted = match[0][: match.start("sign") - match.start()]
    return f'{quoted}{match["sign"]}"{MASK}"'
