"""What can be done to a value on its way into a field, without code.

Texts are changed, and the texts of a list; other values pass as they are. Other addons
add transforms with :func:`register_transform`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .body.text import shortened
from .errors import InvalidSetup
from .types.text import scalar_text
from .values import is_empty, to_json

#: Not ``str.title``, which makes "Don'T" of "don't" and "3Rd" of "3rd".
_WORD = re.compile(r"\w+(?:'\w+)?")


@dataclass(frozen=True)
class Transform:
    """One transform.

    :param name: stable name
    :param label: what an administrator reads
    :param apply: takes a converted value, never None, and gives the changed one; it
        raises nothing
    """

    name: str
    label: str
    apply: Callable[[Any], Any]


#: Transforms by name, in the order in which people choose.
TRANSFORMS: dict[str, Transform] = {}


def register_transform(name: str, label: str):
    """Decorator: the function is the transform of this name."""

    def register(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        TRANSFORMS[name] = Transform(name, label, function)
        return function

    return register


def apply_transform(name: str, value: Any) -> Any:
    """A converted value, transformed; None stays None.

    :raises InvalidSetup: there is no transform of that name
    """
    if name not in TRANSFORMS:
        name = shortened(name)
        raise InvalidSetup(
            "transform_unknown", f"There is no transform {name!r}.", transform=name
        )
    return None if value is None else TRANSFORMS[name].apply(value)


def _register_text(name: str, label: str, change: Callable[[str], str | None]):
    def apply(value: Any) -> Any:
        if isinstance(value, list):
            return [apply(item) for item in value]
        return change(value) if isinstance(value, str) else value

    register_transform(name, label)(apply)


def _title(text: str) -> str:
    return _WORD.sub(lambda match: _capitalized(match[0]), text)


def _capitalized(word: str) -> str:
    """O'Neil and d'Angelo are two names in one word, don't is not."""
    first, apostrophe, rest = word.partition("'")
    rest = rest.capitalize() if len(first) == 1 else rest.lower()
    return first.capitalize() + apostrophe + rest


def _first_name(text: str) -> str | None:
    return text.split(maxsplit=1)[0] if text.strip() else None


def _last_name(text: str) -> str | None:
    _first, *rest = text.split(maxsplit=1) or [""]
    return rest[0].rstrip() if rest else None


def _digits_only(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


_register_text("trim", "Without blanks around it", str.strip)
_register_text("lower", "Lower case", str.lower)
_register_text("upper", "Upper case", str.upper)
_register_text("title", "Capital Letters", _title)
_register_text("first_name", "First name: up to the first blank", _first_name)
_register_text("last_name", "Last name: after the first blank", _last_name)
_register_text("digits_only", "Digits only", _digits_only)


@register_transform("join", "Joined by commas")
def join(value: Any) -> Any:
    """The items of a list as one text, those that are lists or objects left out."""
    if not isinstance(value, list):
        return value
    items = [to_json(item) for item in value if not isinstance(item, list | dict)]
    return ", ".join(scalar_text(item) for item in items if not is_empty(item))


@register_transform("split", "Split at commas")
def split(value: Any) -> Any:
    """A text as a list of the texts between its commas, blank ones left out."""
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(",") if not is_empty(item)]
