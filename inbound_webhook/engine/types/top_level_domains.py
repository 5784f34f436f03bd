"""What the names of hosts end in, as the DNS knows them.

New ones come now and then. Who writes ``https://`` before a name of theirs is believed;
without it, what ends in no domain is a text with a point in it: ``Dr.Muster``.
"""

from functools import lru_cache
from pathlib import Path

#: Of examples, and of networks that nobody outside sees (RFC 2606, RFC 6762).
_RESERVED = frozenset({"example", "test", "invalid", "localhost", "local", "internal"})
_LIST = Path(__file__).with_suffix(".txt")


def is_top_level_domain(label: str) -> bool:
    """Whether the last part of the name of a host is a domain that there is."""
    try:
        known = label.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return known in _RESERVED or known in _all()


@lru_cache
def _all() -> frozenset[str]:
    lines = _LIST.read_text("ascii").splitlines()
    return frozenset(word for line in lines[1:] for word in line.split())
