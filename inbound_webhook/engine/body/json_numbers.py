"""The numbers of JSON, those that a database can hold."""

import math

from ..errors import UnreadableBody
from ..phrases import _lt
from .notes import NoteBook
from .text import shortened


class JsonNumbers:
    """Turns the number literals of one text into numbers that can be stored.

    :param max_digits: characters of one number
    :param notes: where it is noted what is none
    """

    def __init__(self, max_digits: int, notes: NoteBook):
        self._max_digits, self._notes = max_digits, notes

    def integer(self, literal: str) -> int:
        """:raises UnreadableBody: it has more digits than are read"""
        self._check_length(literal)
        try:
            return int(literal)
        except ValueError as error:  # the process may have a lower limit than ours
            raise self._too_long(literal) from error

    def decimal(self, literal: str) -> float | str:
        """:raises UnreadableBody: the same"""
        self._check_length(literal)
        number = float(literal)
        return number if math.isfinite(number) else self.no_number(literal)

    def no_number(self, literal: str) -> str:
        """What no number can hold: programs in Python write NaN for a missing value.

        One of many values is no reason to lose the others. As a text it is a word that
        means nothing, or fits no type of numbers.
        """
        self._notes.add("number_as_text", received=shortened(literal, 40))
        return literal

    def _check_length(self, literal: str):
        if len(literal) > self._max_digits:
            raise self._too_long(literal)

    def _too_long(self, literal: str) -> UnreadableBody:
        return UnreadableBody(
            "number_too_long",
            _lt(
                "A number in the body has %(count)s characters, more than the %(limit)s"
                " that are read.",
                count=len(literal),
                limit=self._max_digits,
            ),
            received=shortened(literal),
            limit=self._max_digits,
        )
