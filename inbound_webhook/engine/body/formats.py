"""Which reader reads a body: what the header, the handler and the bytes say.

The header decides where it is clear and the body does not contradict it. Clients put
a form's type on JSON (``curl -d '{...}'``) and ``text/plain`` on anything, so the
body has a say where no other format could look like it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..errors import UnreadableBody, UnsupportedBody
from ..phrases import _lt
from .json_reader import is_wide_json, read_json
from .limits import Limits
from .media_type import MediaType
from .multipart import read_multipart
from .notes import NoteBook
from .payload import Payload
from .text import shortened
from .urlencoded import read_urlencoded
from .xml_reader import is_xml, read_xml

BodyKind = Literal["json", "form"]

Read = Callable[[bytes, MediaType, Limits, NoteBook], Payload]


@dataclass(frozen=True)
class Format:
    """One way to write a body.

    :param name: stable name
    :param kind: what it is to a handler
    :param media_types: Content-Types that announce it, in lower case
    :param read: the reader; its payload's notes are filled in by the caller
    :param suffix: structured syntax suffix that announces it too (RFC 6839)
    :param recommended: which of the media types senders are told of, None for none
    """

    name: str
    kind: BodyKind
    media_types: frozenset[str]
    read: Read
    suffix: str | None = None
    recommended: str | None = None

    def is_announced_by(self, media: MediaType) -> bool:
        """Whether a content type says that the body is of this format."""
        has_suffix = self.suffix is not None and media.name.endswith(self.suffix)
        return has_suffix or media.name in self.media_types


_FORMATS: dict[str, Format] = {}


def register_format(body_format: Format) -> Format:
    """Make a format known; one of the same name is replaced."""
    _FORMATS[body_format.name] = body_format
    return body_format


JSON = register_format(
    Format(
        "json",
        "json",
        frozenset(
            {
                "application/json",
                "application/x-json",
                "text/json",
                "text/x-json",
                "application/javascript",
                "text/javascript",
            }
        ),
        read_json,
        suffix="+json",
        recommended="application/json",
    )
)
URLENCODED = register_format(
    Format(
        "urlencoded",
        "form",
        frozenset(
            {
                "application/x-www-form-urlencoded",
                "application/www-form-urlencoded",
            }
        ),
        read_urlencoded,
        recommended="application/x-www-form-urlencoded",
    )
)
register_format(
    Format(
        "multipart",
        "form",
        frozenset({"multipart/form-data"}),
        read_multipart,
        recommended="multipart/form-data",
    )
)
XML = register_format(
    Format(
        "xml",
        # What a path finds in it is what it finds in JSON.
        "json",
        frozenset({"application/xml", "text/xml", "application/x-xml"}),
        read_xml,
        suffix="+xml",
    )
)


def recommended_media_types() -> list[str]:
    """The media types that senders are told to send."""
    recommended = (body_format.recommended for body_format in _FORMATS.values())
    return [name for name in recommended if name]


def choose_format(
    body: bytes, media: MediaType, expected: BodyKind, notes: NoteBook
) -> Format:
    """The format to read a body in; notes where it is not the announced one.

    :param body: at least one character that is no blank
    :raises UnsupportedBody: the type, or the body, is something else altogether
    :raises UnreadableBody: nothing says what the body is
    """
    announced = _announced(media)
    if announced is None:
        chosen = _recognised(body) or _expected(body, expected)
    else:
        chosen = _contradicted(body, announced, expected) or announced
        if chosen is not announced:
            notes.add(
                "content_type_overruled",
                content_type=shortened(media.name),
                read_as=chosen.name,
            )
    if chosen.kind != expected:
        notes.add("other_kind", expected=expected, received=chosen.kind)
    return chosen


def _announced(media: MediaType) -> Format | None:
    for body_format in _FORMATS.values():
        if body_format.is_announced_by(media):
            return body_format
    if media.says_nothing:
        return None
    received = shortened(media.name)
    raise UnsupportedBody(
        "content_type_unsupported",
        _lt(
            "The content type %(received)r is not supported; send JSON or a form.",
            received=received,
        ),
        content_type=received,
    )


def _contradicted(body: bytes, announced: Format, expected: BodyKind) -> Format | None:
    """The format that a body shows itself to be, against what was announced."""
    if announced in (URLENCODED, XML) and _looks_like_json(body):
        return JSON
    if announced in (URLENCODED, JSON) and is_xml(body):
        # Neither can begin so: in a form, the bracket would be encoded.
        return XML
    if announced is JSON and expected == "form" and _is_plainly_urlencoded(body):
        # Two of three say form. Were JSON expected as well, it would be broken JSON.
        return URLENCODED
    return None


def _recognised(body: bytes) -> Format | None:
    """The format of a body that no content type announces, where it shows."""
    start = body.lstrip()[:512]
    if is_xml(body):
        return XML
    if start.startswith(b"<"):
        raise UnsupportedBody(
            "markup_unsupported",
            _lt(
                "The body looks like HTML, which is not supported; send JSON, XML or a"
                " form."
            ),
        )
    if start.startswith(b"--") and b"form-data" in start.lower():
        raise UnreadableBody(
            "multipart_boundary_missing",
            _lt(
                "The body looks like a multipart form, but no content type names its"
                " boundary."
            ),
        )
    if is_wide_json(body) or _looks_like_json(body):
        return JSON
    return URLENCODED if _is_plainly_urlencoded(body) else None


def _expected(body: bytes, expected: BodyKind) -> Format:
    """What the handler expects, unless the body cannot be that."""
    if expected == "json":
        return JSON
    if b"=" in body and b"\n" not in body.strip():
        return URLENCODED
    raise UnreadableBody(
        "form_not_recognised",
        _lt(
            "A form was expected, but the body is none and no content type says what it"
            " is. Send name=value, with & between the fields and with the content type"
            " application/x-www-form-urlencoded."
        ),
    )


def _looks_like_json(body: bytes) -> bool:
    """Whether a body can only be meant as a JSON object or list.

    No encoder leaves a ``{`` as it is; a ``[`` may be written by hand in a name.
    """
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    is_list = text.startswith(b"[") and text.endswith(b"]")
    return text.startswith(b"{") or (is_list and not _is_plainly_urlencoded(body))


_PLAIN_PAIR = re.compile(rb"[\w.~%+*\[\]-]+=[^\s=&\"{}<>]*")


def _is_plainly_urlencoded(body: bytes) -> bool:
    """Whether a body is what an encoder of forms makes, and nothing else could be.

    Names and an equals sign in every pair, nothing that would have been encoded, and
    one value at least: ``abcd=`` and ``abcd==`` may be base64.
    """
    pairs = body.strip(b"\r\n").split(b"&")
    all_plain = all(_PLAIN_PAIR.fullmatch(pair) for pair in pairs)
    return all_plain and not all(pair.endswith(b"=") for pair in pairs)
