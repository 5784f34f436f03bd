"""Url-encoded forms: WHATWG URL, section 5.1, on raw bytes.

Not ``urllib.parse.parse_qsl`` and not Werkzeug: both replace bytes that are not
UTF-8 (``%E9``, a Latin-1 sender) in silence or leave them encoded.
"""

from urllib.parse import unquote_to_bytes

from .charset import decode_text
from .form import CHARSET_FIELD, TextField, check_field_count, form_payload
from .limits import Limits
from .media_type import MediaType
from .notes import NoteBook
from .payload import Payload
from .text import shortened

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
    charset = _charset_of(pairs) or media.charset
    fields = [_field(pair, charset, notes) for pair in pairs]
    return form_payload(fields, limits, notes)


def _charset_of(pairs: list[bytes]) -> str | None:
    """The charset that the form itself names, in a field that HTML has for that."""
    prefix = CHARSET_FIELD.encode() + b"="
    found = (pair for pair in pairs if pair.startswith(prefix))
    name = next(found, prefix).removeprefix(prefix)
    return _unquoted(name).decode("latin-1").strip() or None


def _field(pair: bytes, charset: str | None, notes: NoteBook) -> TextField:
    raw_name, _, raw_text = pair.partition(b"=")
    where = shortened(raw_name.decode("latin-1"))
    name = decode_text(_unquoted(raw_name), charset, where, notes)
    text = decode_text(_unquoted(raw_text), charset, name, notes)
    return TextField(name, text)


def _unquoted(raw: bytes) -> bytes:
    return unquote_to_bytes(raw.replace(b"+", b" "))
