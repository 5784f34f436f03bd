"""Texts of a call that can be read in no charset: what of a value is left without."""

from collections.abc import Iterable
from typing import Any

from .body.payload import BytesInTree, FileInTree
from .errors import ValueRefused
from .notes import Note
from .phrases import _lt
from .values import MISSING, refused

#: Notes of a body or a query that has such texts.
_UNREAD = frozenset({"text_undecodable", "query_undecodable"})


def has_unread_texts(notes: Iterable[Note]) -> bool:
    """Whether a call has such texts, by what was noted as it was read."""
    return any(note.code in _UNREAD for note in notes)


def readable_part(received: Any) -> Any:
    """A value without what can be read in no charset.

    :raises ValueRefused: nothing of it can be
    """
    if isinstance(received, BytesInTree):
        raise undecodable(received)
    if isinstance(received, list):
        read = [_readable_inside(item) for item in received]
        unread = [item for item in received if isinstance(item, BytesInTree)]
        if unread and len(unread) == len(received):
            raise undecodable(unread[0])
        return [item for item in read if item is not MISSING]
    return _readable_inside(received)


def first_unread(value: Any) -> BytesInTree | None:
    """What cannot be read in a value, the first of it; None where all can be."""
    if isinstance(value, BytesInTree):
        return value
    inside: Iterable[Any] = value if isinstance(value, list) else ()
    if isinstance(value, dict):
        inside = value.values()
    found = filter(lambda unread: unread is not None, map(first_unread, inside))
    return next(found, None)


def undecodable(value: BytesInTree) -> ValueRefused:
    """Why a text does not fit of which only the bytes are there."""
    if value.charset:
        reason = _lt(
            "its bytes are not text in %(charset)s, the charset that the call"
            " announces.",
            charset=value.charset,
        )
    elif value.assumed:
        reason = _lt(
            "its bytes are not text in %(charset)s, which is chosen at Text Is In.",
            charset=value.assumed,
        )
    else:
        reason = _lt(
            "its bytes are not text in UTF-8, and not clearly in another charset. The"
            " sender has to name that one, or it is chosen at Text Is In."
        )
    return refused(value, _lt("a text"), reason, code="value_undecodable")


def _readable_inside(value: Any) -> Any:
    """A value without what is unreadable in it; MISSING where all of it is."""
    if isinstance(value, BytesInTree):
        return MISSING
    if isinstance(value, FileInTree):
        return value
    if isinstance(value, list):
        items = map(_readable_inside, value)
        return [item for item in items if item is not MISSING]
    if isinstance(value, dict):
        items = {key: _readable_inside(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not MISSING}
    return value
