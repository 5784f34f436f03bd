"""Numbers, whatever country's way of writing them.

A text is a number where only one reading makes sense::

    1234   -5   1234.5   1234,5   0.123   0,123   1.5e3
    1,234.56   1.234,56   1 234,56   1'234.56   1,234,567   1.234.567   12,34,567.8

One separator with three digits behind it (``1.234``) is a thousand in one country and
a fraction in the next: refused, with a sentence on how to write it, unless the
parameter says how its sender writes numbers.
"""

import re

from ..errors import ValueRefused
from ..phrases import _lt
from ..values import description, refused
from ..written import as_seen

#: Blanks and apostrophes only ever separate groups: 1 234, 1'234, 1’234.
_GROUP_ONLY = " '\u00a0\u202f\u2009\u2019"
#: 1.5E+03, as spreadsheets write large numbers.
EXPONENT = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,4}", re.ASCII)
_NUMBER = re.compile(rf"\d+|\d*\.\d+|{EXPONENT.pattern}", re.ASCII)
#: 1 234 567, with one mark between all groups.
_GROUPS = r"\d{1,3}(?:%s\d{3})+"
#: 1,234,567, and 12,34,567 as India writes it. With points that would be a version.
_GROUPS_BY_COMMAS = r"\d{1,3}(?:,\d{2,3})*,\d{3}"
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
#: What stands between thousands, by the name of a way to write numbers.
GROUPS_BY = {"point": ",", "comma": "."}
#: More than any unit of anything; int() refuses texts of thousands of digits.
_LONGEST = 400
#: The digits of a text, whatever stands around them; 12.500,- has a fraction, too.
_DIGITS = re.compile(
    r"\d(?:[\d.,'\u2019\u00a0\u202f\u2009 ]*\d)?(?:[.,](?=\s?[-\u2013\u2014]))?",
    re.ASCII,
)


def literal(text: str, expected: str, number_format: str = "") -> str:
    """The number in a text as Python writes it: -1234.5, 1.5e3.

    :param expected: what would fit
    :param number_format: what decides where a separator may be either, if anything does
    :raises ValueRefused: it is none, or may be two
    """
    number = as_seen(text).replace("\u2212", "-")
    sign = "-" if number.startswith("-") else ""
    number = number[1:] if number.startswith(("+", "-")) else number
    if len(number) <= _LONGEST:
        if _AMBIGUOUS.fullmatch(number):
            if number_format not in GROUPS_BY:
                raise _ambiguous(text, number, expected)
            number = number.replace(GROUPS_BY[number_format], "")
        number = number if EXPONENT.fullmatch(number) else _with_a_point(number)
        if number and _NUMBER.fullmatch(number):
            return f"{sign}0{number}"  # .5 as 0.5
    raise refused(text, expected)


def format_of(text: str) -> str:
    """The way to write numbers that a text shows, empty where it shows none.

    A comma before a fraction is one that people write; a point alone is no sign, since
    programs write it whatever people do.
    """
    found = _DIGITS.findall(text) if len(text) <= _LONGEST else []
    if len(found) != 1:
        return ""
    digits = f"{found[0]}0" if found[0][-1] in ".," else found[0]
    number = re.sub(rf"[{_GROUP_ONLY}]", "", digits)
    marks = [character for character in number if character in ".,"]
    if not marks or _AMBIGUOUS.fullmatch(number) or _with_a_point(number) is None:
        return ""
    if len(marks) == 1:
        return "comma" if marks == [","] else ""
    return next(name for name, mark in GROUPS_BY.items() if mark == marks[0])


def is_ambiguous(text: str) -> bool:
    """Whether the number in a text may be two, if nothing says how it is written."""
    found = _DIGITS.findall(text) if len(text) <= _LONGEST else []
    return len(found) == 1 and bool(_AMBIGUOUS.fullmatch(found[0]))


def _ambiguous(text: str, number: str, expected: str) -> ValueRefused:
    whole, fraction = re.split("[.,]", number)
    return refused(
        text,
        expected,
        _lt(
            "%(received)s can mean %(thousand)s or %(fraction)s; “Numbers Look Like” of"
            " its parameter says which.",
            received=description(text),
            thousand=f"{whole}{fraction}",
            fraction=f"{whole}.{fraction}".rstrip("0").rstrip("."),
        ),
        code="number_ambiguous",
    )


def _with_a_point(text: str) -> str | None:
    """The digits with a point before the fraction and nothing else, None for none."""
    for blank in _GROUP_ONLY:
        if blank in text:
            # Whatever else is in it, the blank separates the groups.
            return _ungrouped(text, blank, ".,")
    separators = [character for character in text if character in ".,"]
    if len(separators) < 2:
        return text.replace(",", ".")
    last, first = separators[-1], separators[0]
    if last == first:
        return _ungrouped(text, first, "")
    return _ungrouped(text, first, last)


def _ungrouped(text: str, group: str, points: str) -> str | None:
    """The text without its group separators, None where they do not make groups."""
    pieces = re.split(f"[{re.escape(points)}]", text) if points else [text]
    groups = _GROUPS_BY_COMMAS if group == "," else _GROUPS % re.escape(group)
    if len(pieces) > 2 or not re.fullmatch(groups, pieces[0], re.ASCII):
        return None
    return ".".join([pieces[0].replace(group, ""), *pieces[1:]])
