"""Which addresses on the web Odoo may be sent to by a call: of hosts on a list.

Whoever writes a call could have the server ask for anything that it can reach: a
machine beside it, or the cloud's own address for its passwords. So a host is on a list
that an administrator wrote, or nothing is asked.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from .errors import EngineError, InvalidSetup
from .phrases import _lt

#: A longer address is none that a sender writes.
LONGEST_ADDRESS = 2048
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
#: What an asterisk stands for: one part of a name. Those of the regions of a cloud have
#: more letters than its other services (``s3``), where anybody may have a name.
_ANY_LABEL = r"[a-z0-9-]{3,63}"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_PATTERN = re.compile(rf"(?:(?:{_LABEL}|\*)\.)*{_LABEL}\.[a-z][a-z0-9-]*[a-z]")
_PLAIN = re.compile(r"[!-\[\]-~]+")


class AddressRefused(EngineError):
    """An address that Odoo does not ask for anything."""


def host_patterns(text: str) -> tuple[str, ...]:
    """The hosts of a list, one on each line; an asterisk stands for one part of a name.

    :raises InvalidSetup: a line is none: ``sns.*.amazonaws.com`` is one, ``*.com`` is
        not, since anybody may have that
    """
    patterns = tuple(filter(None, (line.strip().lower() for line in text.splitlines())))
    for pattern in patterns:
        if not _PATTERN.fullmatch(pattern):
            raise InvalidSetup(
                "host_invalid",
                _lt(
                    "“%(host)s” is no host: write one such as hooks.example.com, or "
                    "hooks.*.example.com",
                    host=pattern,
                ),
                host=pattern,
            )
    return patterns


def checked_address(address: str, patterns: Iterable[str]) -> tuple[str, str]:
    """The host of an address, and what is asked of it: the path with the query.

    :param patterns: as :func:`host_patterns` gives them
    :raises AddressRefused: it does not begin with https://, names a port or a user, or
        its host is not on the list
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused() from None
    is_plain = len(address) <= LONGEST_ADDRESS and _PLAIN.fullmatch(address)
    is_secure = parts.scheme == "https" and port in (None, 443)
    if not (is_plain and is_secure) or "@" in parts.netloc or not _HOST.fullmatch(host):
        raise _refused()
    if not any(_fits(host, pattern) for pattern in patterns):
        raise AddressRefused(
            "host_not_listed",
            _lt("The host %(host)s is not on the list.", host=host),
            host=host,
        )
    target = parts.path or "/"
    return host, f"{target}?{parts.query}" if parts.query else target


def _fits(host: str, pattern: str) -> bool:
    labels = [
        _ANY_LABEL if label == "*" else re.escape(label) for label in pattern.split(".")
    ]
    return bool(re.fullmatch(r"\.".join(labels), host))


def _refused() -> AddressRefused:
    return AddressRefused(
        "address_refused", _lt("The address that the call names is not asked for.")
    )
