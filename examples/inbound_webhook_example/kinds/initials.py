"""A transform: the first letters of a name."""

from odoo.addons.inbound_webhook.engine.phrases import _lt
from odoo.addons.inbound_webhook.engine.transforms import of_texts, register_transform


@register_transform("initials", _lt("Initials"), "optional")
@of_texts
def initials(text, mark):
    """The first letter of each word, with a mark behind it, by default a point."""
    return "".join(word[0].upper() + (mark or ".") for word in text.split())
