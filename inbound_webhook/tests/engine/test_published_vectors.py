"""Signatures that senders publish in their documentation and in tests of their own."""

from dataclasses import replace

import pytest
from sender_schemes import SENDERS

from inbound_webhook.engine.authentication import NotAuthentic, Secret, verify
from inbound_webhook.engine.request import IncomingRequest

JSON = ("Content-Type", "application/json")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
HUBSPOT = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
#: Atlassian's, for Bitbucket and Jira alike.
_ATLASSIAN = (
    "It's a Secret to Everybody",
    "",
    0,
    IncomingRequest(
        "POST",
        (
            (
                "X-Hub-Signature",
                "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9",
            ),
        ),
        "",
        b"Hello World!",
    ),
)
#: By sender: its secret, the address, the time, the call.
VECTORS = {
    # https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    "github": (
        "It's a Secret to Everybody",
        "",
        0,
        IncomingRequest(
            "POST",
            (
                (
                    "X-Hub-Signature-256",
                    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b0"
                    "43e17",
                ),
            ),
            "",
            b"Hello, World!",
        ),
    ),
    # https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/#Secure-webhooks
    "bitbucket": _ATLASSIAN,
    # https://developer.atlassian.com/cloud/jira/platform/webhooks/, "Secure admin
    # webhooks"
    "jira": _ATLASSIAN,
    # https://docs.slack.dev/authentication/verifying-requests-from-slack/
    "slack": (
        "8f742231b10e8888abcd99yyyzzz85a5",
        "",
        1531420618,
        IncomingRequest(
            "POST",
            (
                FORM,
                ("X-Slack-Request-Timestamp", "1531420618"),
                (
                    "X-Slack-Signature",
                    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50"
                    "3",
                ),
            ),
            "",
            b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name="
            b"roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2F"
            b"hooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRs"
            b"kXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6"
            b"703c",
        ),
    ),
    # https://www.twilio.com/docs/usage/security, and the tests of its package
    "twilio": (
        "12345",
        "https://mycompany.com/myapp.php",
        0,
        IncomingRequest(
            "POST",
            (FORM, ("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")),
            "foo=1&bar=2",
            b"Digits=1234&To=%2B18005551212&From=%2B14158675309"
            b"&Caller=%2B14158675309&CallSid=CA1234567890ABCDE",
        ),
    ),
    # https://docs.svix.com/receiving/verifying-payloads/how-manual
    "svix": (
        "whsec_plJ3nmyCDGBKInavdOK15jsl",
        "",
        1731705121,
        IncomingRequest(
            "POST",
            (
                JSON,
                ("svix-id", "msg_loFOjxBNrRLzqYUf"),
                ("svix-timestamp", "1731705121"),
                (
                    "svix-signature",
                    "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
                ),
            ),
            "",
            b'{"event_type":"ping","data":{"success":true}}',
        ),
    ),
    # https://docs.adyen.com/development-resources/webhooks/secure-webhooks/
    "adyen": (
        "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
        "",
        0,
        IncomingRequest(
            "POST",
            (JSON,),
            "",
            b'{"live": "false", "notificationItems": [{"NotificationRequestItem": {'
            b'"additionalData": {"hmacSignature":'
            b' "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},'
            b'"amount": {"value": 1130, "currency": "EUR"},'
            b'"pspReference": "7914073381342284", "eventCode": "AUTHORISATION",'
            b'"merchantAccountCode": "TestMerchant",'
            b'"merchantReference": "TestPayment-1407325143704", "success": "true"}}]}',
        ),
    ),
    # https://developers.hubspot.com/docs/apps/legacy-apps/authentication/
    # validating-requests
    "hubspot_v1": (
        HUBSPOT,
        "",
        0,
        IncomingRequest(
            "POST",
            (
                JSON,
                (
                    "X-HubSpot-Signature",
                    "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de",
                ),
            ),
            "",
            b'[{"eventId":1,"subscriptionId":12345,"portalId":62515,'
            b'"occurredAt":1564113600000,"subscriptionType":"contact.creation",'
            b'"attemptNumber":0,"objectId":123,"changeSource":"CRM",'
            b'"changeFlag":"NEW","appId":54321}]',
        ),
    ),
    "hubspot_v2": (
        HUBSPOT,
        "https://www.example.com/webhook_uri",
        0,
        IncomingRequest(
            "GET",
            (
                (
                    "X-HubSpot-Signature",
                    "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e",
                ),
            ),
        ),
    ),
}


def code_of(name, request):
    secret, url, now, _request = VECTORS[name]
    try:
        verify(SENDERS[name].scheme, [Secret(secret)], request, url, now)
    except NotAuthentic as error:
        return error.code
    return "taken"


@pytest.mark.parametrize("name", VECTORS)
def test_the_published_signature_is_right(name):
    request = VECTORS[name][3]
    assert code_of(name, request) == "taken"
    changed = replace(request, body=request.body.replace(b"1", b"2") + b"x")
    assert code_of(name, changed) != "taken"
