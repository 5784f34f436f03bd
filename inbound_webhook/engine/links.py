"""Addresses that run code in the browser of whoever follows them."""

import re

#: Browsers skip these in front of a scheme and within it (WHATWG URL, section 4.4).
_SKIPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_RUNS_CODE = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)


def runs_code(text: str) -> bool:
    """Whether a text is an address that runs code, and leads nowhere."""
    return bool(_RUNS_CODE.match(_SKIPPED.sub("", text)))
