"""A type: how long something took, in minutes."""

import re

from odoo.addons.inbound_webhook.engine.phrases import _lt
from odoo.addons.inbound_webhook.engine.types import register_type
from odoo.addons.inbound_webhook.engine.types.registry import NAMED, SURE, TEXT_FIELDS
from odoo.addons.inbound_webhook.engine.values import refused

#: 90, 90 min, 1 h, 1 h 30, 1h30min, 1:30.
_DURATION = re.compile(
    r"(?:(?P<hours>\d{1,4})\s*(?:h|:)\s*)?(?:(?P<minutes>\d{1,6})\s*(?:min|m)?)?",
    re.ASCII | re.IGNORECASE,
)
_LOOKS_SO = re.compile(r"\d+ ?(?:h|min)\b.*", re.ASCII | re.IGNORECASE)
_NAMES = {"duration", "length"}


def _suggests(words, value):
    if isinstance(value, str) and _LOOKS_SO.fullmatch(value.strip()):
        return SURE
    return NAMED if isinstance(value, str | int) and words & _NAMES else 0


@register_type(
    "duration",
    _lt("Duration"),
    false_is_nothing=True,
    form="value",
    is_ordered=True,
    sample="1 h 30 min",
    fills=TEXT_FIELDS | {"integer", "float"},
    suggests=_suggests,
)
def to_duration(value, context):
    """Minutes, as a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    match = isinstance(value, str) and _DURATION.fullmatch(value.strip())
    if not match:
        raise refused(value, _lt("a duration such as 1 h 30 min"))
    return 60 * int(match["hours"] or 0) + int(match["minutes"] or 0)
