"""Fields and files of a form, however they were encoded, to a payload."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote

from ..errors import BodyTooLarge, UnreadableBody
from ..phrases import _lt
from .charset import decode_text, known_charset
from .field_names import split_name, tree_of_fields
from .guess import guessed
from .json_reader import parse_json
from .limits import Limits
from .media_type import is_json
from .notes import NoteBook
from .payload import FileInTree, Payload, UploadedFile
from .text import shortened
from .tree import count_nodes

#: The field in which HTML has a form say what charset it is in (WHATWG HTML, "naming
#: form controls"; RFC 7578, section 4.6).
CHARSET_FIELD = "_charset_"
#: The field in which SendGrid's Inbound Parse says, as JSON, what charset each other
#: field is in: that of the part of the mail that it holds.
CHARSETS_FIELD = "charsets"
#: Longer names of charsets are none, and a mail has no more fields than this holds.
LONGEST_CHARSETS = 4_096
_CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True)
class TextField:
    """A field and its text, decoded and storable."""

    name: str
    text: str


@dataclass(frozen=True)
class BytesField:
    """A field whose bytes are no text, in whatever charset they may be."""

    name: str
    content: bytes


FormEntry = TextField | UploadedFile | BytesField


@dataclass(frozen=True)
class FormCharsets:
    """The charsets that a form is in, as its sender names them.

    :param whole: that of names and values, None where none is announced
    :param fields: those that the form says of single fields
    :param texts: names and values, as they came
    """

    whole: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    texts: tuple[bytes, ...] = ()

    @cached_property
    def guess(self) -> str | None:
        """The one that all texts are in for which nobody says it, None for none."""
        return guessed(text for text in self.texts if not _is_utf_8(text))

    @classmethod
    def of(
        cls,
        whole: str | None,
        found: str | None,
        charsets: str | None,
        texts: Iterable[bytes],
    ) -> "FormCharsets":
        """Those of one form.

        :param whole: what the content type says
        :param found: what the field says that HTML has for it
        :param charsets: what SendGrid's field says
        :param texts: names and values, as they came
        """
        try:
            said = json.loads((charsets or "")[:LONGEST_CHARSETS])
        except ValueError:
            said = None
        fields = said if isinstance(said, dict) else {}
        return cls(
            found or whole,
            {name: text for name, text in fields.items() if isinstance(text, str)},
            tuple(texts),
        )


def field_name(raw: bytes, charsets: FormCharsets, where: str, notes: NoteBook) -> str:
    """The name of a field; one that is no text stays as URLs write it.

    :raises UnsupportedBody: the form is in a charset that is not known
    """
    try:
        return decode_text(raw, charsets.whole, where, notes, lambda: charsets.guess)
    except UnreadableBody:
        return quote(raw)


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def text_field(
    name: str,
    raw: bytes,
    charsets: FormCharsets,
    notes: NoteBook,
    own: str | None = None,
) -> TextField | BytesField:
    """A field of a form with its text, or with its bytes where they are none.

    :param own: the charset that the field itself announces
    :raises UnsupportedBody: the form is in a charset that is not known
    """
    told = charsets.fields.get(name) if not own else None
    if told and not known_charset(told) and not raw.isascii():
        # A charset of one part of a stranger's mail: the rest can be read.
        notes.add_at(name, "text_undecodable", charset=shortened(told))
        return BytesField(name, raw)
    told = told if known_charset(told) else None
    declared = own or told or charsets.whole
    try:
        return TextField(
            name, decode_text(raw, declared, name, notes, lambda: charsets.guess)
        )
    except UnreadableBody:
        charset = shortened(declared or "UTF-8")
        notes.add_at(name, "text_undecodable", charset=charset)
        return BytesField(name, raw)


def check_field_count(count: int, limits: Limits):
    """:raises BodyTooLarge: more fields than the limit allows"""
    if count > limits.max_fields:
        raise BodyTooLarge(
            "too_many_fields",
            _lt(
                "The form has more than %(limit)s fields, the limit of this webhook.",
                limit=limits.max_fields,
            ),
            limit=limits.max_fields,
        )


def check_file_count(count: int, limits: Limits):
    """:raises BodyTooLarge: more files than the limit allows"""
    if count > limits.max_files:
        raise BodyTooLarge(
            "too_many_files",
            _lt(
                "The form brings %(count)s files, and the limit of this webhook is"
                " %(limit)s.",
                count=count,
                limit=limits.max_files,
            ),
            count=count,
            limit=limits.max_files,
        )


def form_payload(entries: list[FormEntry], limits: Limits, notes: NoteBook) -> Payload:
    """The payload of a form whose entries are in order.

    A text that is a JSON object or list (``payload=``, ``rawRequest=``) is decoded in
    the tree; in ``fields`` it stays text. What is no text is ``None`` in the tree, and
    among the files.

    :raises BodyTooLarge: too many files, too deep or too many values, the decoded JSON
        included
    """
    files = [e for e in entries if isinstance(e, UploadedFile)]
    check_file_count(len(files), limits)
    kept = [_as_file(e) for e in entries if isinstance(e, BytesField)]
    files += kept[: limits.max_files - len(files)]
    values = [_named_value(entry, limits, notes) for entry in entries]
    tree = tree_of_fields(values, limits, notes)
    if count_nodes(tree) > limits.max_nodes:
        raise BodyTooLarge(
            "too_many_nodes",
            _lt(
                "The form holds more than %(limit)s values, the limit of this webhook.",
                limit=limits.max_nodes,
            ),
            limit=limits.max_nodes,
        )
    return Payload(
        "form",
        tree,
        fields=tuple((e.name, e.text) for e in entries if isinstance(e, TextField)),
        files=tuple(files),
    )


def _named_value(entry: FormEntry, limits: Limits, notes: NoteBook) -> tuple[str, Any]:
    if isinstance(entry, UploadedFile):
        return entry.field, _described(entry, limits)
    if isinstance(entry, BytesField):
        return entry.name, None
    text = entry.text.strip()
    if text and _CLOSING.get(text[0]) == text[-1]:
        return entry.name, _decoded(entry, limits, notes)
    return entry.name, entry.text


def _described(file: UploadedFile, limits: Limits) -> FileInTree:
    """What the tree holds of a file; of one that is JSON, its members.

    Some programs give each part a name (``lead.json``). So it is both: a file, and
    there to be read.
    """
    described = file.description()
    if not is_json(file.content_type):
        return described
    try:
        members = parse_json(file.content.decode(), limits, NoteBook(), ())
    except (UnicodeDecodeError, UnreadableBody, BodyTooLarge):
        return described
    if not isinstance(members, dict) or not members:
        return described
    return FileInTree.of(file, members)


def _as_file(entry: BytesField) -> UploadedFile:
    """Bytes that are no text, for a person to find out what they say."""
    return UploadedFile(
        entry.name, f"{entry.name}.bin", "application/octet-stream", entry.content
    )


def _decoded(entry: TextField, limits: Limits, notes: NoteBook) -> Any:
    """The JSON in a field, or its text where it only looked like JSON.

    Limits hold wherever JSON is: they are the only thing a field is refused for. A
    person may well write ``[see above]`` in a contact form.
    """
    try:
        value = parse_json(entry.text, limits, notes, split_name(entry.name))
    except UnreadableBody as error:
        notes.add_at(entry.name, "json_in_field_invalid", reason=error.code)
        return entry.text
    notes.add_at(entry.name, "json_in_field")
    return value
