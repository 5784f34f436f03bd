"""What is signed that the scheme or the secret knows, and the time and the id."""

from ...phrases import _lt
from .. import refusals
from ..keys import bare_secret
from .registry import register_part


@register_part("time", _lt("Time"))
def time(call, argument, secret):
    """The time as it is written in the call."""
    rule = call.scheme.time
    return call.value(rule.place) if rule else None


@register_part("delivery_id", _lt("Delivery id"))
def delivery_id(call, argument, secret):
    """The id of the delivery.

    One that holds what joins the parts is refused: ``a.b`` and ``c`` would be signed
    as ``a`` and ``b.c`` are.
    """
    scheme = call.scheme
    found = call.value(scheme.id_place) if scheme.id_place else None
    joiner = scheme.joiner.encode()
    if found and joiner and len(scheme.parts) > 1 and joiner in found:
        raise refusals.ambiguous_id(scheme.id_place)
    return found


@register_part("text", _lt("Text"), "required")
def text(call, argument, secret):
    """The argument itself."""
    return argument.encode()


@register_part("secret", _lt("The secret itself"))
def secret(call, argument, secret):
    """The secret, where the signature is a plain hash of it and of other parts."""
    return bare_secret(call.scheme, secret.value).encode("utf-8", "surrogatepass")


@register_part("key_id", _lt("Id of the secret"))
def key_id(call, argument, secret):
    """The name that the sender has for the secret, or for this webhook."""
    return secret.key_id.encode("utf-8", "surrogatepass") or None
