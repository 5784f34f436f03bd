"""Signatures that are checked with a public key, by ``cryptography``, which Odoo has.

Keys are read from the forms in which senders give them out. A key of another type than
the algorithm asks for is refused as it is saved, so that no call decides which one is
used.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.x509 import load_pem_x509_certificate

from ..errors import InvalidSetup
from ..phrases import _lt
from .encodings import find_encoding
from .keys import bare_secret, decoded_key
from .scheme import Scheme, Secret

#: Fewest bits of an RSA key (NIST SP 800-131A).
FEWEST_RSA_BITS = 2048
_PUBLIC = (ed25519.Ed25519PublicKey, ec.EllipticCurvePublicKey, rsa.RSAPublicKey)
_PRIVATE = (ed25519.Ed25519PrivateKey, ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)
_CURVES = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1}
#: What ``cryptography`` raises for a key or a signature that it cannot read.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm)


@dataclass(frozen=True)
class Asymmetric:
    """One algorithm with a public and a private key.

    :param key_type: which keys are its own: ``ed25519``, ``rsa`` or the name of a curve
    :param verify: takes the public key, the signature and the message; raises
        InvalidSignature, or ValueError for what can be none
    :param sign: takes the private key and the message
    """

    key_type: str
    verify: Callable[[Any, bytes, bytes], None]
    sign: Callable[[Any, bytes], bytes]

    def is_signed(self, key: Any, signature: bytes, message: bytes) -> bool:
        """Whether a signature is of a message; this raises nothing."""
        try:
            self.verify(key, signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def _ed25519() -> Asymmetric:
    """RFC 8032."""
    return Asymmetric(
        "ed25519",
        lambda key, signature, message: key.verify(signature, message),
        lambda key, message: key.sign(message),
    )


def _rsa(hash_: hashes.HashAlgorithm) -> Asymmetric:
    """RSASSA-PKCS1-v1_5: RFC 8017, section 8.2."""
    scheme = padding.PKCS1v15()
    return Asymmetric(
        "rsa",
        lambda key, signature, message: key.verify(signature, message, scheme, hash_),
        lambda key, message: key.sign(message, scheme, hash_),
    )


def _rsa_pss(hash_: hashes.HashAlgorithm) -> Asymmetric:
    """RSASSA-PSS: RFC 8017, section 8.1, with a salt as long as the hash."""
    scheme = padding.PSS(padding.MGF1(hash_), hash_.digest_size)
    return Asymmetric(
        "rsa",
        lambda key, signature, message: key.verify(signature, message, scheme, hash_),
        lambda key, message: key.sign(message, scheme, hash_),
    )


def _ecdsa(curve: str, hash_: hashes.HashAlgorithm) -> Asymmetric:
    """ECDSA with the two numbers in DER: RFC 3279, section 2.2.3."""
    scheme = ec.ECDSA(hash_)
    return Asymmetric(
        curve,
        lambda key, signature, message: key.verify(signature, message, scheme),
        lambda key, message: key.sign(message, scheme),
    )


def _ecdsa_raw(curve: str, hash_: hashes.HashAlgorithm) -> Asymmetric:
    """ECDSA with the two numbers side by side: RFC 7518, section 3.4."""
    scheme, size = ec.ECDSA(hash_), (_CURVES[curve].key_size + 7) // 8

    def verify(key, signature, message):
        if len(signature) != 2 * size:
            raise ValueError("another length")
        r, s = (int.from_bytes(half) for half in (signature[:size], signature[size:]))
        key.verify(utils.encode_dss_signature(r, s), message, scheme)

    def sign(key, message):
        r, s = utils.decode_dss_signature(key.sign(message, scheme))
        return r.to_bytes(size) + s.to_bytes(size)

    return Asymmetric(curve, verify, sign)


#: Algorithms by name, in the order in which people choose.
ASYMMETRIC: dict[str, Asymmetric] = {
    "ed25519": _ed25519(),
    "ecdsa_p256_sha256": _ecdsa("P-256", hashes.SHA256()),
    "ecdsa_p256_sha256_raw": _ecdsa_raw("P-256", hashes.SHA256()),
    "ecdsa_p384_sha384_raw": _ecdsa_raw("P-384", hashes.SHA384()),
    "ecdsa_p521_sha512_raw": _ecdsa_raw("P-521", hashes.SHA512()),
    "rsa_sha256": _rsa(hashes.SHA256()),
    "rsa_sha384": _rsa(hashes.SHA384()),
    "rsa_sha512": _rsa(hashes.SHA512()),
    "rsa_sha1": _rsa(hashes.SHA1()),
    "rsa_pss_sha256": _rsa_pss(hashes.SHA256()),
    "rsa_pss_sha384": _rsa_pss(hashes.SHA384()),
    "rsa_pss_sha512": _rsa_pss(hashes.SHA512()),
}


def find_asymmetric(name: str) -> Asymmetric:
    """:raises InvalidSetup: there is no algorithm of that name with a public key"""
    if name not in ASYMMETRIC:
        raise unknown_algorithm(name)
    return ASYMMETRIC[name]


def unknown_algorithm(name: str) -> InvalidSetup:
    """The error for an algorithm that a kind of schemes does not have."""
    return InvalidSetup(
        "algorithm_unknown",
        _lt("There is no algorithm %(name)r here.", name=name),
        algorithm=name,
    )


def public_key(scheme: Scheme, secret: Secret, algorithm: Asymmetric) -> Any:
    """The public key that a secret says.

    :raises InvalidSetup: it cannot be read, is of another type, or too short
    """
    text = bare_secret(scheme, secret.value)
    return _checked(_public(text, scheme.key_format, algorithm.key_type), algorithm)


def key_of_certificate(scheme: Scheme, algorithm: Asymmetric, now: float) -> Any:
    """The public key of the certificate that a call names.

    :raises InvalidSetup: it is no certificate, of another type, or over
    """
    try:
        certificate = load_pem_x509_certificate(scheme.certificate.encode())
        is_good = (
            certificate.not_valid_before_utc.timestamp()
            <= now
            <= certificate.not_valid_after_utc.timestamp()
        )
        key = certificate.public_key()
    except _UNREADABLE as error:
        raise _unreadable("pem") from error
    if not is_good or not isinstance(key, _PUBLIC):
        raise _unreadable("pem")
    return _checked(key, algorithm)


def private_key(scheme: Scheme, secret: Secret, algorithm: Asymmetric) -> Any:
    """The private key that a secret says; raises as :func:`public_key`."""
    text = bare_secret(scheme, secret.value)
    return _checked(_private(text, scheme.key_format, algorithm.key_type), algorithm)


# Reading a key takes longer than checking a signature.
@lru_cache(maxsize=256)
def _public(text: str, key_format: str, key_type: str) -> Any:
    try:
        key = _read_public(text, key_format, key_type)
    except _UNREADABLE as error:
        raise _unreadable(key_format) from error
    if not isinstance(key, _PUBLIC):
        raise _unreadable(key_format)
    return key


def _private(text: str, key_format: str, key_type: str) -> Any:
    try:
        key = _read_private(text, key_format, key_type)
    except _UNREADABLE as error:
        raise _unreadable(key_format) from error
    if not isinstance(key, _PRIVATE):
        raise _unreadable(key_format)
    return key


def _read_public(text: str, key_format: str, key_type: str) -> Any:
    if key_format == "pem":
        pem = text.encode()
        if b"BEGIN CERTIFICATE" in pem:
            return load_pem_x509_certificate(pem).public_key()
        return serialization.load_pem_public_key(pem)
    if key_format == "der":
        return serialization.load_der_public_key(_der(text))
    if key_format == "jwk":
        return _public_of_jwk(json.loads(text))
    raw = decoded_key(text, key_format)
    if key_type == "ed25519":
        return ed25519.Ed25519PublicKey.from_public_bytes(raw)
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[key_type](), raw)


def _read_private(text: str, key_format: str, key_type: str) -> Any:
    if key_format == "pem":
        return serialization.load_pem_private_key(text.encode(), None)
    if key_format == "der":
        return serialization.load_der_private_key(_der(text), None)
    if key_format == "jwk":
        return _private_of_jwk(json.loads(text))
    raw = decoded_key(text, key_format)
    if key_type == "ed25519":
        # Some give the public key out behind the private one (libsodium, NaCl).
        return ed25519.Ed25519PrivateKey.from_private_bytes(raw[:32])
    return ec.derive_private_key(int.from_bytes(raw), _CURVES[key_type]())


def _der(text: str) -> bytes:
    """The bytes of a key that is written in base64, on however many lines."""
    return base64.b64decode("".join(text.split()), validate=True)


def _public_of_jwk(jwk: dict[str, str]) -> Any:
    """RFC 7517, 7518 (section 6) and 8037."""
    if jwk["kty"] == "OKP" and jwk["crv"] == "Ed25519":
        return ed25519.Ed25519PublicKey.from_public_bytes(_bytes_of_jwk(jwk, "x"))
    if jwk["kty"] == "EC":
        x, y = _number(jwk, "x"), _number(jwk, "y")
        return ec.EllipticCurvePublicNumbers(x, y, _CURVES[jwk["crv"]]()).public_key()
    if jwk["kty"] == "RSA":
        return rsa.RSAPublicNumbers(_number(jwk, "e"), _number(jwk, "n")).public_key()
    raise ValueError("another type of key")


def _private_of_jwk(jwk: dict[str, str]) -> Any:
    if jwk["kty"] == "OKP" and jwk["crv"] == "Ed25519":
        return ed25519.Ed25519PrivateKey.from_private_bytes(_bytes_of_jwk(jwk, "d"))
    if jwk["kty"] == "EC":
        return ec.derive_private_key(_number(jwk, "d"), _CURVES[jwk["crv"]]())
    numbers = [_number(jwk, name) for name in ("p", "q", "d", "dp", "dq", "qi")]
    public = _public_of_jwk(jwk).public_numbers()
    return rsa.RSAPrivateNumbers(*numbers, public).private_key()


def _bytes_of_jwk(jwk: dict[str, str], name: str) -> bytes:
    return find_encoding("base64url_unpadded").parse(jwk[name].encode())


def _number(jwk: dict[str, str], name: str) -> int:
    return int.from_bytes(_bytes_of_jwk(jwk, name))


def _checked(key: Any, algorithm: Asymmetric) -> Any:
    if _type_of(key) != algorithm.key_type:
        raise InvalidSetup(
            "key_of_another_type",
            _lt(
                "The key is of the type %(received)s, and %(expected)s is needed.",
                received=_type_of(key),
                expected=algorithm.key_type,
            ),
        )
    if algorithm.key_type == "rsa" and key.key_size < FEWEST_RSA_BITS:
        raise InvalidSetup(
            "secret_too_short",
            _lt(
                "The key has %(bits)s bits, fewer than the %(fewest)s that are needed.",
                bits=key.key_size,
                fewest=FEWEST_RSA_BITS,
            ),
            fewest=FEWEST_RSA_BITS,
        )
    return key


def _type_of(key: Any) -> str:
    if isinstance(key, ed25519.Ed25519PublicKey | ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey):
        return "rsa"
    names = {curve.name: name for name, curve in _CURVES.items()}
    return names.get(key.curve.name, key.curve.name)


def _unreadable(key_format: str) -> InvalidSetup:
    return InvalidSetup(
        "key_unreadable",
        _lt("The secret is no key that is written as %(format)s.", format=key_format),
        format=key_format,
    )
