"""XML and SOAP to the tree that JSON is, without what makes XML dangerous.

The rules are those that most converters share, so that a path can be written by looking
at the document:

* The root element is the one member of the tree: ``lead.email``; of SOAP,
  ``Envelope.Body.CreateLead.email``.
* An element that holds only text is its text, without blanks around it; one that holds
  nothing, or is ``xsi:nil``, is null. All values are texts.
* An element with others in it is an object of them. Those of one name are a list.
* Attributes are members whose names begin with ``@``; the text of an element that has
  some is its member ``#text``. Where one value is wanted, such an element stands for
  its text. Those of XML Schema (``xsi:type``) are none; of two of one name, the one
  without a namespace counts.
* Of an element with text beside others (``Call <b>me</b> now``), ``#text`` is all of it
  as it is read, with the text of those others in its place: ``Call me now``. They are
  members as well. Elements other than those of a line begin a new one.
* Namespaces and their prefixes are left out, of elements and of attributes. So are
  comments and processing instructions. CDATA is text.

A document type is refused, and with it all entities but XML's own five: they are what
reads files, fetches from the network and makes gigabytes out of lines.
"""

import re
from dataclasses import replace
from typing import Any

from lxml import etree

from ..errors import BodyTooLarge, UnreadableBody
from ..phrases import _lt
from .charset import Texts, decoded
from .charset_names import announced_charset, charset_of_ascii_signs, public_name
from .json_reader import note_whole, too_deep
from .limits import Limits
from .marked import marked, unmarked
from .media_type import MediaType
from .notes import NoteBook
from .payload import Payload, UploadedFile
from .text import shortened
from .tree import count_nodes

TEXT = "#text"
#: Attributes that give an element a name, where all are called ``field``.
NAMING = frozenset({"@name", "@key", "@field", "@label"})
#: Attributes that say something about the text of an element, and nothing without one.
_ABOUT_TEXT = NAMING | {
    *("@type", "@lang", "@language", "@space", "@format", "@class", "@nil", "@null"),
    *("@currency", "@unit", "@part", "@time", "@preferredcontact"),
}
#: Elements that are a part of a line, as HTML has them. Others are lines of their own.
_IN_LINE = frozenset(
    "a abbr b bdi bdo big cite code em font i ins kbd mark q s samp small span strike "
    "strong sub sup tt u var".split()
)
#: In texts that are deeper in one another, nobody reads the whole of each; it would be
#: there as many times as it is deep.
_MOST_WHOLE = 4
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}"
_DECLARATION = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']"
)
_WIDE_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_SKIPPED = (("<?", "?>"), ("<!--", "-->"))
#: As many as a spreadsheet has columns. What reads XML compares each attribute of an
#: element with all others, and each name with all namespaces around it.
_MOST_ATTRIBUTES, _MOST_NAMESPACES = 1_000, 64
_ATTRIBUTE = r"""[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*')"""
_FLOOD = re.compile(
    rf"<[^\s<>]+(?:(?:\s+{_ATTRIBUTE}){{{_MOST_ATTRIBUTES + 1}}}"
    rf"|(?:(?:\s+(?!xmlns:){_ATTRIBUTE})*\s+xmlns:{_ATTRIBUTE})"
    rf"{{{_MOST_NAMESPACES + 1}}})"
)


class WholeText(str):
    """The text of an element with others in it, and of these: all that it says."""


def read_xml(body: bytes, media: MediaType, limits: Limits, notes: NoteBook) -> Payload:
    """A body that is one XML document.

    :raises UnreadableBody: not XML, not text, or with a document type
    :raises UnsupportedBody: a charset that is not known
    :raises BodyTooLarge: too deep or too many values
    """
    text, media = _decoded(body, media, notes)
    is_marked = text is None
    text = marked(body).lstrip() if text is None else text
    text = _without_prolog(text)
    _check_size(text, limits)
    root = _parsed(text)
    _check_depth(root, limits)
    tree = {_name(root.tag): _value(root)}
    if count_nodes(tree) > limits.max_nodes:
        raise _too_many(limits)
    files: tuple[UploadedFile, ...] = ()
    if is_marked:
        tree, files = unmarked(tree, media, limits, notes)
    return Payload("xml", tree, files=files, is_whole=not is_marked)


def _parsed(text: str) -> Any:
    """The root element of a document, of which nothing outside of it is read.

    :raises UnreadableBody: it is not XML
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise UnreadableBody(
            "xml_invalid",
            _lt(
                "The body is not valid XML: line %(line)s, column %(column)s.",
                line=line,
                column=column,
            ),
            line=line,
            column=column,
        ) from error


def is_xml(body: bytes) -> bool:
    """Whether bytes begin as an XML document does, and as a page of HTML does not."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    is_page = start.startswith((b"<!doctype html", b"<html", b"<body", b"<head"))
    return re.match(rb"<[?!:a-z_\x80-\xff]", start) is not None and not is_page


def is_empty_field(value: Any) -> bool:
    """Whether a value of the tree is an element without a text whose attributes are
    about one: ``<field name="phone"/>`` and ``<phone type="mobile"/>`` say nothing.
    """
    return isinstance(value, dict) and bool(value) and value.keys() <= _ABOUT_TEXT


def _decoded(
    body: bytes, media: MediaType, notes: NoteBook
) -> tuple[str | None, MediaType]:
    """The text, None where it is none as a whole; and what says its charset.

    A mark of bytes says how to read it before the header does, and that before the
    document (RFC 7303, section 3).
    """
    wide = (*_WIDE_MARKS, *_WIDE_STARTS)
    codec = next((name for mark, name in wide if body.startswith(mark)), None)
    said = _DECLARATION.match(body)
    own = said[1].decode("ascii") if said else None
    if codec:
        try:
            text = body.decode(codec)
        except UnicodeError as error:
            raise _not_text(own or codec) from error
        notes.add("xml_charset", charset=public_name(codec))
        return text.removeprefix("\ufeff").lstrip(), media
    media = replace(media, charset=charset_of_ascii_signs(media.charset or own))
    announced = announced_charset(media.charset)
    try:
        found = decoded(body, announced, Texts.of((), media.assumed))
    except UnicodeError:
        return None, media
    note_whole(notes, "xml_charset", found.note(body), found.charset)
    return found.text.removeprefix("\ufeff").lstrip(), media


def _not_text(charset: str | None) -> UnreadableBody:
    charset = shortened(charset or "UTF-8")
    return UnreadableBody(
        "xml_not_text",
        _lt(
            "The body should be XML in %(charset)s, but its bytes are not.",
            charset=charset,
        ),
        charset=charset,
    )


def _without_prolog(text: str) -> str:
    """A document from its root element on, in the line that this is in.

    What is in front of it says nothing that is needed any more, and may be what XML
    forbids there: car dealers' leads begin with ``<?ADF?>``, before ``<?xml?>``.

    :raises UnreadableBody: a document type is in front of the root element
    """
    position = 0
    while True:
        rest = text[position : position + 10].lstrip()
        position += len(text[position : position + 10]) - len(rest)
        if not rest:
            if position >= len(text):
                return text
            continue
        pair = next((each for each in _SKIPPED if rest.startswith(each[0])), None)
        if pair is None:
            break
        end = text.find(pair[1], position + len(pair[0]))
        if end < 0:
            return text
        position = end + len(pair[1])
    if text.startswith("<!", position):
        raise UnreadableBody(
            "xml_document_type",
            _lt("The body has a document type (DOCTYPE), which is not read."),
        )
    return "\n" * text.count("\n", 0, position) + text[position:]


def _check_size(text: str, limits: Limits):
    """Before memory is spent on it: an element has two angles, an attribute quotes."""
    quotes = (text.count('"') + text.count("'")) // 2
    if text.count("<") + quotes > 2 * limits.max_nodes + 2 * limits.max_fields:
        raise _too_many(limits)
    if quotes > _MOST_NAMESPACES and _FLOOD.search(text):
        raise BodyTooLarge(
            "too_many_attributes",
            _lt("The body has an element with more attributes than are read."),
        )


def _check_depth(root: Any, limits: Limits):
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.max_depth:
            raise too_deep(limits)


def _value(element: Any, whole: int = _MOST_WHOLE) -> Any:
    """The value of an element. Its depth is checked: this recurses.

    :param whole: in how many elements around it, and in itself, the whole text counts
    """
    members = _attributes(element)
    own = [element.text or "", *(child.tail or "" for child in element)]
    elements = [child for child in element if isinstance(child.tag, str)]
    text = "".join(own).strip()
    if text and elements and whole:
        pieces: list[str] = []
        _read_whole(element, pieces)
        text, whole = WholeText("".join(pieces).strip()), whole - 1
    children: dict[str, list[Any]] = {}
    for child in elements:
        children.setdefault(_name(child.tag), []).append(_value(child, whole))
    for name, values in children.items():
        members[name] = values if len(values) > 1 else values[0]
    if not members:
        return text or None
    if text:
        members[TEXT] = text
    return members


def _attributes(element: Any) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, text in element.attrib.items():
        member = f"@{_name(name)}"
        if name.startswith(_SCHEMA) or (name[0] == "{" and member in members):
            continue
        members[member] = text
    return members


def _read_whole(element: Any, pieces: list[str]) -> bool:
    """Add the text of an element, and of all that is in it, in its order.

    :return: whether there is any
    """
    pieces.append(element.text or "")
    has_text = bool(element.text)
    for child in element:
        if isinstance(child.tag, str):
            around = "" if _name(child.tag).lower() in _IN_LINE else "\n"
            pieces.append(around)
            has_more = _read_whole(child, pieces)
            pieces.append(around if has_more else "")
            has_text = has_text or has_more or bool(around)
        pieces.append(child.tail or "")
        has_text = has_text or bool(child.tail)
    return has_text


def _name(tag: str) -> str:
    """A name without its namespace."""
    return etree.QName(tag).localname


def _too_many(limits: Limits) -> BodyTooLarge:
    return BodyTooLarge(
        "too_many_nodes",
        _lt(
            "The body holds more than %(limit)s values, the limit of this webhook.",
            limit=limits.max_nodes,
        ),
        limit=limits.max_nodes,
    )
