"""A look-up that answers a list: in which order, and how much of it."""

import json
from dataclasses import dataclass
from typing import Any

from .answers import LONGEST_ANSWER
from .bounds import BOUNDS

#: Records that one record may lead to in an answer: a company can have all of a
#: country for its contacts.
MOST_LINKED = 100


@dataclass(frozen=True)
class Listing:
    """How a look-up answers all that match.

    :param limit: how many records, at most
    :param field: name of the field that they are sorted by, empty for when they were
        made
    :param descending: whether the largest, or the newest, comes first
    """

    limit: int = BOUNDS["list_limit"].default
    field: str = ""
    descending: bool = True

    @property
    def order(self) -> str:
        """The order as Odoo takes it. Records without a value come last."""
        direction = "desc" if self.descending else "asc"
        first = f"{self.field} {direction} nulls last, " if self.field else ""
        return f"{first}id {direction}"


def within_answer(rows: list[Any]) -> list[Any]:
    """The first of some rows, as many as one answer can hold.

    :param rows: JSON-safe
    """
    size = 0
    for number, row in enumerate(rows):
        size += len(json.dumps(row, ensure_ascii=False))
        if size > LONGEST_ANSWER:
            return rows[:number]
    return rows
