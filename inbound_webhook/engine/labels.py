"""What people call a field that has a technical name."""

import re

_SEPARATORS = re.compile(r"[_-]+")


def label_of(name: str) -> str:
    """The name of a parameter as a label: ``first_name`` is First name."""
    words = _SEPARATORS.sub(" ", name).strip() or name
    return words[:1].upper() + words[1:]
