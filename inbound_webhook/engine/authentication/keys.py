"""From the secret that an administrator pasted to the bytes of a key."""

import unicodedata
from collections.abc import Callable

from ..errors import InvalidSetup
from ..phrases import _lt
from .encodings import find_encoding
from .hashes import HASHES
from .scheme import Scheme, Secret

#: Fewest bytes of a key that calls are signed with: 128 bits.
FEWEST_BYTES = 16
#: Formats of keys that are a text for which an encoding has a reader. A key's padding
#: may be left out: it is pasted by people, and says nothing.
KEY_ENCODINGS = {
    "hex": "hex",
    "base64": "base64_unpadded",
    "base64url": "base64url_unpadded",
}
#: What can be made of a key before it is used: bytes to bytes.
DERIVATIONS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda key: key,
    "sha1": HASHES["sha1"],
    "sha256": HASHES["sha256"],
    "sha256_hex": lambda key: HASHES["sha256"](key).hex().encode(),
    "nfkd": lambda key: _nfkd(key),
    "nfkd_sha256": lambda key: HASHES["sha256"](_nfkd(key)),
}


def shared_key(scheme: Scheme, secret: Secret) -> bytes:
    """The bytes of a key that both sides have.

    :raises InvalidSetup: the secret is not written as the scheme says
    """
    value = bare_secret(scheme, secret.value)
    key = value.encode("utf-8", "surrogatepass")
    if scheme.key_format != "text":
        key = decoded_key(value, scheme.key_format)
    return _derivation(scheme.key_derivation)(key)


def check_length(key: bytes) -> None:
    """:raises InvalidSetup: a key is so short that it can be guessed"""
    if len(key) < FEWEST_BYTES:
        raise InvalidSetup(
            "secret_too_short",
            _lt(
                "The secret is too short: %(fewest)s bytes are needed, as the sender"
                " gives them out.",
                fewest=FEWEST_BYTES,
            ),
            fewest=FEWEST_BYTES,
        )


def bare_secret(scheme: Scheme, value: str) -> str:
    """A secret without the prefix by which its sender marks it (``whsec_``).

    It may be pasted without the prefix: a secret that is cut wrongly fits no call.
    """
    value = value.strip()
    return value.removeprefix(scheme.key_prefix)


def decoded_key(text: str, key_format: str) -> bytes:
    """The bytes of a key that is written in hex or in base64.

    Not as strictly as signatures: people paste keys, with or without padding; and what
    the last letter says more than there is room for is thrown away, as senders do it
    (the vectors of Standard Webhooks).

    :raises InvalidSetup: it is not written so
    """
    if key_format not in KEY_ENCODINGS:
        raise InvalidSetup(
            "key_format_unknown",
            _lt("A secret cannot be written as %(format)r here.", format=key_format),
            format=key_format,
        )
    try:
        raw = text.encode("utf-8", "surrogatepass")
        return find_encoding(KEY_ENCODINGS[key_format]).decode(raw)
    except ValueError as error:
        raise InvalidSetup(
            "key_unreadable",
            _lt("The secret is not written in %(format)s.", format=key_format),
            format=key_format,
        ) from error


def _derivation(name: str) -> Callable[[bytes], bytes]:
    if name not in DERIVATIONS:
        raise InvalidSetup(
            "key_derivation_unknown",
            _lt("There is no way %(name)r to make a key.", name=name),
            derivation=name,
        )
    return DERIVATIONS[name]


def _nfkd(key: bytes) -> bytes:
    text = key.decode("utf-8", "surrogatepass")
    return unicodedata.normalize("NFKD", text).encode("utf-8", "surrogatepass")
