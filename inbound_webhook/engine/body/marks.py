"""Whether signs in a text are where people write them: elsewhere they are halves of
characters, or letters of another charset.
"""

import re

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_MARK = re.compile(rf"[^\x00-\x7f{_LETTERS}\xa0]")
_WRITTEN_MARK = re.compile(
    rf"""
    (?<![{_LETTERS}\d])[“”„‚‘«»](?=[{_LETTERS}\d(¿¡…\s])
    | (?<=[{_LETTERS}\d.,;:!?…)%€\s])[“”’‘«»](?![{_LETTERS}\d])
    | (?<=[{_LETTERS}])[’‘´](?=[{_LETTERS}])
    | (?<![^\s{_LETTERS}\d.,;:!?()"'’”“»])[–—](?![^\s{_LETTERS}\d("'‘“„«.,;:])
    | (?<![^\s{_LETTERS}\d.,;:!?)("'“„«])…(?![^\s{_LETTERS}\d.,;:!?)"'”“»])
    | (?<![^\s\d.,:;("'=/+-])[€£¥¢](?![^\s\d.,:;)"'=/!?%&+-])
    | (?<=[\dnNC\s])°(?![^\sFCKN\d.,;:)"'-])
    | (?<=[\dnNMmDd.])[ºª](?![{_LETTERS}\d])
    | (?<=[A-Za-z\d)])[²³](?![{_LETTERS}\d²³])
    | (?<![^\s\d"'>])[½¼¾](?![{_LETTERS}\d½¼¾])
    | (?<![^\s("'>])©(?=[\s\d])
    | (?<=[{_LETTERS}\d\s)])[®™](?![{_LETTERS}\d])
    | (?<![^\s"'>])[•·](?=\s) | (?<=[lL])·(?=[lL])
    | (?<=[\d\s])[×÷](?=[\d\s]) | ±(?=[\s\d]) | (?<=[\d\s])µ(?=[A-Za-z])
    | (?<![^\s("'“¿¡>])[¿¡](?=[{_LETTERS}\d¿¡])
    | (?<![^\s("'>])§(?=[\s\d§])
    | (?<=[{_LETTERS}])\xad(?=[{_LETTERS}])
    """,
    re.VERBOSE,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def are_marks_written(text: str) -> bool:
    """Whether all signs beyond ASCII are where they are written; none is a control."""
    if _CONTROLS.search(text):
        return False
    if len(_MARK.findall(text)) != len(_WRITTEN_MARK.findall(text)):
        return False
    return text.count("¿") <= text.count("?") and text.count("¡") <= text.count("!")
