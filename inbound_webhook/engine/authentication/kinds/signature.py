"""A signature with a secret that both sides have: an HMAC, or a plain hash.

HMAC is RFC 2104. A plain hash is of a message that the secret is a part of, as older
schemes have it (HubSpot v1).
"""

import hmac

from ...errors import InvalidSetup
from ...phrases import _lt
from .. import preparing, refusals
from ..asymmetric import unknown_algorithm
from ..encodings import find_encoding
from ..hashes import HASHES
from ..keys import bare_secret, check_length, shared_key
from ..scheme import Proof
from ..signing import signed
from .registry import register_scheme_kind

_HMAC = "hmac_"
#: HMACs first, then plain hashes.
ALGORITHMS = (
    *("hmac_sha256", "hmac_sha512", "hmac_sha384", "hmac_sha1"),
    *("sha256", "sha1"),
)


def verify(call, secret, now):
    """Whether one of the signatures of a call is what the secret makes of it.

    The signature is written as the sender writes it and compared with what came, byte
    by byte: what came is never decoded, so that it cannot be spelled in two ways.

    :rtype: Proof
    :raises NotAuthentic: there is none, it is none, or none of them is right
    :raises InvalidSetup: the secret cannot be read, or the scheme cannot work
    """
    found = preparing.candidates(call, secret)
    encoding = find_encoding(call.scheme.encoding)
    expected = expected_signature(call, secret)
    if any([hmac.compare_digest(item.text, expected) for item in found]):
        return Proof(preparing.signed_bytes(call, secret))
    if not any(encoding.is_written(item.text) for item in found):
        raise refusals.malformed(call.scheme.place)
    raise refusals.wrong(call.scheme.place)


def sign(call, secret, now):
    """The signature, and the time and the id where the sender adds them."""
    return signed(call, secret, now, lambda drafted: _digest(drafted, secret))


def expected_signature(call, secret):
    """The signature that a secret makes of a call, as it is written, without prefix.

    :raises NotAuthentic: a part of what is signed is missing
    :raises InvalidSetup: the secret cannot be read, or the scheme cannot work
    """
    return find_encoding(call.scheme.encoding).write(_digest(call, secret))


def check(scheme):
    """:raises InvalidSetup: a plain hash of no secret, or no such algorithm"""
    if scheme.algorithm not in ALGORITHMS:
        raise unknown_algorithm(scheme.algorithm)
    kinds = {part.kind for part in scheme.parts}
    if not _is_hmac(scheme) and "secret" not in kinds:
        raise InvalidSetup(
            "hash_without_secret",
            _lt("A plain hash proves nothing unless the secret is one of the parts."),
        )
    find_encoding(scheme.encoding)


def check_secret(scheme, secret):
    """:raises InvalidSetup: it cannot be read, or is too short"""
    check_length(_key(scheme, secret))


def _is_hmac(scheme):
    return scheme.algorithm.startswith(_HMAC)


def _key(scheme, secret):
    if _is_hmac(scheme):
        return shared_key(scheme, secret)
    return bare_secret(scheme, secret.value).encode("utf-8", "surrogatepass")


def _digest(call, secret):
    scheme = call.scheme
    if scheme.algorithm not in ALGORITHMS:
        raise unknown_algorithm(scheme.algorithm)
    message = preparing.message(call, secret)
    if not _is_hmac(scheme):
        return HASHES[scheme.algorithm](message)
    name = scheme.algorithm.removeprefix(_HMAC)
    return hmac.digest(shared_key(scheme, secret), message, name)


register_scheme_kind(
    "signature",
    _lt("Signature with a shared secret"),
    verify=verify,
    sign=sign,
    algorithms=ALGORITHMS,
    signs_parts=True,
    check=check,
    check_secret=check_secret,
)
