"""When two calls are the same call.

A fingerprint is the SHA-256 (hex) of what a handler compares. Two calls of one
handler with equal fingerprints inside the protection period are duplicates.
"""

import hashlib
import json
from typing import Any

MODES = ("payload", "parameters", "header")
UNIT_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


def of_request(method: str, query_string: str, body: bytes) -> str:
    """Fingerprint of the request as it came: method, query and raw body."""
    return _digest(b"request", method.encode(), _bytes(query_string), body)


def of_payload(method: str, query: Any, payload: Any) -> str:
    """Fingerprint of the parsed request, for comparing without volatile fields.

    :param query: JSON-safe tree of the query
    :param payload: JSON-safe tree of the body
    """
    return _digest(b"payload", method.encode(), _canonical(query), _canonical(payload))


def of_parameters(values: dict[str, Any]) -> str:
    """Fingerprint of chosen parameters (JSON-safe values by name)."""
    return _digest(b"parameters", _canonical(values))


def of_header(value: str) -> str:
    """Fingerprint of a delivery id taken from a header."""
    return _digest(b"header", _bytes(value.strip()))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        # The length keeps ("ab", "c") and ("a", "bc") apart.
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def _bytes(text: str) -> bytes:
    # Whatever a web server decoded has bytes, lone surrogates included.
    return text.encode("utf-8", "surrogatepass")
