"""What a secret may mean: the forms in which a key can be written."""

import re
from collections.abc import Iterator

from ...errors import InvalidSetup
from ..asymmetric import ASYMMETRIC, public_key
from ..keys import shared_key
from ..scheme import Scheme, Secret

_PREFIX = re.compile(r"[a-z]{2,10}_")
#: Formats and derivations, the likeliest first.
_FORMS = (
    *(("text", ""), ("base64", ""), ("hex", ""), ("base64url", "")),
    *(("text", "sha256"), ("text", "sha1"), ("text", "sha256_hex"), ("text", "nfkd")),
    *(("hex", "sha256"), ("base64", "sha256")),
)
_PUBLIC_FORMATS = ("pem", "der", "jwk", "hex", "base64", "base64url")


def shared_forms(secret: Secret) -> Iterator[tuple[dict[str, str], bytes]]:
    """The fields of a scheme that say how the secret is read, and the key it then is.

    Each key once: a secret of ASCII is the same in the form NFKD.
    """
    seen = set()
    prefix = _PREFIX.match(secret.value)
    for key_prefix in [prefix[0], ""] if prefix else [""]:
        for key_format, derivation in _FORMS:
            form = {
                "key_format": key_format,
                "key_prefix": key_prefix,
                "key_derivation": derivation,
            }
            try:
                key = shared_key(Scheme("signature", **form), secret)
            except InvalidSetup:
                continue
            if key and key not in seen:
                seen.add(key)
                yield form, key


def public_forms(secret: Secret) -> Iterator[tuple[dict[str, str], str, object]]:
    """The fields of a scheme, the algorithm, and the public key that the secret is."""
    for form in public_formats(secret):
        for name, algorithm in ASYMMETRIC.items():
            try:
                key = public_key(Scheme("public_key", **form), secret, algorithm)
            except InvalidSetup:
                continue
            yield form, name, key


def public_formats(secret: Secret) -> Iterator[dict[str, str]]:
    """The fields of a scheme that say how a public key may be read."""
    prefix = _PREFIX.match(secret.value)
    for key_prefix in [prefix[0], ""] if prefix else [""]:
        for key_format in _PUBLIC_FORMATS:
            yield {"key_format": key_format, "key_prefix": key_prefix}
