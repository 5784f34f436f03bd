"""A signature that is made with a private key and checked with the public one."""

from dataclasses import replace

from ...errors import InvalidSetup
from ...hosts import AddressRefused, checked_address, host_patterns
from ...phrases import _lt
from .. import preparing, refusals
from ..asymmetric import (
    ASYMMETRIC,
    find_asymmetric,
    key_of_certificate,
    private_key,
    public_key,
)
from ..encodings import find_encoding
from ..scheme import Part, Proof, Secret
from ..signing import signed
from .registry import register_scheme_kind

#: Letters of the shortest name of a webhook, a topic or an account.
_SHORTEST_NAME = 8


def verify(call, secret, now):
    """Whether one of the signatures of a call is made with the other half of a key.

    :rtype: Proof
    :raises NotAuthentic: there is none, it is none, or none of them is right
    :raises InvalidSetup: the key cannot be read, or the scheme cannot work
    """
    scheme = call.scheme
    algorithm = find_asymmetric(scheme.algorithm)
    own = None if scheme.key_url_place else public_key(scheme, secret, algorithm)
    found = [_decoded(scheme, item.text) for item in preparing.candidates(call, secret)]
    signatures = [signature for signature in found if signature]
    if not signatures:
        raise refusals.malformed(scheme.place)
    # Last of all: for it, another server may have to be asked.
    key = own or _named_key(call, algorithm, now)
    message = preparing.message(call, secret)
    if not any(algorithm.is_signed(key, item, message) for item in signatures):
        raise refusals.wrong(scheme.place)
    return Proof(preparing.signed_bytes(call, secret))


def sign(call, secret, now):
    """The signature, and the time and the id where the sender adds them.

    :param secret: the private key, in the same format
    """
    scheme, algorithm = call.scheme, find_asymmetric(call.scheme.algorithm)
    if scheme.key_url_place:
        scheme, own = replace(scheme, key_format="pem"), Secret(scheme.certificate)
        key = private_key(scheme, own, algorithm)
    else:
        key = private_key(scheme, secret, algorithm)

    def make(drafted):
        return algorithm.sign(key, preparing.message(drafted, secret))

    return signed(call, secret, now, make)


def check(scheme):
    """:raises InvalidSetup: no such algorithm or encoding, or no host of certificates,
    or nothing by which calls to others are told from those to the administrator"""
    find_asymmetric(scheme.algorithm)
    find_encoding(scheme.encoding)
    if not scheme.key_url_place:
        return
    host_patterns("\n".join(scheme.key_hosts))
    if not scheme.key_hosts:
        raise InvalidSetup(
            "key_hosts_missing",
            _lt("Say at which hosts the certificates of the sender may be."),
        )
    if not scheme.key_id_place and Part("secret") not in scheme.parts:
        raise InvalidSetup(
            "own_name_missing",
            _lt(
                "Anybody's calls are signed with these keys: say where a call names "
                "whose it is, or sign that."
            ),
        )


def check_secret(scheme, secret):
    """:raises InvalidSetup: it is no public key, of another type, or too short"""
    if scheme.key_url_place:
        if len(secret.value.strip()) < _SHORTEST_NAME:
            raise InvalidSetup(
                "secret_too_short",
                _lt("This is too short to be the sender's own name of something."),
            )
        return
    public_key(scheme, secret, find_asymmetric(scheme.algorithm))


def _named_key(call, algorithm, now):
    """The key of the certificate that a call names.

    :raises NotAuthentic: it names none, or one elsewhere; nobody has fetched it; or it
        is none
    """
    place = call.scheme.key_url_place
    address = call.text(place)
    if not address:
        raise refusals.part_missing(refusals.where(place), "key_url")
    try:
        checked_address(address, call.scheme.key_hosts)
    except AddressRefused as error:
        raise refusals.key_refused(place) from error
    if not call.scheme.certificate:
        raise refusals.key_unknown(place)
    try:
        return key_of_certificate(call.scheme, algorithm, now)
    except InvalidSetup as error:
        # The sender's, and not ours.
        raise refusals.key_unfit(place) from error


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
