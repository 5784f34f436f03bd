"""What became of a call: the reason for which it ended, and what belongs to that."""

from dataclasses import dataclass, field, replace
from typing import Any

from .body import content_codings, recommended_media_types
from .errors import (
    AmbiguousMatch,
    BodyTooLarge,
    EngineError,
    InvalidSetup,
    KeyMissing,
    KeyUnclear,
    NotAuthentic,
    OutOfTime,
    RecordMissing,
    UnreadableBody,
    UnsupportedBody,
    ValueRefused,
)
from .labels import label_of
from .notes import Note
from .phrases import Phrase, _lt
from .reasons import DONE_BEFORE, REASONS, Reason
from .request import Reply

#: What is wrong with the handler where no call can be told authentic, by the codes of
#: ``NotAuthentic``. The sender does right, and is to send again.
_NOT_VERIFIABLE = frozenset(
    {"secret_missing", "secret_invalid", "scheme_invalid", "key_unreachable"}
)

#: What a call ends with when a step raises an error of the engine.
_REASONS_OF_ERRORS = (
    (UnreadableBody, "unreadable"),
    (BodyTooLarge, "too_large"),
    (UnsupportedBody, "unsupported"),
    (ValueRefused, "value_refused"),
    (KeyMissing, "key_missing"),
    (KeyUnclear, "key_unclear"),
    (RecordMissing, "record_missing"),
    (AmbiguousMatch, "ambiguous"),
    (OutOfTime, "out_of_time"),
    (InvalidSetup, "misconfigured"),
)

#: Seconds after which a sender may try a switched-off handler again.
RETRY_AFTER_SWITCHED_OFF = 300
#: Seconds after which a sender may try again where the database could not take a call.
RETRY_AFTER_OUTAGE = 60
#: The same where the first call with an idempotency key is under way.
RETRY_AFTER_UNDER_WAY = 1
#: The same for a handler that its administrator has to mend first.
RETRY_AFTER_MISCONFIGURED = 300


@dataclass
class Outcome:
    """What became of a call.

    :param reason: key of :data:`~.reasons.REASONS`
    :param operation: created, updated, unchanged, archived, unarchived, deleted, found
        or not_found; None where nothing was reached
    :param model: technical name of the record's model
    :param record_id: id of the record
    :param message: sentence for the sender and the call log when it went wrong
    :param for_visitor: the same for a person who sent a form, None where it will do
    :param detail: what only the call log says about it
    :param data: JSON-safe field values a look-up answers
    :param records: the same of each record that one finds which answers a list, with
        the ``id``
    :param has_more: whether there are more of them
    :param shortened: paths that lead to more records than an answer holds
    :param results: what became of each item, where a call holds several records: dicts
        of ``status``, and ``operation``, ``model`` and ``id``, or ``error``
    :param result_details: what only the call log says of each item, None for nothing
    :param notes: what is noteworthy of a call that stands: what was left out of it
    :param headers: extra headers that belong to the reason (Allow, Retry-After)
    :param own_status: HTTP status in place of the one of the reason, None for that
    :param own_body: text in place of the plain answer, None for that
    :param own_reply: a whole reply in place of the plain answer, None for that
    :param told_as: reason of which its sender is told in place of its own, None where
        he is told how it ended
    """

    reason: str
    operation: str | None = None
    model: str | None = None
    record_id: int | None = None
    message: str | None = None
    for_visitor: str | None = None
    detail: str | None = None
    data: dict[str, Any] | None = None
    records: list[dict[str, Any]] | None = None
    has_more: bool = False
    shortened: list[str] = field(default_factory=list)
    results: list[dict[str, Any]] | None = None
    result_details: list[str | None] | None = None
    notes: list[Note] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    own_status: int | None = None
    own_body: str | None = None
    own_reply: Reply | None = None
    told_as: str | None = None

    def without_record(self) -> "Outcome":
        """What is told of it where nobody is to learn what was done, if anything was.

        Neither which record it is, nor whether an earlier call, or what is written
        already, left nothing to do.
        """
        is_nothing_done = self.told.name in DONE_BEFORE
        return replace(
            self,
            told_as="done" if is_nothing_done else self.told_as,
            operation=None,
            model=None,
            record_id=None,
            results=None,
            notes=[],
        )

    @property
    def told(self) -> Reason:
        """How it ended, as the sender is to have it."""
        return REASONS[self.told_as or self.reason]

    @property
    def call_status(self) -> str:
        """Status of the call row."""
        return REASONS[self.reason].call_status

    @property
    def told_status(self) -> str:
        """That status as the sender is to have it."""
        return self.told.call_status

    @property
    def http_status(self) -> int:
        """HTTP status of the answer unless the handler configures another."""
        if self.own_reply:
            return self.own_reply.status
        return self.own_status or self.told.http_status

    @property
    def has_own_answer(self) -> bool:
        """Whether it is answered with content of its own, and nothing else."""
        return self.own_reply is not None or self.own_body is not None

    @property
    def response(self) -> str | None:
        """Which configured response applies, None for none."""
        return self.told.response

    @property
    def each_result(self) -> list[dict[str, Any]]:
        """What became of each record or item, where a call is about several."""
        if self.records is None:
            return self.results or []
        found = {"status": "success", "operation": "found", "model": self.model}
        return [{**found, "id": row["id"]} for row in self.records]

    @property
    def stands(self) -> bool:
        """Whether what the call wrote stays: it succeeded, or waits in the queue."""
        return self.call_status in ("success", "received")

    @property
    def may_pass(self) -> bool:
        """Whether the same call may succeed at another time."""
        return self.http_status >= 500


def outcome_of(error: EngineError) -> Outcome:
    """How a call ends that an error of the engine stopped.

    What is wrong with the handler itself is for its administrator to read, not for
    the sender.
    """
    if isinstance(error, NotAuthentic):
        is_ours = error.code in _NOT_VERIFIABLE
        reason = "not_verifiable" if is_ours else "not_authentic"
    else:
        reasons = (why for kind, why in _REASONS_OF_ERRORS if isinstance(error, kind))
        reason = next(reasons, "rejected")
    if reason in ("misconfigured", "not_verifiable"):
        return Outcome(
            reason,
            message=_lt("This webhook is not set up rightly."),
            detail=error.phrase,
            headers={"Retry-After": str(RETRY_AFTER_MISCONFIGURED)},
        )
    return Outcome(
        reason,
        message=error.phrase,
        for_visitor=_for_visitor(error),
        headers=_instead(error),
    )


def _for_visitor(error: EngineError) -> Phrase | None:
    """What is wrong with a field, for who filled in a form and knows no parameters."""
    parameter = isinstance(error, ValueRefused) and error.details.get("parameter")
    if not parameter:
        return None
    field_label = label_of(parameter)
    if error.code == "parameter_missing":
        return _lt("%(field)s is missing.", field=field_label)
    reason = getattr(error.phrase, "values", {}).get("reason")
    return reason and _lt("%(field)s: %(reason)s", field=field_label, reason=reason)


def accepted_media_types() -> str:
    """The media types that calls may have, as a header lists them."""
    return ", ".join(recommended_media_types())


def _instead(error: EngineError) -> dict[str, str]:
    """Headers that say what would have been taken (RFC 9110, section 15.5.16)."""
    if not isinstance(error, UnsupportedBody):
        return {}
    if error.code == "content_encoding_unsupported":
        return {"Accept-Encoding": ", ".join(content_codings())}
    accepted = accepted_media_types()
    return {"Accept": accepted, "Accept-Post": accepted}
