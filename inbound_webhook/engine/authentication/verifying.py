"""Whether a call is authentic, and how a sender makes one that is."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from ..body import Limits
from ..errors import InvalidSetup, NotAuthentic
from ..request import IncomingRequest
from . import refusals
from .adding import merged
from .call import SignedCall
from .kinds import SchemeKind, find_scheme_kind
from .scheme import Additions, Proof, Scheme, Secret, Verified
from .times import check_age, time_of

_NO_LIMITS_GIVEN = Limits()
#: What is wrong with one secret, and may be right with another.
_OF_ONE_SECRET = ("signature_wrong", "signature_malformed")


def verify(
    scheme: Scheme,
    secrets: Sequence[Secret],
    request: IncomingRequest,
    public_url: str,
    now: float,
    limits: Limits = _NO_LIMITS_GIVEN,
) -> Verified:
    """Find out whether a call is from the sender that shares a secret with us.

    The signature is looked at before the time: of a call that is too old it is known
    then that the sender made it.

    :param scheme: how that sender proves it
    :param secrets: all that are set, the dead ones too
    :param request: as it came, nothing masked
    :param public_url: the address that the sender was given
    :param now: seconds since 1970
    :param limits: within which the body is read, where a scheme needs what is in it
    :return: which secret it was, and what the scheme finds in the call
    :raises NotAuthentic: it is not, or that cannot be said; nothing else is raised,
        whatever bytes come
    """
    return verify_call(SignedCall(scheme, request, public_url, limits), secrets, now)


def verify_call(call: SignedCall, secrets: Sequence[Secret], now: float) -> Verified:
    """As :func:`verify`, of a call whose body may be read already."""
    try:
        kind = find_scheme_kind(call.scheme.kind)
        live = [secret for secret in secrets if secret.is_live(now)]
        if not live and not kind.is_open:
            raise refusals.secret_missing()
        return _verified(kind, call, live, now)
    except InvalidSetup as error:
        raise refusals.misconfigured() from error


def sign(
    scheme: Scheme,
    secret: Secret,
    request: IncomingRequest,
    public_url: str,
    now: float,
) -> Additions:
    """What the sender adds to a call, so that :func:`verify` takes it.

    :param secret: of public keys, the private one
    :param request: the call without it
    :raises NotAuthentic: the call lacks a part of what is signed
    :raises InvalidSetup: the scheme, or the secret, cannot work
    """
    kind = find_scheme_kind(scheme.kind)
    call = SignedCall(scheme, request, public_url)
    if not scheme.items_path:
        return kind.sign(call, secret, now)
    additions = Additions()
    for number, item in enumerate(call.items(scheme.items_path)):
        made = kind.sign(item, secret, now)
        paths = [
            (f"{_item_path(scheme.items_path, number)}.{path}", value)
            for path, value in made.body
        ]
        additions = merged(additions, Additions(made.headers, body=tuple(paths)))
    return additions


def _verified(
    kind: SchemeKind, call: SignedCall, secrets: list[Secret], now: float
) -> Verified:
    proofs = [_proof(kind, signed, secrets, now) for signed in signed_calls(call)]
    secret, proof = proofs[0]
    scheme = call.scheme
    return Verified(
        secret=secret,
        time=proof.time,
        delivery_id=call.text(scheme.id_place),
        event_type=call.text(scheme.event_type_place),
        nonce=call.text(scheme.nonce_place),
        signed=_digest([proof.signed for _secret, proof in proofs]),
    )


def signed_calls(call: SignedCall) -> list[SignedCall]:
    """What has a signature: the call, or each item of it.

    :raises NotAuthentic: there is no item
    """
    path = call.scheme.items_path
    if not path:
        return [call]
    items = call.items(path)
    if not items:
        raise refusals.missing(call.scheme.place)
    return items


def _proof(
    kind: SchemeKind, call: SignedCall, secrets: list[Secret], now: float
) -> tuple[Secret | None, Proof]:
    """Which secret a call was made with, what was signed, and when.

    :raises NotAuthentic: with none of them, or too long ago
    """
    rule = call.scheme.time
    try:
        secret, proof = _match(kind, call, secrets, now)
    except NotAuthentic as error:
        if error.code == "signature_wrong" and rule and not kind.own_time:
            # What is signed is the time: that it is none says more.
            time_of(call, rule)
        raise
    if not rule:
        return secret, proof
    if not kind.own_time:
        proof = replace(proof, time=time_of(call, rule))
    elif proof.time is None:
        raise refusals.part_missing(kind.own_time, "time")
    check_age(proof.time, rule, now)
    return secret, proof


def _match(
    kind: SchemeKind, call: SignedCall, secrets: list[Secret], now: float
) -> tuple[Secret | None, Proof]:
    problem: NotAuthentic | None = None
    for secret in [None] if kind.is_open else secrets:
        try:
            return secret, kind.verify(call, secret, now) or Proof()
        except InvalidSetup as error:
            # The other one may be right: this one is said where none is.
            problem = problem or _setup_problem(error)
        except NotAuthentic as error:
            if error.code not in _OF_ONE_SECRET:
                raise
            problem = error
    raise problem


def _digest(signed: list[bytes]) -> str | None:
    """What is signed, in short; None where nothing is."""
    if not all(signed):
        return None
    # The lengths keep what is signed of one item apart from that of the next.
    lengths = b",".join(b"%d" % len(each) for each in signed)
    return hashlib.sha256(b"".join([lengths, b":", *signed])).hexdigest()


def _setup_problem(error: InvalidSetup) -> NotAuthentic:
    is_secret = error.code in ("key_unreadable", "secret_too_short")
    return refusals.secret_invalid() if is_secret else refusals.misconfigured()


def _item_path(items_path: str, number: int) -> str:
    if "[*]" in items_path:
        return items_path.replace("[*]", f"[{number}]", 1)
    return f"{items_path}[{number}]"
