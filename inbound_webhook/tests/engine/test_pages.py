"""What visitors read, in the handler's words."""

import pytest

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.outcomes import Outcome
from inbound_webhook.engine.pages import Pages

PAGE = ("Content-Type", "text/html; charset=utf-8")
VALUES = {"name": "<Ada & Co>", "number": 7, "nothing": None}
REFUSED = Outcome("value_refused", message="'<b>' is no address.")


def in_capitals(message):
    return message.upper()


def test_the_usual_words_in_another_language():
    reply = Pages("fr_BE").reply(REFUSED, {}, in_capitals)
    assert reply.status == 422
    assert reply.headers == (PAGE,)
    assert '<html lang="fr-BE">' in reply.body
    assert "<h1>THIS COULD NOT BE SENT</h1>" in reply.body
    assert "<p>&#x27;&lt;B&gt;&#x27; IS NO ADDRESS.</p>" in reply.body
    assert "<p>PLEASE GO BACK" in reply.body


def test_thanks_in_own_words():
    pages = Pages.parse(
        thanks_title="Merci, {{ name }}",
        thanks_text="a < b\n\n{{ number }} {{ nothing }}",
    )
    reply = pages.reply(Outcome("done"), VALUES, str)
    assert reply.status == 200
    assert "<title>Merci, &lt;Ada &amp; Co&gt;</title>" in reply.body
    assert "<h1>Merci, &lt;Ada &amp; Co&gt;</h1>" in reply.body
    assert "<p>a &lt; b\n\n7</p>" in reply.body
    assert "has arrived" not in reply.body


def test_a_refusal_in_own_words_says_what_is_wrong_all_the_same():
    pages = Pages.parse(refusal_title="Oh.", refusal_text="Call us.")
    reply = pages.reply(REFUSED, {}, str)
    assert "<h1>Oh.</h1>" in reply.body
    assert "is no address." in reply.body
    assert "<p>Call us.</p>" in reply.body
    assert "Please go back" not in reply.body
    assert "Thank you" in pages.reply(Outcome("done"), {}, str).body


def test_our_own_trouble_is_ours():
    outcome = Outcome("failed", message="secret", headers={"Retry-After": "60"})
    reply = Pages.parse(refusal_text="Call us.").reply(outcome, {}, str)
    assert reply.headers == (PAGE, ("Retry-After", "60"))
    assert "secret" not in reply.body


def test_a_visitor_is_sent_on():
    pages = Pages.parse(thanks_url="https://www.example.com/thanks?to={{ name }}")
    reply = pages.reply(Outcome("done"), VALUES, str)
    assert (reply.status, reply.body) == (303, "")
    place = "https://www.example.com/thanks?to=%3CAda%20%26%20Co%3E"
    assert reply.headers == (("Location", place),)
    assert pages.reply(REFUSED, VALUES, str).status == 422


@pytest.mark.parametrize(
    ("texts", "outcome", "says"),
    [
        ({}, "done", False),
        ({"thanks_text": "a"}, "done", True),
        ({"thanks_text": "a"}, "trapped", True),
        ({"thanks_url": "https://a.example/"}, "duplicate", True),
        ({"thanks_text": "a"}, "rejected", False),
        ({"refusal_title": "a"}, "rejected", True),
        ({"refusal_title": "a"}, "done", False),
    ],
)
def test_of_what_a_handler_has_words(texts, outcome, says):
    assert Pages.parse(**texts).say_of(Outcome(outcome)) is says


@pytest.mark.parametrize(
    "texts",
    [
        {"thanks_text": "{{ name"},
        {"refusal_title": "{{ a + b }}"},
        {"thanks_url": "www.example.com"},
        {"thanks_url": "javascript:alert(1)"},
        {"thanks_url": "https://{{ name }}/"},
        {"thanks_url": "//evil.example"},
        {"thanks_url": "https://a.example/\nX: a"},
    ],
)
def test_what_cannot_be_shown(texts):
    with pytest.raises(InvalidSetup):
        Pages.parse(**texts)


def test_names_of_placeholders():
    pages = Pages.parse(
        thanks_title="{{ a }}", refusal_text="{{ b }}", thanks_url="/{{ c }}"
    )
    assert pages.names() == {"a", "b", "c"}
