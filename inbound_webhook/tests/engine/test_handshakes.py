"""Handshakes: those that ship, by their known answers, and what nobody is answered."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook import engine
from inbound_webhook.engine.authentication import Part, Place, Scheme
from inbound_webhook.engine.body import Limits
from inbound_webhook.engine.errors import EngineError, InvalidSetup
from inbound_webhook.engine.handshakes import (
    Condition,
    Handshake,
    HandshakeRefused,
    answered,
    answers_every_call,
    applies,
    as_read,
    check_handshake,
    check_with_scheme,
    from_data,
    to_data,
    without_secrets,
)
from inbound_webhook.engine.request import IncomingRequest, Reply

FOLDER = Path(engine.__file__).resolve().parents[1] / "data" / "handshakes"
FILES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.json"))
}
ALL = pytest.mark.parametrize("name", FILES)
KEY = b"an example of a secret, 32 bytes"
TOKEN = "the verification token of a webhook"
JSON = (("Content-Type", "application/json"),)


def shipped(name):
    return from_data(FILES[name]["handshake"], FILES[name]["name"])


def call_of(name):
    """The known call of a handshake that ships."""
    vector = FILES[name]["vector"]
    _url, _mark, query = vector["url"].partition("?")
    headers = tuple((key, value) for key, value in vector["headers"])
    return IncomingRequest(vector["method"], headers, query, vector["body"].encode())


def read(request):
    return as_read(request, Limits())


def answer(handshake, request, token=TOKEN, key=KEY):
    return answered(handshake, read(request), token, lambda: key)


def get(query="", *headers):
    return IncomingRequest("GET", headers, query)


def post(body, *headers):
    return IncomingRequest("POST", (*JSON, *headers), "", body)


# === THOSE THAT SHIP ===


@ALL
def test_the_known_answer(name):
    vector, handshake, request = FILES[name]["vector"], shipped(name), call_of(name)
    assert applies(handshake, read(request))
    result = answer(handshake, request, vector["token"], vector["secret"].encode())
    wanted = vector["answer"]
    headers = tuple((key, value) for key, value in wanted["headers"])
    assert result.reply == Reply(wanted["status"], headers, wanted["body"])
    assert result.secret == vector.get("keeps")
    assert result.shown == vector.get("shows")
    assert result.address == vector.get("asks")


@ALL
def test_it_can_be_saved_and_is_the_same_again_as_data(name):
    check_handshake(shipped(name))
    said = FILES[name]["handshake"]
    assert to_data(shipped(name)) == said
    assert from_data(json.loads(json.dumps(said))) == replace(shipped(name), name="")
    assert set(FILES[name]) == {
        *("name", "checked_against", "source", "hint", "schemes", "handshake"),
        "vector",
    }
    assert FILES[name]["source"].startswith("https://")


@ALL
def test_another_method_or_a_missing_condition_is_none(name):
    handshake, request = shipped(name), call_of(name)
    for method in {"GET", "POST", "HEAD", "OPTIONS", "PUT"} - {handshake.method}:
        assert not applies(handshake, read(replace(request, method=method)))
    for condition in handshake.conditions:
        place = condition.place
        left = tuple(
            pair for pair in request.headers if pair[0].lower() != place.name.lower()
        )
        without = {
            "header": replace(request, headers=left),
            "query": replace(request, query_string=""),
        }.get(place.source, replace(request, body=b"{}"))
        assert not applies(handshake, read(without))
    assert not applies(handshake, read(replace(request, body_problem="too_large")))


def test_hashes_are_those_of_the_senders_words():
    """By hand: X says base64 of SHA-256 behind sha256=, LinkedIn and Zoom say hex."""
    token = b"9b4507b3-9040-4669-9ca3-6b94edb50553"
    digest = hmac.new(KEY, token, hashlib.sha256).digest()
    wanted = json.dumps(
        {"response_token": "sha256=" + base64.b64encode(digest).decode()}
    )
    assert FILES["x"]["vector"]["answer"]["body"] == wanted
    zoom = json.loads(FILES["zoom"]["vector"]["answer"]["body"])
    # printf qgg8vlvZRS6UYooatFL8Aw | openssl dgst -sha256 -hmac '...'
    assert zoom["encryptedToken"] == (
        "6e7e70488c2ae8519dd61c6ba267e6cd613a29f46a725f64536038eaffca1e09"
    )


def test_a_header_that_was_not_asked_for_is_left_out():
    request = IncomingRequest("OPTIONS", (("webhook-request-origin", "a.example"),))
    reply = answer(shipped("cloudevents"), request).reply
    assert reply.headers == (("WebHook-Allowed-Origin", "a.example"),)


# === WHAT IS NO HANDSHAKE, AND WHAT IS NOT ANSWERED ===


@pytest.mark.parametrize(
    "query",
    [
        "hub.mode=subscribe&hub.challenge=1",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=another",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=the+verification+token",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=%FF%FE",
        "hub.mode=subscribe&hub.challenge=1"
        "&hub.verify_token=the+verification+token+of+a+webhook&hub.verify_token=a",
    ],
)
def test_without_the_token_of_the_handler_nothing_is_sent_back(query):
    with pytest.raises(HandshakeRefused) as refused:
        answer(shipped("meta"), get(query))
    assert refused.value.code == "token_wrong"


def test_a_handler_without_a_token_refuses():
    query = "hub.mode=subscribe&hub.challenge=1&hub.verify_token="
    with pytest.raises(HandshakeRefused):
        answer(shipped("meta"), get(query), token="")


@pytest.mark.parametrize(
    "challenge",
    [
        "x" * 2049,
        "a%00b",
        "a%0d%0aSet-Cookie:+b",
        "%ff",
        "%E2%80%AEevil",
        "%C2%A0",
    ],
)
def test_what_is_not_sent_back(challenge):
    with pytest.raises(HandshakeRefused) as refused:
        answer(shipped("dropbox"), get(f"challenge={challenge}"))
    assert refused.value.code == "challenge_unusable"


def test_what_is_sent_back_is_text_that_no_browser_runs():
    query = "challenge=%3Cscript%3Ealert(1)%3C/script%3E"
    reply = answer(shipped("dropbox"), get(query)).reply
    assert reply.body == "<script>alert(1)</script>"
    assert reply.headers == (("Content-Type", "text/plain; charset=utf-8"),)
    slack = answer(
        shipped("slack"),
        post(b'{"type":"url_verification","challenge":"\\"},\\"x\\":{\\"<b>"}'),
    )
    assert json.loads(slack.reply.body) == {"challenge": '"},"x":{"<b>'}


@pytest.mark.parametrize(
    "query", ["challenge=a&challenge=b", "challenge=", "Challenge=a"]
)
def test_twice_or_empty_is_no_handshake(query):
    assert not applies(shipped("dropbox"), read(get(query)))


def test_a_large_body_is_no_handshake():
    body = b'{"type":"url_verification","challenge":"a","x":"%s"}' % (b"x" * 16_384)
    assert not applies(shipped("slack"), read(post(body)))
    # Where the condition is not in the body, its size does not matter.
    assert applies(
        shipped("smartsheet"), read(post(body, ("Smartsheet-Hook-Challenge", "a")))
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"url_verification"',
        b'{"type":["url_verification"]}',
        b"\xff",
    ],
)
def test_what_cannot_be_read_is_no_handshake(body):
    assert not applies(shipped("slack"), read(post(body)))


# === NOTHING THAT PROVES A CALL IS MADE FOR WHOEVER ASKS ===


@pytest.mark.parametrize(
    "challenge",
    [
        '{"title": "evil"}',
        "title=evil",
        "v0:1767225600:{}",
        "a b",
        "",
        "=",
        "a=b=",
        "x" * 257,
        "é",
    ],
)
def test_only_a_challenge_is_hashed_and_never_the_body_of_a_call(challenge):
    handshake = shipped("x")
    quoted = "".join(f"%{byte:02x}" for byte in challenge.encode())
    request = get(f"crc_token={quoted}")
    if applies(handshake, read(request)):
        with pytest.raises(HandshakeRefused):
            answer(handshake, request)


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        ((Part("body"),), False),
        ((Part("body_path", "event.event_time"), Part("body_path", "type")), True),
        ((Part("time"),), True),
        ((Part("header", "X-Id"),), True),
    ],
)
def test_a_scheme_that_signs_values_alone_goes_with_no_hash(parts, refused):
    scheme = Scheme(kind="signature", parts=parts)
    if refused:
        with pytest.raises(InvalidSetup) as error:
            check_with_scheme(shipped("x"), scheme)
        assert error.value.code == "handshake_signs_calls"
    else:
        check_with_scheme(shipped("x"), scheme)
    check_with_scheme(shipped("dropbox"), scheme)
    check_with_scheme(shipped("x"), Scheme(kind="token"))


@pytest.mark.parametrize(
    "scheme",
    [
        # Letters and digits alone are signed there, of whatever body.
        Scheme(kind="signature", parts=(Part("body_sha256"),)),
        Scheme(kind="signature", parts=(Part("body"),), prehash="sha256_hex"),
        Scheme(kind="signature", parts=(Part("form_sorted"),)),
        Scheme(kind="jwt", options={"body_hash_claim": "body"}),
    ],
)
def test_no_hash_beside_a_scheme_whose_calls_look_like_challenges(scheme):
    with pytest.raises(InvalidSetup) as error:
        check_with_scheme(shipped("x"), scheme)
    assert error.value.code == "handshake_signs_calls"
    check_with_scheme(shipped("dropbox"), scheme)


# === SECRETS ===


@pytest.mark.parametrize(
    "secret", ["short", "x" * 15, "x" * 501, "a secret with blanks in it", "é" * 20, ""]
)
def test_what_cannot_be_a_secret_is_not_kept(secret):
    handshake = shipped("asana")
    request = IncomingRequest("POST", (("X-Hook-Secret", secret),))
    if applies(handshake, read(request)):
        with pytest.raises(HandshakeRefused):
            answer(handshake, request)


def test_the_log_has_neither_the_secret_nor_its_echo():
    secret = "b537207f20cbfa02357cf448134da559"
    request = post(b'{"x":"%s"}' % secret.encode(), ("X-Hook-Secret", secret))
    result = answer(shipped("asana"), request)
    assert secret in str(result.reply)
    assert secret not in str(result.loggable_reply)
    assert secret not in str(result.masked(request))
    notion = call_of("notion")
    result = answer(shipped("notion"), notion)
    assert result.secret.encode() not in result.masked(notion).body


def test_no_call_shows_what_stands_where_a_secret_has_its_place():
    meta = get("hub.verify_token=anything&a=1")
    masked = without_secrets(shipped("meta"), meta, Limits())
    assert masked.query_string == "hub.verify_token=***&a=1"
    asana = post(b"{}", ("x-hook-secret", "anything"))
    masked = without_secrets(shipped("asana"), asana, Limits())
    assert ("x-hook-secret", "***") in masked.headers
    notion = call_of("notion")
    masked = without_secrets(shipped("notion"), notion, Limits())
    assert b"secret_tMrl" not in masked.body


# === WHAT CAN BE SAVED ===


def bad(**values):
    with pytest.raises(InvalidSetup) as refused:
        check_handshake(Handshake(**values))
    return refused.value.code


def there(source, name):
    return (Condition(Place(source, name)),)


def test_what_cannot_work_is_refused():
    assert bad(method="PUT") == "handshake_method"
    assert bad(status=302) == bad(status=404) == "handshake_status"
    assert bad(content_type="html") == "handshake_type"
    assert bad(content_type="", body="x") == "handshake_body"
    assert bad(status=204, body="x") == "handshake_body"
    assert bad(method="HEAD", body="x") == "handshake_body"
    assert bad(body="x" * 4097) == "handshake_body"
    assert bad(body="{{ query.a") == "template_open"
    assert bad(body="{{ query.a }}" * 11) == "handshake_too_long"
    assert bad(conditions=there("query", "a") * 11) == "handshake_too_long"
    for name in ("Set-Cookie", "Content-Type", "X-Accel-Redirect", "a b", "Location"):
        assert bad(headers=((name, "x"),)) == "header_reserved"
    assert bad(headers=(("X-A", "a\r\nb"),)) == "header_control"
    for place in (Place("cookie", "a"), Place("query", ""), Place("header", "X-*")):
        assert bad(conditions=(Condition(place),)) == "handshake_place"
    assert bad(method="GET", conditions=there("body", "a")) == "handshake_place"
    assert bad(method="GET", body="{{ body.a }}") == "handshake_place"
    assert bad(conditions=there("body", "a[")) == "path_invalid"


@pytest.mark.parametrize(
    "text",
    [
        "title",
        "record.name",
        "query",
        "query.",
        "query[0]",
        "cookie.a",
        "hmac(query.a)",
        "hmac(query.a, md5, hex)",
        "hmac(query.a, sha256, rot13)",
        "hmac(secret, sha256, hex)",
        "hmac(hmac(query.a, sha256, hex), sha256, hex)",
        "1 + 1",
        "body.a, b",
    ],
)
def test_what_is_no_value(text):
    assert bad(body=f"{{{{ {text} }}}}") == "handshake_placeholder"


def test_what_is_kept_shown_or_asked_for_has_to_be_there():
    place = Place("header", "X-Hook-Secret")
    assert bad(keep_place=place) == "handshake_place_not_asked"
    assert bad(show_place=place) == "handshake_place_not_asked"
    assert (
        bad(fetch_place=place, fetch_hosts=("a.example.com",))
        == "handshake_place_not_asked"
    )
    asked = {"fetch_place": place, "conditions": (Condition(place),)}
    assert bad(**asked) == "handshake_hosts"
    assert bad(fetch_hosts=("a.example.com",)) == "handshake_hosts"
    assert bad(**asked, fetch_hosts=("*.com",)) == "host_invalid"


def test_one_that_asks_for_nothing_is_each_call_of_its_method():
    names = {name for name in FILES if answers_every_call(shipped(name))}
    assert names == {"get", "head"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"metod": "GET"},
        {"status": "200"},
        {"needs_proof": 1},
        {"conditions": {}},
        {"conditions": [{"place": {"source": "query"}, "valu": "a"}]},
        {"conditions": [{}]},
        {"token_place": {"source": "query", "path": "a"}},
        {"token_place": {"source": 1}},
        {"headers": [["a"]]},
        {"headers": [["a", 1]]},
        {"fetch_hosts": "a.example.com"},
    ],
)
def test_data_that_says_nothing_is_refused(data):
    with pytest.raises(InvalidSetup):
        from_data(data)


# === WHATEVER COMES ===


@given(
    st.sampled_from(sorted(FILES)),
    st.binary(max_size=200),
    st.text(alphabet=st.characters(max_codepoint=255), max_size=80),
    st.lists(
        st.tuples(
            st.sampled_from(["X-Hook-Secret", "Content-Type", "aeg-event-type", "X"]),
            st.text(alphabet=st.characters(max_codepoint=255), max_size=40),
        ),
        max_size=4,
    ),
)
def test_nothing_else_is_raised(name, body, query, headers):
    handshake = shipped(name)
    request = IncomingRequest(handshake.method, tuple(headers), query, body)
    call = read(request)
    if applies(handshake, call):
        try:
            result = answered(handshake, call, TOKEN, lambda: KEY)
        except EngineError:
            return
        assert len(result.reply.body) <= 4096 + 10 * 6 * 2048
        assert all("\n" not in value for _name, value in result.reply.headers)
    without_secrets(handshake, request, Limits())


# === HOW LONG SOMETHING MAY BE ===


def challenged(characters):
    body = json.dumps({"type": "url_verification", "challenge": "a" * characters})
    return post(body.encode())


def test_a_challenge_of_2048_characters_is_sent_back_and_no_longer_one():
    handshake = shipped("slack")
    assert "a" * 2048 in answer(handshake, challenged(2048)).reply.body
    with pytest.raises(HandshakeRefused):
        answer(handshake, challenged(2049))


def padded(body, size):
    """The same JSON, of so many bytes."""
    return body[:1] + b" " * (size - len(body)) + body[1:]


def test_in_a_body_of_16_kilobytes_a_handshake_is_looked_for_and_in_no_larger_one():
    body = b'{"type":"url_verification","challenge":"a"}'
    assert applies(shipped("slack"), read(post(padded(body, 16_384))))
    assert not applies(shipped("slack"), read(post(padded(body, 16_385))))


def test_what_is_too_large_for_a_handshake_is_not_masked_as_one():
    notion = call_of("notion")
    in_bounds = replace(notion, body=padded(notion.body, 16_384))
    masked = without_secrets(shipped("notion"), in_bounds, Limits())
    assert b"secret_tMrl" not in masked.body
    beyond = replace(notion, body=padded(notion.body, 16_385))
    assert without_secrets(shipped("notion"), beyond, Limits()) == beyond


def test_a_place_in_the_head_is_masked_however_large_the_body_is():
    large = post(b"{%s}" % (b" " * 20_000), ("x-hook-secret", "anything"))
    masked = without_secrets(shipped("asana"), large, Limits())
    assert ("x-hook-secret", "***") in masked.headers


def test_a_handshake_may_say_so_much_and_no_more():
    place = Place("query", "a")
    ten = tuple(Condition(Place("query", f"a{number}")) for number in range(10))
    check_handshake(Handshake(method="GET", conditions=ten))
    one_more = (*ten, Condition(place))
    assert bad(method="GET", conditions=one_more) == "handshake_too_long"
    headers = tuple((f"X-{number}", "a") for number in range(10))
    check_handshake(Handshake(headers=headers))
    assert bad(headers=(*headers, ("X-More", "a"))) == "handshake_too_long"
    check_handshake(Handshake(body="a" * 4096))
    assert bad(body="a" * 4097) == "handshake_body"
