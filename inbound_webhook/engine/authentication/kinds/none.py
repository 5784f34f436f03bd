"""Nothing is asked for: whoever knows the URL is let in."""

from ...phrases import _lt
from ..scheme import Additions
from .registry import register_scheme_kind


def verify(call, secret, now):
    """Every call is taken."""


def sign(call, secret, now):
    """Nothing is added."""
    return Additions()


register_scheme_kind(
    "none", _lt("Nothing but the URL"), verify=verify, sign=sign, is_open=True
)
