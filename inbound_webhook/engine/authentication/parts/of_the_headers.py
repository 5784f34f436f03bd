"""What is signed of the headers."""

import re

from ...phrases import _lt
from .. import refusals
from ..scheme import Place
from .registry import register_part

_SEPARATORS = re.compile(rb"[,; \t]+")
#: More headers than a call can have (``http.client`` reads no more).
_MOST_NAMES = 100


@register_part("header", _lt("Header"), "required")
def header(call, name, secret):
    """The value of a header, as its bytes came."""
    return call.value(Place("header", name))


@register_part("listed_headers", _lt("Headers that a header lists"), "required")
def listed_headers(call, name, secret):
    """The headers that another one names, each as ``name:value`` on a line of its own,
    the names as they are listed.

    What the list names and the call does not have is refused: nothing would then be
    signed in its place.
    """
    listed = call.value(Place("header", name))
    if listed is None:
        return None
    names = [item for item in _SEPARATORS.split(listed) if item]
    if len(names) > _MOST_NAMES:
        raise refusals.malformed(Place("header", name))
    return b"\n".join(_line(call, item) for item in names)


def _line(call, name):
    place = Place("header", name.decode("latin-1"))
    value = call.value(place)
    if value is None:
        raise refusals.part_missing(refusals.where(place), "listed_headers")
    return name + b":" + value
