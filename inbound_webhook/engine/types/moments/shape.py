"""Whether a value looks like a date, and how it is written.

For values of samples: what is read as a date is decided by the readers.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

from ...values import ValueContext
from ...written import as_seen
from ..registry import SURE
from .eras import with_common_year
from .names import without_names
from .numeric import YEAR_FIRST, YEAR_LAST
from .standards import read_microsoft, read_rfc_2822

Manner = (
    Literal["iso", "numbers", "words", "rfc2822", "javascript"]
    | Literal["epoch", "epoch_ms", "microsoft", "compact", "week"]
)
_LONGEST = 100
#: Words of the names of dates, in the languages of most senders.
_NAMES = frozenset(
    [
        *("at", "on", "time", "timestamp", "date", "datetime", "day", "ts", "when"),
        *("created", "updated", "submitted", "received", "start", "end", "until"),
        *("birthday", "birthdate", "dob", "born", "deadline", "startdate", "enddate"),
        *("duedate", "datum", "uhrzeit", "zeitpunkt", "zeitstempel", "termin"),
        *("geburtstag", "geburtsdatum", "eingang", "jour", "naissance", "echeance"),
        *("horodatage", "fecha", "dia", "nacimiento", "plazo", "nascimento", "prazo"),
        *("giorno", "nascita", "scadenza", "geboortedatum", "dag", "sent", "gesendet"),
        *("envoye", "enviado", "enviada", "recibido", "recebido", "criado", "inviato"),
        *("erstellt", "cree", "creado", "registered", "signup", "zeit"),
        *("heure", "hora"),
    ]
)
#: Names in Japanese and Chinese end so: 希望日, 登録日時, 生年月日.
_NAME_ENDINGS = ("日", "日時", "日付", "日期", "时间", "時間")
_CONTEXT = ValueContext()
_TIME = re.compile(r"\d[:hH]\d\d|\d\s?[AaPp]\.?\s?[Mm]\b|\d\dT\d\d", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d.*)?", re.ASCII)
_WEEK = re.compile(r"\d{4}-?W\d\d-?[1-7](?:[Tt ].*)?", re.ASCII)
_JAVASCRIPT = re.compile(
    r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d? \d{4} \d\d:\d\d:\d\d(?: GMT.*)?", re.ASCII
)
_COMPACT_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_COMPACT = re.compile(rf"{_COMPACT_DAY.pattern}(?:T?\d{{4}}(?:\d\d)?Z?)?", re.ASCII)
_EPOCHS = {
    "epoch": re.compile(r"1?\d{9}(?:\.\d{1,9})?", re.ASCII),
    "epoch_ms": re.compile(r"1?\d{12}(?:\.\d{1,9})?", re.ASCII),
}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)
_WORD = re.compile(r"[^\W\d_]{3,}")
#: The name of a day in front of numbers, in whatever language: Mi., 25.12.2024.
_IN_FRONT = re.compile(r"[^\W\d_]{2,12}(?:-[^\W\d_]{2,12})?[.,]{0,2}\s?(?=\d)")
#: A date in words has a weekday, a month, and what stands between.
_MOST_WORDS = 9


@dataclass(frozen=True)
class Shape:
    """How a value that looks like a date is written.

    :param manner: name of its format; ``numbers`` where their order is a question
    :param has_time: whether there is a time of the day in it
    :param is_plain: whether it looks like a date whatever it is called
    """

    manner: Manner
    has_time: bool = False
    is_plain: bool = True


def shape_of(value: Any) -> Shape | None:
    """How a value is written that may be a date; None for what looks like none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = value.strip() if isinstance(value, str) else repr(value)
    if not text or len(text) > _LONGEST:
        return None
    text = with_common_year(as_seen(text), _CONTEXT)
    return (
        _of_standard(text) or _of_digits(text) or _of_numbers(text) or _of_words(text)
    )


def sureness_of(words: frozenset[str], value: Any, *, has_time: bool) -> int:
    """How sure it is that a value of a sample is a date, or a date with a time.

    :param words: of the name that it has
    """
    shape = shape_of(value)
    if not shape or shape.has_time is not has_time:
        return 0
    is_called = words & _NAMES or any(word.endswith(_NAME_ENDINGS) for word in words)
    return SURE if shape.is_plain or is_called else 0


def _of_standard(text: str) -> Shape | None:
    has_time = bool(_TIME.search(text))
    if _ISO.fullmatch(text):
        return Shape("iso", has_time)
    if _WEEK.fullmatch(text):
        return Shape("week", has_time)
    if tuple(read_microsoft(text, _CONTEXT)):
        return Shape("microsoft", has_time=True)
    if _JAVASCRIPT.fullmatch(text):
        return Shape("javascript", has_time=True)
    return Shape("rfc2822", has_time) if _is_rfc_2822(text) else None


def _is_rfc_2822(text: str) -> bool:
    # "5 Jan 2026" is as well a date in words.
    if "," not in text and not _TIME.search(text):
        return False
    try:
        return bool(tuple(read_rfc_2822(text, _CONTEXT)))
    except (ValueError, OverflowError):
        return False


def _of_digits(text: str) -> Shape | None:
    """Digits alone are a date only where something else says so."""
    if _COMPACT.fullmatch(text):
        return Shape("compact", has_time=len(text) > 8, is_plain=False)
    for manner, pattern in _EPOCHS.items():
        if pattern.fullmatch(text):
            return Shape(manner, has_time=True, is_plain=False)
    return None


def _of_numbers(text: str) -> Shape | None:
    bare = _IN_FRONT.sub("", without_names(text, _CONTEXT.language), count=1)
    match = YEAR_LAST.fullmatch(bare) or YEAR_FIRST.fullmatch(bare)
    if not match:
        return None
    is_plain = len(match["year"]) == 4 and bool(_YEAR.fullmatch(match["year"]))
    return Shape("numbers", bool(_TIME.search(text)), is_plain)


def _of_words(text: str) -> Shape | None:
    time = _TIME.search(text)
    years, words = _YEAR.findall(text), re.findall(r"[^\W\d_]+", text)
    is_date = len(years) == 1 and _DAY.search(text) and _WORD.search(text)
    if not is_date or len(words) > _MOST_WORDS:
        return None
    return Shape("words", bool(time))
