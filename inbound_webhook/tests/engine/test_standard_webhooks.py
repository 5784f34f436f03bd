"""The tests of Standard Webhooks' own packages for Python and JavaScript.

https://github.com/standard-webhooks/standard-webhooks, ``libraries/python/tests`` and
``libraries/javascript/src/webhook.test.ts``: each case of theirs, under its name there.
Theirs sign now, and ours at a time that does not move.
"""

import base64
import hmac
from dataclasses import replace

import pytest
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Secret,
    check_secret,
    sign,
    verify,
)
from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.request import IncomingRequest

SCHEME = SENDERS["standard_webhooks"].scheme
MESSAGE_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = 1614265330
TOLERANCE = 300


def call(signature=None, secret=SECRET, time=NOW, body=BODY, without=""):
    """A call, signed by hand as ``TestPayload`` does it."""
    key = base64.b64decode(secret)
    message = f"{MESSAGE_ID}.{time}.".encode() + body
    digest = hmac.new(key, message, "sha256").digest()
    good = f"v1,{base64.b64encode(digest).decode()}"
    headers = {
        "webhook-id": MESSAGE_ID,
        "webhook-signature": good if signature is None else signature(good),
        "webhook-timestamp": str(time),
    }
    headers.pop(without, None)
    return IncomingRequest("POST", tuple(headers.items()), "", body)


def code_of(request, secret=SECRET):
    try:
        verify(SCHEME, [Secret(secret)], request, "", NOW)
    except NotAuthentic as error:
        return error.code
    return "taken"


@pytest.mark.parametrize("secret", ["", "whsec_"])
def test_empty_secret_raises_error(secret):
    with pytest.raises(InvalidSetup):
        check_secret(SCHEME, secret)
    assert code_of(call(), secret) != "taken"


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("webhook-id", "part_missing"),
        ("webhook-timestamp", "part_missing"),
        ("webhook-signature", "signature_missing"),
    ],
)
def test_a_missing_header_raises_error(without, code):
    assert code_of(call(without=without)) == code


def test_invalid_timestamp_raises_error():
    assert code_of(call(time="hello")) == "time_malformed"


@pytest.mark.parametrize(
    "signature",
    [
        # Of Python: the signature of another time. Of JavaScript: no base64.
        "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=",
        "v1,dawfeoifkpqwoekfpqoekf",
        "v1,",
    ],
)
def test_invalid_signature_raises_error(signature):
    code = code_of(call(lambda good: signature))
    assert code in ("signature_wrong", "signature_malformed")


def test_partial_signature_throws_error():
    code = code_of(call(lambda good: good[:8]))
    assert code in ("signature_wrong", "signature_malformed")


def test_valid_signature_is_valid():
    assert code_of(call()) == "taken"


def test_valid_unbranded_signature_is_valid():
    """Under Svix's names, the same is Svix's scheme."""
    headers = [(f"svix-{name[8:]}", value) for name, value in call().headers]
    request = replace(call(), headers=tuple(headers))
    assert code_of(request) == "signature_missing"
    verify(SENDERS["svix"].scheme, [Secret(SECRET)], request, "", NOW)


@pytest.mark.parametrize(
    ("time", "code"),
    [
        (NOW - TOLERANCE - 1, "too_old"),
        (NOW - TOLERANCE, "taken"),
        (NOW + TOLERANCE, "taken"),
        (NOW + TOLERANCE + 1, "in_future"),
    ],
)
def test_old_and_new_timestamps_fail(time, code):
    assert code_of(call(time=time)) == code


def test_multi_sig_payload_is_valid():
    others = (
        "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=",
        "v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=",
    )
    request = call(lambda good: " ".join([*others, good, others[0]]))
    assert code_of(request) == "taken"
    request = call(lambda good: " ".join([*others, f"v2,{good[3:]}"]))
    assert code_of(request) == "signature_wrong"


def test_signature_verification_with_and_without_prefix():
    assert code_of(call(), SECRET) == "taken"
    assert code_of(call(), f"whsec_{SECRET}") == "taken"


@pytest.mark.parametrize(
    ("secret", "padding"),
    [
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ""),
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ", "="),
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBg", "=="),
    ],
)
def test_signature_verification_with_unpadded_secret(secret, padding):
    request = call(secret=secret + padding)
    for value in (secret, secret + padding, f"whsec_{secret}"):
        check_secret(SCHEME, value)
        assert code_of(request, value) == "taken"


@pytest.mark.parametrize(
    "secret", ["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr"]
)
def test_a_secret_whose_last_bits_are_thrown_away_is_a_secret_as_well(secret):
    """Theirs are written so: the last letter says more than it has room for."""
    padded = secret + "=" * (-len(secret) % 4)
    check_secret(SCHEME, secret)
    assert code_of(call(secret=padded), secret) == "taken"


def test_sign_function():
    request = IncomingRequest("POST", (("webhook-id", MESSAGE_ID),), "", BODY)
    additions = sign(SCHEME, Secret(f"whsec_{SECRET}"), request, "", NOW)
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert dict(additions.headers)["webhook-signature"] == expected


def test_an_empty_payload():
    assert code_of(call(body=b"")) == "taken"
