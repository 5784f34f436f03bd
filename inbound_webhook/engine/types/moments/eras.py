"""Years that are counted from the beginning of an era: 令和6年, R6, 民國113年."""

import re

from ...values import ValueContext

#: The year before the first one of each era.
_BEFORE = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_BEFORE |= {"民國": 1911, "民国": 1911}
#: Letters that stand for the eras of Japan, and are nothing elsewhere.
_LETTERS = {"R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
#: That a year is one of the common era.
_COMMON = ("西暦", "西元", "公元")
_ERA = re.compile(
    rf"(?P<name>{'|'.join(_BEFORE)}|[A-Za-z]\.?)\s?(?P<year>\d{{1,3}}|元)\s?(?=[年./-])",
    re.ASCII,
)


def with_common_year(text: str, context: ValueContext) -> str:
    """A date that begins with a year of an era, with the one of ours in its place."""
    for name in _COMMON:
        text = text.removeprefix(name).lstrip()
    match = _ERA.match(text)
    if not match:
        return text
    before = _BEFORE.get(match["name"])
    if before is None and _is_japanese(context):
        before = _LETTERS.get(match["name"][0].upper())
    if before is None:
        return text
    year = before + (1 if match["year"] == "元" else int(match["year"]))
    return f"{year}{text[match.end() :]}"


def _is_japanese(context: ValueContext) -> bool:
    language = context.language or ""
    return context.country_code == "JP" or language.startswith("ja")
