"""How much of a body is read."""

from dataclasses import dataclass, fields

from ..errors import InvalidSetup
from ..phrases import _lt

#: PostgreSQL takes far more, but Python's own recursion does not: a Json field of
#: Odoo fails at a depth of 900, and the call stack above us needs room as well.
DEEPEST = 200
#: Python refuses to convert longer integers, to text and from text.
MOST_DIGITS = 4300


@dataclass(frozen=True)
class Limits:
    """Limits of one handler; exceeding one is a :class:`~..errors.BodyTooLarge`.

    :param max_bytes: size of the body, as it came and after decompression
    :param max_depth: containers inside one another; ``{"a": []}`` is 2 deep
    :param max_nodes: values in the tree; ``[1, [2]]`` holds 4
    :param max_fields: fields and files of a form
    :param max_digits: characters of one number (longer ones are unreadable, not
        large: no sender means them)
    :raises InvalidSetup: a limit below 1, or one the engine cannot promise
    """

    max_bytes: int = 1_048_576
    max_depth: int = 64
    max_nodes: int = 100_000
    max_fields: int = 1_000
    max_digits: int = 500

    def __post_init__(self):
        for field in fields(self):
            self._check(field.name, getattr(self, field.name))

    @staticmethod
    def _check(name: str, value: int):
        highest = {"max_depth": DEEPEST, "max_digits": MOST_DIGITS}.get(name)
        if value < 1:
            phrase = _lt("The limit %(limit)s must be 1 or more.", limit=name)
        elif highest is not None and value > highest:
            phrase = _lt(
                "The limit %(limit)s can be at most %(highest)s.",
                limit=name,
                highest=highest,
            )
        else:
            return
        raise InvalidSetup("limit_out_of_range", phrase, limit=name, value=value)
