"""Where a body ends; the cases of RFC 9112 section 6."""

import pytest

from inbound_webhook.engine.framing import body_refusal, framing_problem


@pytest.mark.parametrize(
    ("length", "encoding", "content_type", "problem"),
    [
        ("7", None, "application/json", None),
        ("0", None, "application/json", None),
        (None, "chunked", "application/json", None),
        (None, " Chunked", "application/json", None),
        (None, "gzip, chunked", "application/json", "length_required"),
        (None, "identity", None, "length_required"),
        (None, None, None, None),
        ("7", "chunked", "application/json", "length_ambiguous"),
        ("-7", None, "application/json", "length_invalid"),
        ("7x", None, "application/json", "length_invalid"),
        ("+7", None, "application/json", "length_invalid"),
        ("٧", None, "application/json", "length_invalid"),
        ("9" * 30, None, "application/json", None),
        ("9" * 5000, None, "application/json", "length_invalid"),
        ("0" * 5000 + "7", None, "application/json", "length_invalid"),
        ("", None, "application/json", "length_required"),
        (None, None, "application/json", "length_required"),
    ],
)
def test_where_the_body_of_a_call_ends(length, encoding, content_type, problem):
    for method in ("POST", "PUT", "PATCH"):
        assert framing_problem(method, length, encoding, content_type) == problem


def test_a_get_needs_no_length_even_with_a_content_type():
    assert framing_problem("GET", None, None, "application/json") is None


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        ("too_large", 413),
        ("timed_out", 408),
        ("incomplete", 400),
        ("length_ambiguous", 400),
        ("length_invalid", 400),
        ("length_required", 411),
    ],
)
def test_each_problem_has_its_status_and_a_sentence(problem, status):
    outcome = body_refusal(problem, 10)
    assert outcome.http_status == status
    assert outcome.message.endswith(".")


def test_the_limit_is_named():
    assert "larger than 10 bytes" in body_refusal("too_large", 10).message
