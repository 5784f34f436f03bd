"""E-mail addresses in texts."""

from odoo.fields import Domain
from odoo.tools import email_normalize

from ..engine.errors import ValueRefused
from ..engine.types import convert
from ..engine.types.email import in_ascii, in_letters
from ..engine.values import ValueContext
from .escaping import escaped

_LONGEST_ADDRESS = 512
_CONTEXT = ValueContext(normalize_email=email_normalize)


def address_in(text):
    """The e-mail address in a text that is one, with a name before it or without."""
    # Odoo's reader of addresses takes long for long texts.
    if len(text) > _LONGEST_ADDRESS or "@" not in text:
        return None
    try:
        return convert(text, "email", _CONTEXT)
    except ValueRefused:
        # Addresses inside a house: ada@localhost. Blanks in them make none of a text.
        address = email_normalize(text)
        return address if address and address in text.lower() else None


def normalised_domain(name, address):
    """Records with an address, by a field in which Odoo keeps it in one spelling."""
    forms = dict.fromkeys((address, in_letters(address), in_ascii(address)))
    return (
        Domain(name, "in", list(forms))
        if len(forms) > 1
        else Domain(name, "=", address)
    )


def typed_domain(name, address):
    """Records with an address, by a field in which it is as somebody typed it.

    ``Jo <jo@x.example>`` as well.
    """
    forms = dict.fromkeys((address, in_ascii(address)))
    return Domain.OR(
        Domain(name, "=ilike", pattern)
        for form in forms
        for pattern in (escaped(form), f"%<{escaped(form)}>")
    )
