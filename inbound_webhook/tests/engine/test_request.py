"""Requests, ways to end, and the trace."""

import json

import pytest

from inbound_webhook.engine.outcomes import RETRY_AFTER_SWITCHED_OFF, Outcome
from inbound_webhook.engine.reasons import REASONS
from inbound_webhook.engine.request import IncomingRequest
from inbound_webhook.engine.trace import Trace


def test_a_header_is_found_in_any_case_and_the_first_one_counts():
    request = IncomingRequest("POST", (("X-Id", "1"), ("x-id", "2"), ("X-No", "")))
    assert request.header("x-ID") == "1"
    assert request.header("X-No") == ""
    assert request.header("X-Other") is None


def test_of_several_headers_the_first_with_a_value_counts():
    request = IncomingRequest(
        "POST", (("A", " "), ("B", ""), ("C", " 3 "), ("D", "4"), ("c", "5"))
    )
    assert request.first_header(["a", "b", "c", "d"]) == "3"
    assert request.first_header(["D", "C"]) == "4"
    assert request.first_header(["A", "B", "E"]) is None
    assert request.first_header([]) is None


#: The answers that were promised to senders, and how the call is listed.
EXPECTED = {
    "done": (200, "success", "success"),
    "done_with_notes": (200, "success", "success"),
    "partly_done": (200, "success", "success"),
    "not_found": (404, "success", "not_found"),
    "duplicate": (200, "duplicate", "duplicate"),
    "id_reused": (200, "duplicate", "duplicate"),
    "values_reused": (200, "duplicate", "duplicate"),
    "replayed": (401, "refused", None),
    "key_reused": (422, "refused", None),
    "key_unclear": (400, "refused", None),
    "under_way": (409, "refused", None),
    "ignored": (200, "ignored", "ignored"),
    "older": (200, "ignored", "ignored"),
    "accepted": (202, "received", "accepted"),
    "kept": (202, "received", "accepted"),
    "dropped": (200, "ignored", None),
    "asked": (204, "ignored", None),
    "probed": (200, "ignored", None),
    "previewed": (200, "ignored", None),
    "trapped": (200, "ignored", None),
    "too_fast": (422, "refused", None),
    "origin_refused": (403, "refused", None),
    "unknown_url": (404, "refused", None),
    "method_not_allowed": (405, "refused", None),
    "address_limited": (429, "refused", None),
    "rate_limited": (429, "refused", None),
    "switched_off": (503, "refused", None),
    "too_large": (413, "refused", None),
    "timed_out": (408, "refused", None),
    "unreadable": (400, "refused", None),
    "unsupported": (415, "refused", None),
    "length_required": (411, "refused", None),
    "value_refused": (422, "error", "error"),
    "captured": (200, "ignored", None),
    "erased": (200, "ignored", None),
    "handshake": (200, "success", None),
    "handshake_refused": (403, "refused", None),
    "handshake_failed": (503, "error", None),
    "captured_not_authentic": (401, "ignored", None),
    "address_refused": (403, "refused", None),
    "not_authentic": (401, "refused", None),
    "not_verifiable": (503, "refused", None),
    "key_missing": (400, "error", "error"),
    "record_missing": (404, "error", "error"),
    "ambiguous": (409, "error", "error"),
    "access_denied": (403, "error", "error"),
    "rejected": (422, "error", "error"),
    "misconfigured": (503, "error", None),
    "failed": (500, "error", None),
    "interrupted": (503, "error", None),
    "out_of_time": (503, "error", None),
}


@pytest.mark.parametrize(
    ("told_as", "told"),
    [
        ("done", (200, "success", "success")),
        ("accepted", (202, "received", "accepted")),
    ],
)
def test_a_program_is_told_what_a_person_is(told_as, told):
    outcome = Outcome("trapped", told_as=told_as)
    assert (outcome.http_status, outcome.told_status, outcome.response) == told
    assert (outcome.call_status, outcome.stands) == ("ignored", False)


@pytest.mark.parametrize("name", sorted(REASONS))
def test_each_reason_has_the_promised_answer(name):
    outcome = Outcome(name)
    assert (outcome.http_status, outcome.call_status, outcome.response) == EXPECTED[
        name
    ]


def test_a_reason_says_whether_sending_again_helps():
    for reason in REASONS.values():
        assert 200 <= reason.http_status < 600
        if reason.response not in (None, "error"):
            assert reason.http_status < 500
        if reason.http_status >= 500:
            # Nobody may configure our own failure into a success.
            assert reason.response is None
    assert RETRY_AFTER_SWITCHED_OFF > 0


def test_only_what_a_call_wrote_that_succeeded_or_waits_stays():
    standing = {name for name in REASONS if Outcome(name).stands}
    assert standing == {
        *("done", "done_with_notes", "partly_done", "not_found", "accepted"),
        *("handshake", "kept"),
    }


def test_what_was_not_done_or_not_wholly_is_to_fix():
    idle = {name for name, reason in REASONS.items() if not reason.is_to_fix}
    assert idle == {
        *("done", "not_found", "duplicate", "ignored", "captured", "accepted"),
        *("values_reused", "captured_not_authentic"),
        *("asked", "probed", "previewed"),
        *("trapped", "too_fast", "erased", "handshake", "older"),
        *("kept", "dropped"),
        # The first one is, if it fails.
        "under_way",
    }


def test_only_our_own_trouble_may_pass():
    passing = {name for name in REASONS if Outcome(name).may_pass}
    ours = {"misconfigured", "failed", "interrupted", "out_of_time"}
    ours |= {"handshake_failed"}
    assert passing == {"switched_off", "not_verifiable", *ours}


def test_the_trace_has_a_line_for_each_step_in_order():
    trace = Trace()
    trace.passed("parse", "json", bytes=12)
    trace.noted("parse", "nul_replaced", count=1)
    trace.stopped("conditions", "not_matched")
    trace.failed("apply", "rejected", message="no")
    assert trace.lines == [
        {"step": "parse", "state": "passed", "code": "json", "bytes": 12},
        {"step": "parse", "state": "noted", "code": "nul_replaced", "count": 1},
        {"step": "conditions", "state": "stopped", "code": "not_matched"},
        {"step": "apply", "state": "failed", "code": "rejected", "message": "no"},
    ]
    assert json.loads(json.dumps(trace.lines)) == trace.lines


def test_a_trace_goes_on_where_another_one_ended():
    first = Trace()
    first.passed("receive", "post")
    second = Trace(first.lines)
    second.passed("parse", "json")
    assert [line["step"] for line in second.lines] == ["receive", "parse"]
    assert len(first.lines) == 1
