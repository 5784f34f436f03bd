"""What a call left out before, and may be written now."""

from .appending import is_added
from .record_currency import currency_field_of


def left(mappings, record, parameters, rest):
    """Those of some mappings that fill what was left out.

    An amount of another currency was left out together with that, if anybody has
    mapped it since. A text that was added to its field is not added again, whatever has
    come since.

    :param record: that lacks it, in the environment of the handler's user
    :param dict parameters: converted parameters by name
    :param Rest rest: what was left out
    """
    rest = rest.in_other_fields({(item.field, item.parameter) for item in mappings})
    found = [mapping for mapping in mappings if mapping.is_left(rest)]
    currencies = {
        currency_field_of(record, mapping.field)
        for mapping in found
        if not mapping.is_note
    }
    return [
        item
        for item in mappings
        if (item in found or item.field in currencies)
        and not _was_added(item, record, parameters)
    ]


def _was_added(mapping, record, parameters):
    if mapping.policy != "append":
        return False
    return is_added(record, mapping.field, mapping.transformed(parameters))
