"""Multipart forms: RFC 7578, with the grammar of RFC 2046 section 5.1.

Own code, a screenful, because the libraries at hand are not strict with bytes.
Werkzeug's decoder (an Odoo dependency; its versions differ) reads a body with a wrong
boundary as an empty form through its form parser, raises on a file name in Latin-1,
and replaces bad bytes in others; the standard library's e-mail parser never refuses
a cut-off body. Here the whole body is in memory and within its limit, so that parts
are found with one expression and everything else is a refusal.
"""

import base64
import binascii
import json
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..bounds import BOUNDS
from ..errors import UnreadableBody, UnsupportedBody
from ..phrases import _lt
from .form import FormEntry, check_field_count, form_payload
from .header import parse_header
from .limits import Limits
from .media_type import MediaType, is_json
from .notes import NoteBook
from .payload import Payload, UploadedFile
from .text import shortened
from .text_fields import (
    CHARSET_FIELD,
    CHARSETS_FIELD,
    Charsets,
    field_name,
    text_field,
)

#: Senders end lines with LF alone as well; a part begins after the end of its line.
_BLANK_LINE = re.compile(rb"\r?\n(?:\r?\n|\Z)")
_FOLDED_LINE = re.compile(rb"\r?\n[ \t]+")
_LONGEST_PART_HEAD = 16_384
_MOST_PARTS = BOUNDS["max_fields"].highest


#: What a browser calls a part that a script made, and that is no file of anybody's
#: (XMLHttpRequest, "append an entry").
_BLOB = "blob"


@dataclass(frozen=True)
class _Part:
    """One part as it came; header values hold one character for each byte."""

    headers: dict[str, str]
    content: bytes


def read_multipart(
    body: bytes, media: MediaType, limits: Limits, notes: NoteBook
) -> Payload:
    """A body of the type ``multipart/form-data``.

    :raises UnreadableBody: the boundary is missing or wrong, the body was cut off, or
        a part is no form field
    :raises UnsupportedBody: a transfer encoding or a charset that is not known
    :raises BodyTooLarge: too many parts, or names with too many brackets
    """
    raw_parts = _split(body, media.boundary)
    check_field_count(len(raw_parts), limits)
    parts = [_part(raw) for raw in raw_parts]
    charsets = Charsets.of(
        media,
        _said(parts, CHARSET_FIELD),
        _said(parts, CHARSETS_FIELD),
        _texts(parts),
    )
    entries = [_entry(part, charsets, notes) for part in parts]
    return form_payload(entries, limits, notes)


def between_boundaries(body: bytes, content_type: str | None) -> list[bytes]:
    """A body as it is, cut at its boundaries, whether it can be read or not.

    Each attempt of a browser has a boundary of its own, so that two forms are the same
    where these pieces are. What has too many parts to be read ends in one piece.

    :return: the whole body in one where it has no boundaries
    """
    media = MediaType.parse(content_type)
    if not media.boundary or not media.name.startswith("multipart/"):
        return [body]
    return body.split(b"--" + _as_bytes(media.boundary), _MOST_PARTS)


def _split(body: bytes, boundary: str | None) -> list[bytes]:
    """The parts between the boundaries, each beginning with a line break."""
    if not boundary:
        raise UnreadableBody(
            "multipart_boundary_missing",
            _lt("The content type says multipart/form-data but names no boundary."),
        )
    found = list(_delimiters(body, boundary))
    if not found:
        raise UnreadableBody(
            "multipart_boundary_wrong",
            _lt(
                "Nothing could be read from the form: the boundary that the content"
                " type names (%(boundary)r) is not in the body.",
                boundary=shortened(boundary),
            ),
            boundary=shortened(boundary),
        )
    if not found[-1].group("last"):
        raise UnreadableBody(
            "multipart_incomplete",
            _lt("The form was cut off: its last boundary is missing."),
        )
    gaps = zip(found, found[1:], strict=False)
    return [body[start.end() : end.start()] for start, end in gaps]


def _delimiters(body: bytes, boundary: str) -> Iterator[re.Match[bytes]]:
    """The lines that hold the boundary, up to the one that says it is the last."""
    delimiter = re.compile(
        rb"(?:\r?\n|\A)--%s(?P<last>--)?[ \t]*(?=\r?\n|\Z)"
        % re.escape(_as_bytes(boundary))
    )
    for match in delimiter.finditer(body):
        yield match
        if match.group("last"):
            return


def _as_bytes(boundary: str) -> bytes:
    return boundary.encode("latin-1", "replace")


def _part(raw: bytes) -> _Part:
    blank = _BLANK_LINE.search(raw)
    if blank is None or blank.start() > _LONGEST_PART_HEAD:
        raise _not_a_field(
            _lt("A part of the form has no blank line after its headers.")
        )
    headers: dict[str, str] = {}
    # Split as bytes: to a str, half of an UTF-8 character can be a line break (0x85).
    for line in _FOLDED_LINE.sub(b" ", raw[: blank.start()]).splitlines():
        name, _, value = line.strip().partition(b":")
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return _Part(headers, raw[blank.end() :])


def _said(parts: list[_Part], name: str) -> str | None:
    """What the form says of its charsets, in a field that is there for that."""
    for part in parts:
        _, disposition = parse_header(part.headers.get("content-disposition", ""))
        if disposition.get("name") == name:
            return part.content[:_LONGEST_PART_HEAD].decode("latin-1").strip() or None
    return None


def _texts(parts: list[_Part]) -> Iterator[bytes]:
    """Names and values, those of files left out."""
    for part in parts:
        _, disposition = parse_header(part.headers.get("content-disposition", ""))
        for name in ("name", "filename"):
            yield disposition.get(name, "").encode("latin-1", "replace")
        if "filename" not in disposition:
            yield part.content


def _entry(part: _Part, charsets: Charsets, notes: NoteBook) -> FormEntry:
    kind, disposition = parse_header(part.headers.get("content-disposition", ""))
    if kind != "form-data" or "name" not in disposition:
        raise _not_a_field(
            _lt("A part of the form does not say that it is a form field and name it.")
        )
    media = MediaType.parse(part.headers.get("content-type"))
    name = _text(disposition["name"], charsets, "name", notes)
    content = _decoded_content(part)
    filename = disposition.get("filename")
    # JSON is in UTF-8, whatever the form is in.
    charset = media.charset or ("utf-8" if is_json(media.name) else None)
    if filename is None or not (filename or content):
        # A browser sends an empty nameless file where nobody chose one.
        # What a part says of its content it does not say of its name.
        return text_field(name, content, charsets, notes, charset)
    is_unnamed = filename in ("", _BLOB)
    if is_unnamed and (is_json(media.name) or _is_untyped_json(media, content)):
        # A script gives its JSON a type by making a Blob of it, and the browser a name.
        return text_field(name, content, charsets, notes, charset or "utf-8")
    filename = _base_name(_text(filename, charsets, name, notes), name, notes)
    return UploadedFile(name, filename, shortened(media.name), content)


def _is_untyped_json(media: MediaType, content: bytes) -> bool:
    """Whether a Blob that was given no type is JSON all the same."""
    if media.name not in ("", "application/octet-stream", "text/plain"):
        return False
    text = content.strip()
    if text[:1] + text[-1:] not in (b"{}", b"[]"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _text(header_value: str, charsets: Charsets, where: str, notes: NoteBook) -> str:
    return field_name(header_value.encode("latin-1"), charsets, where, notes)


def _base_name(filename: str, where: str, notes: NoteBook) -> str:
    # "Do not use the file name blindly ... path information" (RFC 7578, section 4.2).
    base = re.split(r"[/\\]", filename)[-1]
    if base != filename:
        notes.add_at(where, "file_name_shortened")
    return base


def _not_a_field(phrase: str) -> UnreadableBody:
    return UnreadableBody("multipart_part_invalid", phrase)


def _decode_base64(content: bytes) -> bytes:
    return base64.b64decode(b"".join(content.split()), validate=True)


#: Content-Transfer-Encoding: out of use in forms (RFC 7578, section 4.7), but mail
#: software that posts forms still sets it, and taking base64 for text loses data.
_TRANSFER_ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "7bit": bytes,
    "8bit": bytes,
    "binary": bytes,
    "base64": _decode_base64,
    "quoted-printable": quopri.decodestring,
}


def _decoded_content(part: _Part) -> bytes:
    encoding = part.headers.get("content-transfer-encoding", "").strip().lower()
    decode = _TRANSFER_ENCODINGS.get(encoding)
    if decode is None:
        raise UnsupportedBody(
            "transfer_encoding_unsupported",
            _lt(
                "The transfer encoding %(encoding)r of a part of the form is not"
                " supported.",
                encoding=shortened(encoding),
            ),
            transfer_encoding=shortened(encoding),
        )
    try:
        return decode(part.content)
    except binascii.Error as error:
        raise _not_a_field(
            _lt("A part of the form is not base64, though it says so.")
        ) from error
