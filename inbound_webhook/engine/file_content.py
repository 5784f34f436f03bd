"""What a file is, by its content: whatever it is called, and whoever says so.

Only what tells itself by its first bytes is known. Of pictures it is told how large
they are before anything decodes them, since a few bytes can be a picture of gigabytes.
"""

import base64
import binascii
import re
import struct
from collections.abc import Iterator

#: Pictures that a field for pictures takes: browsers show them, and nothing in them
#: runs, unlike in SVG.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/msword",
    b"{\\rtf": "application/rtf",
    b"\x1f\x8b\x08": "application/gzip",
    b"OggS": "audio/ogg",
    b"ID3": "audio/mpeg",
}
_ZIP, _PDF = "application/zip", "application/pdf"
#: What else is before its first line, readers of PDF pass over.
_PDF_HEAD = 1_024
#: By the folder in it that tells what a file of Office is.
_OFFICE = "application/vnd.openxmlformats-officedocument."
_FOLDERS = {
    b"word/": _OFFICE + "wordprocessingml.document",
    b"xl/": _OFFICE + "spreadsheetml.sheet",
    b"ppt/": _OFFICE + "presentationml.presentation",
}
#: By the brand of a file that begins as MPEG-4 does.
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
}
#: A head of a megabyte of empty parts would take seconds to read.
_MOST_PARTS = 50_000
_BLANK = b" \t\r\n"
_MARKUP_HEAD = 4_096
_MARKUP = frozenset({"image/svg+xml", "text/xml", "text/html"})
#: A data URL, as far as its content; base64 in either alphabet, with line breaks.
DATA_URL = re.compile(r"\s*data:([^,]{0,500}?)(;base64)?,", re.IGNORECASE)
#: Each letter in one way only, so that a text of a megabyte that is none costs nothing.
_BASE64 = re.compile(r"[A-Za-z0-9+/_\s-]+(?:=[=\s]*)?", re.ASCII)
_BREAKS = re.compile(r"[\r\n\t\f\v]+")
_OTHER_ALPHABET = str.maketrans("-_", "+/")
#: Shorter texts may be anything, unless they say that they are a file.
_SHORTEST_TEXT = 64
_SNIFFED = 4 * _MARKUP_HEAD


class _Endless(Exception):
    """The head of a picture has more parts than any has."""


def _steps() -> Iterator[None]:
    """As many parts as the head of a picture may have.

    :raises _Endless: after those
    """
    for _ in range(_MOST_PARTS):
        yield None
    raise _Endless


def kind_of(content: bytes) -> str | None:
    """The media type of a file, None where its content does not tell."""
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12])
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], "video/mp4")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(content)
    markup = _kind_of_markup(content)
    return markup or (_PDF if b"%PDF-" in content[:_PDF_HEAD] else None)


def _kind_of_archive(content: bytes) -> str:
    # An OpenDocument file has its own media type for the first one in it.
    if content[30:38] == b"mimetype":
        kind = re.match(rb"application/[\w.+-]{1,100}(?=PK)", content[38:150])
        return kind[0].decode() if kind else _ZIP
    found = (kind for folder, kind in _FOLDERS.items() if folder in content)
    return next(found, _ZIP)


def _kind_of_markup(content: bytes) -> str | None:
    head = content[:_MARKUP_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK).lower()
    if head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<")):
        head = head[2:].replace(b"\x00", b"")
    if not re.match(rb"<[a-z!?]", head):
        return None
    if b"<svg" in head:
        return "image/svg+xml"
    return "text/xml" if head.startswith(b"<?xml") else "text/html"


def contradicts(claimed: str, found: str | None) -> bool:
    """Whether a file is not what it is said to be.

    A picture in another format is a picture: many programs say PNG of all they send.

    :param claimed: media type, empty where none is said
    :param found: as :func:`kind_of` gives it
    """
    if claimed in PICTURES:
        return found not in PICTURES
    if claimed.startswith("image/"):
        return found is not None and not found.startswith("image/")
    if claimed == _ZIP:
        return not is_archive(found)
    # Others may begin in several ways, or are known by a name that means several.
    return claimed == _PDF and found != _PDF


def is_archive(kind: str | None) -> bool:
    """Whether a media type is that of a ZIP archive, as files of Office are."""
    return kind is not None and (
        kind == _ZIP or kind.startswith((_OFFICE, "application/vnd.oasis."))
    )


def decoded_base64(text: str) -> bytes | None:
    """The bytes of base64 in either alphabet, its padding there or not.

    :return: None where it is none
    """
    bare = _bare(text)
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _bare(text: str) -> str:
    """Base64 without what is around its letters, and without its padding.

    A form that is not encoded as it should be turns each plus sign into a blank.
    """
    bare = _BREAKS.sub("", text.strip())
    if " " in bare:
        blank = "" if len(bare) % 4 else "+"
        bare = bare.replace(" ", blank)
    return bare.rstrip("=").translate(_OTHER_ALPHABET)


def kind_of_text(text: str) -> str | None:
    """The media type of the file that a text holds, None where it holds none.

    That is a ``data:`` URL in base64, or base64 without it whose content tells what it
    is. Other texts of letters and digits are texts.
    """
    url = DATA_URL.match(text[:_SNIFFED])
    if not url[2] if url else len(text) < _SHORTEST_TEXT:
        return None
    start = url.end() if url else 0
    # In one piece: the text may be as long as a body.
    if not _BASE64.fullmatch(text, start):
        return None
    content = decoded_base64(_bare(text[start:])[:_SNIFFED]) or b""
    found = kind_of(content)
    if url:
        return found or url[1].partition(";")[0].lower() or "application/octet-stream"
    # Of a thousand random ids one begins as markup does, and goes on otherwise.
    is_chance = found in _MARKUP and not content[:_SHORTEST_TEXT].isascii()
    return None if is_chance else found


def size_of_text(text: str) -> int:
    """How many bytes the file has that a text holds, in base64."""
    url = DATA_URL.match(text[:_SNIFFED])
    return len(_bare(text[url.end() if url else 0 :])) * 3 // 4


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a picture, as its head says; nothing is decoded.

    :return: None where it is none of ``PICTURES``, or says neither
    """
    read = {
        "image/png": _png_size,
        "image/jpeg": _jpeg_size,
        "image/gif": _gif_size,
        "image/webp": _webp_size,
    }.get(kind_of(content) or "")
    try:
        size = read(content) if read else None
    except (struct.error, IndexError, _Endless):
        return None
    return size if size and all(size) else None


def is_cut_off(content: bytes) -> bool:
    """Whether the end of a picture is missing, as far as that shows.

    Decoders go on and make the rest grey.
    """
    kind = kind_of(content)
    if kind == "image/png":
        return b"IEND" not in content
    if kind == "image/jpeg":
        try:
            return content.find(b"\xff\xd9", _jpeg_data(content)) < 0
        except (struct.error, _Endless):
            return True
    return kind == "image/webp" and (
        int.from_bytes(content[4:8], "little") > len(content) - 8
    )


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR":
        return None
    return struct.unpack_from(">II", content, 16)


def _gif_size(content: bytes) -> tuple[int, int]:
    """That of the screen, or of the first frame, which may reach beyond it."""
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    place = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    steps = _steps()
    while content[place] == 0x21:
        # An extension: blocks, each with its length before it, up to an empty one.
        place += 2
        while content[place]:
            next(steps)
            place += content[place] + 1
        next(steps)
        place += 1
    if content[place] == 0x2C:
        left, top, own_width, own_height = struct.unpack_from("<4H", content, place + 1)
        width, height = max(width, left + own_width), max(height, top + own_height)
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """The largest one that it says: libraries differ in which of several counts."""
    # A frame header; what lies between are tables that have such a number, too.
    sizes = [
        struct.unpack_from(">HH", content, place + 5)
        for marker, place in _jpeg_segments(content)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)
    ]
    if not sizes:
        return None
    return max(width for _, width in sizes), max(height for height, _ in sizes)


def _jpeg_data(content: bytes) -> int:
    """Where the pixels of a JPEG begin: what is before may hold a small one."""
    return max((place for _, place in _jpeg_segments(content)), default=0)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int]]:
    """The segments up to the pixels: the number of each, and where it begins."""
    place, steps = 2, _steps()
    while place + 4 <= len(content):
        next(steps)
        marker = content[place + 1]
        if content[place] != 0xFF or marker == 0xFF:
            place += 1
            continue
        if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            place += 2
            continue
        yield marker, place
        if marker in (0xDA, 0xD9):
            return
        place += 2 + struct.unpack_from(">H", content, place + 2)[0]


def _webp_size(content: bytes) -> tuple[int, int] | None:
    form = content[12:16]
    if form == b"VP8X" and len(content) >= 30:
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
        return width, height
    if form == b"VP8L" and content[20] == 0x2F:
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
