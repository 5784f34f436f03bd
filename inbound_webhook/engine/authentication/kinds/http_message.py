"""HTTP Message Signatures: RFC 9421, with the digest of the body by RFC 9530.

A call with a body is taken only if its ``Content-Digest`` is signed, and right: without
that, the signature would fit any body. Options of the scheme:

=============== ===================================================================
``components``  what has to be signed, as the RFC writes it: ``@method``,
                ``@target-uri``, ``content-type``, ...; ``content-digest`` need not
                be named
``label``       the signature that counts; any, where it is not set
``tag``         what the parameter ``tag`` has to be, where it is set
=============== ===================================================================

The time of the scheme stands in ``Place("signature", "created")``: how old the
parameter ``created`` may be. Its algorithm is the scheme's; a signature that names
another one is refused.
"""

from dataclasses import replace

from ...phrases import _lt
from .. import message_base, refusals
from ..adding import added, applied, merged
from ..call import SignedCall
from ..digests import content_digest, digest_fits
from ..named_algorithms import NamedAlgorithms
from ..scheme import Additions, Place, Proof
from ..shapes import MOST_CANDIDATES
from ..structured import InnerList, Item, parse_dictionary
from .registry import register_scheme_kind

SIGNATURE = Place("header", "Signature")
INPUT = Place("header", "Signature-Input")
DIGEST = Place("header", "Content-Digest")
#: The names of the RFC (section 3.3), and ours.
_ALGORITHMS = NamedAlgorithms(
    shared={"hmac-sha256": "sha256"},
    public={
        "ed25519": "ed25519",
        "ecdsa-p256-sha256": "ecdsa_p256_sha256_raw",
        "ecdsa-p384-sha384": "ecdsa_p384_sha384_raw",
        "rsa-pss-sha512": "rsa_pss_sha512",
        "rsa-v1_5-sha256": "rsa_sha256",
    },
)
_LABEL = "sig1"
#: Seconds that two clocks may differ, where the scheme does not say.
_LEEWAY = 60


def verify(call, secret, now):
    """Whether one of the signatures of a call is made with the secret, and covers
    what it has to.

    :return: with the time when it was made, None where it does not say
    :rtype: Proof
    :raises NotAuthentic: there is none, it is none, or not right
    :raises InvalidSetup: the secret cannot be read, or the scheme cannot work
    """
    problem = None
    for covered, signature in _signatures(call):
        parameters = dict(covered.parameters)
        if not _is_meant(call.scheme, secret, parameters):
            continue
        base = message_base.signature_base(call, covered)
        if not _ALGORITHMS.is_signed(call.scheme, secret, signature, base):
            problem = refusals.wrong(SIGNATURE)
            continue
        _check_covered(call, covered)
        _check_expiry(call.scheme, parameters, now)
        return Proof(base, _created(parameters))
    raise problem or refusals.wrong(SIGNATURE)


def sign(call, secret, now):
    """``Signature-Input``, ``Signature``, and ``Content-Digest`` of a body."""
    scheme, additions = call.scheme, Additions()
    names = list(scheme.option("components", ()))
    if call.request.body:
        additions = added(DIGEST, content_digest(call.request.body))
        names += [] if "content-digest" in names else ["content-digest"]
    call = replace(call, request=applied(call.request, additions))
    parameters = [("created", int(now)), ("alg", scheme.algorithm)]
    if secret.key_id:
        parameters.append(("keyid", secret.key_id))
    if scheme.option("tag"):
        parameters.append(("tag", scheme.option("tag")))
    items = tuple(message_base.component(name) for name in names)
    covered = InnerList(items, tuple(parameters))
    base = message_base.signature_base(call, covered)
    signature = Item(_ALGORITHMS.sign(scheme, secret, base))
    label = scheme.option("label", _LABEL)
    for place, value in ((INPUT, covered), (SIGNATURE, signature)):
        additions = merged(additions, added(place, f"{label}={value}".encode()))
    return additions


def check(scheme):
    """:raises InvalidSetup: an algorithm or a component that there is not"""
    _ALGORITHMS.check(scheme)
    for name in scheme.option("components", ()):
        message_base.check_component(name)


# === THE HEADERS ===


def _signatures(call: SignedCall) -> list[tuple[InnerList, bytes]]:
    """What each signature covers, and the signature.

    :raises NotAuthentic: there is none, or the headers are none of these
    """
    inputs, signatures = _dictionary(call, INPUT), _dictionary(call, SIGNATURE)
    wanted = call.scheme.option("label")
    found = [
        (covered, signatures[label].value)
        for label, covered in inputs.items()
        if label in signatures and wanted in (None, "", label)
    ]
    if not found:
        raise refusals.missing(SIGNATURE)
    is_made = all(
        isinstance(covered, InnerList) and isinstance(signature, bytes)
        for covered, signature in found
    )
    if not is_made or len(found) > MOST_CANDIDATES:
        raise refusals.malformed(SIGNATURE)
    return found


def _dictionary(call, place):
    values = call.values(place)
    if not values:
        raise refusals.missing(place)
    # A header of this kind may come in pieces (RFC 9651, section 3).
    text = b", ".join(values).decode("latin-1")
    try:
        members = parse_dictionary(text)
    except ValueError as error:
        raise refusals.malformed(place) from error
    if place == SIGNATURE and not all(isinstance(i, Item) for i in members.values()):
        raise refusals.malformed(place)
    return members


def _is_meant(scheme, secret, parameters):
    """Whether a signature says that it is another one: of another key, for another
    purpose, or with another algorithm."""
    keyid, tag = parameters.get("keyid"), scheme.option("tag")
    return (
        parameters.get("alg", scheme.algorithm) == scheme.algorithm
        and (not secret.key_id or keyid in (None, secret.key_id))
        and (not tag or parameters.get("tag") == tag)
    )


def _check_covered(call, covered):
    names = {str(item) for item in covered.items}
    needed = [
        str(message_base.component(n)) for n in call.scheme.option("components", ())
    ]
    if call.request.body:
        needed.append('"content-digest"')
    for name in needed:
        if name not in names:
            raise refusals.component_missing(name)
    if '"content-digest"' in names and not digest_fits(
        call.value(DIGEST), call.request.body
    ):
        raise refusals.digest_wrong(DIGEST.name)


def _check_expiry(scheme, parameters, now):
    leeway = scheme.time.future if scheme.time else _LEEWAY
    expires = parameters.get("expires")
    if isinstance(expires, int) and now >= expires + leeway:
        raise refusals.too_old(int(now - expires), leeway)


def _created(parameters):
    created = parameters.get("created")
    return created if type(created) is int else None


register_scheme_kind(
    "http_message",
    _lt("HTTP Message Signature"),
    verify=verify,
    sign=sign,
    algorithms=_ALGORITHMS.names,
    own_time="created",
    own_place=SIGNATURE,
    check=check,
    check_secret=_ALGORITHMS.check_secret,
)
