"""How much of a body is read."""

from dataclasses import dataclass, fields

from ..bounds import BOUNDS, Bound
from ..errors import InvalidSetup
from ..phrases import _lt

#: Python refuses to convert longer integers, to text and from text.
MOST_DIGITS = 4300

_BOUNDS = {
    **BOUNDS,
    "max_bytes": BOUNDS["max_body_size"],
    "max_digits": Bound(500, 1, MOST_DIGITS),
}


@dataclass(frozen=True)
class Limits:
    """Limits of one handler; exceeding one is a :class:`~..errors.BodyTooLarge`.

    :param max_bytes: size of the body, as it came and after decompression
    :param max_depth: containers inside one another; ``{"a": []}`` is 2 deep
    :param max_nodes: values in the tree; ``[1, [2]]`` holds 4
    :param max_fields: fields and files of a form
    :param max_files: files of a form
    :param max_digits: characters of one number (longer ones are unreadable, not
        large: no sender means them)
    :raises InvalidSetup: a limit is out of its bounds
    """

    max_bytes: int = _BOUNDS["max_bytes"].default
    max_depth: int = _BOUNDS["max_depth"].default
    max_nodes: int = _BOUNDS["max_nodes"].default
    max_fields: int = _BOUNDS["max_fields"].default
    max_files: int = _BOUNDS["max_files"].default
    max_digits: int = _BOUNDS["max_digits"].default

    def __post_init__(self):
        for field in fields(self):
            self._check(field.name, getattr(self, field.name))

    @staticmethod
    def _check(name: str, value: int):
        bound = _BOUNDS[name]
        if bound.holds(value):
            return
        raise InvalidSetup(
            "limit_out_of_range",
            _lt(
                "The limit %(limit)s goes from %(lowest)s to %(highest)s.",
                limit=name,
                lowest=bound.lowest,
                highest=bound.highest,
            ),
            limit=name,
            value=value,
        )
