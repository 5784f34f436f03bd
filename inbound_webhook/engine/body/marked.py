"""JSON and XML whose texts are in no charset that is clear for all of them.

Their signs are ASCII, in whatever charset the texts between are. So each byte beyond it
is read as a mark that no text holds, and when the tree is there, each of its texts is
decoded by itself, with the same care as the field of a form: what cannot be read is
kept as bytes, and what can be is not lost with it.
"""

import re
from collections.abc import Iterator
from typing import Any

from ..errors import UnreadableBody
from .decoding import decode_text
from .limits import Limits
from .media_type import MediaType
from .notes import NoteBook
from .payload import BytesInTree, UploadedFile
from .text_fields import Charsets, field_name, named_charset, text_field
from .tree import KeyPath, readable_path

#: Characters that Unicode leaves unused and XML takes in names.
_FIRST = 0xEFE00
_MARKS = {byte: _FIRST + byte for byte in range(0x80, 0x100)}
_BYTES = {mark: byte for byte, mark in _MARKS.items()}
_MARK = f"{chr(_FIRST + 0x80)}-{chr(_FIRST + 0xFF)}"
#: Bytes that were marked, and ASCII; what is written as a reference is neither.
_RAW = re.compile(f"[\\x00-\\x7f{_MARK}]+")
_MARKED = re.compile(f"[{_MARK}]")
#: The second byte of a character of Shift_JIS, Big5 or GBK may be a backslash.
_PAIR = re.compile(rb"([\x81-\xfe])(\\|[\x40-\x5b\x5d-\x7e\x80-\xfe])")


def marked(body: bytes) -> str:
    """The text of a body, with marks for bytes beyond ASCII."""
    return body.decode("latin-1").translate(_MARKS)


def with_backslashes_in_pairs(body: bytes) -> bytes:
    """A body of JSON in which the second byte of a character is no escape."""
    return _PAIR.sub(
        lambda pair: pair[0] + b"\\" if pair[2] == b"\\" else pair[0], body
    )


def unmarked(
    tree: Any, media: MediaType, limits: Limits, notes: NoteBook
) -> tuple[Any, tuple[UploadedFile, ...]]:
    """A tree with its texts decoded, and the bytes of those that are none.

    :param media: says the charset, if anything does
    :raises UnsupportedBody: that is not known
    """
    charsets = Charsets.of(media, None, None, _raw_texts(tree))
    files: list[UploadedFile] = []
    tree = _unmarked(tree, charsets, notes, (), files)
    return tree, tuple(files[: limits.max_files])


def _unmarked(
    tree: Any,
    charsets: Charsets,
    notes: NoteBook,
    path: KeyPath,
    files: list[UploadedFile],
) -> Any:
    if isinstance(tree, str):
        return _text(tree, charsets, notes, path, files)
    if isinstance(tree, list):
        return [
            _unmarked(item, charsets, notes, (*path, index), files)
            for index, item in enumerate(tree)
        ]
    if not isinstance(tree, dict):
        return tree
    result: dict[str, Any] = {}
    for key, value in tree.items():
        name = key
        if _MARKED.search(key):
            name = field_name(_bytes(key), charsets, readable_path(path), notes)
        result[name] = _unmarked(value, charsets, notes, (*path, name), files)
    return result


def _text(
    text: str,
    charsets: Charsets,
    notes: NoteBook,
    path: KeyPath,
    files: list[UploadedFile],
) -> str | BytesInTree:
    if not _MARKED.search(text):
        return text
    where = readable_path(path)
    if _RAW.fullmatch(text):
        shown = text_field(where, _bytes(text), charsets, notes).shown
        if isinstance(shown, BytesInTree):
            files.append(shown.file)
        return shown
    try:
        # What is written as a reference is the character that it is.
        return _RAW.sub(
            lambda raw: decode_text(
                _bytes(raw[0]), charsets.whole, where, notes, charsets.texts
            ),
            text,
        )
    except UnreadableBody:
        named, assumed = named_charset(charsets.whole), charsets.texts.assumed_name
        kept = BytesInTree.kept(where, _bytes(text), named, assumed)
        notes.add_at(where, "text_undecodable", charset=named or assumed or "UTF-8")
        files.append(kept.file)
        return kept


def _raw_texts(tree: Any) -> Iterator[bytes]:
    """What has a charset, without what is written as a reference."""
    for text in _texts(tree):
        yield from map(_bytes, _RAW.findall(text))


def _texts(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for item in tree:
            yield from _texts(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _texts(value)


def _bytes(text: str) -> bytes:
    if _RAW.fullmatch(text):
        return text.translate(_BYTES).encode("latin-1")
    return b"".join(
        bytes([ord(sign) - _FIRST]) if _MARKED.match(sign) else sign.encode()
        for sign in text
    )
