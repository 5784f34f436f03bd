"""A signature that is made with a private key and checked with the public one."""

from ...phrases import _lt
from .. import preparing, refusals
from ..asymmetric import ASYMMETRIC, find_asymmetric, private_key, public_key
from ..encodings import find_encoding
from ..scheme import Proof
from ..signing import signed
from .registry import register_scheme_kind


def verify(call, secret, now):
    """Whether one of the signatures of a call is made with the other half of a key.

    :rtype: Proof
    :raises NotAuthentic: there is none, it is none, or none of them is right
    :raises InvalidSetup: the key cannot be read, or the scheme cannot work
    """
    scheme = call.scheme
    algorithm = find_asymmetric(scheme.algorithm)
    key = public_key(scheme, secret, algorithm)
    found = [_decoded(scheme, item.text) for item in preparing.candidates(call, secret)]
    signatures = [signature for signature in found if signature]
    if not signatures:
        raise refusals.malformed(scheme.place)
    message = preparing.message(call, secret)
    if not any(algorithm.is_signed(key, item, message) for item in signatures):
        raise refusals.wrong(scheme.place)
    return Proof(preparing.signed_bytes(call, secret))


def sign(call, secret, now):
    """The signature, and the time and the id where the sender adds them.

    :param secret: the private key, in the same format
    """
    algorithm = find_asymmetric(call.scheme.algorithm)
    key = private_key(call.scheme, secret, algorithm)

    def make(drafted):
        return algorithm.sign(key, preparing.message(drafted, secret))

    return signed(call, secret, now, make)


def check(scheme):
    """:raises InvalidSetup: no such algorithm or encoding"""
    find_asymmetric(scheme.algorithm)
    find_encoding(scheme.encoding)


def check_secret(scheme, secret):
    """:raises InvalidSetup: it is no public key, of another type, or too short"""
    public_key(scheme, secret, find_asymmetric(scheme.algorithm))


def _decoded(scheme, text):
    """The bytes of a signature, none where it is not written as it should be."""
    try:
        return find_encoding(scheme.encoding).parse(text)
    except ValueError:
        return b""


register_scheme_kind(
    "public_key",
    _lt("Signature with a public key"),
    verify=verify,
    sign=sign,
    algorithms=tuple(ASYMMETRIC),
    signs_parts=True,
    check=check,
    check_secret=check_secret,
)
