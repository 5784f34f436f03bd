"""The certificate of the caller, as the proxy that checked it says in a header.

Only as good as the proxy: it must check the certificate (mutual TLS), and take the
header out of what callers send. So the deployment names the header, not the form.
"""

import hmac
import re

from ...errors import InvalidSetup
from ...phrases import _lt
from .. import preparing, refusals
from ..adding import added, merged
from ..scheme import Place
from ..shapes import written
from .registry import register_scheme_kind

#: Envoy writes the certificate of the caller there, and drops what callers send.
FORWARDED_CERTIFICATE = "x-forwarded-client-cert"
_FINGERPRINT = re.compile(rb"(?:[0-9a-f]{40}|[0-9a-f]{64})")
_SHORTEST_SUBJECT = 8


def verify(call, secret, now):
    """Whether the certificate is the one that is known.

    Option ``format``: ``fingerprint`` (the default), where colons and capitals say
    nothing, or ``subject``, where all does. Options ``verified_header`` and
    ``verified_value`` (``SUCCESS``): a header by which the proxy says that it checked.

    :raises NotAuthentic: there is none, it was not checked, or is another one
    """
    scheme = call.scheme
    _check_verified(call)
    expected = _normal(scheme, secret.value.strip().encode("utf-8", "surrogatepass"))
    given = [_normal(scheme, item.text) for item in preparing.candidates(call, secret)]
    if not any([hmac.compare_digest(item, expected) for item in given]):
        raise refusals.wrong(scheme.place)


def sign(call, secret, now):
    """What the proxy writes."""
    scheme = call.scheme
    additions = added(scheme.place, written(scheme, secret.value.strip().encode(), {}))
    header = scheme.option("verified_header")
    if not header:
        return additions
    verified = scheme.option("verified_value", "SUCCESS").encode()
    return merged(additions, added(Place("header", header), verified))


def check(scheme):
    """:raises InvalidSetup: the certificate stands elsewhere than in a header"""
    if scheme.place.source != "header":
        raise InvalidSetup(
            "place_not_allowed",
            _lt("A proxy says in a header which certificate it checked."),
        )


def check_secret(scheme, secret):
    """:raises InvalidSetup: no fingerprint, or a subject that many may have"""
    value = _normal(scheme, secret.value.strip().encode("utf-8", "surrogatepass"))
    is_fingerprint = scheme.option("format", "fingerprint") == "fingerprint"
    if is_fingerprint and not _FINGERPRINT.fullmatch(value):
        raise InvalidSetup(
            "key_unreadable",
            _lt("A fingerprint is the SHA-1 or SHA-256 of the certificate, in hex."),
        )
    if len(value) < _SHORTEST_SUBJECT:
        raise InvalidSetup(
            "secret_too_short",
            _lt(
                "Write the whole subject of the certificate, such as CN=shop,O=Example."
            ),
        )


def _check_verified(call):
    header = call.scheme.option("verified_header")
    if not header:
        return
    place = Place("header", header)
    expected = call.scheme.option("verified_value", "SUCCESS").encode()
    if call.value(place) != expected:
        raise refusals.wrong(place)


def _normal(scheme, value):
    if scheme.option("format", "fingerprint") != "fingerprint":
        return value
    return value.replace(b":", b"").lower()


register_scheme_kind(
    "client_certificate",
    _lt("Client certificate, checked by the proxy"),
    verify=verify,
    sign=sign,
    check=check,
    check_secret=check_secret,
)
