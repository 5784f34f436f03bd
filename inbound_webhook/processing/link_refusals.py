"""What is said of a value that names no record, or several."""

from ..engine.phrases import _lt
from ..engine.values import description, refused


def name_of(related):
    """What is expected of a value for a link."""
    return _lt("the name of a %(model)s", model=related._description)


def link_refused(related, value, scope, code, expected):
    """The error of a value that names none or several of those that it may name."""
    several = code == "relation_ambiguous"
    reason = (_several if several else _none)(related._description, value, scope)
    return refused(value, expected, reason, code=code)


def not_allowed(related, text):
    """The error of a name of which the handler's user may not make a record."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and the user of this webhook may not "
        "make one.",
        model=related._description,
        value=description(text),
    )
    return refused(text, name_of(related), reason, code="relation_missing")


def not_makeable(related, text):
    """The error of a name that is not enough to make a record of."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and a name is not enough to make one.",
        model=related._description,
        value=description(text),
    )
    return refused(text, name_of(related), reason, code="relation_missing")


def _several(model, value, scope):
    if scope.owners:
        return _lt(
            "Several records of %(model)s in %(owner)s are called %(value)s.",
            model=model,
            value=description(value),
            owner=_names(scope.owners),
        )
    return _lt(
        "Several records of %(model)s are called %(value)s.",
        model=model,
        value=description(value),
    )


def _none(model, value, scope):
    if scope.owners:
        return _lt(
            "There is no %(model)s called %(value)s in %(owner)s.",
            model=model,
            value=description(value),
            owner=_names(scope.owners),
        )
    return _lt(
        "There is no %(model)s called %(value)s.",
        model=model,
        value=description(value),
    )


def _names(records):
    return ", ".join(record.display_name for record in records)
