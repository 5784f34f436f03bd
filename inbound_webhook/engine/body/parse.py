"""The doors of the package: a body, a query string, and the value of a header."""

from dataclasses import replace

from .charset import Texts, decoded
from .content_coding import check_size, decode_content
from .formats import BodyKind, choose_format
from .limits import Limits
from .media_type import MediaType
from .notes import NoteBook
from .payload import BytesInTree, Payload
from .text import header_bytes, storable
from .urlencoded import read_urlencoded

_NO_LIMITS_GIVEN = Limits()


def parse_body(
    raw: bytes,
    content_type: str | None,
    *,
    expected: BodyKind,
    content_encoding: str | None = None,
    limits: Limits = _NO_LIMITS_GIVEN,
    charset: str | None = None,
) -> Payload:
    """Read the body of a call.

    A body of the other kind than expected is read as well where there is no doubt
    what it is, and a note says so. A body of blanks alone is empty.

    :param raw: the bytes as they came
    :param content_type: the Content-Type header, None where it is missing
    :param expected: what the handler is set to
    :param content_encoding: the Content-Encoding header, None where it is missing
    :param charset: that of text which is no UTF-8 and whose sender names none; None for
        what is clear from the bytes
    :raises UnreadableBody: the bytes are not what they claim to be
    :raises BodyTooLarge: a limit is exceeded
    :raises UnsupportedBody: a type or encoding that nothing here reads
    """
    notes = NoteBook()
    body = decode_content(raw, content_encoding, limits, notes)
    if not body.strip():
        return Payload("empty", {}, notes=notes.notes())
    media = replace(MediaType.parse(content_type), assumed=charset)
    body_format = choose_format(body, media, expected, notes)
    payload = body_format.read(body, media, limits, notes)
    return replace(payload, notes=notes.notes())


def parse_query(
    query_string: str | bytes,
    limits: Limits = _NO_LIMITS_GIVEN,
    charset: str | None = None,
) -> Payload:
    """Read a query string: the rules, limits and errors of a url-encoded body.

    :param query_string: what follows the ``?`` of a URL, still encoded; of a text, each
        character stands for a byte
    :param charset: as :func:`parse_body`
    :return: a payload of kind ``form``, with no fields where there is none
    """
    if isinstance(query_string, str):
        query_string = header_bytes(storable(query_string))
    check_size(len(query_string), limits.max_bytes)
    notes = NoteBook()
    payload = read_urlencoded(query_string, MediaType(assumed=charset), limits, notes)
    said = (
        replace(note, code="query_undecodable")
        if note.code == "text_undecodable"
        else note
        for note in notes.notes()
    )
    return replace(payload, files=(), notes=tuple(said))


def parse_header_value(
    value: str | None, charset: str | None = None
) -> str | BytesInTree | None:
    """Read the value of a header that a parameter takes.

    UTF-8, as programs write it today, else what HTTP had before.

    :param value: one character for each byte; None where there is none
    :param charset: as :func:`parse_body`
    :return: the text; :class:`BytesInTree` where it is not clear what it says
    """
    if value is None or value.isascii():
        return value
    raw = header_bytes(value)
    try:
        texts = Texts.of([raw], charset)
        found = decoded(raw, None if texts.assumed else "latin_1", texts)
    except UnicodeError:
        found = None
    if found is None or not found.is_sure:
        return BytesInTree.kept("header", raw, None, texts.assumed_name)
    return storable(found.text)
