"""What a body says, whatever it was written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from .notes import Note


@dataclass(frozen=True)
class UploadedFile:
    """A file of a multipart form.

    :param field: name of the form field
    :param filename: name without any path; may be empty
    :param content_type: media type as the sender claims it, in lower case
    :param content: the bytes, untouched
    """

    field: str
    filename: str
    content_type: str
    content: bytes

    def description(self) -> "FileInTree":
        """How the file shows in the tree: its bytes have no place there."""
        members = {
            "filename": self.filename,
            "content_type": self.content_type,
            "size": len(self.content),
        }
        return FileInTree.of(self, members)


class FileInTree(dict):
    """What a tree holds of a file.

    ``file`` is the :class:`UploadedFile`.
    """

    file: UploadedFile

    @classmethod
    def of(cls, file: UploadedFile, members: dict[str, Any]) -> "FileInTree":
        """That of a file, with what stands for it in the tree."""
        shown = cls(members)
        shown.file = file
        return shown


class BytesInTree(FileInTree):
    """What a tree holds of bytes that should be a text, and can be read in no charset.

    ``charset`` is the one that their sender names, None where it names none;
    ``assumed`` the one that the handler has for that, None for none.
    """

    charset: str | None
    assumed: str | None

    @classmethod
    def kept(
        cls, name: str, content: bytes, charset: str | None, assumed: str | None
    ) -> "BytesInTree":
        """That of a field, or of what stands at a path."""
        file = UploadedFile(name, f"{name}.bin", "application/octet-stream", content)
        shown = cls.of(file, {**file.description(), "sha256": _digest(content)})
        shown.charset, shown.assumed = charset, assumed
        return shown


class Files(tuple):
    """Files that are the value of a parameter."""

    def description(self) -> list[dict[str, Any]]:
        """How they are stored and shown, with what tells them from others."""
        return [
            {**file.description(), "sha256": _digest(file.content)} for file in self
        ]


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def files_in(values: Iterable[Any]) -> list[UploadedFile]:
    """The files among values of parameters, converted or as they came, in order."""
    found = []
    for value in values:
        if isinstance(value, FileInTree):
            found.append(value.file)
        elif isinstance(value, Files):
            found += value
        elif isinstance(value, list):
            found += files_in(value)
    return found


@dataclass(frozen=True)
class Payload:
    """A body, read.

    Every text in it, keys included, can be stored by PostgreSQL as text and jsonb.

    :param kind: what the body turned out to be
    :param value: tree of dict, list, str, int, float, bool, None. Of JSON, the
        document; of a form, a dict in which bracket names are taken apart, repeated
        names are lists, texts that are JSON are decoded, and a file is a dict
        ``filename, content_type, size``. Of XML, see ``xml_reader``
    :param fields: (name, text) pairs of a form in order, names and texts as sent
        (files have no text and are not among them); () for JSON
    :param files: uploaded files in order, and the bytes that are no text
    :param notes: what was tolerated
    :param is_whole: whether JSON or XML is text as a whole, and not only piece by piece
    """

    kind: Literal["json", "form", "xml", "empty"]
    value: Any
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[UploadedFile, ...] = ()
    notes: tuple[Note, ...] = ()
    is_whole: bool = True
