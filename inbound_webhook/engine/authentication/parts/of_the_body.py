"""What is signed of the body."""

import zlib

from ...errors import InvalidSetup
from ...paths import compile_path
from ...phrases import _lt
from ..encodings import find_encoding
from ..hashes import HASHES
from ..scheme import Place
from .registry import register_part


@register_part("body", _lt("Body"))
def body(call, argument, secret):
    """The bytes as they came: never a text that is made of them, nor JSON written
    anew."""
    return call.request.body


def _check_path(path):
    compile_path(path)


@register_part("body_path", _lt("Value in the body"), "required", check=_check_path)
def body_path(call, path, secret):
    """One value of a JSON body or a form: a text itself, a number as it is written."""
    return call.value(Place("body", path))


def _check_names(names):
    if not all(_names(names)):
        raise InvalidSetup(
            "names_missing", _lt("Write the names with commas between: Message, Type.")
        )


@register_part(
    "named_values",
    _lt("Names and values in the body"),
    "required",
    check=_check_names,
)
def named_values(call, names, secret):
    """Of a JSON body, each of these names that is there and its value, each on a line.

    As Amazon SNS has it:
    https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
    """
    lines = []
    for name in _names(names):
        value = call.value(Place("body", name))
        if value is not None:
            lines += [name.encode(), value]
    return b"".join(line + b"\n" for line in lines) or None


def _names(text):
    return [name.strip() for name in text.split(",")]


@register_part("body_crc32", _lt("CRC-32 of the body"))
def body_crc32(call, argument, secret):
    """As a decimal number without a sign, as PayPal has it.

    https://developer.paypal.com/api/rest/webhooks/rest/
    """
    return str(zlib.crc32(call.request.body)).encode()


def _check_encoding(name):
    find_encoding(name or "hex")


@register_part(
    "body_sha256", _lt("SHA-256 of the body"), "optional", check=_check_encoding
)
def body_sha256(call, encoding, secret):
    """As hex, or in the encoding that the argument names."""
    return find_encoding(encoding or "hex").write(HASHES["sha256"](call.request.body))
