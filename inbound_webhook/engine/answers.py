"""The answer to a call: the plain default, or what the handler configures.

The default is JSON: ``{"status": "success", "operation": "created", "model":
"crm.lead", "id": 42, "call": 17}``, and for errors ``{"status": "error", "error":
"...", "call": 17}``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import InvalidSetup
from .outcomes import Outcome
from .phrases import _lt
from .request import Reply
from .templates import Template, check_header_text, compile_template

JSON_TYPE = "application/json; charset=utf-8"
#: Headers that the web server sets, and that would break the answer otherwise.
_RESERVED_HEADERS = frozenset(
    {"content-length", "content-type", "connection", "transfer-encoding", "date"}
)
_TOKEN = frozenset(
    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)


@dataclass(frozen=True)
class ConfiguredResponse:
    """A response as a handler configures it, compiled.

    :param headers: (name, compiled value) pairs, without the content type
    """

    status: int
    content_type: str
    headers: tuple[tuple[str, Template], ...]
    body: Template

    @classmethod
    def parse(
        cls, *, status: int, content_type: str, header_lines: str, body: str
    ) -> "ConfiguredResponse":
        """Compile a response.

        :param header_lines: one header on a line, ``Name: value``
        :raises InvalidSetup: a template, a header or the content type is wrong
        """
        check_header_text(content_type)
        if "/" not in content_type:
            raise InvalidSetup(
                "content_type_invalid",
                _lt(
                    '"%(text)s" is no content type: it looks like text/plain',
                    text=content_type,
                ),
            )
        lines = [line for line in header_lines.splitlines() if line.strip()]
        return cls(
            status,
            content_type,
            tuple(_header(line) for line in lines),
            compile_template(body),
        )

    def names(self) -> frozenset[str]:
        """Names of all placeholders."""
        templates = [self.body, *(value for _name, value in self.headers)]
        return frozenset().union(*(template.names for template in templates))

    def render(self, values: Mapping[str, Any]) -> Reply:
        """The reply, its placeholders replaced.

        :param values: JSON-safe values by placeholder name
        """
        return Reply(
            self.status,
            (
                ("Content-Type", self.content_type),
                *((name, value.render_header(values)) for name, value in self.headers),
            ),
            self.body.render(values, self.content_type),
        )


def default_reply(outcome: Outcome, call_id: int | None) -> Reply:
    """The plain answer to a call.

    :param call_id: id of the call row, None where there is none
    """
    content: dict[str, Any] = {"status": _status_word(outcome)}
    if outcome.message:
        content["error"] = outcome.message
    if outcome.operation:
        content["operation"] = outcome.operation
    if outcome.record_id:
        content |= {"model": outcome.model, "id": outcome.record_id}
    if outcome.data is not None:
        content["data"] = outcome.data
    if outcome.results is not None:
        content["results"] = outcome.results
    if call_id:
        content["call"] = call_id
    return Reply(
        outcome.http_status,
        (("Content-Type", JSON_TYPE), *outcome.headers.items()),
        json.dumps(content, ensure_ascii=False),
    )


def _status_word(outcome: Outcome) -> str:
    """The outcome in one word, for senders that do not look at the HTTP status."""
    if outcome.operation == "not_found":
        return "not_found"
    if outcome.reason == "captured":
        return "captured"
    return "error" if outcome.call_status == "refused" else outcome.call_status


def _header(line: str) -> tuple[str, Template]:
    name, colon, value = line.partition(":")
    name = name.strip()
    if not colon or not name or not set(name) <= _TOKEN:
        raise InvalidSetup(
            "header_invalid",
            _lt('"%(line)s" is no header: write Name: value', line=line),
            line=line,
        )
    if name.lower() in _RESERVED_HEADERS:
        raise InvalidSetup(
            "header_reserved",
            _lt("The header %(name)s cannot be set here", name=name),
            name=name,
        )
    check_header_text(value)
    return name, compile_template(value.strip())
