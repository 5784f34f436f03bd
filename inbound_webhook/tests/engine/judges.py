"""What senders give out to check their own calls, asked whether they take a call.

Each judge takes the call as a web framework hands it over, and says yes or no; whatever
it raises is a no.
"""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

import Adyen.util
import braintree
import cloudinary
import cloudinary.utils
import discord_interactions
import easypost.util
import gidgethub.sansio
import gocardless_pro.webhooks
import messagebird.request_validator
import razorpay.utility
import resend
import standardwebhooks
import stripe
from coinbase_commerce.webhook import WebhookSignature as Coinbase
from hubspot.utils.signature import Signature as HubSpot
from paddle_billing.Notifications import Secret as PaddleSecret
from paddle_billing.Notifications import Verifier as PaddleVerifier
from sendgrid.helpers.eventwebhook import EventWebhook
from slack_sdk.signature import SignatureVerifier
from square.utils.webhooks_helper import verify_signature as square
from twilio.request_validator import RequestValidator


@dataclass(frozen=True)
class Call:
    """A call, as a judge sees it.

    :param headers: a header that came twice is one with both values
    :param url: with the query
    :param key_id: the name of the secret
    """

    body: bytes
    headers: dict[str, str]
    method: str
    url: str
    secret: str
    key_id: str

    @classmethod
    def of(cls, request, url, secret):
        headers = {}
        for name, value in request.headers:
            name = name.lower()
            headers[name] = f"{headers[name]},{value}" if name in headers else value
        if request.query_string:
            url = f"{url}?{request.query_string}"
        return cls(
            request.body, headers, request.method, url, secret.value, secret.key_id
        )

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name):
        return self.headers.get(name.lower())


class _Fields:
    """The fields of a form, as Django has them."""

    def __init__(self, body):
        self.pairs = parse_qsl(body, keep_blank_values=True)

    def __iter__(self):
        return iter(name for name, _value in self.pairs)

    def __len__(self):
        return len(self.pairs)

    def getlist(self, name):
        return [value for key, value in self.pairs if key == name]


def _standard_webhooks(call):
    webhook = standardwebhooks.Webhook(call.secret)
    webhook.verify(call.body, call.headers, json_parse=False)
    return True


def _svix(call):
    headers = {
        name: call.header(f"svix-{name}") for name in ("id", "timestamp", "signature")
    }
    resend.Webhooks.verify(
        {"payload": call.text, "headers": headers, "webhook_secret": call.secret}
    )
    return True


def _stripe(call):
    return stripe.WebhookSignature.verify_header(
        call.body, call.header("Stripe-Signature"), call.secret, 300
    )


def _github(call):
    gidgethub.sansio.validate_event(
        call.body, signature=call.header("X-Hub-Signature-256"), secret=call.secret
    )
    return True


def _slack(call):
    return SignatureVerifier(call.secret).is_valid_request(call.body, call.headers)


def _twilio(call):
    signature = call.header("X-Twilio-Signature")
    return RequestValidator(call.secret).validate(
        call.url, _Fields(call.text), signature
    )


def _hubspot(version, header):
    def judge(call):
        return HubSpot.is_valid(
            signature=call.header(header),
            client_secret=call.secret,
            request_body=call.text,
            http_uri=call.url,
            http_method=call.method,
            signature_version=version,
            timestamp=call.header("X-HubSpot-Request-Timestamp"),
        )

    return judge


def _sendgrid(call):
    prefix = "X-Twilio-Email-Event-Webhook-"
    return EventWebhook(call.secret).verify_signature(
        call.text, call.header(f"{prefix}Signature"), call.header(f"{prefix}Timestamp")
    )


def _square(call):
    return square(
        request_body=call.text,
        signature_header=call.header("x-square-hmacsha256-signature"),
        signature_key=call.secret,
        notification_url=call.url,
    )


class _Request:
    def __init__(self, call):
        self.body = call.body
        self.headers = {"Paddle-Signature": call.header("Paddle-Signature")}


def _paddle(call):
    return PaddleVerifier().verify(_Request(call), PaddleSecret(call.secret))


def _discord(call):
    return discord_interactions.verify_key(
        call.body,
        call.header("X-Signature-Ed25519"),
        call.header("X-Signature-Timestamp"),
        call.secret,
    )


def _braintree(call):
    fields = dict(parse_qsl(call.text, keep_blank_values=True))
    gateway = braintree.BraintreeGateway(
        braintree.Configuration(
            braintree.Environment.Sandbox, "merchant", call.key_id, call.secret
        )
    )
    notifications = gateway.webhook_notification
    # Its public method reads the notification, too.
    payload = fields["bt_payload"].encode("ascii")
    name = "_WebhookNotificationGateway__validate_signature"
    getattr(notifications, name)(fields["bt_signature"], payload)
    return True


def _adyen(call):
    items = json.loads(call.body)["notificationItems"]
    return bool(items) and all(
        Adyen.util.is_valid_hmac_notification(
            item["NotificationRequestItem"], call.secret
        )
        for item in items
    )


def _adyen_platform(call):
    return Adyen.util.is_valid_hmac_payload(
        call.header("HmacSignature"), call.secret, call.body
    )


def _cloudinary(call):
    cloudinary.config(api_secret=call.secret)
    return cloudinary.utils.verify_notification_signature(
        call.text, call.header("X-Cld-Timestamp"), call.header("X-Cld-Signature")
    )


def _coinbase(call):
    return Coinbase.verify_sig_header(
        call.text, call.header("X-CC-Webhook-Signature"), call.secret
    )


def _easypost(call):
    headers = {"X-Hmac-Signature": call.header("X-Hmac-Signature")}
    easypost.util.validate_webhook(call.body, headers, call.secret)
    return True


def _gocardless(call):
    gocardless_pro.webhooks._verify_signature(
        call.body, call.secret, call.header("Webhook-Signature")
    )
    return True


def _messagebird(call):
    validator = messagebird.request_validator.RequestValidator(call.secret)
    signature = call.header("MessageBird-Signature-JWT")
    return bool(validator.validate_signature(signature, call.url, call.body))


def _razorpay(call):
    utility = razorpay.utility.Utility(None)
    signature = call.header("X-Razorpay-Signature")
    return utility.verify_webhook_signature(call.text, signature, call.secret)


#: Judges by the sender's file.
JUDGES = {
    "adyen": _adyen,
    "adyen_platform": _adyen_platform,
    "braintree": _braintree,
    "cloudinary": _cloudinary,
    "coinbase_commerce": _coinbase,
    "discord": _discord,
    "easypost": _easypost,
    "github": _github,
    "gocardless": _gocardless,
    "hubspot": _hubspot("v3", "X-HubSpot-Signature-v3"),
    "hubspot_v1": _hubspot("v1", "X-HubSpot-Signature"),
    "hubspot_v2": _hubspot("v2", "X-HubSpot-Signature"),
    "messagebird": _messagebird,
    "paddle": _paddle,
    "razorpay": _razorpay,
    "sendgrid": _sendgrid,
    "slack": _slack,
    "square": _square,
    "standard_webhooks": _standard_webhooks,
    "stripe": _stripe,
    "svix": _svix,
    "twilio": _twilio,
}


def takes(name, request, url, secret):
    """Whether a sender's own package takes a call."""
    try:
        return bool(JUDGES[name](Call.of(request, url, secret)))
    except Exception:
        # Packages raise errors of their own, and any other for what is malformed.
        return False
