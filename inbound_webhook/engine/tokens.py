"""The secret part of a handler's URL."""

import hashlib


def digest_of_token(token: str | None) -> str:
    """What the database knows a token by: SHA-256, in hexadecimal."""
    return hashlib.sha256((token or "").encode("utf-8", "surrogatepass")).hexdigest()
