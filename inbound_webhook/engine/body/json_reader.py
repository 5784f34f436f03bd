"""JSON (RFC 8259), strictly, and within limits before memory is spent on it.

Python's parser is lenient where databases are not (NaN, ``1e999``, half surrogate
pairs) and gives up with errors of its own on deep or very long input; both are
settled here.
"""

import json
import re
from dataclasses import replace
from typing import Any

from ..errors import BodyTooLarge, UnreadableBody
from ..phrases import _lt
from .charset import Texts, decoded
from .charset_names import announced_charset, charset_of_ascii_signs, public_name
from .json_numbers import JsonNumbers
from .limits import Limits
from .marked import marked, unmarked, with_backslashes_in_pairs
from .media_type import MediaType
from .notes import NoteBook
from .payload import Payload
from .text import shortened
from .tree import KeyPath, RepeatedKeys, readable_path, storable_tree

_EMPTY_CONTAINER = re.compile(r"\[[ \t\r\n]*\]|\{[ \t\r\n]*\}")
#: How a form begins, also where somebody wrote it by hand and encoded nothing.
_FORM = re.compile(r"\s*[\w.~%+-][\w.~%+\[\]-]{0,99}=")
_BOM = "\ufeff"
#: What Python's parser says most often.
_SYNTAX_ERRORS = {
    str(problem): problem
    for problem in (
        _lt("Expecting value"),
        _lt("Expecting property name enclosed in double quotes"),
        _lt("Expecting ',' delimiter"),
        _lt("Expecting ':' delimiter"),
        _lt("Unterminated string starting"),
        _lt("Invalid control character"),
        _lt("Invalid \\escape"),
        _lt("Extra data"),
    )
}


def read_json(
    body: bytes, media: MediaType, limits: Limits, notes: NoteBook
) -> Payload:
    """A body that is one JSON value of any type, a list or a scalar included.

    :raises UnreadableBody: not JSON, or not text
    :raises BodyTooLarge: too deep or too many values
    """
    if not is_wide_json(body):
        media = replace(media, charset=charset_of_ascii_signs(media.charset))
    try:
        text = _decode(body, media, notes)
    except UnicodeError as error:
        return _read_each(body, media, limits, notes, error)
    try:
        return Payload("json", _tree(text, limits, notes))
    except UnreadableBody as error:
        if _FORM.match(text):
            raise _is_form() from error
        raise


def _is_form() -> UnreadableBody:
    return UnreadableBody(
        "json_is_form",
        _lt(
            "The body is not valid JSON: it looks like a form. Send JSON, such as"
            ' {"name": "value"}; or name=value, with & between the fields and with the'
            " content type application/x-www-form-urlencoded."
        ),
    )


def _tree(text: str, limits: Limits, notes: NoteBook) -> Any:
    tree = parse_json(text, limits, notes)
    return _decoded_again(tree, limits, notes) if isinstance(tree, str) else tree


def _read_each(
    body: bytes, media: MediaType, limits: Limits, notes: NoteBook, error: UnicodeError
) -> Payload:
    """JSON whose texts are decoded one by one, for it is no text as a whole."""
    if is_wide_json(body):
        raise _not_text(media.charset) from error
    try:
        tree = _tree(marked(body), limits, notes)
    except UnreadableBody:
        try:
            tree = _tree(marked(with_backslashes_in_pairs(body)), limits, notes)
        except UnreadableBody:
            raise _not_text(media.charset) from error
    tree, files = unmarked(tree, media, limits, notes)
    return Payload("json", tree, files=files, is_whole=False)


def _decoded_again(text: str, limits: Limits, notes: NoteBook) -> Any:
    """What a string says that is a whole body and holds JSON: it was encoded twice.

    Once is enough, and only of what can hold values; any other text is a text.
    """
    if not text.lstrip().startswith(("{", "[")):
        return text
    try:
        tree = parse_json(text, limits, notes)
    except UnreadableBody:
        return text
    notes.add("json_in_string")
    return tree


def parse_json(text: str, limits: Limits, notes: NoteBook, path: KeyPath = ()) -> Any:
    """The tree of a JSON text, ready for PostgreSQL (see ``storable_tree``).

    A key that an object holds twice is noted and the last one counts, as in every
    common parser: signatures are checked on the bytes, so no check of ours reads
    another value than we do, and refusing would lose calls of careless senders.

    :param path: where the text stands in a larger tree; it counts as depth
    """
    _check_structure(text, limits, len(path))
    numbers = JsonNumbers(limits.max_digits, notes)
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=numbers.integer,
            parse_float=numbers.decimal,
            parse_constant=numbers.no_number,
        )
    except json.JSONDecodeError as error:
        # Where that is, we say ourselves.
        problem = error.msg.rstrip(" :").removesuffix(" at")
        raise UnreadableBody(
            "json_invalid",
            _lt(
                "The body is not valid JSON: %(problem)s at line %(line)s, column"
                " %(column)s.",
                problem=_SYNTAX_ERRORS.get(problem, problem),
                line=error.lineno,
                column=error.colno,
            ),
            line=error.lineno,
            column=error.colno,
        ) from error
    return storable_tree(tree, notes, path)


def is_wide_json(body: bytes) -> bool:
    """Whether the bytes begin like JSON in UTF-16 or UTF-32 (its NULs tell)."""
    return not json.detect_encoding(body).startswith("utf-8")


def _decode(body: bytes, media: MediaType, notes: NoteBook) -> str:
    """The text of a body.

    :raises UnicodeError: it is none, or nothing says in which charset
    """
    announced = announced_charset(media.charset)
    # JSON is UTF-8, -16 or -32, and its first bytes tell which (RFC 4627, section 3).
    # It has no charset parameter, but who sends one means it.
    unicode_form = json.detect_encoding(body)
    if unicode_form == "utf-8":
        found = decoded(body, announced, Texts.of((), media.assumed))
        note_whole(notes, "json_charset", found.note(body), found.charset)
        return found.text.removeprefix(_BOM)
    if unicode_form == "utf-8-sig":
        notes.add("byte_order_mark_dropped")
        return body.decode(unicode_form)
    notes.add("json_charset", charset=public_name(unicode_form))
    return body.decode(unicode_form).removeprefix(_BOM)


def note_whole(notes: NoteBook, declared: str, code: str | None, charset: str):
    """Note in which charset a whole document is.

    :param declared: code of the note where that is what its sender says
    :param code: that of a text (:meth:`Decoded.note`)
    :param charset: by Python's name
    """
    charset = public_name(charset)
    if code == "charset_declared":
        notes.add(declared, charset=charset)
    elif code:
        notes.add_at(readable_path(()), code, charset=charset)


def _not_text(declared: str | None) -> UnreadableBody:
    if declared:
        charset = shortened(declared)
        return UnreadableBody(
            "json_not_text",
            _lt(
                "The body should be JSON in %(charset)s, as the call announces, but"
                " its bytes are not.",
                charset=charset,
            ),
            charset=charset,
        )
    return UnreadableBody(
        "json_not_utf8",
        _lt("The body should be JSON in UTF-8, but its bytes are not valid UTF-8."),
    )


def _check_structure(text: str, limits: Limits, depth: int):
    """Check depth and number of values on the text, before anything is built."""
    outside = _outside_strings(text)
    opened = outside.count("[") + outside.count("{")
    empty = sum(1 for _ in _EMPTY_CONTAINER.finditer(outside))
    if 1 + outside.count(",") + opened - empty > limits.max_nodes:
        raise BodyTooLarge(
            "too_many_nodes",
            _lt(
                "The body holds more than %(limit)s values, the limit of this webhook.",
                limit=limits.max_nodes,
            ),
            limit=limits.max_nodes,
        )
    if depth + opened > limits.max_depth:
        _check_depth(outside, limits, depth)


def _outside_strings(text: str) -> str:
    """The text without its strings, in three passes at the speed of C.

    A backslash is only legal inside a string. Once pairs of them are gone, one that
    is left before a quote escapes it; with that gone, quotes begin and end strings.
    """
    unescaped = text.replace("\\\\", "").replace('\\"', "")
    return "".join(unescaped.split('"')[::2])


def _check_depth(outside: str, limits: Limits, depth: int):
    for character in outside:
        if character in "[{":
            depth += 1
            if depth > limits.max_depth:
                raise too_deep(limits)
        elif character in "]}":
            depth -= 1


def too_deep(limits: Limits) -> BodyTooLarge:
    """The error for containers nested deeper than the limit."""
    return BodyTooLarge(
        "too_deep",
        _lt(
            "The body is nested deeper than %(limit)s levels, the limit of this"
            " webhook.",
            limit=limits.max_depth,
        ),
        limit=limits.max_depth,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    return result if len(result) == len(pairs) else RepeatedKeys(pairs)
