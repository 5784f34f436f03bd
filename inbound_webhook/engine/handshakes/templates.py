"""The values that the answer to a handshake holds.

{{ query.hub.challenge }}       a field of the query
{{ header.X-Challenge }}        a header
{{ form.challenge }}            a field of a form
{{ body.payload.token }}        a value of the body, by its path; {{ body[0].id }}
{{ hmac(query.crc_token, sha256, base64) }}
                                the HMAC of one of those, made with the secret
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..authentication.encodings import ENCODINGS
from ..authentication.hashes import HASHES
from ..authentication.scheme import Place
from ..errors import InvalidSetup
from ..phrases import _lt
from ..templates import Template, check_header_text

_PLACEHOLDER = re.compile(r"{{\s*(.*?)\s*}}", re.DOTALL)
_VALUE = re.compile(r"(query|header|form|body)(?:\.(?=[^\s\[])|(?=\[))([^{}(),]+)")
_HMAC = re.compile(r"hmac\(\s*([^(),]+?)\s*,\s*(\w+)\s*,\s*(\w+)\s*\)")
#: Placeholders that an answer may have.
MOST_PLACEHOLDERS = 10


@dataclass(frozen=True)
class Placeholder:
    """What stands in place of a placeholder.

    :param place: where its value stands in the call
    :param algorithm: name of the hash, where its HMAC is wanted, else empty
    :param encoding: how that is written
    """

    place: Place
    algorithm: str = ""
    encoding: str = ""


@dataclass(frozen=True)
class AnswerTemplate:
    """A text with placeholders, compiled.

    :param placeholders: by the name that the template has for them
    """

    template: Template
    placeholders: tuple[tuple[str, Placeholder], ...]


@lru_cache(maxsize=256)
def compile_answer(text: str) -> AnswerTemplate:
    """Compile a text with placeholders.

    :raises InvalidSetup: one cannot be understood
    """
    parts, known, position = [], {}, 0
    for match in _PLACEHOLDER.finditer(text):
        known[match[1]] = _parsed(match[1])
        parts.append((text[position : match.start()], match[1]))
        position = match.end()
    rest = text[position:]
    if "{{" in rest:
        raise InvalidSetup("template_open", _lt('A "{{" has no closing "}}"'))
    if len(parts) > MOST_PLACEHOLDERS:
        raise InvalidSetup(
            "handshake_too_long",
            _lt("An answer has at most %(most)s placeholders", most=MOST_PLACEHOLDERS),
        )
    return AnswerTemplate(Template((*parts, (rest, None))), tuple(known.items()))


def check_answer_header(text: str) -> AnswerTemplate:
    """As :func:`compile_answer`, of a text that stands in a header."""
    check_header_text(text)
    return compile_answer(text)


def _parsed(text: str) -> Placeholder:
    hashed = _HMAC.fullmatch(text)
    if not hashed:
        return Placeholder(_place(text, text))
    value, algorithm, encoding = hashed.groups()
    if algorithm not in HASHES or encoding not in ENCODINGS:
        raise _unknown(text)
    return Placeholder(_place(value, text), algorithm, encoding)


def _place(text: str, whole: str) -> Place:
    match = _VALUE.fullmatch(text)
    if not match:
        raise _unknown(whole)
    source, name = match.groups()
    if name.startswith("[") and source != "body":
        raise _unknown(whole)
    return Place(source, name)


def _unknown(text: str) -> InvalidSetup:
    return InvalidSetup(
        "handshake_placeholder",
        _lt(
            "“%(text)s” is no value of a handshake: write query.name, header.Name, "
            "form.name or body.path between the braces, or the HMAC of one, such as "
            "hmac(body.token, sha256, hex)",
            text=text,
        ),
        text=text,
    )
