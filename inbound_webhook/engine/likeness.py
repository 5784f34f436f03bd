"""Whether a name of a value is another one, written otherwise."""

import re
from difflib import SequenceMatcher

#: How alike two names are, of which one may be meant by the other.
_ALIKE = 0.75
#: Names shorter than this are in many that mean something else.
_SHORTEST_WORD = 3
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")


def bare_name(name: str) -> str:
    """A name as it is compared: ``E-Mail``, ``e_mail`` and ``email`` are the same."""
    return "".join(filter(str.isalnum, name.casefold())) or name


def likeness(name: str, other: str, more_than: float = 0.0) -> float:
    """How alike a name is to another, from 0 to 1, as far as one may be meant by the
    other and it is more than something; else 0.
    """
    alike = spelling(name, other, more_than)
    if alike or more_than >= _ALIKE:
        return alike
    bare, other_bare = bare_name(name), bare_name(other)
    is_in = _is_of_words(bare, other) or _is_of_words(other_bare, name)
    return _ALIKE if is_in else 0


def spelling(name: str, other: str, more_than: float = 0.0) -> float:
    """As :func:`likeness`, of the letters alone."""
    matcher = SequenceMatcher(None, bare_name(name), bare_name(other))
    at_least = max(more_than, _ALIKE)
    if matcher.real_quick_ratio() > at_least and matcher.quick_ratio() > at_least:
        alike = matcher.ratio()
        return alike if alike > at_least else 0
    return 0


def _is_of_words(bare: str, name: str) -> bool:
    """Whether a name holds another as one or several of its words: ``customerEMail``
    holds ``email``, and ``width`` holds no ``id``.
    """
    if len(bare) < _SHORTEST_WORD or bare not in bare_name(name):
        return False
    words = [word.casefold() for word in _WORD.findall(name)]
    begins = {sum(map(len, words[:index])) for index in range(len(words) + 1)}
    whole = "".join(words)
    return any(
        index in begins and index + len(bare) in begins
        for index in range(len(whole))
        if whole.startswith(bare, index)
    )
