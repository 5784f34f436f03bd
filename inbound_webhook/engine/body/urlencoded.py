"""Url-encoded forms: WHATWG URL, section 5.1, on raw bytes.

Not ``urllib.parse.parse_qsl`` and not Werkzeug: both replace bytes that are not
UTF-8 (``%E9``, a Latin-1 sender) in silence or leave them encoded.
"""

from urllib.parse import unquote_to_bytes

from .form import check_field_count, form_payload
from .limits import Limits
from .media_type import MediaType
from .notes import NoteBook
from .payload import Payload
from .text import shortened
from .text_fields import (
    CHARSET_FIELD,
    CHARSETS_FIELD,
    LONGEST_CHARSETS,
    BytesField,
    Charsets,
    TextField,
    field_name,
    text_field,
)

_BOM = b"\xef\xbb\xbf"


def read_urlencoded(
    body: bytes, media: MediaType, limits: Limits, notes: NoteBook
) -> Payload:
    """A body or query string of the shape ``name=text&name=text``.

    :raises UnreadableBody: bytes that are no text
    :raises UnsupportedBody: a charset that is not known
    :raises BodyTooLarge: too many fields, or names with too many brackets
    """
    if body.startswith(_BOM):
        notes.add("byte_order_mark_dropped")
        body = body.removeprefix(_BOM)
    # Line breaks inside are %0A: a raw one at an end is left there by a file or shell.
    pairs = [pair for pair in body.strip(b"\r\n").split(b"&") if pair]
    check_field_count(len(pairs), limits)
    charsets = Charsets.of(
        media,
        _said(pairs, CHARSET_FIELD),
        _said(pairs, CHARSETS_FIELD),
        [_unquoted(part) for pair in pairs for part in pair.split(b"=", 1)],
    )
    fields = [_field(pair, charsets, notes) for pair in pairs]
    return form_payload(fields, limits, notes)


def _said(pairs: list[bytes], name: str) -> str | None:
    """What the form says of its charsets, in a field that is there for that."""
    prefix = name.encode() + b"="
    found = (pair for pair in pairs if pair.startswith(prefix))
    said = next(found, prefix).removeprefix(prefix)
    return _unquoted(said[: 3 * LONGEST_CHARSETS]).decode("latin-1").strip() or None


def _field(pair: bytes, charsets: Charsets, notes: NoteBook) -> TextField | BytesField:
    raw_name, _, raw_text = pair.partition(b"=")
    where = shortened(raw_name.decode("latin-1"))
    name = field_name(_unquoted(raw_name), charsets, where, notes)
    return text_field(name, _unquoted(raw_text), charsets, notes)


def _unquoted(raw: bytes) -> bytes:
    return unquote_to_bytes(raw.replace(b"+", b" "))
