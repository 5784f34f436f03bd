"""Text."""

import re
from typing import Any

from ..body.payload import FileInTree
from ..paths import numbered
from ..phrases import _lt
from ..readable import Lines, is_answered, name_of_parts, readable, scalar_text
from ..values import ValueContext, is_empty, refused
from ..written import bare
from .amounts import Amount
from .registry import TEXT_FIELDS, register_type

#: No number of a bank, a tax office or a shop is longer, however it is written.
LONGEST_NUMBER = 200
_SCALARS = (str, int, float, bool)
#: What a program writes into a form that has no items for a list, or no members.
_EMPTY_JSON = re.compile(r"\s{0,9}(?:\[\s{0,9}\]|\{\s{0,9}\})\s{0,9}")
#: A text may be anything that people choose by its name, or type; but for dates, whose
#: fields take no guess of how a day is written.
_FILLS = TEXT_FIELDS | {
    *("integer", "float", "monetary", "boolean"),
    *("selection", "many2one", "many2many"),
}


class TextOfFile(Lines):
    """What a text says of a file that a form uploads.

    ``files`` are the ones that it is about, in the tree of the body: a field that holds
    a file takes one of them.
    """

    files: list[FileInTree]


@register_type(
    "text", _lt("Text"), takes_lists=True, false_is_nothing=True, fills=_FILLS
)
def to_text(value: Any, context: ValueContext) -> str | None:
    """Numbers and ``true`` as JSON writes them, amounts with the currency that they are
    in; a list joined by commas, without the items that say nothing; objects, and lists
    of them, as lines to read. An object of the parts of a name is that name.
    """
    value = numbered(value) or value
    if isinstance(value, str) and _EMPTY_JSON.fullmatch(value):
        return None
    if isinstance(value, Amount):
        return value.written
    if isinstance(value, list):
        items = [item for item in value if not is_empty(item) and item is not False]
        if all(isinstance(item, _SCALARS) for item in items):
            return ", ".join(scalar_text(item) for item in items) or None
        if len(items) == 1 and not is_answered(items[0]):
            [value] = items
    elif isinstance(value, _SCALARS):
        return scalar_text(value)
    name = name_of_parts(value)
    if name:
        return name
    lines = readable(value)
    files = value if isinstance(value, list) else [value]
    if lines and files and all(isinstance(item, FileInTree) for item in files):
        lines = TextOfFile(lines)
        lines.files = files
    return lines


def stripped_text(value: Any, expected: str, longest: int | None = None) -> str:
    """A value that has to be a text, without blanks around it.

    :param longest: how many characters it may have; None for any
    :raises ValueRefused: it is none, or is longer
    """
    text = bare(value) if isinstance(value, str) else None
    if text is None or (longest and len(text) > longest):
        raise refused(value, expected)
    return text
