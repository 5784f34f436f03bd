"""The schemes of known senders: each vector is taken, and nothing that differs from it.

What the senders' own packages say of such calls is in ``test_judges.py``.
"""

import json
from dataclasses import replace

import pytest
from private_keys import CERTIFICATE_KEY, PRIVATE_KEYS
from sender_schemes import FOLDER, SENDERS

from inbound_webhook.engine.authentication import (
    NotAuthentic,
    Secret,
    applied,
    body_coverage,
    check_scheme,
    check_secret,
    from_data,
    sign,
    to_data,
    verify,
)

ALL = pytest.mark.parametrize("sender", SENDERS.values(), ids=list(SENDERS))
#: Those that sign nothing of the body, and what they sign of it is not the whole.
TOKENS = {
    *("gitlab", "telegram", "google_ads", "okta"),
    *("chargebee", "pipedrive", "postmark"),
    # A CRC-32 is no signature: another body has the same one.
    "paypal",
}
VALUES = {"adyen", "braintree", "dropbox_sign", "mailgun", "sns", "sns_v1"}
OTHER_SECRETS = {
    "hex": "00" * 32,
    "base64": "AAAA" * 8,
    "text": "another:secret of 32 bytes or so",
}
OTHER_KEYS = {
    # Of the base point of Ed25519 and of P-256.
    "hex": "58" + "66" * 31,
    "base64": "WGZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=",
    "der": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5"
    "RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==",
}


IN_A_HEADER = [
    sender
    for sender in SENDERS.values()
    if sender.scheme.kind == "basic" or sender.scheme.place.source == "header"
]


#: Whose vector is what we write: the same in each run, in a header, and in it alone.
SAME_BYTES = [
    sender
    for sender in IN_A_HEADER
    if sender.scheme.kind not in ("public_key", "jwt")
    # The vectors have another signature beside the right one.
    and sender.name not in ("box", "pagerduty")
]


def holds_signature(sender, header):
    """Whether a header of this name can hold the signature."""
    wanted = sender.scheme.place.name.lower() or "authorization"
    name = header.lower()
    return name == wanted or (wanted[-1] == "*" and name.startswith(wanted[:-1]))


def header_of(sender):
    """The header that holds the signature in the vector."""
    names = [name for name, _value in sender.request.headers]
    return next(name for name in names if holds_signature(sender, name))


def without_header(sender):
    """The call without the headers that can hold the signature."""
    headers = [h for h in sender.request.headers if not holds_signature(sender, h[0])]
    return replace(sender.request, headers=tuple(headers))


def code_of(sender, request=None, secrets=None, now=None):
    try:
        verify(
            sender.scheme,
            [sender.secret] if secrets is None else secrets,
            request or sender.request,
            sender.url,
            sender.now if now is None else now,
        )
    except NotAuthentic as error:
        return error.code
    return "taken"


def test_there_are_senders():
    assert len(SENDERS) >= 40
    checked = [name for name, item in SENDERS.items() if item.data["checked_against"]]
    assert len(checked) >= 30


@ALL
def test_a_file_says_what_a_card_needs(sender):
    data = sender.data
    assert set(data) == {
        *("name", "checked_against", "source", "scheme", "hints", "vector"),
    }
    assert data["name"] and data["source"].startswith("https://")
    hints = data["hints"]
    assert set(hints) == {"secret_word", "where", "made_by", "after_registration"}
    assert hints["made_by"] in ("sender", "you")
    # A file that is not the same again after a round is written by hand, and wrong.
    path = FOLDER / f"{sender.name}.json"
    assert json.loads(path.read_text("utf-8"))["scheme"] == to_data(sender.scheme)


@ALL
def test_a_scheme_is_the_same_again_as_data(sender):
    again = from_data(json.loads(json.dumps(to_data(sender.scheme))))
    assert again == replace(sender.scheme, certificate="")


@ALL
def test_a_scheme_and_its_secret_can_be_saved(sender):
    check_scheme(sender.scheme)
    check_secret(sender.scheme, sender.secret)


@ALL
def test_the_vector_is_taken(sender):
    assert code_of(sender) == "taken"


@ALL
def test_with_one_byte_more_it_is_refused(sender):
    coverage = {**dict.fromkeys(TOKENS, "nothing"), **dict.fromkeys(VALUES, "values")}
    assert body_coverage(sender.scheme) == coverage.get(sender.name, "whole")
    longer = replace(sender.request, body=sender.request.body + b" ")
    if sender.name not in TOKENS | VALUES:
        assert code_of(sender, longer) in ("signature_wrong", "claim_wrong")


@ALL
def test_with_another_secret_it_is_refused(sender):
    is_key = sender.scheme.kind == "public_key" and not sender.scheme.key_url_place
    others = OTHER_KEYS if is_key else OTHER_SECRETS
    other = replace(sender.secret, value=others[sender.scheme.key_format])
    check_secret(sender.scheme, other)
    assert code_of(sender, secrets=[other]) == "signature_wrong"
    assert code_of(sender, secrets=[other, sender.secret]) == "taken"
    assert code_of(sender, secrets=[]) == "secret_missing"


@ALL
def test_too_early_and_too_late(sender):
    rule = sender.scheme.time
    if sender.name == "messagebird":
        # Its token says itself from when to when it is good.
        assert code_of(sender, now=0) == "in_future"
        assert code_of(sender, now=10**12) == "too_old"
        return
    if not rule:
        assert code_of(sender, now=0) == code_of(sender, now=10**12) == "taken"
        return
    assert code_of(sender, now=sender.now + rule.past) == "taken"
    assert code_of(sender, now=sender.now + rule.past + 1) == "too_old"
    assert code_of(sender, now=sender.now - rule.future) == "taken"
    assert code_of(sender, now=sender.now - rule.future - 1) == "in_future"


@ALL
def test_without_its_signature_it_is_refused(sender):
    request = without_header(sender)
    if sender not in IN_A_HEADER:
        request = replace(request, query_string="", body=b"")
    assert code_of(sender, request) == "signature_missing"


@pytest.mark.parametrize("sender", IN_A_HEADER, ids=lambda sender: sender.name)
def test_a_second_header_is_refused(sender):
    """Whoever stands between may read the one, and we the other."""
    name = header_of(sender)
    twice = (*sender.request.headers, (name.upper(), sender.request.header(name)))
    request = replace(sender.request, headers=twice)
    assert code_of(sender, request) == "place_repeated"


@pytest.mark.parametrize("sender", IN_A_HEADER, ids=lambda sender: sender.name)
@pytest.mark.parametrize("value", ["\xff\xfe", "ß", "\u20ac", "\x00", "=", ",", "v1="])
def test_what_is_no_signature_is_refused_and_raises_nothing_else(sender, value):
    request = without_header(sender)
    headers = (*request.headers, (header_of(sender), value))
    code = code_of(sender, replace(request, headers=headers))
    assert code in ("signature_malformed", "signature_wrong", "part_missing")


@ALL
def test_what_we_sign_is_taken(sender):
    """Of a public key, with the private one."""
    value = PRIVATE_KEYS.get(sender.name, sender.secret.value)
    secret = replace(sender.secret, value=value)
    scheme = sender.scheme
    if scheme.key_url_place:
        scheme = replace(scheme, certificate=CERTIFICATE_KEY)
    additions = sign(scheme, secret, sender.request, sender.url, sender.now)
    assert code_of(sender, applied(sender.request, additions)) == "taken"


@pytest.mark.parametrize("sender", SAME_BYTES, ids=lambda sender: sender.name)
def test_what_we_sign_is_what_the_sender_signs(sender):
    """A secret that both have makes the very bytes of the vector."""
    wanted = {name.lower() for name, _value in sender.request.headers}
    additions = sign(
        sender.scheme, sender.secret, sender.request, sender.url, sender.now
    )
    call = applied(sender.request, additions)
    given = {name.lower(): value for name, value in call.headers}
    vector = {name.lower(): value for name, value in sender.request.headers}
    assert {name: given[name] for name in wanted} == vector


def test_both_keys_of_a_sender_are_alive():
    box = SENDERS["box"]
    old, new = replace(box.secret), Secret("another secret of 32 bytes or so")
    assert code_of(box, secrets=[new, old]) == "taken"
