"""Typed values: what belongs to all types, and how a value is stored and shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from .body.payload import FileInTree, Files, UploadedFile
from .body.text import shortened
from .errors import InvalidSetup, ValueRefused
from .file_content import kind_of_text, size_of_text
from .nothing import NothingWords
from .phrases import Phrase, _lt
from .written import bare


class _Missing(Enum):
    MISSING = "missing"


#: Nothing was sent. ``None`` is a value: JSON has ``null``.
MISSING: Final = _Missing.MISSING


@dataclass(frozen=True)
class Unconverted:
    """A value as it came, which is none of the type of its parameter.

    :param value: JSON-safe
    :param says_nothing: it is a word that means nothing
    """

    value: Any
    says_nothing: bool = False


@dataclass(frozen=True)
class ValueContext:
    """What the meaning of a value depends on beside the value.

    :param timezone: IANA name of the zone of dates and times that name none
    :param country_code: ISO code of the country of phone numbers without a prefix
    :param is_country_told: whether the call says that it is this one; else it is that
        of the handler's company
    :param language: code of the one that names of months may be in, beside English
    :param date_format: name of the way in which dates are written, empty for automatic
    :param date_pattern: where that is a pattern, the pattern
    :param number_format: what decides whether 1.234 is more than a thousand: ``point``
        where 1,234.50 is written, ``comma`` where 1.234,50 is; empty for neither
    :param normalize_email: takes a text, gives the address in one spelling, or
        something false where the text is none
    :param format_phone: takes a number without its extension and ``country_code``,
        gives it in one format, or something false where no numbering plan knows it
    :param nothing: words that stand where there is no value
    """

    timezone: str = "UTC"
    country_code: str | None = None
    is_country_told: bool = False
    language: str | None = None
    date_format: str = ""
    date_pattern: str = ""
    number_format: str = ""
    normalize_email: Callable[[str], str | Literal[False] | None] | None = None
    format_phone: Callable[[str, str | None], str | Literal[False] | None] | None = None
    nothing: NothingWords = NothingWords()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone.

        :raises InvalidSetup: there is none of that name
        """
        try:
            return ZoneInfo(self.timezone)
        except (OSError, ValueError, LookupError) as error:
            name = shortened(self.timezone)
            raise InvalidSetup(
                "timezone_unknown",
                _lt("There is no time zone %(timezone)r.", timezone=name),
                timezone=name,
            ) from error


def to_json(value: Any) -> Any:
    """The form of a converted value in which it is stored, compared and shown.

    Dates are ISO 8601: ``2026-04-03`` and, in UTC, ``2026-04-03T10:15:00Z``.
    """
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Files):
        return value.description()
    return value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: None, a blank text, an empty list or object.

    ``0`` and ``False`` say something.
    """
    if isinstance(value, str):
        return not bare(value)
    return value is None or value is MISSING or value == [] or value == {}


def description(value: Any) -> str:
    """A value from outside, short enough for a message: lists only by their size.

    Of a file nothing is shown that is in it.
    """
    file = file_phrase(value)
    if file:
        return file
    if isinstance(value, str):
        return repr(shortened(value))
    if isinstance(value, list):
        return _lt("a list of %(count)s", count=len(value))
    if isinstance(value, dict):
        return _lt("an object of %(count)s", count=len(value))
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return shortened(str(value))


def file_phrase(value: Any) -> Phrase | None:
    """What is shown of a file in place of it; None for what is none.

    :param value: a file of a form, of base64, or a text that holds one
    """
    if isinstance(value, Files) and len(value) == 1:
        value = value[0]
    if isinstance(value, FileInTree):
        value = value.file
    if isinstance(value, UploadedFile):
        kind, size = value.content_type, len(value.content)
        if value.filename:
            return _lt(
                "the file %(name)s (%(type)s, %(size)s bytes)",
                name=repr(shortened(value.filename)),
                type=shortened(kind),
                size=size,
            )
    elif isinstance(value, str) and (kind := kind_of_text(value)):
        size = size_of_text(value)
    else:
        return None
    return _lt("a file (%(type)s, %(size)s bytes)", type=shortened(kind), size=size)


def refused(
    value: Any,
    expected: Phrase,
    reason: Phrase | None = None,
    code: str = "value_invalid",
    received: Phrase | str | None = None,
) -> ValueRefused:
    """The error for a value that does not fit its type.

    :param expected: what would fit, with its article: ``a whole number``
    :param reason: a full sentence; by default that the value is not what is expected
    :param received: what is said of the value; by default its ``description``
    """
    received = description(value) if received is None else received
    return ValueRefused(
        code,
        reason
        or _lt(
            "%(received)s is not %(expected)s.", received=received, expected=expected
        ),
        received=str(received),
        expected=str(expected),
    )
