"""What is said of a value that names no record, or several."""

from ..engine.phrases import _lt
from ..engine.values import description, refused


def name_of(related):
    """What is expected of a value for a link."""
    return _lt("the name of a %(model)s", model=related._description)


def link_refused(related, value, scope, code, expected):
    """The error of a value that names none or several of those that it may name."""
    about = _about(related, value, scope.owners)
    reason = _several(about) if code == "relation_ambiguous" else _none(about)
    return refused(value, expected, reason, code=code)


def not_allowed(related, text):
    """The error of a name of which the handler's user may not make a record."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and the user of this webhook may not "
        "make one.",
        **_about(related, text),
    )
    return refused(text, name_of(related), reason, code="relation_missing")


def not_makeable(related, text):
    """The error of a name that is not enough to make a record of."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and a name is not enough to make one.",
        **_about(related, text),
    )
    return refused(text, name_of(related), reason, code="relation_missing")


def _about(related, value, owners=()):
    """What the sentences name: of which model, what came, and what that belongs to."""
    about = {"model": related._description, "value": description(value)}
    if owners:
        about["owner"] = ", ".join(record.display_name for record in owners)
    return about


def _several(about):
    if "owner" in about:
        return _lt(
            "Several records of %(model)s in %(owner)s are called %(value)s.", **about
        )
    return _lt("Several records of %(model)s are called %(value)s.", **about)


def _none(about):
    if "owner" in about:
        return _lt("There is no %(model)s called %(value)s in %(owner)s.", **about)
    return _lt("There is no %(model)s called %(value)s.", **about)
