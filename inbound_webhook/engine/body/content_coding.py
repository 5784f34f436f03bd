"""The Content-Encoding header undone: RFC 9110 section 8.4."""

import zlib
from collections.abc import Callable

from ..errors import BodyTooLarge, UnreadableBody, UnsupportedBody
from ..phrases import _lt
from .charset_names import known_charset
from .limits import Limits
from .notes import NoteBook
from .text import shortened

#: Takes the compressed bytes and the most that may come out.
Decompress = Callable[[bytes, int], bytes]

_CODINGS: dict[str, Decompress] = {}
_NO_CODING = frozenset({"", "identity"})


def register_content_coding(*names: str):
    """Decorator: the function undoes the content coding of these names.

    It is called with the bytes and the size limit, and raises ``BodyTooLarge`` (see
    :func:`check_size`) before it produces more, ``UnreadableBody`` on wrong bytes.
    """

    def register(decompress: Decompress) -> Decompress:
        _CODINGS.update(dict.fromkeys(names, decompress))
        return decompress

    return register


def content_codings() -> list[str]:
    """The names of the codings that senders are told of; those of old ones are not."""
    return sorted(name for name in _CODINGS if not name.startswith("x-"))


def check_size(size: int, max_bytes: int):
    """:raises BodyTooLarge: the size, in bytes, is over the limit"""
    if size > max_bytes:
        raise BodyTooLarge(
            "body_too_large",
            _lt(
                "The body is larger than %(limit)s bytes, the limit of this webhook.",
                limit=max_bytes,
            ),
            limit=max_bytes,
        )


def decode_content(
    raw: bytes, content_encoding: str | None, limits: Limits, notes: NoteBook
) -> bytes:
    """The bytes of a body as they were before its sender compressed them.

    :param content_encoding: the Content-Encoding header, None where it is missing
    :raises BodyTooLarge: too many bytes, before or after decompression
    :raises UnreadableBody: the bytes are not what the header says
    :raises UnsupportedBody: a coding that is not known, or several
    """
    check_size(len(raw), limits.max_bytes)
    listed = [n.strip().lower() for n in (content_encoding or "").split(",")]
    codings = [name for name in listed if name not in _NO_CODING]
    received = shortened(content_encoding or "")
    if not codings or not raw:
        return raw
    if len(codings) == 1 and codings[0] in _CODINGS:
        return _CODINGS[codings[0]](raw, limits.max_bytes)
    if len(codings) == 1 and known_charset(codings[0]):
        # A common mistake of senders: "Content-Encoding: UTF-8".
        notes.add("content_encoding_ignored", content_encoding=received)
        return raw
    raise UnsupportedBody(
        "content_encoding_unsupported",
        _lt(
            "The content encoding %(received)r is not supported; send the body"
            " uncompressed or as one of: %(supported)s.",
            received=received,
            supported=", ".join(sorted(_CODINGS)),
        ),
        content_encoding=received,
    )


@register_content_coding("gzip", "x-gzip")
def gunzip(raw: bytes, max_bytes: int) -> bytes:
    """gzip (RFC 1952), one member."""
    return _inflate(raw, 16 + zlib.MAX_WBITS, max_bytes)


@register_content_coding("deflate")
def undeflate(raw: bytes, max_bytes: int) -> bytes:
    """zlib (RFC 1950), or bare deflate (RFC 1951) as many clients send it."""
    is_zlib = raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return _inflate(raw, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, max_bytes)


def _inflate(raw: bytes, window: int, max_bytes: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        # One byte over the limit is asked for, to know whether there is one.
        body = stream.decompress(raw, max_bytes + 1)
    except zlib.error as error:
        raise _not_compressed(_lt("The body is not compressed as it says.")) from error
    check_size(len(body), max_bytes)
    if not stream.eof:
        raise _not_compressed(_lt("The compressed body is incomplete."))
    if stream.unused_data:
        # A second member is legal and never sent; unpacking thousands of tiny ones
        # would be a cheap way to keep us busy.
        raise _not_compressed(_lt("Something follows the end of the compressed body."))
    return body


def _not_compressed(phrase: str) -> UnreadableBody:
    return UnreadableBody("compression_invalid", phrase)
