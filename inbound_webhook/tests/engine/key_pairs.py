"""Private and public keys of each type, as PEM; RSA's takes a while to make."""

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)


def _pems(key):
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


#: By type: private key, public key.
KEY_PAIRS = {
    "ed25519": _pems(ed25519.Ed25519PrivateKey.generate()),
    "P-256": _pems(ec.generate_private_key(ec.SECP256R1())),
    "P-384": _pems(ec.generate_private_key(ec.SECP384R1())),
    "P-521": _pems(ec.generate_private_key(ec.SECP521R1())),
    "rsa": _pems(rsa.generate_private_key(65537, 2048)),
}
