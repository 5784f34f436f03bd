"""E-mail addresses in texts."""

from odoo.tools import email_normalize

_LONGEST_ADDRESS = 512


def address_in(text):
    """The e-mail address in a text that is one, with a name before it or without."""
    # Odoo's reader of addresses takes long for long texts.
    is_short = len(text) <= _LONGEST_ADDRESS
    return is_short and "@" in text and email_normalize(text)
