"""The URLs of handlers in texts that are not ours, such as the lines of a log."""

import re

from .mask import MASK

_PERCENT = "%(?:25)*"


def _spelled(letter: str) -> str:
    """A letter as a URL may spell it: as it is or in percent-encoding, in any case."""
    codes = {f"{ord(form):02x}" for form in (letter, letter.upper())}
    return f"(?:{letter}|{_PERCENT}(?:{'|'.join(sorted(codes))}))"


# Not behind a letter (x_inbound/), except behind an encoded slash (%2Finbound/). What
# follows the name begins with what can follow it in a URL, or all talk of an inbound
# call would be masked.
_BEGINNING = (
    r"(?:(?<![\w-])|(?<=2f)|(?<=5c))"
    + "".join(map(_spelled, "inbound"))
    + r"(?=[/\\?#;&%])"
)
_ADDRESS = re.compile(_BEGINNING + r"[^ \t\r\n]+", re.IGNORECASE)
# A line that ends the request line as it should, or the end of the quoted one.
_REQUEST = re.compile(
    _BEGINNING + r"(?:.+(?= HTTP/\d)|.+(?=(?:\x1b\[0m)?[\"'](?: \S+){2,3}\s*$)|.+)",
    re.IGNORECASE,
)
# What web servers quote of a request that they cannot read (Werkzeug's, and gevent's).
_UNREADABLE = re.compile(
    r"(?P<what>code \d+, message [^(\"']*(?=[(\"'])|Invalid request \(from .*?\)\): "
    r"|Invalid http [^:(]*(?=[:(])).*",
    re.IGNORECASE | re.DOTALL,
)
# A line about a request without a version of HTTP: there, what should be a request line
# may be a part of a body.
_NO_REQUEST = re.compile(
    r"(?P<before> - - \[[^\]]*\] [\"'])(?!.* HTTP/\d).+(?P<after>[\"'] \d+ \S+.*)",
    re.DOTALL,
)
_HIDDEN = f"inbound/{MASK}"


def mask_addresses(text: str) -> str:
    """A text without what follows ``/inbound/``, to the next blank.

    :param text: with or without such addresses
    """
    return _ADDRESS.sub(_HIDDEN, text) if _may_hold(text) else text


def mask_request_lines(text: str) -> str:
    """A web server's line about a request, without what was sent.

    A request line may hold blanks that do not belong there: the mask runs to the
    version of HTTP, or to the end. Of one that cannot be read, nothing is left.
    """
    unreadable = _UNREADABLE.search(text)
    if unreadable:
        return f"{text[: unreadable.start()]}{unreadable['what']}({MASK})"
    if _may_hold(text):
        text = _REQUEST.sub(_HIDDEN, text)
    return _NO_REQUEST.sub(rf"\g<before>{MASK}\g<after>", text)


def _may_hold(text: str) -> bool:
    # Nearly no line does, and this is asked of all.
    return "%" in text or "inbound" in text.lower()
