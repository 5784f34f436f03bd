"""How signatures and keys are written: bytes to text, and back.

Texts are read strictly: each value has one spelling, the one that
:attr:`Encoding.write` gives. Nothing is guessed and no letter skipped, as
``base64.b64decode`` does by itself: two spellings of a signature would be two
deliveries to whoever compares them.
"""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import InvalidSetup
from ..kinds import Kind, add_kind, registering_addon
from ..phrases import _lt


@dataclass(frozen=True)
class Encoding(Kind):
    """One way to write bytes.

    :param write: bytes to ASCII
    :param decode: ASCII to bytes, as leniently as Python does it; raises ValueError
    """

    write: Callable[[bytes], bytes]
    decode: Callable[[bytes], bytes]

    def parse(self, text: bytes) -> bytes:
        """The bytes that a text stands for.

        :raises ValueError: it is not what :attr:`write` makes of any bytes
        """
        value = self.decode(text)
        if self.write(value) != text:
            raise ValueError("another spelling")
        return value

    def is_written(self, text: bytes) -> bool:
        """Whether a text can stand for bytes."""
        try:
            self.parse(text)
        except ValueError:
            return False
        return True


#: Encodings by name, in the order in which people choose.
ENCODINGS: dict[str, Encoding] = {}


def register_encoding(
    name: str,
    label: str,
    write: Callable[[bytes], bytes],
    decode: Callable[[bytes], bytes],
) -> Encoding:
    """Make an encoding known; the arguments are those of :class:`Encoding`."""
    encoding = Encoding(name, label, write, decode, addon=registering_addon())
    return add_kind(ENCODINGS, encoding)


def find_encoding(name: str) -> Encoding:
    """:raises InvalidSetup: there is no encoding of that name"""
    if name not in ENCODINGS:
        raise InvalidSetup(
            "encoding_unknown",
            _lt("There is no encoding %(name)r.", name=name),
            encoding=name,
        )
    return ENCODINGS[name]


def _padded(text: bytes) -> bytes:
    return text + b"=" * (-len(text) % 4)


def _base64url(text: bytes) -> bytes:
    return base64.b64decode(_padded(text), b"-_", validate=True)


register_encoding("hex", _lt("Hex"), binascii.hexlify, binascii.unhexlify)
register_encoding(
    "hex_upper",
    _lt("Hex in capital letters"),
    lambda value: binascii.hexlify(value).upper(),
    binascii.unhexlify,
)
register_encoding(
    "base64",
    _lt("Base64"),
    base64.b64encode,
    lambda text: base64.b64decode(text, validate=True),
)
register_encoding(
    "base64_unpadded",
    _lt("Base64 without ="),
    lambda value: base64.b64encode(value).rstrip(b"="),
    lambda text: base64.b64decode(_padded(text), validate=True),
)
register_encoding(
    "base64url",
    _lt("Base64 for URLs"),
    base64.urlsafe_b64encode,
    _base64url,
)
register_encoding(
    "base64url_unpadded",
    _lt("Base64 for URLs without ="),
    lambda value: base64.urlsafe_b64encode(value).rstrip(b"="),
    _base64url,
)
