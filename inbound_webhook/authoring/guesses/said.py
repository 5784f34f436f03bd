"""What a value says itself of what it is: for its name, or against it."""

import re
from typing import Any

from ...engine.transforms.person_names import parts_of
from ...engine.written import as_seen
from .meaning import (
    WEAK,
    Meaning,
    belongs_to_others,
    keys_of,
    meaning_of,
    squeezed,
    words,
)
from .terms import EMAIL, PHONE, ROLES, SENDERS, SUBJECT, WEBSITE

#: An address without a path: others are links to this and that.
ADDRESS_OF_A_SITE = re.compile(r"(https?://|www\.)[^\s/?#@]+/?", re.IGNORECASE)
NUMBER_ABROAD = re.compile(r"\+[\d ()./-]{7,20}", re.ASCII)
#: A number of its country and more, as telephone systems write them.
_NUMBER = re.compile(r"\d{10,15}", re.ASCII)
_A_NAME = "Lovelace"
#: contact.created, customers/create, zen:user:10001
_OF_PROGRAMS = re.compile(r"\w+(?:[.:/][\w-]+)+")


def text_of(sample: object) -> str:
    """A value as text; the only one of a list; else nothing."""
    if isinstance(sample, list) and len(sample) == 1:
        sample = sample[0]
    if isinstance(sample, bool) or not isinstance(sample, str | int | float):
        return ""
    return as_seen(str(sample))


def meaning_of_value(key_path: tuple[str | int, ...], sample: Any) -> Meaning | None:
    """What a value is, by the keys that lead to it and by what it says.

    :param sample: the value, as it came
    """
    meaning, text = meaning_of(key_path), text_of(sample)
    if meaning is None:
        return _who_sends(key_path, sample)
    is_against = _AGAINST.get(meaning.concept)
    return None if text and is_against and is_against(meaning, text) else meaning


def _who_sends(key_path, sample):
    """An address or a number at a key such as ``from``, which may be a town as well."""
    keys = keys_of(key_path)
    if not keys or squeezed(keys[-1]) not in SENDERS or not isinstance(sample, str):
        return None
    if any(map(belongs_to_others, keys[:-1])):
        return None
    text = text_of(sample)
    if "@" in text:
        return Meaning(EMAIL, WEAK, is_weak=True)
    is_number = NUMBER_ABROAD.fullmatch(text) or _NUMBER.fullmatch(text)
    return Meaning(PHONE, WEAK, is_weak=True) if is_number else None


def _is_no_email(_meaning, text):
    return "@" not in text


def _is_no_subject(_meaning, text):
    # A title alone may be a name; before one it is none.
    name = parts_of(f"{text} {_A_NAME}")
    is_title = bool(name.title) and not name.first and name.last == _A_NAME
    return is_title or bool(_OF_PROGRAMS.fullmatch(text))


def _is_no_job(meaning, text):
    said = words(text)
    return meaning.is_weak and bool(said) and all(word in ROLES for word in said)


def _is_no_site(meaning, text):
    has_path = "/" in text.partition("://")[2] or "://" not in text and "/" in text
    return meaning.is_weak and has_path and not ADDRESS_OF_A_SITE.fullmatch(text)


_AGAINST = {
    EMAIL: _is_no_email,
    SUBJECT: _is_no_subject,
    "job_title": _is_no_job,
    WEBSITE: _is_no_site,
}
