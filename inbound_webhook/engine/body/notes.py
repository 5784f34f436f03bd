"""What was tolerated while a body was read.

Codes, and the details that each carries beside ``count`` and ``where`` (the first
places, as field names or JSON paths, for those that belong to a place):

======================== ==================================================
other_kind               ``expected`` and ``received``: json or form
content_type_overruled   ``content_type`` said one thing, the body is ``read_as``
content_encoding_ignored ``content_encoding`` named a charset, not a compression
byte_order_mark_dropped
json_charset             JSON in ``charset``, which is not UTF-8
xml_charset              XML in ``charset``, which is not UTF-8
charset_declared         where: text in ``charset``, as its sender declared
charset_clear            where: text neither in UTF-8 nor as declared, which can be
                         nothing but ``charset``
charset_guessed          where: the same, where ``charset`` is likely but not sure
charset_doubtful         where: text in ``charset``, as declared, that does not look so
text_undecodable         where: bytes that are no text in ``charset``, as announced;
                         they are kept as a file
query_undecodable        the same of a query, of which nothing is kept as a file
text_cut                 where: half a character was left off at an end
nul_replaced             where: U+0000, which PostgreSQL cannot store, is U+FFFD
surrogate_replaced       where: half a character (UTF-16) is U+FFFD
duplicate_key            where: a JSON object held a key twice, the last one counts
number_as_text           ``received`` (NaN, 1e999) is no number that can be stored
json_in_string           JSON in a JSON string, which was decoded
json_in_field            where: the text of a field was JSON and was decoded
json_in_field_invalid    where: the text looked like JSON; it stays text, ``reason``
field_name_conflict      where: ``a=1&a[b]=2``, the bracket name was not taken apart
file_name_shortened      where: a path before the name of an uploaded file was cut
======================== ==================================================
"""

from typing import Any

from ..notes import Note
from ..phrases import _lt
from .text import shortened

PLACES_KEPT = 5


class NoteBook:
    """Collects notes while a body is read, one for each code.

    A body can hold a hundred thousand NULs: they are counted, and only the first
    few places are kept.
    """

    def __init__(self):
        self._details: dict[str, dict[str, Any]] = {}

    def add(self, code: str, **details: Any):
        """Note something about the body as a whole."""
        self._details.setdefault(code, details)

    def add_at(self, where: str, code: str, **details: Any):
        """Note something about one place: a field name or a JSON path."""
        noted = self._details.setdefault(code, {**details, "count": 0, "where": []})
        noted["count"] += 1
        if len(noted["where"]) < PLACES_KEPT:
            noted["where"].append(shortened(where))

    def notes(self) -> tuple[Note, ...]:
        """The notes, in the order in which their codes first came up."""
        return tuple(
            Note(code, {**details, **_said(code, details)})
            for code, details in self._details.items()
        )


def _said(code: str, details: dict[str, Any]) -> dict[str, Any]:
    """The sentence of a note that a person has to know of."""
    if code == "charset_guessed":
        message = _lt(
            "The text of %(field)s is not UTF-8, and its sender does not say in which"
            " charset it is. It was read as %(charset)s. See whether it is right; what"
            " is always right can be chosen at Text Is In.",
            field=", ".join(details["where"]),
            charset=details["charset"],
        )
    elif code == "charset_doubtful":
        message = _lt(
            "The text of %(field)s was read as %(charset)s, as its sender says, and"
            " does not look like it. See whether it is right.",
            field=", ".join(details["where"]),
            charset=details["charset"],
        )
    else:
        return {}
    return {"message": message}
