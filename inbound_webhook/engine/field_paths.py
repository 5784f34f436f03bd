"""Which field is meant: one of a record, or of a record that it links to.

``company_id.currency_id.name``: each step but the last one leads to other records.
"""

from .errors import InvalidSetup
from .phrases import _lt

#: Steps of a path. Each of them is one more table that is read.
DEEPEST_PATH = 5


def split_path(text: str) -> tuple[str, ...]:
    """The steps of a path, names of fields.

    :raise InvalidSetup: it is none, or has too many of them
    """
    steps = tuple(text.strip().split("."))
    if len(steps) > DEEPEST_PATH:
        raise InvalidSetup(
            "field_path_deep",
            _lt(
                "The path %(path)r has more than %(most)s fields.",
                path=text[:100],
                most=DEEPEST_PATH,
            ),
        )
    if not all(map(str.isidentifier, steps)):
        raise InvalidSetup(
            "field_path",
            _lt("%(path)r is no path to a field.", path=text[:100]),
        )
    return steps
