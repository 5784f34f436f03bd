"""Where a body ends: RFC 9112 section 6, as far as a web application can see it.

Web servers are lenient here, and a proxy in front may read the same call in another
way (request smuggling), so what is not clear is refused.
"""

from typing import Literal

from .outcomes import Outcome
from .phrases import Phrase, _lt

Problem = Literal[
    "too_large",
    "timed_out",
    "incomplete",
    "length_ambiguous",
    "length_invalid",
    "length_required",
]

#: Digits of the longest body that anybody could announce. Python reads no number of
#: thousands of them, and Werkzeug takes the body for empty then, without a word.
_LONGEST_LENGTH = 100
#: Methods of calls that bring something.
_WITH_BODY = ("POST", "PUT", "PATCH")
#: Problems that have a reason of their own.
_REASONS = ("too_large", "timed_out", "length_required")


def body_refusal(problem: Problem, limit: int) -> Outcome:
    """How a call ends whose body could not be read.

    :param limit: the largest body, in bytes
    """
    reason = problem if problem in _REASONS else "unreadable"
    return Outcome(reason, message=_message(problem, limit))


def _message(problem: Problem, limit: int) -> Phrase:
    messages = {
        "too_large": _lt(
            "The body is larger than %(limit)s bytes, the limit of this webhook.",
            limit=limit,
        ),
        "timed_out": _lt("The body did not arrive in time."),
        "incomplete": _lt("The body did not arrive whole."),
        "length_ambiguous": _lt(
            "The call names both a Content-Length and a Transfer-Encoding."
        ),
        "length_invalid": _lt("The Content-Length is not a number."),
        "length_required": _lt(
            "The call has a content type but neither a Content-Length nor a chunked"
            " Transfer-Encoding, so that its body cannot be read."
        ),
    }
    return messages[problem]


def framing_problem(
    method: str,
    content_length: str | None,
    transfer_encoding: str | None,
    content_type: str | None,
) -> Literal["length_ambiguous", "length_invalid", "length_required"] | None:
    """What is wrong with how a call says where its body ends, None for nothing.

    :param content_length: the header as it came, None or empty where it is missing
    :param transfer_encoding: likewise
    :param content_type: likewise
    """
    if transfer_encoding:
        # "A server MAY reject a request that contains both" (section 6.1).
        if content_length:
            return "length_ambiguous"
        # Of any other one Werkzeug reads nothing, without a word.
        is_chunked = transfer_encoding.strip().lower() == "chunked"
        return None if is_chunked else "length_required"
    if content_length:
        is_number = content_length.isascii() and content_length.isdecimal()
        is_readable = is_number and len(content_length) <= _LONGEST_LENGTH
        return None if is_readable else "length_invalid"
    if method in _WITH_BODY and content_type:
        return "length_required"
    return None
