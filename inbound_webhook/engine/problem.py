"""Errors as problem details (RFC 9457), for callers that ask for them.

Whoever names ``application/problem+json`` in an Accept header has a reader for it;
all others get the answer that they know.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

PROBLEM_TYPE = "application/problem+json"
_JSON = "application/json"
#: What RFC 9110 calls them; older versions of Python have the names before.
_RENAMED = {413: "Content Too Large", 422: "Unprocessable Content"}
_QUALITY = re.compile(r"(0(\.\d{0,3})?|1(\.0{0,3})?)")


def wants_problem(accept: str | None) -> bool:
    """Whether a caller asks for errors in this form.

    :param accept: the Accept header, None where it is missing
    """
    asked = _quality(accept or "", PROBLEM_TYPE)
    return asked > 0 and asked >= _quality(accept or "", _JSON)


def problem(
    status: int, detail: str | None, more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The members of a problem.

    Its type is ``about:blank``: it is as general as its status, whose name is its
    title then (section 4.2.1).

    :param status: of the answer
    :param detail: what is wrong with this very call, None for nothing to say
    :param more: members of our own
    """
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": _title(status),
        "status": status,
    }
    if detail:
        content["detail"] = detail
    return {**content, **(more or {})}


def _title(status: int) -> str:
    try:
        return _RENAMED.get(status) or HTTPStatus(status).phrase
    except ValueError:
        # What a receiver takes it for (RFC 9110, section 15).
        return HTTPStatus(status // 100 * 100).phrase


def _quality(accept: str, media_type: str) -> float:
    """How much a media type is wanted that an Accept header names, 0 if it does not.

    A pattern such as ``*/*`` names none.
    """
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if name == media_type:
            weights = [text[2:] for text in parameters if text.startswith("q=")]
            weight = _QUALITY.fullmatch(weights[0]) if weights else None
            return float(weight[0]) if weight else 1.0
    return 0.0
