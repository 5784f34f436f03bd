"""Text with ``{{ name }}`` placeholders, nothing more: of an answer, of a fixed value.

There is no expression language, so a template can read only what it is handed and
a payload can never become a template. Each value is escaped for the place where it
stands: inside a JSON string, as a whole JSON value, in HTML or XML, in a
url-encoded form, in plain text, in a header.
"""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, quote_plus

from .errors import InvalidSetup
from .phrases import _lt
from .values import is_empty

_PLACEHOLDER = re.compile(r"{{\s*(.*?)\s*}}", re.DOTALL)
# Of a record, fields of records that it links to as well.
_NAME = re.compile(r"record(\.[^\W\d]\w*){2,}|[^\W\d][\w-]*(\.[^\W\d]\w*)?")
_BLANKS = re.compile(r"[^\S\n]{2,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Template:
    """A compiled template: literals and placeholders in turn.

    :param parts: (literal, placeholder name or None) pairs, in order
    """

    parts: tuple[tuple[str, str | None], ...]

    @property
    def names(self) -> frozenset[str]:
        """Names of all placeholders."""
        return frozenset(name for _literal, name in self.parts if name)

    @property
    def only(self) -> str | None:
        """The name of the placeholder that is all of it; None where more is there."""
        (before, name), *rest = self.parts
        is_only = len(rest) == 1 and not (before.strip() or rest[0][0].strip())
        return name if is_only else None

    def size(self, values: Mapping[str, Any]) -> int:
        """How many characters the text has with these values, before escaping."""
        sizes = {name: len(to_text(values.get(name))) for name in self.names}
        return sum(
            len(literal) + (sizes[name] if name else 0) for literal, name in self.parts
        )

    def render(self, values: Mapping[str, Any], content_type: str) -> str:
        """The text with every placeholder replaced; an unknown name gives nothing.

        :param values: JSON-safe values by placeholder name
        :param content_type: decides how values are escaped
        """
        if _is_json(content_type):
            return self._render_json(values)
        escape = _escape_for(content_type)
        return self._render(values, lambda value: escape(to_text(value)))

    def render_header(self, values: Mapping[str, Any]) -> str:
        """The text as a header value: one line of printable Latin-1."""
        return self._header(values, to_text)

    def render_location(self, values: Mapping[str, Any]) -> str:
        """The text as an address, in which a value is a part and never a new place."""
        return self._header(values, lambda value: quote(_whole(to_text(value)), ""))

    def _header(self, values: Mapping[str, Any], escape: Callable[[Any], str]) -> str:
        text = self._render(values, escape)
        return _CONTROL.sub(" ", text).encode("latin-1", "replace").decode("latin-1")

    def render_text(self, values: Mapping[str, Any]) -> str | None:
        """The text as a value for a field.

        Blanks around a value that is missing go with it: no "Ada " without a last name.

        :return: None where there are placeholders, and a value for none of them
        """
        text = self._render(values, to_text)
        empty = {name for name in self.names if is_empty(values.get(name))}
        if not empty:
            return text
        return None if empty == self.names else _BLANKS.sub(" ", text).strip()

    def _render(self, values: Mapping[str, Any], escape: Callable[[Any], str]) -> str:
        return "".join(
            literal + (escape(values.get(name)) if name else "")
            for literal, name in self.parts
        )

    def _render_json(self, values: Mapping[str, Any]) -> str:
        rendered, in_string = [], False
        for literal, name in self.parts:
            rendered.append(literal)
            in_string = _ends_in_json_string(literal, in_string)
            if name and in_string:
                rendered.append(json.dumps(to_text(values.get(name)))[1:-1])
            elif name:
                rendered.append(json.dumps(values.get(name)))
        return "".join(rendered)


@lru_cache(maxsize=1024)
def compile_template(text: str) -> Template:
    """Compile a template.

    :raise InvalidSetup: a placeholder is not a name or is not closed
    """
    parts, position = [], 0
    for match in _PLACEHOLDER.finditer(text):
        name = match[1]
        if not _NAME.fullmatch(name):
            raise InvalidSetup(
                "template_placeholder",
                _lt(
                    '"{{ %(name)s }}" is not a placeholder: write the name of a '
                    "parameter, record.field or call.id between the braces",
                    name=name,
                ),
                placeholder=name,
            )
        parts.append((text[position : match.start()], name))
        position = match.end()
    rest = text[position:]
    if "{{" in rest:
        raise InvalidSetup("template_open", _lt('A "{{" has no closing "}}"'))
    return Template((*parts, (rest, None)))


def check_header_text(text: str) -> None:
    """Check the literal text of a response header.

    :raise InvalidSetup: it holds a line break or a character headers cannot carry
    """
    if _CONTROL.search(text):
        raise InvalidSetup("header_control", _lt("A header cannot hold a line break"))
    try:
        text.encode("latin-1")
    except UnicodeEncodeError as error:
        raise InvalidSetup(
            "header_charset",
            _lt(
                'A header cannot hold the character "%(character)s"',
                character=text[error.start],
            ),
        ) from None


def to_text(value: Any) -> str:
    """A JSON-safe value as a person would write it in running text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(i, list | dict) for i in value):
        return ", ".join(to_text(item) for item in value if item is not None)
    return json.dumps(value, ensure_ascii=False)


def _whole(text: str) -> str:
    """The text without halves of characters, which cannot be percent-encoded."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_json(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.endswith(("/json", "+json"))


def _escape_for(content_type: str) -> Callable[[str], str]:
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "text/html" or media_type.endswith(("/xml", "+xml")):
        return html.escape
    if media_type == "application/x-www-form-urlencoded":
        return lambda text: quote_plus(_whole(text))
    return str


def _ends_in_json_string(literal: str, in_string: bool) -> bool:
    """Whether the text after ``literal`` stands inside a JSON string."""
    escaped = False
    for character in literal:
        if escaped:
            escaped = False
        elif character == "\\" and in_string:
            escaped = True
        elif character == '"':
            in_string = not in_string
    return in_string
