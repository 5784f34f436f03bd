"""Private keys for the vectors of senders that sign with one: made for this, and known
to everybody."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)


def _ecdsa(seed):
    number = int.from_bytes(hashlib.sha256(seed).digest())
    key = ec.derive_private_key(number, ec.SECP256R1())
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return base64.b64encode(der).decode()


#: By the sender's file; ``another`` ones do not fit the vector.
PRIVATE_KEYS = {
    "discord": bytes(range(32)).hex(),
    "another discord": bytes(range(1, 33)).hex(),
    "standard_webhooks_v1a": base64.b64encode(bytes(range(32))).decode(),
    "telnyx": base64.b64encode(bytes(range(32))).decode(),
    "another telnyx": base64.b64encode(bytes(range(1, 33))).decode(),
    "sendgrid": _ecdsa(b"example"),
    "another sendgrid": _ecdsa(b"another example"),
}
