"""What senders give out to check their own calls, asked whether they take a call.

Each judge takes the call as a web framework hands it over, and says yes or no; whatever
it raises is a no.
"""

import base64
import contextlib
import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from urllib.parse import parse_qsl

import Adyen.util
import braintree
import cloudinary
import cloudinary.utils
import discord_interactions
import easypost.util
import gidgethub.sansio
import gocardless_pro.webhooks
import judges_of_node
import messagebird.request_validator
import orb
import pywa.utils
import razorpay.utility
import resend
import retell.lib.webhook_auth
import standardwebhooks
import stripe
import telnyx.lib.webhook_verification
import viberbot
import vonage_jwt
import workos.webhooks._verification
from box_sdk_gen.managers.webhooks import WebhooksManager as Box
from coinbase_commerce.webhook import WebhookSignature as Coinbase
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate
from dropbox_sign import EventCallbackHelper, EventCallbackRequest
from elevenlabs.webhooks_custom import WebhooksClient as ElevenLabs
from hubspot.utils.signature import Signature as HubSpot
from judges_of_node import NoVerdict
from linebot.webhook import SignatureValidator as Line
from paddle_billing.Notifications import Secret as PaddleSecret
from paddle_billing.Notifications import Verifier as PaddleVerifier
from paypalrestsdk.notifications import WebhookEvent as PayPal
from pyairtable.models import WebhookNotification
from pydantic import ValidationError
from sender_schemes import SENDERS
from sendgrid.helpers.eventwebhook import EventWebhook
from slack_sdk.signature import SignatureVerifier
from square.utils.webhooks_helper import verify_signature as square
from twilio.request_validator import RequestValidator
from viberbot.api.bot_configuration import BotConfiguration

from inbound_webhook.engine.body import parse_body

#: The one that the vectors of PayPal and Amazon SNS name.
CERTIFICATE = SENDERS["paypal"].scheme.certificate


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


def _paypal(call):
    # What is signed is worked out by the package; it checks that with a function of
    # OpenSSL's that is there no more.
    head = "PAYPAL-TRANSMISSION"
    expected = PayPal._get_expected_sig(
        call.header(f"{head}-ID"), call.header(f"{head}-TIME"), call.secret, call.text
    )
    signature = base64.b64decode(call.header(f"{head}-SIG"))
    key = load_pem_x509_certificate(CERTIFICATE.encode()).public_key()
    key.verify(signature, expected.encode(), PKCS1v15(), SHA256())
    return True


def _razorpay(call):
    utility = razorpay.utility.Utility(None)
    signature = call.header("X-Razorpay-Signature")
    return utility.verify_webhook_signature(call.text, signature, call.secret)


def _airtable(call):
    header = call.header("X-Airtable-Content-MAC")
    # It reads the notification, too.
    with contextlib.suppress(ValidationError):
        WebhookNotification.from_request(call.text, header, call.secret)
    return True


def _box(call):
    # Either of its keys may be the one that a handler has.
    return Box.validate_message(
        call.text, call.headers, call.secret, secondary_key=call.secret
    )


def _dropbox_sign(call):
    # The form is read by us: nothing of it is signed but two values of its JSON.
    form = parse_body(call.body, call.header("Content-Type"), expected="form").value
    return EventCallbackHelper.is_valid(
        call.secret, EventCallbackRequest.init(form["json"])
    )


def _elevenlabs(call):
    client = ElevenLabs(client_wrapper=None)
    client.construct_event(call.text, call.header("ElevenLabs-Signature"), call.secret)
    return True


def _line(call):
    with warnings.catch_warnings():
        # The one that is not deprecated does the same, and needs a client for HTTP.
        warnings.simplefilter("ignore")
        validator = Line(call.secret)
    return validator.validate(call.text, call.header("X-Line-Signature"))


def _meta(call):
    return pywa.utils.webhook_updates_validator(
        call.secret, call.body, call.header("X-Hub-Signature-256")
    )


@cache
def _orb_webhooks():
    return orb.Orb(api_key="key").webhooks


def _orb(call):
    _orb_webhooks().verify_signature(call.body, call.headers, secret=call.secret)
    return True


def _retell(call):
    return retell.lib.webhook_auth.verify(
        call.text, call.secret, call.header("X-Retell-Signature")
    )


def _telnyx(call):
    telnyx.lib.webhook_verification.verify_webhook_signature(
        call.body, call.headers, call.secret
    )
    return True


def _viber(call):
    bot = viberbot.Api(BotConfiguration(call.secret, "name", "avatar"))
    return bot.verify_signature(call.body, call.header("X-Viber-Content-Signature"))


def _vonage(call):
    kind, _blank, token = call.header("Authorization").partition(" ")
    return kind == "Bearer" and vonage_jwt.verify_signature(token, call.secret)


def _workos(call):
    workos.webhooks._verification.verify_header(
        event_body=call.body,
        event_signature=call.header("WorkOS-Signature"),
        secret=call.secret,
    )
    return True


@dataclass(frozen=True)
class Judge:
    """A package of a sender, or of somebody who receives its calls.

    :param sender: the name of the sender's file
    :param package: on the Python index, or on npm
    :param takes: whether it takes a call; what it raises is a no
    :param version: which one was asked
    """

    sender: str
    package: str
    takes: Callable[[Call], bool]
    version: str


def _python(sender, package, takes):
    return Judge(sender, package, takes, metadata.version(package))


def _npm(sender, **more):
    package = judges_of_node.PACKAGES[sender]
    version = judges_of_node.version(sender)
    return Judge(sender, package, judges_of_node.judge(sender, **more), version)


_ALL = (
    _python("adyen", "Adyen", _adyen),
    _python("adyen_platform", "Adyen", _adyen_platform),
    _python("airtable", "pyairtable", _airtable),
    _python("box", "boxsdk", _box),
    _python("braintree", "braintree", _braintree),
    _npm("chargebee"),
    _python("cloudinary", "cloudinary", _cloudinary),
    _python("coinbase_commerce", "coinbase-commerce", _coinbase),
    _python("discord", "discord-interactions", _discord),
    _python("dropbox_sign", "dropbox-sign", _dropbox_sign),
    _python("easypost", "easypost", _easypost),
    _python("elevenlabs", "elevenlabs", _elevenlabs),
    _python("github", "gidgethub", _github),
    _npm("github"),
    _python("gocardless", "gocardless_pro", _gocardless),
    _python("hubspot", "hubspot-api-client", _hubspot("v3", "X-HubSpot-Signature-v3")),
    _python("hubspot_v1", "hubspot-api-client", _hubspot("v1", "X-HubSpot-Signature")),
    _python("hubspot_v2", "hubspot-api-client", _hubspot("v2", "X-HubSpot-Signature")),
    _python("line", "line-bot-sdk", _line),
    _npm("linear"),
    _python("messagebird", "messagebird", _messagebird),
    _python("meta", "pywa", _meta),
    _npm("notion"),
    _python("orb", "orb-billing", _orb),
    _python("paddle", "paddle-python-sdk", _paddle),
    _python("paypal", "paypalrestsdk", _paypal),
    _python("razorpay", "razorpay", _razorpay),
    _python("retell", "retell-sdk", _retell),
    _python("sendgrid", "sendgrid", _sendgrid),
    _npm("shopify"),
    _python("slack", "slack_sdk", _slack),
    _npm("sns", certificate=CERTIFICATE),
    _npm("sns_v1", certificate=CERTIFICATE),
    _python("square", "squareup", _square),
    _python("standard_webhooks", "standardwebhooks", _standard_webhooks),
    _npm("standard_webhooks"),
    _python("stripe", "stripe", _stripe),
    _python("svix", "resend", _svix),
    _npm("svix"),
    _python("telnyx", "telnyx", _telnyx),
    _python("twilio", "twilio", _twilio),
    _python("viber", "viberbot", _viber),
    _python("vonage", "vonage-jwt", _vonage),
    _npm("webflow"),
    _python("workos", "workos", _workos),
    _npm("zoom"),
)
#: Judges by name: the sender's, with that of the package where the sender has two.
JUDGES = {}
for _judge in _ALL:
    _is_second = _judge.sender in JUDGES
    _name = f"{_judge.sender} by {_judge.package}" if _is_second else _judge.sender
    JUDGES[_name] = _judge


def takes(name, request, url, secret):
    """Whether a sender's own package takes a call.

    :raises NoVerdict: it says nothing
    """
    try:
        return bool(JUDGES[name].takes(Call.of(request, url, secret)))
    except NoVerdict:
        raise
    except Exception:
        # Packages raise errors of their own, and any other for what is malformed.
        return False
