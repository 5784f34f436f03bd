"""The payloads of a seed."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes

from .answers import answers_of
from .countries import COUNTRIES
from .country import Country
from .places import nested
from .writing import Written

#: How a form is sent: the body of a browser, or JSON with its answers side by side, in
#: objects, or as a list of questions and answers.
LAYOUTS = ("form", "flat", "nested", "questions")
#: Layouts whose forms ask for given name and family name one by one.
IN_PARTS = ("form", "nested")
_BOUNDARY = "----form-boundary"
#: What programs in Python call what browsers mean by a name.
_CODECS = {"shift_jis": "cp932", "iso-8859-1": "cp1252"}
_PROSE = frozenset({"name", "given", "family", "company", "message", "subject"})


@dataclass(frozen=True)
class Payload:
    """One call, and what it means.

    :param answers: by name; what a form does not ask, or nobody answered, is not there
    """

    number: int
    country: str
    layout: str
    content_type: str
    body: bytes
    answers: dict[str, Written]


def payloads(seed: int, count: int) -> Iterator[Payload]:
    """The payloads of a seed, a country and a layout in turn."""
    for number in range(count):
        rng = Random(f"{seed}/{number}")
        country = COUNTRIES[number % len(COUNTRIES)]
        layout = LAYOUTS[number // len(COUNTRIES) % len(LAYOUTS)]
        answers = answers_of(rng, country, in_parts=layout in IN_PARTS)
        if layout != "form":
            yield _in_json(rng, number, country, layout, _typed(rng, answers))
        else:
            yield _in_form(rng, number, country, _escaped(rng, answers))


def _typed(rng: Random, answers: dict[str, Written]) -> dict[str, Written]:
    """Answers as programs write them that know of numbers and booleans."""
    found = dict(answers)
    amount, consent = found.get("amount"), found.get("consent")
    if amount and amount.kind == "readable" and rng.random() < 0.1:
        number = float(amount.meaning.amount)
        meaning = replace(amount.meaning, currency="")
        found["amount"] = Written(rng.choice([number, str(number)]), meaning)
    if consent and consent.kind == "readable" and rng.random() < 0.3:
        found["consent"] = Written(consent.meaning, consent.meaning)
    for name, written in found.items():
        if written.kind == "nothing" and rng.random() < 0.4:
            found[name] = replace(written, text=rng.choice([None, "", False, "null"]))
    return found


def _escaped(rng: Random, answers: dict[str, Written]) -> dict[str, Written]:
    """Answers that a program of a website has escaped for its pages."""
    if rng.random() > 0.2:
        return answers
    return {
        name: replace(written, text=html.escape(written.text))
        if name in _PROSE
        else written
        for name, written in answers.items()
    }


def _in_json(rng, number, country: Country, layout, answers) -> Payload:
    texts: dict[str, Any] = {name: each.text for name, each in answers.items()}
    tree: Any = texts
    if layout == "nested":
        tree = nested(texts)
    elif layout == "questions":
        pairs = [{"question": name, "answer": text} for name, text in texts.items()]
        rng.shuffle(pairs)
        tree = {"form": "contact", "answers": pairs}
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    content_type = rng.choice(["application/json", "application/json; charset=utf-8"])
    return Payload(number, country.code, layout, content_type, text.encode(), answers)


def _in_form(rng, number, country: Country, answers) -> Payload:
    charset = rng.choice(country.charsets)
    # Browsers write what a charset lacks as HTML does.
    pairs = [
        (name, each.text.encode(_CODECS.get(charset, charset), "xmlcharrefreplace"))
        for name, each in answers.items()
    ]
    content_type = ""
    if charset != "utf-8" and rng.random() < 0.5:
        pairs.append(("_charset_", charset.encode()))
    elif charset != "utf-8":
        content_type = f"; charset={charset}"
    if not content_type and rng.random() < 0.4:
        body = b"".join(_part(name, value) for name, value in pairs)
        body += f"--{_BOUNDARY}--\r\n".encode()
        content_type = f"multipart/form-data; boundary={_BOUNDARY}"
    else:
        body = b"&".join(
            f"{name}={quote_from_bytes(value, safe='').replace('%20', '+')}".encode()
            for name, value in pairs
        )
        content_type = f"application/x-www-form-urlencoded{content_type}"
    return Payload(number, country.code, "form", content_type, body, answers)


def _part(name: str, value: bytes) -> bytes:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + value + b"\r\n"
