"""What a call says of the fields of a record, before they are looked at."""

from ..engine.body.payload import Files
from ..engine.values import is_empty
from .appending import both

#: In place of a value: the field is to be emptied.
EMPTY = object()
_NOTHING = (EMPTY, None)


def said_of(mappings, parameters, emptied, context):
    """The values of a call by the field that they are said of.

    Of several the last one counts, but that texts are added to one another, and that
    what is written only where a field is empty waits for what the others say.

    :param mappings: those that have a say
    :param dict parameters: converted parameters by name
    :param emptied: names of the parameters that the call brings without a value
    :param context: the engine's ``ValueContext``
    :return: by field, the value and its mapping; and what is worth knowing, as ``Note``
    :rtype: tuple[dict, list]
    """
    said, notes = {}, []
    for mapping in mappings:
        if _is_filled(said, mapping):
            continue
        value = mapping.transformed(parameters)
        # What a call does not say, it does not change.
        if not is_empty(value):
            said[mapping.field] = (_with_others(said, mapping, value, context), mapping)
            notes += filter(None, [mapping.note(parameters)])
        elif value is not None and mapping.policy == "also_empty":
            said[mapping.field] = (EMPTY, mapping)
        elif mapping.empties(emptied):
            said[mapping.field] = (EMPTY, mapping)
    return said, notes


def _is_filled(said, mapping):
    """Whether others fill a field that a mapping fills only where it is empty."""
    waits = mapping.policy == "if_empty" and not mapping.is_match_key
    return waits and said.get(mapping.field, _NOTHING)[0] is not EMPTY


def _with_others(said, mapping, value, context):
    """A value with the texts before it, where both are added to what is there."""
    before, other = said.get(mapping.field, _NOTHING)
    if before is EMPTY or not mapping.policy == other.policy == "append":
        return value
    if isinstance(before, Files) or isinstance(value, Files):
        return value
    return both(before, value, context)
