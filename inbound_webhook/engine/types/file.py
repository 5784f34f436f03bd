"""Files: in base64, with `data:` before it or without; in an object that names them; or
uploaded by a form.
"""

import base64
import binascii
import mimetypes
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from ..body.media_type import MediaType
from ..body.payload import FileInTree, Files, UploadedFile
from ..body.text import shortened, storable
from ..bounds import BOUNDS
from ..phrases import _lt
from ..values import ValueContext, is_empty, refused
from .registry import register_type

_MOST = BOUNDS["max_files"].default
_DATA_URL = re.compile(
    r"\s*data:([^,]{0,500}?)(;base64)?,(.*)", re.DOTALL | re.IGNORECASE
)
_CONTENTS = ("content", "contents", "data", "base64", "contentbytes", "file", "body")
_NAMES = ("filename", "name", "title")
_TYPES = ("contenttype", "mimetype", "mime", "type")
#: How files begin whose type can be told by that.
_BEGINNINGS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
    "application/zip": (b"PK",),
}
_SAME = {"image/jpg": "image/jpeg", "application/x-pdf": "application/pdf"}
_EXPECTED = _lt("a file in base64")


@register_type(
    "file",
    _lt("File"),
    takes_lists=True,
    false_is_nothing=True,
    form="object",
    sample="data:text/plain;base64,SGVsbG8=",
    fills=frozenset(),
)
def to_files(value: Any, context: ValueContext) -> Files | None:
    """The files of a value, or of a list; what their content contradicts is refused."""
    items = value if isinstance(value, list) else [value]
    values = [item for item in items if not is_empty(item) and item is not False]
    if len(values) > _MOST:
        raise refused(value, _lt("at most %(most)s files", most=_MOST))
    return Files(_file(item) for item in values) or None


def _file(value: Any) -> UploadedFile:
    if isinstance(value, FileInTree):
        return value.file
    if isinstance(value, str):
        return _checked(value, *_of_text(value))
    if isinstance(value, dict):
        members = {re.sub(r"[^a-z0-9]", "", key.lower()): v for key, v in value.items()}
        text = _first_text(members, _CONTENTS)
        if text is not None:
            name, kind, content = _of_text(text)
            name = _first_text(members, _NAMES) or name
            return _checked(value, name, _first_text(members, _TYPES) or kind, content)
    raise refused(value, _EXPECTED)


def _first_text(members: dict[str, Any], names: tuple[str, ...]) -> str | None:
    found = (members.get(name) for name in names)
    return next((text for text in found if text and isinstance(text, str)), None)


def _of_text(text: str) -> tuple[str, str, bytes]:
    """Name, media type and content of a file in a text, the first two maybe empty."""
    url = _DATA_URL.fullmatch(text)
    if url is None:
        return "", "", _decoded(text)
    kind, is_base64, data = url.groups()
    name = re.search(r";(?:file)?name=([^;]*)", kind, re.IGNORECASE)
    content = unquote_to_bytes(data)
    if is_base64:
        content = _decoded(content.decode("latin-1"))
    filename = unquote_to_bytes(name[1]).decode("utf-8", "replace") if name else ""
    return filename, kind, content


def _decoded(text: str) -> bytes:
    """The bytes of base64 in either alphabet, its padding there or not."""
    bare = re.sub(r"\s+", "", text).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise refused(text, _EXPECTED) from error


def _checked(value: Any, name: str, kind: str, content: bytes) -> UploadedFile:
    """A file, its type told by its content where that can be.

    :raises ValueRefused: it says it is something that it is not, or is empty
    """
    claimed = MediaType.parse(kind).name
    claimed = _SAME.get(claimed, claimed)
    beginnings = _BEGINNINGS.get(claimed)
    if not content or (beginnings and not content.startswith(beginnings)):
        expected = _lt("a file of the type %(type)s", type=shortened(claimed))
        raise refused(value, expected if beginnings else _EXPECTED)
    told = (each for each, starts in _BEGINNINGS.items() if content.startswith(starts))
    kind = claimed if "/" in claimed else next(told, "application/octet-stream")
    name = re.split(r"[/\\]", storable(name).strip())[-1][:200]
    if not name:
        name = "file" + (mimetypes.guess_extension(kind) or ".bin")
    return UploadedFile("", name, shortened(kind), content)
