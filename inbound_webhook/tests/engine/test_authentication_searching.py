"""The search for a scheme, and what is said of a call that does not fit."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace

import pytest
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Part,
    Place,
    Scheme,
    Secret,
    TimeRule,
    applied,
    check_scheme,
    explain,
    explain_mismatch,
    find_schemes,
    from_data,
    in_words,
    sign,
    to_data,
    verify,
)
from inbound_webhook.engine.phrases import Phrase
from inbound_webhook.engine.request import IncomingRequest

KNOWN = [(sender.data["name"], sender.scheme) for sender in SENDERS.values()]
#: Schemes that cannot be found out from nothing: they are found because they are known.
ONLY_KNOWN = {
    *("adyen", "braintree"),
    # It signs its name of the algorithm before the body.
    "linkedin",
    # Its JSON stands in a field of a form, in which nobody else signs anything.
    "dropbox_sign",
}
URL = "https://odoo.example.com/webhook/inbound/abc"
KEY = "an example of a secret, 32 bytes"
NOW = 1_700_000_000
#: Nothing is fetched for a search, so what a certificate is needed for is not found.
FETCHED = [item for item in SENDERS.values() if item.scheme.key_url_place]
ALL = pytest.mark.parametrize(
    "sender",
    [item for item in SENDERS.values() if item not in FETCHED],
    ids=lambda item: item.name,
)


def other(secret):
    """A secret of the same form that is another one."""
    value = secret.value
    changed = "b" if value[8] != "b" else "c"
    return replace(secret, value=f"{value[:8]}{changed}{value[9:]}")


# === THE SEARCH ===


@ALL
def test_the_scheme_of_a_known_sender_is_found_without_knowing_it(sender):
    found = find_schemes(sender.request, sender.url, sender.secret)
    if sender.name in ONLY_KNOWN:
        assert not found
        return
    scheme = found[0].scheme
    check_scheme(scheme)
    assert from_data(to_data(scheme)) == scheme
    if sender.scheme.kind == "signature":
        assert scheme.algorithm == sender.scheme.algorithm
        assert [part.kind for part in scheme.parts] == [
            part.kind for part in sender.scheme.parts
        ]
        assert scheme.joiner == sender.scheme.joiner
        assert scheme.encoding == sender.scheme.encoding
        assert scheme.key_format == sender.scheme.key_format
    assert isinstance(found[0].phrase, Phrase)


@pytest.mark.parametrize("sender", FETCHED, ids=lambda item: item.name)
def test_what_takes_a_certificate_is_not_found(sender):
    known = [(sender.data["name"], from_data(sender.data["scheme"]))]
    found = find_schemes(sender.request, sender.url, sender.secret, known)
    assert not any(proposal.scheme.key_url_place for proposal in found)


@ALL
def test_it_fits_the_next_call_too(sender):
    """A second call is asked for, since a scheme may fit one of them by chance."""
    # Of two numbered headers, the vector has the second.
    if sender.scheme.kind != "signature" or sender.name in {*ONLY_KNOWN, "box"}:
        return
    request = sender.request
    if sender.scheme.place.source == "header" and b"{" in request.body[:1]:
        text = request.body.replace(b"}", b',"more":"1"}')
        request = replace(request, body=text)
    call = applied(
        request,
        sign(sender.scheme, sender.secret, request, sender.url, sender.now),
    )
    (first, *_rest) = find_schemes(sender.request, sender.url, sender.secret)
    verify(first.scheme, [sender.secret], call, sender.url, sender.now)


@ALL
def test_nothing_is_found_with_another_secret(sender):
    wrong = other(sender.secret)
    assert find_schemes(sender.request, sender.url, wrong) == []
    assert find_schemes(sender.request, sender.url, wrong, KNOWN) == []


@ALL
def test_a_known_scheme_is_found_by_its_name(sender):
    found = find_schemes(sender.request, sender.url, sender.secret, KNOWN)
    assert sender.data["name"] in [proposal.name for proposal in found] or (
        # Bitbucket, Jira and others sign in the same way under the same name.
        found[0].scheme.place == sender.scheme.place
    )


def fits(scheme, secret, call):
    try:
        verify(scheme, [secret], call, URL, NOW)
    except NotAuthentic:
        return False
    return True


def call_of(scheme, secret, request=None, now=NOW):
    request = request or IncomingRequest(
        "POST", (("Content-Type", "application/json"),), "", b'{"a": "Zo\xc3\xab"}'
    )
    return applied(request, sign(scheme, secret, request, URL, now))


UNKNOWN = {
    "time, id and body with line breaks, HMAC-SHA512, base64url": Scheme(
        "signature",
        "hmac_sha512",
        parts=(Part("time"), Part("delivery_id"), Part("body")),
        joiner="\n",
        place=Place("header", "X-Acme-Auth"),
        encoding="base64url",
        time=TimeRule(Place("header", "X-Acme-When"), "milliseconds"),
        id_place=Place("header", "X-Acme-Event-Id"),
    ),
    "method, path and body, key in hex": Scheme(
        "signature",
        parts=(Part("method"), Part("path_and_query"), Part("body")),
        joiner="|",
        place=Place("header", "X-Sig"),
        prefix="HMAC-SHA256 ",
        key_format="hex",
    ),
    "a derived key": Scheme(
        "signature",
        place=Place("query", "mac"),
        key_derivation="sha256",
        encoding="hex_upper",
    ),
    "a plain hash, the secret behind the body": Scheme(
        "signature",
        "sha256",
        parts=(Part("body"), Part("secret")),
        joiner=":",
        place=Place("header", "X-Checksum"),
        encoding="base64",
    ),
    "the hash of the body and the time": Scheme(
        "signature",
        parts=(Part("time"), Part("body_sha256")),
        joiner=".",
        place=Place("header", "X-Signature"),
        shape="named",
        separator=";",
        names=("sig",),
        time=TimeRule(Place("signature", "ts")),
    ),
}


@pytest.mark.parametrize("scheme", UNKNOWN.values(), ids=list(UNKNOWN))
def test_the_scheme_of_a_sender_that_nobody_heard_of_is_found(scheme):
    check_scheme(scheme)
    secret = Secret("6578616d706c65206f6620612073656372657421" * 2)
    call = call_of(scheme, secret)
    found = find_schemes(call, URL, secret, KNOWN)
    assert found and not found[0].name
    # One call may leave a choice, such as between the two kinds of base64.
    again = call_of(scheme, secret, IncomingRequest("POST", (), "", b"other!"), NOW + 5)
    left = [item for item in found if fits(item.scheme, secret, again)]
    assert len(left) == 1
    assert find_schemes(call, URL, other(secret), KNOWN) == []


def test_the_search_ends_when_its_time_is_up():
    sender = SENDERS["stripe"]
    assert find_schemes(sender.request, sender.url, sender.secret, seconds=0) == []


def test_a_call_without_anything_has_no_scheme():
    assert find_schemes(IncomingRequest("POST"), URL, Secret(KEY), KNOWN) == []


# === IN WORDS ===


@pytest.mark.parametrize(
    "order", [("POST", str(NOW)), (str(NOW), "POST"), ("POST",)], ids=str
)
def test_a_sender_that_signs_the_method_and_no_address_is_found(order):
    body = '{"guest": "Zoë"}'.encode()
    signed = b"\n".join([*(text.encode() for text in order), body])
    made = hmac.new(KEY.encode(), signed, "sha512").digest()
    signature = base64.urlsafe_b64encode(made).decode().rstrip("=")
    headers = (("X-Booking-Time", str(NOW)),)
    call = IncomingRequest("POST", headers, f"signature={signature}", body)
    [found] = find_schemes(call, URL, Secret(KEY), [])
    assert found.scheme.algorithm == "hmac_sha512"
    assert found.scheme.joiner == "\n"
    assert found.scheme.place == Place("query", "signature")


def test_line_breaks_among_what_is_signed_break_no_sentence():
    slack = SENDERS["slack"].scheme
    said = in_words(replace(slack, joiner="\n"))
    assert said.startswith('HMAC-SHA256 of: "v0", Time, Body, with a line break')
    said = in_words(replace(slack, joiner="\n;"))
    assert 'with "↵;" between them' in said
    said = in_words(replace(slack, parts=(Part("text", "v0\n"),)))
    assert said.startswith('HMAC-SHA256 of: "v0↵". In')


def test_a_scheme_in_words():
    assert in_words(SENDERS["slack"].scheme) == (
        'HMAC-SHA256 of: "v0", Time, Body, with ":" between them. In the header'
        ' X-Slack-Signature behind "v0=", written in Hex; the secret is read as it is.'
    )
    assert in_words(SENDERS["braintree"].scheme) == (
        "HMAC-SHA1 of: Value in the body bt_payload. In the field bt_signature of the"
        " form, written in Hex; the secret is read as it is, and its SHA-1 is the key."
    )
    assert in_words(SENDERS["gitlab"].scheme) == "Token in the header X-Gitlab-Token."
    assert in_words(Scheme("basic")) == "User and password."


# === WHY A CALL DOES NOT FIT ===

GITHUB = SENDERS["github"]
STRIPE = SENDERS["stripe"]
SQUARE = SENDERS["square"]


def said(sender, request=None, scheme=None, secret=None, url=None, now=None):
    return explain_mismatch(
        scheme or sender.scheme,
        [secret or sender.secret],
        request or sender.request,
        url or sender.url,
        sender.now if now is None else now,
    )


def hmac_of(key, body, name="sha256"):
    return hmac.new(key, body, name)


def github_call(body, digest):
    headers = (("X-Hub-Signature-256", f"sha256={digest}"),)
    return IncomingRequest("POST", headers, "", body)


def test_the_form_of_the_secret():
    text = base64.b64encode(KEY.encode()).decode()
    body = b"{}"
    call = github_call(body, hmac_of(KEY.encode(), body).hexdigest())
    for value, sentence in (
        (text, "It fits if the secret is read as base64."),
        (KEY.encode().hex(), "It fits if the secret is read as hex."),
        (f'"{KEY}"', "It fits without the quotes around the secret."),
        (
            f"whsec_{text}",
            'It fits if "whsec_" is taken off the secret, and the rest is read as'
            " base64.",
        ),
    ):
        assert said(GITHUB, call, secret=Secret(value))[0] == sentence
    derived = hmac_of(hashlib.sha256(KEY.encode()).digest(), body).hexdigest()
    assert said(GITHUB, github_call(body, derived))[0] == (
        "It fits if this is done with the secret: its SHA-256 is the key."
    )


JSON = '{"a": 1, "b": "é"}'


@pytest.mark.parametrize(
    ("received", "signed", "sentence"),
    [
        ("{}\n", "{}", "It fits a body with one line break less at its end."),
        ("{}\r\n", "{}", "It fits a body with one line break less at its end."),
        ("{}", "{}\n", "It fits a body with one line break more at its end."),
        (
            "{}",
            "{}\r\n",
            "It fits a body with one line break more at its end (CR LF).",
        ),
        ("  {}  ", "{}", "It fits a body without the blanks at its ends."),
        ("a\r\nb", "a\nb", "It fits a body whose lines end with LF alone."),
        ("a\nb", "a\r\nb", "It fits a body whose lines end with CR LF."),
        (
            "\ufeff{}",
            "{}",
            "It fits a body without the byte order mark in front of it.",
        ),
        ("{}", "", "It fits an empty body: the sender does not sign it."),
        *[
            (
                JSON,
                written,
                "It fits if the JSON is written anew, with other blanks: something on"
                " the way changed the body, or the sender signs another text than it"
                " sends.",
            )
            for written in (
                '{"a":1,"b":"é"}',
                '{"a":1,"b":"\\u00e9"}',
                '{"a": 1, "b": "\\u00e9"}',
                '{\n  "a": 1,\n  "b": "é"\n}',
            )
        ],
    ],
)
def test_the_body(received, signed, sentence):
    digest = hmac_of(KEY.encode(), signed.encode()).hexdigest()
    assert said(GITHUB, github_call(received.encode(), digest))[:1] == [sentence]


def test_a_body_in_another_charset():
    digest = hmac_of(KEY.encode(), "é".encode("latin-1")).hexdigest()
    call = github_call("é".encode(), digest)
    assert said(GITHUB, call) == ["It fits a body in ISO-8859-1."]


@pytest.mark.parametrize(
    "signed",
    [
        "http://odoo.example.com/webhook/inbound/example",
        "https://odoo.example.com/webhook/inbound/example/",
        "https://other.example.com/webhook/inbound/example",
        "https://odoo.example.com:443/webhook/inbound/example",
    ],
)
def test_the_address(signed):
    request = replace(
        SQUARE.request,
        headers=(*SQUARE.request.headers[:1], ("Host", "other.example.com")),
    )
    secret = SQUARE.secret
    call = applied(request, sign(SQUARE.scheme, secret, request, signed, 0))
    assert said(SQUARE, call)[0] == f"It fits the address {signed}."


def test_the_writing_and_the_algorithm():
    body = b"{}"
    digest = hmac_of(KEY.encode(), body)
    call = github_call(body, base64.b64encode(digest.digest()).decode())
    assert said(GITHUB, call)[0] == "It fits if the signature is written in Base64."
    call = github_call(body, digest.hexdigest().upper())
    assert said(GITHUB, call) == [
        "It fits if the signature is written in Hex in capital letters."
    ]
    call = github_call(body, hmac_of(KEY.encode(), body, "sha512").hexdigest())
    assert said(GITHUB, call) == ["It fits with HMAC-SHA512."]
    headers = (("X-Hub-Signature-256", digest.hexdigest()),)
    call = IncomingRequest("POST", headers, "", body)
    assert said(GITHUB, call) == [
        'It fits without "sha256=" in front of the signature.'
    ]


def test_the_parts():
    time = str(STRIPE.now).encode()
    secret = STRIPE.secret.value.encode()
    for message, sentence in (
        (
            time + b":" + STRIPE.request.body,
            'It fits with ":" between the signed parts.',
        ),
        (
            STRIPE.request.body + b"." + time,
            "It fits with the signed parts in this order: body, time.",
        ),
    ):
        value = f"t={STRIPE.now},v1={hmac_of(secret, message).hexdigest()}"
        call = replace(STRIPE.request, headers=(("Stripe-Signature", value),))
        assert said(STRIPE, call) == [sentence]
    scheme = replace(GITHUB.scheme, parts=(Part("body"), Part("method")))
    assert said(GITHUB, scheme=scheme) == [
        "It fits without this among what is signed: method."
    ]


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (
            -420,
            "The signature is right, and the clock is off: the call was signed 7"
            " minutes ahead of this server's time.",
        ),
        (
            420,
            "The signature is right, but it was made 7 minutes ago: the clock is off,"
            " or the call was on its way that long, or somebody sends it again.",
        ),
        (
            7200,
            "The signature is right, but it was made 2 hours ago: the clock is off, or"
            " the call was on its way that long, or somebody sends it again.",
        ),
    ],
)
def test_the_clock(seconds, sentence):
    assert said(STRIPE, now=STRIPE.now + seconds) == [sentence]


def test_a_secret_that_is_dead():
    secret = replace(STRIPE.secret, valid_until=STRIPE.now)
    assert said(STRIPE, secret=secret) == [
        "It fits a secret that is not valid any more."
    ]


@pytest.mark.parametrize("sender", [GITHUB, STRIPE, SQUARE], ids=lambda item: item.name)
def test_of_a_wrong_secret_nothing_is_said(sender):
    assert said(sender, secret=other(sender.secret)) == []
    assert said(sender) == []


# === WHAT WAS SIGNED ===


def test_what_was_signed_expected_and_received():
    body = b'{"a": "b"}\r\n'
    value = f"t={NOW},v1={'0' * 64}"
    call = IncomingRequest("POST", (("Stripe-Signature", value),), "", body)
    found = explain(STRIPE.scheme, [STRIPE.secret], call, URL, NOW)
    assert found.problem.code == "signature_wrong" and not found.verified
    assert [(part.name, part.text) for part in found.parts] == [
        ("Time", str(NOW)),
        ("Body", '{"a": "b"}<U+000D>↵\n'),
    ]
    assert found.signed == f'{NOW}.{{"a": "b"}}<U+000D>↵\n'
    # printf '1700000000.{"a": "b"}\r\n' | openssl dgst -sha256 -hmac \
    #     'whsec_an example of a secret, 32 bytes'
    message = f"{NOW}.".encode() + body
    digest = hmac_of(STRIPE.secret.value.encode(), message).hexdigest()
    assert found.expected == (digest,)
    assert found.received == (value,)
    assert found.mismatch == ()


def test_a_call_that_fits_is_explained_as_well():
    found = explain(STRIPE.scheme, [STRIPE.secret], STRIPE.request, URL, STRIPE.now)
    assert found.verified.secret == STRIPE.secret and not found.problem
    assert found.mismatch == ()


def test_a_missing_part_is_shown_as_missing():
    scheme = replace(GITHUB.scheme, parts=(Part("header", "X-None"), Part("body")))
    found = explain(scheme, [GITHUB.secret], GITHUB.request, URL, 0)
    assert [part.text is None for part in found.parts] == [True, False]
    assert found.parts[0].name == "Header X-None"
    assert found.expected == ()


def test_the_id_of_the_secret_is_shown_where_it_is_signed():
    scheme = replace(GITHUB.scheme, parts=(Part("key_id"), Part("body")), joiner=".")
    secret = replace(GITHUB.secret, key_id="key-1")
    found = explain(scheme, [secret], replace(GITHUB.request, body=b"{}"), URL, 0)
    assert found.signed == "key-1.{}"


def test_no_secret_is_shown():
    hubspot = SENDERS["hubspot_v1"]
    found = explain(hubspot.scheme, [hubspot.secret], hubspot.request, URL, 0)
    assert found.parts[0].text == "***" and KEY not in found.signed
    for name in ("gitlab", "chargebee", "google_ads"):
        sender = SENDERS[name]
        found = explain(sender.scheme, [sender.secret], sender.request, URL, 0)
        assert found.received == found.expected == found.parts == ()


def test_of_several_items_the_first_one_is_shown():
    adyen = SENDERS["adyen"]
    found = explain(adyen.scheme, [adyen.secret], adyen.request, URL, 0)
    vector = json.loads(adyen.request.body)["notificationItems"][0]
    mac = vector["NotificationRequestItem"]["additionalData"]["hmacSignature"]
    assert found.expected == found.received == (mac,)
    assert found.signed == (
        "7914073381342284::TestMerchant:TestPayment-1:1130:EUR:AUTHORISATION:true"
    )
