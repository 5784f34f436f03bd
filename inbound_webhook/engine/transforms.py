"""What can be done to a value on its way into a field, without code.

Texts are changed, and the texts of a list; other values pass as they are. Other addons
add transforms with :func:`register_transform`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .body.text import shortened
from .errors import InvalidSetup
from .phrases import _lt
from .types.text import scalar_text
from .values import is_empty, to_json

#: Not ``str.title``, which makes "Don'T" of "don't" and "3Rd" of "3rd".
_WORD = re.compile(r"\w+(?:'\w+)?")
_ANYTHING_ELSE = "*"

#: ``$1,234.50``, ``1 234,5``: what is left of it without its separators is another
#: number. ``02/555.12.34`` is none.
_FRACTION = re.compile(r"\D*(?:\d+|\d{1,3}(?:[.,'\u2019\s]\d{3})+)[.,]\d{1,2}\D*")
#: ``-12``, ``- $ 12``, ``12-``, ``(12.00)``.
_NEGATIVE = re.compile(
    r"\s*[-\u2212]\D{0,4}\d.*"
    r"|.*\d\s*[-\u2212]\s*"
    r"|\s*\(\D{0,4}\d[\d\s.,'\u2019]*\D{0,4}\)\s*",
    re.DOTALL,
)

_LONGEST_AMOUNT = 40

#: Whether a transform takes an argument, and must have one.
ArgumentUse = Literal["none", "optional", "required"]


@dataclass(frozen=True)
class Transform:
    """One transform.

    :param name: stable name
    :param label: what an administrator reads
    :param apply: takes a converted value and the argument (``""`` for none) and gives
        the changed value; it raises nothing
    :param argument: whether it takes an argument
    :param takes_nothing: whether it has something to say where there is no value;
        otherwise nothing stays nothing
    """

    name: str
    label: str
    apply: Callable[[Any, str], Any]
    argument: ArgumentUse = "none"
    takes_nothing: bool = False


#: Transforms by name, in the order in which people choose.
TRANSFORMS: dict[str, Transform] = {}


def register_transform(
    name: str,
    label: str,
    argument: ArgumentUse = "none",
    takes_nothing: bool = False,
):
    """Decorator: the function is the transform of this name."""

    def register(function: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
        TRANSFORMS[name] = Transform(name, label, function, argument, takes_nothing)
        return function

    return register


def check_transform(name: str, argument: str = "") -> None:
    """Check a transform as it is saved.

    :raises InvalidSetup: there is none of that name, its argument is missing, or a
        value table cannot be read
    """
    transform = _transform(name)
    if transform.argument == "required" and not argument:
        raise InvalidSetup(
            "transform_argument_missing",
            _lt(
                '"%(transform)s" needs to be told with what.',
                transform=transform.label,
            ),
            transform=name,
        )
    if name == "value_table":
        _value_table(argument)


def apply_transform(name: str, value: Any, argument: str = "") -> Any:
    """A converted value, transformed; None stays None unless the transform fills it.

    :raises InvalidSetup: as :func:`check_transform`
    """
    transform = _transform(name)
    if value is None and not transform.takes_nothing:
        return None
    return transform.apply(value, argument)


def makes_another_number(name: str, value: Any) -> bool:
    """Whether a transform makes another number of an amount: of its digits alone."""
    is_text = isinstance(value, str) and len(value) <= _LONGEST_AMOUNT
    if name != "digits_only" or not is_text:
        return False
    return bool(_FRACTION.fullmatch(value) or _NEGATIVE.fullmatch(value))


def _transform(name: str) -> Transform:
    if name not in TRANSFORMS:
        name = shortened(name)
        raise InvalidSetup(
            "transform_unknown",
            _lt("There is no transform %(name)r.", name=name),
            transform=name,
        )
    return TRANSFORMS[name]


def _register_text(
    name: str,
    label: str,
    change: Callable[[str, str], str | None],
    argument: ArgumentUse = "none",
):
    def apply(value: Any, given: str) -> Any:
        if isinstance(value, list):
            return [apply(item, given) for item in value]
        return change(value, given) if isinstance(value, str) else value

    register_transform(name, label, argument)(apply)


def _plain(change: Callable[[str], str | None]) -> Callable[[str, str], str | None]:
    return lambda text, _argument: change(text)


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


_register_text("trim", _lt("Without blanks around it"), _plain(str.strip))
_register_text("lower", _lt("Lower case"), _plain(str.lower))
_register_text("upper", _lt("Upper case"), _plain(str.upper))
_register_text("title", _lt("Capital Letters"), _plain(_title))
_register_text(
    "first_name", _lt("First name: up to the first blank"), _plain(_first_name)
)
_register_text("last_name", _lt("Last name: after the first blank"), _plain(_last_name))
_register_text("digits_only", _lt("Digits only"), _plain(_digits_only))
_register_text("prefix", _lt("With text before it"), lambda t, a: a + t, "required")
_register_text("suffix", _lt("With text after it"), lambda t, a: t + a, "required")


@register_transform("join", _lt("Joined (by commas)"), "optional")
def join(value: Any, separator: str) -> Any:
    """The items of a list as one text, those that are lists or objects left out."""
    if not isinstance(value, list):
        return value
    items = [to_json(item) for item in value if not isinstance(item, list | dict)]
    texts = (scalar_text(item) for item in items if not is_empty(item))
    return (separator or ", ").join(texts)


@register_transform("split", _lt("Split (at commas)"), "optional")
def split(value: Any, separator: str) -> Any:
    """A text as a list of the texts between its separators, blank ones left out."""
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(separator or ",") if item.strip()]


@register_transform("value_table", _lt("Another value for each"), "required")
def value_table(value: Any, table: str) -> Any:
    """The value that a table has for this one, without regard to case.

    The table reads ``new = Prospect; won = Customer; * = Other``, or one pair a line.
    ``*`` is any value that is not in it; without ``*``, that one stays as it is.
    """
    if isinstance(value, list):
        return [value_table(item, table) for item in value]
    if isinstance(value, dict):
        return value
    pairs = _value_table(table)
    key = scalar_text(to_json(value)).strip().casefold()
    return pairs.get(key, pairs.get(_ANYTHING_ELSE, value))


def _value_table(table: str) -> dict[str, str]:
    pairs = {}
    for line in re.split(r"[;\n]", table):
        if not line.strip():
            continue
        key, equals, replacement = line.partition("=")
        if not equals or not key.strip():
            raise InvalidSetup(
                "value_table_invalid",
                _lt(
                    "%(line)r is no pair of a value table; write it as old = new, with"
                    " a semicolon or a new line between pairs.",
                    line=shortened(line.strip()),
                ),
            )
        pairs[key.strip().casefold()] = replacement.strip()
    return pairs


@register_transform("default", _lt("This text where it is empty"), "required", True)
def default(value: Any, text: str) -> Any:
    """The value, or the argument where there is none or a blank one."""
    return text if is_empty(value) else value
