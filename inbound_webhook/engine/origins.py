"""The websites that browsers may call from: CORS, as the Fetch standard has it.

A browser says with each call of a script, and with each form, from which website it
comes. Programs that are no browsers say what they like or nothing, so this keeps out
other websites and nobody else. Cookies never count here, so no answer allows them.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from .errors import InvalidSetup
from .phrases import _lt
from .request import Reply

ANY = "*"
#: Seconds for which a browser need not ask again: who takes a website off the list need
#: not wait long, though calls from it are refused at once.
MAX_AGE = 600
#: As many as a list may have.
MOST = 100
_SEPARATORS = re.compile(r"[\s,;]+")
_COMMENT = re.compile(r"(?:^|\s)#.*", re.MULTILINE)
_LABEL = r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*|\[[0-9a-f:.]+\]")
_SUBDOMAINS = re.compile(rf"\*\.{_LABEL}(\.{_LABEL})+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_LONGEST_NAMES = 1_000
_DECIDED_HERE = ("access-control-allow-origin", "vary")


@dataclass(frozen=True)
class Origins:
    """The websites of a handler; none where it says nothing of them.

    :param patterns: origins as browsers write them, ``https://*.example.com`` for all
        below a domain, ``*`` for any
    """

    patterns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def allow(self, origin: str) -> bool:
        """Whether an Origin header names one of them."""
        return any(_fits(pattern, origin) for pattern in self.patterns)

    def shared(self, reply: Reply, origin: str | None) -> Reply:
        """An answer as a script of the website may read it, if it may.

        :param origin: the Origin header of the call, None where it is missing
        """
        if not self:
            return reply
        own = [
            (name, value)
            for name, value in reply.headers
            if name.lower() not in _DECIDED_HERE
        ]
        if ANY in self.patterns:
            own.append(("Access-Control-Allow-Origin", ANY))
        else:
            # A cache must not hand the answer for one website to another.
            own.append(("Vary", "Origin"))
            if origin and self.allow(origin):
                own.append(("Access-Control-Allow-Origin", origin))
        return replace(reply, headers=tuple(own))


def parse_origins(text: str) -> Origins:
    """The websites of a list as a person writes it.

    :param text: addresses with blanks, commas or new lines between; what follows a #
        on a line is a remark
    :raises InvalidSetup: one of them is no address of a website
    """
    words = _SEPARATORS.split(_COMMENT.sub("", text))
    patterns = dict.fromkeys(_pattern(word) for word in words if word)
    if len(patterns) > MOST:
        raise InvalidSetup(
            "origins_too_many",
            _lt("There are more than %(most)s websites in the list.", most=MOST),
        )
    return Origins(tuple(patterns))


def asked_headers(value: str | None) -> str:
    """The headers that a script is about to send, for the answer to its browser.

    Any may come: none of them does more here than it would from elsewhere.

    :param value: the Access-Control-Request-Headers header
    :return: empty where it names none, or holds anything else
    """
    names = [name.strip().lower() for name in (value or "").split(",")]
    is_list = len(value or "") <= _LONGEST_NAMES and all(
        map(_HEADER_NAME.fullmatch, names)
    )
    return ", ".join(dict.fromkeys(names)) if is_list else ""


def _fits(pattern: str, origin: str) -> bool:
    if pattern in (ANY, origin):
        return True
    start, star, domain = pattern.partition(ANY)
    if not star or not origin.startswith(start) or not origin.endswith(domain):
        return False
    below = origin.removeprefix(start).removesuffix(domain)
    return bool(_HOST.fullmatch(below))


def _pattern(word: str) -> str:
    if word == ANY:
        return ANY
    try:
        address = urlsplit(word)
        host, port = _host(address.hostname or ""), address.port
    except ValueError:
        raise _no_origin(word) from None
    is_bare = address.path in ("", "/") and not (
        address.query or address.fragment or address.username is not None
    )
    if address.scheme not in _DEFAULT_PORTS or not is_bare or not host:
        raise _no_origin(word)
    has_port = port is not None and port != _DEFAULT_PORTS[address.scheme]
    return f"{address.scheme}://{host}{f':{port}' if has_port else ''}"


def _host(host: str) -> str:
    """A host as browsers write it in an origin; empty where it is none."""
    if ":" in host:
        return f"[{host}]" if _HOST.fullmatch(f"[{host}]") else ""
    try:
        written = host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    is_one = _HOST.fullmatch(written) or _SUBDOMAINS.fullmatch(written)
    return written if is_one else ""


def _no_origin(word: str) -> InvalidSetup:
    return InvalidSetup(
        "origin_invalid",
        _lt(
            "%(text)s is not the address of a website: write it as "
            "https://www.example.com, without what stands behind it.",
            text=word,
        ),
        text=word,
    )
