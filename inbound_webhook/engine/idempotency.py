"""``Idempotency-Key``: the sender's word for what is one request, each time it comes.

As draft-ietf-httpapi-idempotency-key-header has it: the same key and content is
answered as the first time, other content is refused, and so is one whose first is under
way.
"""

from .authentication.structured import parse_dictionary
from .bounds import DAY
from .duplicates import Mark, digest_of
from .request import IncomingRequest

HEADER = "Idempotency-Key"
#: Seconds that a key is remembered: the draft leaves it to the server, and others who
#: take such keys say a day.
LIFETIME = DAY


def key_mark(request: IncomingRequest) -> Mark | None:
    """What a call is remembered by that brings a key, else None."""
    text = (request.header(HEADER) or "").strip()
    if not text:
        return None
    return Mark("key", digest_of("key", _unquoted(text)), LIFETIME)


def _unquoted(text: str) -> str:
    """A key as the draft writes it, a string (RFC 9651), or as many senders do."""
    if not text.startswith('"'):
        return text
    try:
        (item,) = parse_dictionary(f"a={text}").values()
    except ValueError:
        return text
    return item.value
