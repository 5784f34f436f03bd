"""Fields and files of a form, however they were encoded, to a payload."""

from typing import Any

from ..errors import BodyTooLarge, UnreadableBody
from ..phrases import _lt
from .field_names import split_name, tree_of_fields
from .json_reader import parse_json
from .limits import Limits
from .media_type import is_json
from .notes import NoteBook
from .payload import FileInTree, Payload, UploadedFile
from .text_fields import BytesField, TextField
from .tree import count_nodes

_CLOSING = {"{": "}", "[": "]"}


FormEntry = TextField | UploadedFile | BytesField


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
    the tree; in ``fields`` it stays text. What is no text is among the files.

    :raises BodyTooLarge: too many files, too deep or too many values, the decoded JSON
        included
    """
    files = [e for e in entries if isinstance(e, UploadedFile)]
    check_file_count(len(files), limits)
    kept = [e.shown.file for e in entries if isinstance(e, BytesField)]
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
        return entry.name, entry.shown
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
