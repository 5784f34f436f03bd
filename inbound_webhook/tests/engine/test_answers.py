"""The reply to a call: the plain default, a page for a visitor, or its own."""

import json

import pytest

from inbound_webhook.engine.answers import (
    LONGEST_ANSWER,
    ConfiguredResponse,
    default_reply,
    error_reply,
)
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.outcomes import Outcome
from inbound_webhook.engine.phrases import Phrase
from inbound_webhook.engine.request import IncomingRequest, Reply

JSON = (("Content-Type", "application/json; charset=utf-8"),)
FORM = IncomingRequest(
    "POST",
    (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
    ),
)


def configured(body="", headers="", content_type="text/plain", status=200, **options):
    return ConfiguredResponse.parse(
        status=status,
        content_type=content_type,
        header_lines=headers,
        body=body,
        **options,
    )


def refusal(**options):
    with pytest.raises(InvalidSetup) as refused:
        configured(**options)
    return refused.value.code


# === THE PLAIN DEFAULT ===


@pytest.mark.parametrize(
    ("outcome", "status", "content"),
    [
        (
            Outcome("done", operation="created", model="crm.lead", record_id=42),
            200,
            {
                "status": "success",
                "operation": "created",
                "model": "crm.lead",
                "id": 42,
                "call": 17,
            },
        ),
        (
            Outcome("done", operation="found", data={"name": "Zoë"}),
            200,
            {
                "status": "success",
                "operation": "found",
                "data": {"name": "Zoë"},
                "call": 17,
            },
        ),
        (
            Outcome("done", operation="found", data={}),
            200,
            {"status": "success", "operation": "found", "data": {}, "call": 17},
        ),
        (
            Outcome("partly_done", results=[{"status": "success"}]),
            200,
            {"status": "success", "results": [{"status": "success"}], "call": 17},
        ),
        (
            Outcome("not_found", operation="not_found"),
            404,
            {"status": "not_found", "operation": "not_found", "call": 17},
        ),
        (Outcome("ignored"), 200, {"status": "ignored", "call": 17}),
        (Outcome("captured"), 200, {"status": "captured", "call": 17}),
        (Outcome("accepted"), 202, {"status": "received", "call": 17}),
        (Outcome("duplicate"), 200, {"status": "duplicate", "call": 17}),
        (
            Outcome("value_refused", message=Phrase("No %(name)s.", name="a")),
            422,
            {"status": "error", "error": "No a.", "call": 17},
        ),
        (
            Outcome("too_large", message="Too large.", detail="only for the log"),
            413,
            {"status": "error", "error": "Too large.", "call": 17},
        ),
        (Outcome("failed"), 500, {"status": "error", "call": 17}),
    ],
)
def test_the_plain_answer_to_each_end(outcome, status, content):
    reply = default_reply(outcome, 17)
    assert (reply.status, reply.headers) == (status, JSON)
    assert json.loads(reply.body) == content


def test_a_reply_of_its_own_is_sent_as_it_is():
    own = Reply(204, (("X-Hook-Secret", "a"),), "")
    outcome = Outcome("handshake", message="no", own_status=400, own_reply=own)
    assert default_reply(outcome, 17, FORM) is own
    assert outcome.http_status == 204
    assert Outcome("handshake").http_status == 200


def test_there_is_no_number_of_a_call_that_is_none():
    reply = default_reply(Outcome("unknown_url", message="Not found"), None)
    assert reply == Reply(404, JSON, '{"status": "error", "error": "Not found"}')


def test_headers_of_the_reason_are_sent_along():
    outcome = Outcome("switched_off", headers={"Retry-After": "300"})
    assert default_reply(outcome, 1).headers == (*JSON, ("Retry-After", "300"))


def test_letters_are_not_escaped():
    assert '"Zoë"' in default_reply(Outcome("ignored", message="Zoë"), 1).body


def test_an_answer_without_a_call():
    reply = error_reply(503, "Later.", (("Retry-After", "60"),))
    body = '{"status": "error", "error": "Later."}'
    assert reply == Reply(503, (*JSON, ("Retry-After", "60")), body)


# === FOR A VISITOR ===


def test_who_sent_a_form_reads_a_page():
    reply = default_reply(Outcome("done", record_id=42), 17, FORM)
    assert reply.status == 200
    assert reply.headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert "<h1>Thank you</h1>" in reply.body
    assert "42" not in reply.body


@pytest.mark.parametrize(
    ("outcome", "advice"),
    [
        (Outcome("rate_limited", headers={"Retry-After": "9"}), "try again later"),
        (Outcome("origin_refused"), "tell whoever runs this website"),
        (Outcome("address_refused"), "tell whoever runs this website"),
        (Outcome("failed"), "try again later"),
    ],
)
def test_a_page_asks_for_no_correction_where_there_is_nothing_to_correct(
    outcome, advice
):
    page = default_reply(outcome, 17, FORM).body
    assert advice in page
    assert "correct it" not in page


def test_a_page_says_what_is_wrong():
    outcome = Outcome("value_refused", message="'<b>' is no address.")
    reply = default_reply(outcome, 17, FORM)
    assert reply.status == 422
    assert "<p>&#x27;&lt;b&gt;&#x27; is no address.</p>" in reply.body
    assert "<p>Please go back, correct it and send it again.</p>" in reply.body


def test_a_page_of_an_error_without_words():
    assert "<p>Please go back" in default_reply(Outcome("rejected"), 17, FORM).body


def test_a_page_keeps_our_own_trouble_to_itself():
    outcome = Outcome("interrupted", message="secret", headers={"Retry-After": "60"})
    reply = default_reply(outcome, 17, FORM)
    assert reply.status == 503
    assert ("Retry-After", "60") in reply.headers
    assert "Please try again later." in reply.body
    assert "secret" not in reply.body


@pytest.mark.parametrize(
    ("method", "content_type", "accept"),
    [
        ("GET", "application/x-www-form-urlencoded", "text/html"),
        ("POST", "application/json", "text/html"),
        ("POST", "application/x-www-form-urlencoded", "*/*"),
        ("POST", "application/x-www-form-urlencoded", "application/json"),
        ("POST", None, "text/html"),
        ("POST", "multipart/form-data; boundary=a", None),
    ],
)
def test_other_systems_get_json(method, content_type, accept):
    pairs = (("Content-Type", content_type), ("Accept", accept))
    headers = tuple((name, value) for name, value in pairs if value)
    request = IncomingRequest(method, headers)
    assert default_reply(Outcome("ignored"), 1, request).headers == JSON


def test_a_form_with_files_is_one_too():
    headers = (
        ("content-type", "Multipart/Form-Data; boundary=a"),
        ("accept", "TEXT/HTML"),
    )
    reply = default_reply(Outcome("ignored"), 1, IncomingRequest("POST", headers))
    assert reply.headers == (("Content-Type", "text/html; charset=utf-8"),)


# === WHAT IS CONFIGURED ===


def test_a_response_is_rendered():
    response = configured(
        body="{{ title }} {{ call.id }} {{ gone }}.",
        headers="X-Call: {{ call.id }}\n\n  \nLocation: /leads/{{ record.id }}\n",
        status=201,
    )
    assert response.names() == {"title", "call.id", "gone", "record.id"}
    reply = response.render({"title": "Zoë", "call.id": 7, "record.id": 42})
    assert reply == Reply(
        201,
        (
            ("Content-Type", "text/plain; charset=utf-8"),
            ("X-Call", "7"),
            ("Location", "/leads/42"),
        ),
        "Zoë 7 .",
    )
    assert reply.content == b"Zo\xc3\xab 7 ."


def test_an_empty_response_is_one():
    reply = configured(status=204).render({})
    assert (reply.status, reply.body, reply.content) == (204, "", b"")


@pytest.mark.parametrize(
    ("content_type", "body", "rendered"),
    [
        (
            "application/json",
            '{"a": "{{ a }}", "b": {{ a }}}',
            '{"a": "<\\"", "b": "<\\""}',
        ),
        ("text/html", "<p>{{ a }}</p>", "<p>&lt;&quot;</p>"),
        ("application/xml", "<p>{{ a }}</p>", "<p>&lt;&quot;</p>"),
        ("application/x-www-form-urlencoded", "a={{ a }}", "a=%3C%22"),
        ("text/plain", "{{ a }}", '<"'),
    ],
)
def test_values_are_escaped_for_the_type(content_type, body, rendered):
    response = configured(body=body, content_type=content_type)
    assert response.render({"a": '<"'}).body == rendered


def test_half_a_character_breaks_nothing():
    for content_type in ("text/plain", "application/x-www-form-urlencoded"):
        response = configured(body="{{ a }}", content_type=content_type)
        assert response.render({"a": "\ud800"}).content in (b"?", b"%3F")


def test_what_cannot_be_sent_is_refused():
    assert refusal(content_type="json") == "content_type_invalid"
    assert refusal(content_type="text/plain, text/html") == "content_type_invalid"
    assert refusal(content_type="text/plain; charset=utf-7") == "charset_unknown"
    assert refusal(headers="no header") == "header_invalid"
    assert refusal(headers="Set-Cookie: a=b") == "header_reserved"
    assert refusal(headers="X-A: a\nx-a: b") == "header_twice"
    assert refusal(headers="X-A: €") == "header_charset"
    assert refusal(headers="X-A: a\tb") == "header_control"
    assert refusal(headers="Location: {{ a }}") == "header_location"
    assert refusal(body="{{ a") == "template_open"
    assert refusal(body="{{ a b }}") == "template_placeholder"


def test_headers_of_old_rows_are_left_out():
    lines = "Set-Cookie: a=b\nX-A: 1\nX-A: 2\nLocation: //{{ a }}\nno header"
    reply = configured(headers=lines, lenient=True).render({})
    assert reply.headers == (
        ("Content-Type", "text/plain; charset=utf-8"),
        ("X-A", "1"),
    )


def test_other_mistakes_of_old_rows_are_refused_all_the_same():
    assert refusal(content_type="json", lenient=True) == "content_type_invalid"
    assert refusal(body="{{ a", lenient=True) == "template_open"


def test_an_answer_has_an_end():
    response = configured(body="{{ a }}{{ a }}!")
    half = LONGEST_ANSWER // 2
    with pytest.raises(InvalidSetup) as refused:
        response.render({"a": "x" * half})
    assert refused.value.code == "answer_too_long"
    assert len(response.render({"a": "x" * (half - 1)}).body) == LONGEST_ANSWER - 1


def test_a_header_has_an_end():
    response = configured(headers="X-A: {{ a }}")
    with pytest.raises(InvalidSetup) as refused:
        response.render({"a": "x" * 8001})
    assert refused.value.code == "header_too_long"
    assert response.render({"a": "x" * 8000}).headers[1] == ("X-A", "x" * 8000)


def test_a_location_that_leads_nowhere_is_not_sent():
    response = configured(headers="Location: /{{ a }}/b.example")
    with pytest.raises(InvalidSetup) as refused:
        response.render({"a": None})
    assert refused.value.code == "header_location"
    reply = response.render({"a": "/"})
    assert reply.headers[1] == ("Location", "/%2F/b.example")


def test_a_header_stays_one_line():
    response = configured(headers="X-A: {{ a }}")
    reply = response.render({"a": "b\r\nSet-Cookie: c=d"})
    assert reply.headers[1] == ("X-A", "b Set-Cookie: c=d")
