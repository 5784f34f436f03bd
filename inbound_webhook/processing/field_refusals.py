"""Why a field does not take what a call says of it, in words that name both."""

from ..engine.errors import ValueRefused
from ..engine.phrases import Term, _lt


def refused_by_field(target, mapping, error):
    """The error of a value: which parameter, and which field.

    Senders read the field's name, and screens what it is called there.
    """
    field = mapping.field
    term = Term(repr(field), f"{target._name}:{field}")
    if mapping.source == "parameter":
        phrase = _lt(
            "The parameter %(parameter)r does not fit the field %(field)s: %(reason)s",
            parameter=mapping.parameter,
            field=term,
            reason=error.phrase,
        )
    else:
        phrase = _lt(
            "The fixed value of the field %(field)s does not fit: %(reason)s",
            field=term,
            reason=error.phrase,
        )
    return ValueRefused(error.code, phrase, **{**error.details, "field": field})
