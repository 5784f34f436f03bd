"""Private keys for the vectors of senders that sign with one: made for this, and known
to everybody."""

import base64
import hashlib
import re
from pathlib import Path

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


_PEMS = Path(__file__).with_name("certificate_keys.pem").read_text("ascii")
#: Of the certificates in the vectors, and one that is of none.
CERTIFICATE_KEY, ANOTHER_KEY = re.findall(
    r"-----BEGIN.*?-----END [A-Z ]+-----\n", _PEMS, re.S
)
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
