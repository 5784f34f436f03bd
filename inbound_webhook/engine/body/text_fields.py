"""Texts of a body that have a name, decoded, or as bytes where they are none."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from ..errors import UnreadableBody
from .charset import Texts
from .charset_names import UNSAID, known_charset
from .decoding import decode_text
from .media_type import MediaType
from .notes import NoteBook
from .payload import BytesInTree
from .text import shortened

#: The field in which HTML has a form say what charset it is in (WHATWG HTML, "naming
#: form controls"; RFC 7578, section 4.6).
CHARSET_FIELD = "_charset_"
#: The field in which SendGrid's Inbound Parse says, as JSON, what charset each other
#: field is in: that of the part of the mail that it holds.
CHARSETS_FIELD = "charsets"
#: Longer names of charsets are none, and a mail has no more fields than this holds.
LONGEST_CHARSETS = 4_096


@dataclass(frozen=True)
class TextField:
    """A field and its text, decoded and storable."""

    name: str
    text: str

    @property
    def shown(self) -> str:
        """What the tree holds of it, but for JSON."""
        return self.text


@dataclass(frozen=True)
class BytesField:
    """A field whose bytes are no text, in whatever charset they may be.

    :param charset: the one that its sender names
    :param assumed: the one that stands for one that is not named
    """

    name: str
    content: bytes
    charset: str | None
    assumed: str | None = None

    @property
    def shown(self) -> BytesInTree:
        """What the tree holds of it."""
        return BytesInTree.kept(self.name, self.content, self.charset, self.assumed)


@dataclass(frozen=True)
class Charsets:
    """The charsets that a body is in, as its sender names them.

    :param whole: that of names and values, None where none is announced
    :param fields: those that a form says of single fields
    :param texts: names and values
    """

    whole: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    texts: Texts = Texts()

    @classmethod
    def of(
        cls,
        media: MediaType,
        found: str | None,
        charsets: str | None,
        texts: Iterable[bytes],
    ) -> "Charsets":
        """Those of one body.

        :param media: what the content type says
        :param found: what the field says that HTML has for it
        :param charsets: what SendGrid's field says
        :param texts: names and values, as they came
        """
        try:
            said = json.loads((charsets or "")[:LONGEST_CHARSETS])
        except (ValueError, RecursionError):
            said = None
        fields = said if isinstance(said, dict) else {}
        return cls(
            found or media.charset,
            {name: text for name, text in fields.items() if isinstance(text, str)},
            Texts.of(texts, media.assumed),
        )


def field_name(raw: bytes, charsets: Charsets, where: str, notes: NoteBook) -> str:
    """The name of a field; one that is no text stays as URLs write it.

    :raises UnsupportedBody: the form is in a charset that is not known
    """
    try:
        return decode_text(raw, charsets.whole, where, notes, charsets.texts)
    except UnreadableBody:
        return quote(raw)


def text_field(
    name: str,
    raw: bytes,
    charsets: Charsets,
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
        return BytesField(name, raw, shortened(told))
    told = told if known_charset(told) else None
    declared = own or told or charsets.whole
    try:
        return TextField(name, decode_text(raw, declared, name, notes, charsets.texts))
    except UnreadableBody:
        named, assumed = named_charset(declared), charsets.texts.assumed_name
        notes.add_at(name, "text_undecodable", charset=named or assumed or "UTF-8")
        return BytesField(name, raw, named, assumed)


def named_charset(declared: str | None) -> str | None:
    """The charset that a sender names, for words; None where that is UTF-8, or none."""
    is_unsaid = known_charset(declared) in UNSAID
    return None if is_unsaid else shortened(declared or "")
