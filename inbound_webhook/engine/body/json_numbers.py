"""The numbers of JSON, those that a database can hold."""

import math
from typing import NoReturn

from ..errors import UnreadableBody
from ..phrases import _lt
from .text import shortened


def refuse_constant(name: str) -> NoReturn:
    """:raises UnreadableBody: NaN and Infinity are no JSON"""
    raise UnreadableBody(
        "number_not_finite",
        _lt("The body holds %(name)s, which is not a JSON number.", name=name),
        received=name,
    )


class JsonNumbers:
    """Turns the number literals of one text into numbers that can be stored.

    :param max_digits: characters of one number
    """

    def __init__(self, max_digits: int):
        self._max_digits = max_digits

    def integer(self, literal: str) -> int:
        """:raises UnreadableBody: it has more digits than are read"""
        self._check_length(literal)
        try:
            return int(literal)
        except ValueError as error:  # the process may have a lower limit than ours
            raise self._too_long(literal) from error

    def decimal(self, literal: str) -> float:
        """:raises UnreadableBody: the same, or it is beyond all floats"""
        self._check_length(literal)
        number = float(literal)
        if not math.isfinite(number):
            raise UnreadableBody(
                "number_not_finite",
                _lt(
                    "The number %(number)s in the body is too large.",
                    number=shortened(literal, 40),
                ),
                received=shortened(literal),
            )
        return number

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
