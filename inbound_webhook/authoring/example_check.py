"""Whether an example of a call proves itself, and what it was signed over."""

import unicodedata
from dataclasses import dataclass, replace

from ..engine.authentication.call import SignedCall
from ..engine.authentication.preparing import signed_bytes
from ..engine.authentication.scheme import Secret
from ..engine.authentication.times import time_of
from ..engine.authentication.verifying import sign
from ..engine.body import Limits
from ..engine.credentials import Credentials
from ..engine.errors import EngineError, NotAuthentic
from ..engine.masking import MASK
from ..engine.phrases import _lt
from ..engine.request import IncomingRequest

#: Kinds whose signature both sides can make, and that say nothing of the secret.
_SHOWN = ("signature",)
_NAMED = {"\n": "␊\n", "\r": "␍", "\t": "␉", "\x7f": "␡"}
#: Characters that are shown of what is signed.
_MOST = 20_000


@dataclass(frozen=True)
class ExampleCheck:
    """What became of the check of an example.

    :param problem: why it does not prove itself, None where it does
    :param secret: by which secret it does, None where by none
    :param signed: what is signed, with what is invisible made visible; empty where the
        scheme signs nothing, or what it signs is not there
    :param expected: what has to stand in the place of the signature; empty where that
        would be the secret itself
    :param got: what stands there
    """

    problem: str | None = None
    secret: str | None = None
    signed: str = ""
    expected: str = ""
    got: str = ""


def check_example(
    credentials: Credentials, request: IncomingRequest, now: float, limits: Limits
) -> ExampleCheck:
    """Check an example of a call, as the door would check it.

    :param request: with what it proves itself by
    :param now: seconds since 1970, when it came
    """
    found = ExampleCheck()
    try:
        found = replace(found, secret=credentials.check(request, now, limits))
    except NotAuthentic as error:
        found = replace(found, problem=error.phrase)
    scheme = credentials.scheme
    if not scheme or scheme.kind not in _SHOWN:
        return found
    call = SignedCall(scheme, request, credentials.public_url, limits)
    got = b", ".join(call.values(scheme.place))
    found = replace(found, got=visible(got))
    secrets = [secret for name, secret in credentials.secrets if secret.is_live(now)]
    matching = [secret for name, secret in credentials.secrets if name == found.secret]
    for secret in (matching or secrets)[:1]:
        found = replace(
            found,
            signed=_signed(call, secret),
            expected=_expected(call, secret, now),
        )
    return found


def visible(raw: bytes) -> str:
    """Bytes as a text in which nothing is invisible.

    A line break is a sign and a line break; a blank at the end of a line is a point in
    the middle; what is no text is written as its number.
    """
    text = raw[: 4 * _MOST].decode("utf-8", "surrogateescape")
    lines = text[:_MOST].split("\n")
    shown = "\n".join(line[: len(line.rstrip(" "))] + _points(line) for line in lines)
    shown = "".join(_shown(letter) for letter in shown)
    return f"{shown}…" if len(text) > _MOST else shown


def _points(line: str) -> str:
    return "·" * (len(line) - len(line.rstrip(" ")))


def _shown(letter: str) -> str:
    if letter in _NAMED:
        return _NAMED[letter]
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    if 0xDC80 <= code <= 0xDCFF:
        return f"⟨{code - 0xDC00:02X}⟩"
    is_hidden = unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Zs")
    return f"⟨U+{code:04X}⟩" if is_hidden and letter != " " else letter


def _signed(call: SignedCall, secret: Secret) -> str:
    """What is signed, but for the secret where that is one of the parts."""
    try:
        signed = signed_bytes(call, secret)
    except EngineError as error:
        return _lt("(cannot be told: %(reason)s)", reason=error.phrase)
    bare = secret.value.strip().removeprefix(call.scheme.key_prefix)
    return visible(signed.replace(bare.encode() or b"\0", MASK.encode()))


def _expected(call: SignedCall, secret: Secret, now: float) -> str:
    """What the sender would write, at the time that the call says."""
    scheme = call.scheme
    try:
        time = time_of(call, scheme.time) if scheme.time else now
        made = sign(scheme, secret, call.request, call.public_url, time)
    except EngineError:
        return ""
    values = (*made.headers, *made.query, *made.form, *made.body)
    return "; ".join(
        value for name, value in values if name.lower() == scheme.place.name.lower()
    )
