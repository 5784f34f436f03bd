"""``Idempotency-Key``: the sender's word for what is one request, each time it comes.

As draft-ietf-httpapi-idempotency-key-header has it: the same key and content is
answered as the first time, other content is refused, and so is one whose first is under
way. An empty key is none: mostly it is a setting that nobody filled in, and if it
counted, all calls of its sender would be the same one.
"""

import contextlib

from .authentication.structured import parse_item
from .bounds import DAY
from .duplicates import Mark, digest_of
from .errors import KeyUnclear
from .phrases import _lt
from .request import IncomingRequest

HEADER = "Idempotency-Key"
_NAME = HEADER.lower()
#: Seconds that a key is remembered: the draft leaves it to the server, and others who
#: take such keys say a day.
LIFETIME = DAY


def key_mark(request: IncomingRequest) -> Mark | None:
    """What a call is remembered by that brings a key, else None.

    :raises KeyUnclear: it brings several, or one that cannot be told from several
    """
    values = [value for name, value in request.headers if name.lower() == _NAME]
    if len(values) > 1:
        raise _unclear()
    key = _key((request.header(HEADER) or "").strip())
    return Mark("key", digest_of("key", key), LIFETIME) if key else None


def _key(text: str) -> str:
    """A key as the draft writes it, a string (RFC 9651), or as many senders do: bare.

    Of two headers a web server makes one, with a comma between.

    :raises KeyUnclear: it may be two
    """
    if text.startswith('"'):
        with contextlib.suppress(ValueError):
            return parse_item(text).value.strip()
    if "," in text:
        raise _unclear()
    return text


def _unclear() -> KeyUnclear:
    return KeyUnclear(
        "key_unclear",
        _lt(
            "The call has to have one Idempotency-Key: a text in quotation marks, or "
            "one without commas."
        ),
    )
