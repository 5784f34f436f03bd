"""What was signed, what was expected and what came, for whoever sets a scheme up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..body import Limits
from ..errors import InvalidSetup, NotAuthentic
from ..phrases import Phrase
from ..request import IncomingRequest
from . import preparing
from .call import SignedCall
from .kinds import SCHEME_KINDS
from .kinds.signature import expected_signature
from .scheme import Part, Scheme, Secret, Verified
from .searching import explain_mismatch
from .verifying import signed_calls, verify
from .visible import visible
from .wording import part_in_words


@dataclass(frozen=True)
class ShownPart:
    """One part of what is signed.

    :param name: what it is
    :param text: what stands there, invisible characters shown; None where it is missing
    """

    name: Phrase | str
    text: str | None


@dataclass(frozen=True)
class Explanation:
    """Why a call is authentic, or is not. For an administrator's eyes alone: who knows
    the expected signature can send this call.

    :param verified: what is known of a call that is
    :param problem: why it is not
    :param parts: what is signed, part by part
    :param signed: the same as the bytes that are signed, invisible characters shown;
        with the secret left out
    :param expected: the signatures that the live secrets make, none of a public key
    :param received: what came in the place of the signature
    :param mismatch: what would have to be otherwise for it to fit
    """

    verified: Verified | None = None
    problem: NotAuthentic | None = None
    parts: tuple[ShownPart, ...] = ()
    signed: str = ""
    expected: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    mismatch: tuple[Phrase, ...] = field(default=())


def explain(
    scheme: Scheme,
    secrets: Sequence[Secret],
    request: IncomingRequest,
    public_url: str,
    now: float,
    limits: Limits | None = None,
) -> Explanation:
    """Verify a call, and show how that was done; this raises nothing.

    :param secrets: all that are set, the dead ones too
    :return: of a call whose items have signatures of their own, that of the first one
    """
    limits = limits or Limits()
    verified = problem = None
    try:
        verified = verify(scheme, secrets, request, public_url, now, limits)
    except NotAuthentic as error:
        problem = error
    mismatch = explain_mismatch(scheme, secrets, request, public_url, now, limits)
    call = _first(SignedCall(scheme, request, public_url, limits))
    if call is None or not _signs_parts(scheme):
        return Explanation(
            verified, problem, received=_received(call), mismatch=tuple(mismatch)
        )
    # What it is called, and not what it is.
    named = Secret(key_id=next((secret.key_id for secret in secrets), ""))
    parts = tuple(_shown(call, part, named) for part in scheme.parts)
    joiner = visible(scheme.joiner.encode())
    return Explanation(
        verified,
        problem,
        parts,
        joiner.join(part.text or "" for part in parts),
        _expected(call, secrets, now),
        _received(call),
        tuple(mismatch),
    )


def _signs_parts(scheme: Scheme) -> bool:
    kind = SCHEME_KINDS.get(scheme.kind)
    return bool(kind) and kind.signs_parts


def _first(call: SignedCall) -> SignedCall | None:
    try:
        return signed_calls(call)[0]
    except NotAuthentic:
        return None


def _shown(call: SignedCall, part: Part, secret: Secret) -> ShownPart:
    if part.kind == "secret":
        return ShownPart(part_in_words(part), "***")
    try:
        value = preparing.part_bytes(call, part, secret)
    except (NotAuthentic, InvalidSetup):
        return ShownPart(part_in_words(part), None)
    return ShownPart(part_in_words(part), visible(value))


def _expected(
    call: SignedCall, secrets: Sequence[Secret], now: float
) -> tuple[str, ...]:
    if call.scheme.kind != "signature":
        return ()
    made = []
    for secret in secrets:
        if secret.is_live(now):
            try:
                made.append(expected_signature(call, secret).decode())
            except (NotAuthentic, InvalidSetup):
                continue
    return tuple(made)


def _received(call: SignedCall | None) -> tuple[str, ...]:
    """What came, but no token: that is the secret itself."""
    if call is None or not _signs_parts(call.scheme):
        return ()
    return tuple(visible(value) for value in call.values(call.scheme.place))
