"""Files: in base64, with `data:` before it or without; in an object that names them; or
uploaded by a form.
"""

import mimetypes
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from ..body.media_type import MediaType
from ..body.payload import FileInTree, Files, UploadedFile
from ..body.text import shortened, storable
from ..bounds import BOUNDS
from ..errors import ValueRefused
from ..file_content import DATA_URL, contradicts, decoded_base64, kind_of, kind_of_text
from ..phrases import Phrase, _lt
from ..values import ValueContext, description, is_empty, refused
from .registry import SURE, register_type

_MOST = BOUNDS["max_files"].default
#: Members of an object that hold a file, without what is no letter in their names;
#: the text of an element of XML comes last.
_CONTENTS = (
    *("content", "contents", "data", "base64", "contentbytes", "contentbase64"),
    *("base64content", "base64string", "base64data", "filecontent", "filedata"),
    *("filebase64", "file", "body", "bytes", "blob", "text"),
)
#: Members in which senders say where it can be fetched.
_PLACES = ("url", "fileurl", "downloadurl", "publicurl", "href", "link", "src")
_NAMES = ("filename", "name", "title", "originalname", "originalfilename")
_TYPES = ("contenttype", "mimetype", "mime", "mediatype", "filetype", "type")
_SAME = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "application/x-pdf": "application/pdf",
    "application/x-zip-compressed": "application/zip",
}
#: What says nothing.
_ANY = ("", "application/octet-stream", "binary/octet-stream")
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]{0,20}:)?//", re.IGNORECASE)
_EXPECTED = _lt("a file in base64")
#: Longer texts are shown by their length: they may be most of a file.
_LONGEST_SHOWN = 80
#: So few letters and digits may be a word or some.
_WORDS = re.compile(r"[A-Za-z0-9]+(?:\s+[A-Za-z0-9]+)*", re.ASCII)
_LONGEST_WORDS = 100
#: A picture of one pixel.
_SAMPLE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk"
    "YAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


def holds_files(value: Any) -> bool:
    """Whether a value of a sample is a file beyond doubt, or a list of such."""
    if isinstance(value, list):
        return bool(value) and all(map(_is_file, value))
    return _is_file(value)


def _is_file(value: Any) -> bool:
    if isinstance(value, FileInTree):
        # One that is JSON has its members there, which say more.
        return value == value.file.description()
    if isinstance(value, str):
        return kind_of_text(value) is not None
    if not isinstance(value, dict):
        return False
    members = _members(value)
    return _is_buffer(members) or _is_named_file(members)


def _suggests(_words: frozenset[str], value: Any) -> int:
    # Surer than that it is an object, or a list.
    return SURE + 1 if holds_files(value) else 0


@register_type(
    "file",
    _lt("File"),
    takes_lists=True,
    false_is_nothing=True,
    form="object",
    sample=_SAMPLE,
    fills=frozenset({"binary"}),
    suggests=_suggests,
)
def to_files(value: Any, context: ValueContext) -> Files | None:
    """The files of a value, or of a list; what their content contradicts is refused."""
    items = value if isinstance(value, list) else [value]
    values = [item for item in items if not is_empty(item) and item is not False]
    if len(values) > _MOST:
        raise refused(value, _lt("at most %(most)s files", most=_MOST))
    return Files(_file(item) for item in values) or None


def _file(value: Any) -> UploadedFile:
    if isinstance(value, UploadedFile):
        return value
    if isinstance(value, FileInTree):
        file = value.file
        return _checked(file.filename, file.content_type, file.content)
    if isinstance(value, str):
        name, kind, content = _of_text(value)
        if not kind and _may_be_words(value, content):
            raise refused(value, _EXPECTED)
        return _checked(name, kind, content)
    if isinstance(value, dict):
        members = _members(value)
        text = _first_text(members, _CONTENTS)
        if _is_buffer(members):
            return _checked("", "", bytes(members["data"]))
        if text is not None:
            name, kind, content = _of_text(text)
            name = _first_text(members, _NAMES) or name
            return _checked(name, _first_text(members, _TYPES) or kind, content)
        place = _first_text(members, _PLACES)
        if place and _ADDRESS.match(place):
            raise _refused_address(place)
    raise refused(value, _EXPECTED)


def _may_be_words(text: str, content: bytes) -> bool:
    """Whether a text that could be base64 is a short one that says something else, as
    "see attached" does: what it would hold is neither text nor of any known type.
    """
    is_short = len(text) <= _LONGEST_WORDS
    if not (is_short and _WORDS.fullmatch(text.strip())) or kind_of(content):
        return False
    try:
        return not content.decode("utf-8").replace("\n", "").isprintable()
    except UnicodeDecodeError:
        return True


def _members(value: dict[str, Any]) -> dict[str, Any]:
    return {re.sub(r"[^a-z0-9]", "", key.lower()): v for key, v in value.items()}


def _is_buffer(members: dict[str, Any]) -> bool:
    """Whether an object is what Node writes of bytes: ``{"type": "Buffer", ...}``."""
    data = members.get("data")
    return (
        members.get("type") == "Buffer"
        and isinstance(data, list)
        and all(type(item) is int and 0 <= item < 256 for item in data)
    )


def _is_named_file(members: dict[str, Any]) -> bool:
    """Whether an object names a file and holds it, and says nothing else."""
    text = _first_text(members, _CONTENTS)
    if text is None or not _first_text(members, _NAMES):
        return False
    is_texts = not any(isinstance(item, dict | list) for item in members.values())
    return is_texts and kind_of_text(text) is not None


def _first_text(members: dict[str, Any], names: tuple[str, ...]) -> str | None:
    found = (members.get(name) for name in names)
    return next((text for text in found if text and isinstance(text, str)), None)


def _of_text(text: str) -> tuple[str, str, bytes]:
    """Name, media type and content of a file in a text, the first two maybe empty."""
    url = DATA_URL.match(text)
    if url is None:
        return "", "", _decoded(text)
    kind, is_base64 = url.groups()
    name = re.search(r";(?:file)?name=([^;]*)", kind, re.IGNORECASE)
    content = unquote_to_bytes(text[url.end() :])
    if is_base64:
        content = _decoded(content.decode("latin-1"))
    filename = unquote_to_bytes(name[1]).decode("utf-8", "replace") if name else ""
    return filename, kind, content


def _decoded(text: str) -> bytes:
    content = decoded_base64(text)
    if content is not None:
        return content
    if _ADDRESS.match(text):
        raise _refused_address(text)
    raise refused(text, _EXPECTED, received=_shown(text))


def _refused_address(address: str) -> ValueRefused:
    reason = _lt(
        "%(received)s is an address, and files are not fetched. The sender has to send"
        " the file itself, in base64 or as a part of a form.",
        received=description(address),
    )
    return refused(address, _EXPECTED, reason)


def _shown(text: str) -> Phrase | str:
    """A text that is no file, or one that is broken, of which nothing is shown."""
    if len(text) > _LONGEST_SHOWN:
        return _lt("a text of %(count)s characters", count=len(text))
    return description(text)


def _checked(name: str, kind: str, content: bytes) -> UploadedFile:
    """A file, its type told by its content where that can be.

    :raises ValueRefused: it says it is something that it is not, or is empty
    """
    found = kind_of(content)
    name = re.split(r"[/\\]", storable(name).strip())[-1][:200]
    claimed = MediaType.parse(kind).name
    claimed = _SAME.get(claimed, claimed)
    if claimed in _ANY:
        claimed = mimetypes.guess_type(name)[0] or ""
    told = UploadedFile("", name, shortened(found or claimed), content)
    if not content:
        raise refused(told, _EXPECTED)
    if contradicts(claimed, found):
        raise refused(told, _lt("a file of the type %(type)s", type=shortened(claimed)))
    is_better_known = found and (found.startswith("image/") or "/" not in claimed)
    kind = found if is_better_known else claimed if "/" in claimed else ""
    kind = kind or "application/octet-stream"
    if not name:
        name = "file" + (mimetypes.guess_extension(kind) or ".bin")
    return UploadedFile("", name, shortened(kind), content)
