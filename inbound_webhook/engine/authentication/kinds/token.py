"""A token that both sides know, sent along as it is."""

import hashlib
import hmac

from ...errors import InvalidSetup
from ...phrases import _lt
from .. import preparing, refusals
from ..adding import added
from ..keys import FEWEST_BYTES, shared_key
from ..shapes import written
from .registry import register_scheme_kind


def verify(call, secret, now):
    """Whether the token of a call is the secret.

    Digests are compared, of bytes: that takes the same time whatever the token and its
    length, and no letter is one that ``compare_digest`` does not take.

    :raises NotAuthentic: there is no token, or it is another one
    """
    tokens = preparing.candidates(call, secret)
    expected = _digest(shared_key(call.scheme, secret))
    if not any([hmac.compare_digest(_digest(item.text), expected) for item in tokens]):
        raise refusals.wrong(call.scheme.place)


def sign(call, secret, now):
    """The token, in its place."""
    key = shared_key(call.scheme, secret)
    return added(call.scheme.place, written(call.scheme, key, {}))


def check_secret(scheme, secret):
    """:raises InvalidSetup: a token that is too short to be none that is guessed"""
    if len(shared_key(scheme, secret)) < FEWEST_BYTES:
        raise InvalidSetup(
            "secret_too_short",
            _lt(
                "The token is too short: %(fewest)s characters are needed.",
                fewest=FEWEST_BYTES,
            ),
            fewest=FEWEST_BYTES,
        )


def _digest(value):
    return hashlib.sha256(value).digest()


register_scheme_kind(
    "token", _lt("Token"), verify=verify, sign=sign, check_secret=check_secret
)
