"""Values that stand in for real ones, where a parameter has no sample of its own."""

import re

from ..engine.types import TYPES

_EMAIL, _PHONE, _URL = (TYPES[name].sample for name in ("email", "phone", "url"))
#: What a text is about, by the words of its parameter's name; the first one counts.
_BY_WORD = {
    "email": _EMAIL,
    "mail": _EMAIL,
    "phone": _PHONE,
    "mobile": _PHONE,
    "first": "Ada",
    "firstname": "Ada",
    "given": "Ada",
    "last": "Lovelace",
    "lastname": "Lovelace",
    "family": "Lovelace",
    "surname": "Lovelace",
    "company": "Example Ltd",
    "organisation": "Example Ltd",
    "organization": "Example Ltd",
    "fullname": "Ada Lovelace",
    "name": "Ada Lovelace",
    "contact": "Ada Lovelace",
    "street": "12 St James's Square",
    "address": "12 St James's Square",
    "city": "London",
    "zip": "SW1Y 4LE",
    "postcode": "SW1Y 4LE",
    "country": "United Kingdom",
    "title": "An enquiry",
    "subject": "An enquiry",
    "message": "Please call me back.",
    "comment": "Please call me back.",
    "comments": "Please call me back.",
    "description": "Please call me back.",
    "note": "Please call me back.",
    "website": _URL,
    "url": _URL,
    "id": "1001",
}
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def plausible_value(type_name: str, *names: str) -> str:
    """A value as a sender could write it.

    :param type_name: of the parameter
    :param names: of the parameter, and of what it fills; the words of the first one
        that has any say what a text is about
    """
    value_type = TYPES.get(type_name)
    if value_type and value_type.sample:
        return value_type.sample
    for name in names:
        words = {word.lower() for word in _WORDS.findall(name)}
        text = next((text for word, text in _BY_WORD.items() if word in words), None)
        if text:
            return text
    return "Example"
