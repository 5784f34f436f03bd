"""What is said of a value that names no record, or several."""

from odoo.fields import Domain

from ..engine.phrases import _lt
from ..engine.values import description, refused


def name_of(related):
    """What is expected of a value for a link."""
    return _lt("the name of a %(model)s", model=related._description)


def link_refused(related, value, scope, code, expected):
    """The error of a value that names none or several of those that it may name."""
    model, said = related._description, description(value)
    # The record may belong to what its user does not see.
    readable = [record for record in scope.owners if record.has_access("read")]
    owner = ", ".join(record.display_name for record in readable)
    if code == "relation_ambiguous":
        anywhere = _lt(
            "Several records of %(model)s are called %(value)s.",
            model=model,
            value=said,
        )
        there = _lt(
            "Several records of %(model)s in %(owner)s are called %(value)s.",
            model=model,
            value=said,
            owner=owner,
        )
    elif related._name == "res.company" and scope.domain is not Domain.TRUE:
        # There may be one: whoever may see all companies would know better.
        anywhere = there = _lt(
            "The user of this webhook makes no records of a company called %(value)s.",
            value=said,
        )
    else:
        anywhere = _lt(
            "There is no %(model)s called %(value)s.", model=model, value=said
        )
        there = _lt(
            "There is no %(model)s called %(value)s in %(owner)s.",
            model=model,
            value=said,
            owner=owner,
        )
    return refused(value, expected, there if owner else anywhere, code=code)


def not_allowed(related, text):
    """The error of a name of which the handler's user may not make a record."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and the user of this webhook may not "
        "make one.",
        model=related._description,
        value=description(text),
    )
    return _not_made(related, text, reason)


def not_makeable(related, text):
    """The error of a name that is not enough to make a record of."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and a name is not enough to make one.",
        model=related._description,
        value=description(text),
    )
    return _not_made(related, text, reason)


def too_many_made(related, text, most):
    """The error of a name of which no record is made any more."""
    reason = _lt(
        "There is no %(model)s called %(value)s, and a call has at most %(most)s "
        "linked records made.",
        model=related._description,
        value=description(text),
        most=most,
    )
    return _not_made(related, text, reason)


def _not_made(related, text, reason):
    return refused(text, name_of(related), reason, code="relation_missing")
