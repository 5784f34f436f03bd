"""An operator: whether a text has some words, in any order."""

import re

from odoo.addons.inbound_webhook.engine.conditions import Operator, register_operator
from odoo.addons.inbound_webhook.engine.phrases import _lt


def _has_words(value, words):
    return _words(words) <= _words(value)


def _words(text):
    return set(re.findall(r"\w+", text))


register_operator(
    Operator(
        "has_words",
        _lt("has the words"),
        "text",
        _has_words,
        forms=frozenset({"text"}),
    )
)
