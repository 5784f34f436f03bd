"""The answer to a call: the plain default, or what the handler configures.

The default is JSON: ``{"status": "success", "operation": "created", "model":
"crm.lead", "id": 42, "call": 17}``, and for errors ``{"status": "error", "error":
"...", "call": 17}``, or problem details where the caller asks for these.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .answer_headers import parse_header, rendered_header
from .answer_page import is_sent_by_browser, page_reply
from .errors import InvalidSetup
from .media_types import MediaType
from .notes import told
from .outcomes import Outcome
from .phrases import _lt
from .problem import PROBLEM_TYPE, problem, wants_problem
from .reasons import UNPROVEN
from .request import IncomingRequest, Reply
from .templates import Template, compile_template

JSON_TYPE = "application/json; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"
#: The status of an answer that has no body (RFC 9110, section 15.3.5).
NO_CONTENT = 204
#: Characters that an answer may have: a long value, often repeated, must not fill the
#: memory.
LONGEST_ANSWER = 1_000_000


@dataclass(frozen=True)
class ConfiguredResponse:
    """A response as a handler configures it, compiled.

    :param headers: (name, compiled value) pairs, without the content type
    """

    status: int
    media_type: MediaType
    headers: tuple[tuple[str, Template], ...]
    body: Template

    @classmethod
    def parse(
        cls,
        *,
        status: int,
        content_type: str,
        header_lines: str,
        body: str,
        lenient: bool = False,
    ) -> "ConfiguredResponse":
        """Compile a response.

        :param header_lines: one header on a line, ``Name: value``
        :param lenient: leave headers out that are wrong: they were saved before that
            was checked
        :raises InvalidSetup: a template, a header or the content type is wrong
        """
        return cls(
            status,
            MediaType.parse(content_type),
            tuple(_headers(header_lines, lenient)),
            compile_template(body),
        )

    def names(self) -> frozenset[str]:
        """Names of all placeholders."""
        templates = [self.body, *(value for _name, value in self.headers)]
        return frozenset().union(*(template.names for template in templates))

    def render(self, values: Mapping[str, Any]) -> Reply:
        """The reply, its placeholders replaced.

        :param values: JSON-safe values by placeholder name
        :raises InvalidSetup: with these values it becomes none that can be sent
        """
        size = self.body.size(values)
        if size > LONGEST_ANSWER:
            raise InvalidSetup(
                "answer_too_long",
                _lt(
                    "It has more than %(most)s characters with the values of this call",
                    most=LONGEST_ANSWER,
                ),
            )
        content_type = self.media_type.header
        return Reply(
            self.status,
            (
                ("Content-Type", content_type),
                *(
                    (name, rendered_header(name, value, values))
                    for name, value in self.headers
                ),
            ),
            self.body.render(values, content_type),
        )


def default_reply(
    outcome: Outcome, call_id: int | None, request: IncomingRequest | None = None
) -> Reply:
    """The plain answer to a call: JSON, or a page for a person who sent a form.

    :param call_id: id of the call row, None where there is none
    :param request: what came, None where it does not matter what its sender accepts
    """
    if outcome.own_reply:
        return outcome.own_reply
    if outcome.own_body is not None:
        headers = (("Content-Type", TEXT_TYPE), *outcome.headers.items())
        return Reply(outcome.http_status, headers, outcome.own_body)
    status, headers = outcome.http_status, outcome.headers.items()
    if status == NO_CONTENT:
        return Reply(status, tuple(headers), "")
    if request and is_sent_by_browser(request):
        return page_reply(outcome)
    more = _members(outcome, call_id)
    if status >= 400 and request and wants_problem(request.header("Accept")):
        return _problem_reply(status, outcome.message, headers, more)
    content: dict[str, Any] = {"status": _status_word(outcome)}
    if outcome.message:
        content["error"] = outcome.message
    return _json_reply(status, {**content, **more}, headers)


def error_reply(
    status: int,
    message: str,
    headers: Iterable[tuple[str, str]] = (),
    accept: str | None = None,
) -> Reply:
    """The plain answer where there is no call to speak of.

    :param accept: the Accept header of the caller
    """
    if wants_problem(accept):
        return _problem_reply(status, message, headers, {})
    return _json_reply(status, {"status": "error", "error": message}, headers)


def _members(outcome: Outcome, call_id: int | None) -> dict[str, Any]:
    """What an answer says of a call besides how it ended."""
    content: dict[str, Any] = {}
    if outcome.operation:
        content["operation"] = outcome.operation
    if outcome.record_id:
        content |= {"model": outcome.model, "id": outcome.record_id}
    if outcome.data is not None:
        content["data"] = outcome.data
    if outcome.records is not None:
        content |= {
            "model": outcome.model,
            "records": outcome.records,
            "count": len(outcome.records),
            "more": outcome.has_more,
        }
    if outcome.shortened:
        content["shortened"] = outcome.shortened
    if outcome.results is not None:
        content["results"] = outcome.results
    if outcome.notes:
        content["notes"] = told(outcome.notes, to_sender=True)
    if call_id:
        content["call"] = call_id
    return content


def _problem_reply(
    status: int,
    message: str | None,
    headers: Iterable[tuple[str, str]],
    more: dict[str, Any],
) -> Reply:
    content = problem(status, message, more)
    return _json_reply(status, content, headers, PROBLEM_TYPE)


def _json_reply(
    status: int,
    content: dict[str, Any],
    headers: Iterable[tuple[str, str]],
    content_type: str = JSON_TYPE,
) -> Reply:
    return Reply(
        status,
        (("Content-Type", content_type), *headers),
        json.dumps(content, ensure_ascii=False),
    )


def _status_word(outcome: Outcome) -> str:
    """The outcome in one word, for senders that do not look at the HTTP status."""
    # An empty list is an answer like others.
    if outcome.operation == "not_found" and outcome.records is None:
        return "not_found"
    if outcome.reason == "captured":
        return "captured"
    if outcome.told.name in UNPROVEN or outcome.told_status == "refused":
        return "error"
    return outcome.told_status


def _headers(lines: str, lenient: bool) -> Iterator[tuple[str, Template]]:
    seen = set()
    for line in filter(str.strip, lines.splitlines()):
        try:
            name, value = parse_header(line)
            if name.lower() in seen:
                raise InvalidSetup(
                    "header_twice",
                    _lt("The header %(name)s is there more than once", name=name),
                    name=name,
                )
        except InvalidSetup:
            if not lenient:
                raise
        else:
            seen.add(name.lower())
            yield name, value
