"""Digests of bodies in a header: RFC 9530."""

import hmac

from .hashes import HASHES
from .structured import Item, parse_dictionary

#: The algorithms of the RFC that are not insecure (section 5).
_ALGORITHMS = {"sha-256": HASHES["sha256"], "sha-512": HASHES["sha512"]}


def content_digest(body: bytes) -> bytes:
    """The header ``Content-Digest`` of a body."""
    return f"sha-256={Item(HASHES['sha256'](body))}".encode()


def digest_fits(header: bytes | None, body: bytes) -> bool:
    """Whether a header ``Content-Digest`` is of a body: in each algorithm that is
    known, and in one at least; this raises nothing."""
    try:
        digests = parse_dictionary((header or b"").decode("latin-1"))
    except ValueError:
        return False
    known = [name for name in digests if name in _ALGORITHMS]
    return bool(known) and all(
        _is_digest(digests[name], _ALGORITHMS[name](body)) for name in known
    )


def _is_digest(item, expected: bytes) -> bool:
    value = getattr(item, "value", None)
    return isinstance(value, bytes) and hmac.compare_digest(value, expected)
