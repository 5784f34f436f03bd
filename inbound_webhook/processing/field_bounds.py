"""How much a field can hold, asked before Odoo and the database are.

What they refuse they log with all values of the record, and the sender learns less.
"""

from ..engine.links import runs_code
from ..engine.phrases import _lt
from ..engine.types.email import LONGEST_EMAIL
from ..engine.values import refused

_LARGEST_INTEGER = 2**31 - 1
#: Beyond this a float has no cents any more.
_LARGEST_AMOUNT = 10**15
#: Bytes of a key in an index: a third of a page, less what PostgreSQL adds.
LONGEST_KEY = 2_600
_LARGEST_CHARACTER = 4
#: How the names of fields end that hold an address.
_LINKS = ("website", "url", "link")


def check_number(model, field, number, value):
    """Refuse a number that a field cannot hold.

    :param number: the converted value
    :param value: as it came, for the message
    :raise ValueRefused: it is too large
    """
    if field.type == "integer" and abs(number) > _LARGEST_INTEGER:
        most = _lt("a whole number of at most %(most)s", most=_LARGEST_INTEGER)
        raise refused(value, most)
    has_cents = field.type == "monetary" or (
        field.type == "float" and field.get_digits(model.env)
    )
    if has_cents and abs(number) > _LARGEST_AMOUNT:
        raise refused(value, _lt("a number of at most 15 digits before the point"))


def check_text(model, field, text, came):
    """Refuse a text that a field cannot hold.

    :param came: the same before line breaks became blanks; browsers read an address
        without them
    :raise ValueRefused: it is too long, or no address where one is meant
    """
    if field.type == "char" and field.size:
        # Odoo would cut it off without a word.
        _check_length(text, field.size)
    if field.name.startswith("email"):
        _check_length(text, LONGEST_EMAIL)
    if field.name == "website":
        _check_website(model, text)
    if field.name.endswith(_LINKS) and runs_code(came):
        # Odoo's pages have it behind the name of whoever it is about.
        raise refused(text, _lt("a URL"))
    # Most are so short that there is nothing to find out.
    if len(text) * _LARGEST_CHARACTER > LONGEST_KEY and _is_key(model, field):
        check_key(text)


def check_key(text):
    """Refuse a text that no index takes.

    :raise ValueRefused: it is too long
    """
    if len(text.encode("utf-8", "replace")) > LONGEST_KEY:
        _check_length(text, LONGEST_KEY // _LARGEST_CHARACTER)


def _check_website(model, text):
    """Refuse an address that Odoo cannot read as it saves it (``http://[::1``)."""
    try:
        model.env["res.partner"]._clean_website(text)
    except ValueError as error:
        raise refused(text, _lt("a URL")) from error


def _check_length(text, longest):
    if len(text) > longest:
        raise refused(
            text, _lt("a text of at most %(count)s characters", count=longest)
        )


def _is_key(model, field):
    """Whether the field, or one that is computed from it, is in an index of keys."""
    fields = [field, *model.pool.get_dependent_fields(field)]
    return any(
        item.type in ("char", "text")
        and item.store
        and item.index in (True, "btree", "btree_not_null")
        for item in fields
    )
