"""How a call can end, and the one place that decides the HTTP status of each end.

A call ends with a *reason*. The reason fixes the status of the call row, which of
the handler's configured responses applies, and the HTTP status where that response
names none. 4xx says that sending the same again is useless, 5xx that it is not.
"""

from dataclasses import dataclass

#: Of what is no call: questions about the URL, and what opens it without meaning it.
NO_CALLS = ("asked", "probed", "previewed")
#: Of programs that fill in forms. A person sends it again.
OF_BOTS = ("trapped", "too_fast")


@dataclass(frozen=True)
class Reason:
    """One way for a call to end.

    :param name: stable name
    :param call_status: status of the call row
    :param http_status: default HTTP status of the answer
    :param response: outcome whose configured response applies, or None where
        the sender must get the plain default (the call was not understood, or
        we failed and the sender has to try again)
    """

    name: str
    call_status: str
    http_status: int
    response: str | None = None

    @property
    def is_failure(self) -> bool:
        """Whether something of it failed, that is to be done once more."""
        if self.name in OF_BOTS:
            return False
        by_status = self.call_status in ("refused", "error")
        if self.name == "under_way":
            # The first one is, if it fails.
            return False
        return by_status or self.name in ("partly_done", "id_reused")

    @property
    def is_to_fix(self) -> bool:
        """Whether a person has to look at it: not all was done that was asked for."""
        return self.is_failure or self.name == "done_with_notes"


REASONS = {
    reason.name: reason
    for reason in (
        Reason("done", "success", 200, "success"),
        Reason("done_with_notes", "success", 200, "success"),
        Reason("partly_done", "success", 200, "success"),
        Reason("not_found", "success", 404, "not_found"),
        Reason("duplicate", "duplicate", 200, "duplicate"),
        Reason("id_reused", "duplicate", 200, "duplicate"),
        Reason("values_reused", "duplicate", 200, "duplicate"),
        Reason("replayed", "refused", 401),
        Reason("key_reused", "refused", 422),
        Reason("key_unclear", "refused", 400),
        Reason("under_way", "refused", 409),
        Reason("ignored", "ignored", 200, "ignored"),
        Reason("older", "ignored", 200, "ignored"),
        Reason("captured", "ignored", 200),
        Reason("erased", "ignored", 200),
        Reason("captured_not_authentic", "ignored", 401),
        Reason("accepted", "received", 202, "accepted"),
        Reason("kept", "received", 202, "accepted"),
        Reason("dropped", "ignored", 200),
        Reason("trapped", "ignored", 200),
        Reason("handshake", "success", 200),
        Reason("handshake_refused", "refused", 403),
        Reason("handshake_failed", "error", 503),
        Reason("unknown_url", "refused", 404),
        Reason("asked", "ignored", 204),
        Reason("probed", "ignored", 200),
        Reason("previewed", "ignored", 200),
        Reason("address_refused", "refused", 403),
        Reason("origin_refused", "refused", 403),
        Reason("not_authentic", "refused", 401),
        Reason("not_verifiable", "refused", 503),
        Reason("address_limited", "refused", 429),
        Reason("rate_limited", "refused", 429),
        Reason("method_not_allowed", "refused", 405),
        Reason("switched_off", "refused", 503),
        Reason("too_large", "refused", 413),
        Reason("timed_out", "refused", 408),
        Reason("unreadable", "refused", 400),
        Reason("unsupported", "refused", 415),
        Reason("length_required", "refused", 411),
        Reason("too_fast", "refused", 422),
        Reason("value_refused", "error", 422, "error"),
        Reason("key_missing", "error", 400, "error"),
        Reason("record_missing", "error", 404, "error"),
        Reason("ambiguous", "error", 409, "error"),
        Reason("access_denied", "error", 403, "error"),
        Reason("rejected", "error", 422, "error"),
        Reason("misconfigured", "error", 503),
        Reason("failed", "error", 500),
        Reason("interrupted", "error", 503),
        Reason("out_of_time", "error", 503),
    )
}

#: With these a call is dealt with, so that the same one need not be replayed.
SETTLED = ("done", "done_with_notes", "not_found", "ignored", "older")

#: Nothing was done, for what was before.
DONE_BEFORE = ("duplicate", "id_reused", "values_reused", "older")

#: Who sent such a call is not known. The administrator alone has one processed.
UNPROVEN = (
    *("address_refused", "not_authentic", "not_verifiable"),
    *("captured_not_authentic", "replayed"),
)

#: What is refused before anything is read of it, which costs its sender nothing, and
#: what is only asked: of a flood of these, the log has some rows and a number.
COUNTED = frozenset(
    {"address_refused", "origin_refused", "method_not_allowed", *NO_CALLS}
    | {"handshake", "handshake_refused"}
    | {"not_authentic", "address_limited", "rate_limited"}
    | {"too_large", "timed_out", "unreadable", "length_required"}
)
