"""HTTP Basic: RFC 7617. The secret is ``user:password``, in UTF-8."""

import base64
import hashlib
import hmac

from ...errors import InvalidSetup
from ...phrases import _lt
from .. import refusals
from ..adding import added
from ..encodings import find_encoding
from ..scheme import Place
from .registry import register_scheme_kind

#: Where it stands, whatever the scheme says.
PLACE = Place("header", "Authorization")
#: Fewest characters of a password.
FEWEST_CHARACTERS = 8


def verify(call, secret, now):
    """Whether a call names the user and the password of the secret.

    :raises NotAuthentic: it names none, others, or nothing that can be read
    """
    value = call.value(PLACE)
    if not value:
        raise refusals.missing(PLACE)
    given = _digest(_user_and_password(value))
    if not hmac.compare_digest(given, _digest(_encoded(secret))):
        raise refusals.wrong(PLACE)


def sign(call, secret, now):
    """The header ``Authorization``."""
    return added(PLACE, b"Basic " + base64.b64encode(_encoded(secret)))


def check_secret(scheme, secret):
    """:raises InvalidSetup: no user and password, or one that is quickly guessed"""
    user, colon, password = secret.value.partition(":")
    if not user or not colon or len(password) < FEWEST_CHARACTERS:
        raise InvalidSetup(
            "secret_too_short",
            _lt(
                "It takes a user name, and a password of %(fewest)s characters or"
                " more.",
                fewest=FEWEST_CHARACTERS,
            ),
            fewest=FEWEST_CHARACTERS,
        )


def _user_and_password(value):
    # The name of an authentication scheme is in any case (RFC 9110, section 11.1).
    name, _blank, credentials = value.partition(b" ")
    if name.lower() != b"basic":
        raise refusals.malformed(PLACE)
    try:
        return find_encoding("base64").parse(credentials.strip(b" "))
    except ValueError as error:
        raise refusals.malformed(PLACE) from error


def _encoded(secret):
    return secret.value.encode("utf-8", "surrogatepass")


def _digest(value):
    return hashlib.sha256(value).digest()


register_scheme_kind(
    "basic",
    _lt("User and password"),
    verify=verify,
    sign=sign,
    own_place=PLACE,
    check_secret=check_secret,
)
