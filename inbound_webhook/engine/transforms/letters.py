"""Small and capital letters."""

import re

from ..phrases import _lt
from .registry import of_texts, register_transform

#: Not ``str.title``, which makes "Don'T" of "don't" and "3Rd" of "3rd".
_WORD = re.compile(r"\w+(?:'\w+)?")


@register_transform("lower", _lt("Lower case"))
@of_texts
def lower(text: str, _argument: str) -> str:
    """The text in small letters."""
    return text.lower()


@register_transform("upper", _lt("Upper case"))
@of_texts
def upper(text: str, _argument: str) -> str:
    """The text in capital letters."""
    return text.upper()


@register_transform("title", _lt("Capital Letters"))
@of_texts
def title(text: str, _argument: str) -> str:
    """Each word with a capital letter."""
    return _WORD.sub(lambda match: _capitalized(match[0]), text)


def _capitalized(word: str) -> str:
    """O'Neil and d'Angelo are two names in one word, don't is not."""
    first, apostrophe, rest = word.partition("'")
    rest = rest.capitalize() if len(first) == 1 else rest.lower()
    return first.capitalize() + apostrophe + rest
