"""What a call says, and what of that is not as it seems, in words."""

from .labels import label_of, said


def _extracted(env, line):
    found = [item["name"] for item in line["parameters"] if item["found"]]
    if not found:
        return env._("none found")
    return env._("found %s", ", ".join(found))


def _other_place(env, line):
    return env._(
        "%(parameter)s is not there. %(hint)s",
        parameter=line["parameter"],
        hint=said(env, line, "hint"),
    )


def _word_of_nothing(env, line):
    return env._(
        "%(parameter)s is taken as empty: %(word)s means nothing here",
        parameter=line["parameter"],
        word=line["received"],
    )


def _values_joined(env, line):
    return env._(
        "%(parameter)s is %(count)s values, with commas between them",
        parameter=line["parameter"],
        count=line["count"],
    )


def _another_number(env, line):
    label = label_of(env, line, line["field"])
    return env._(
        "%(field)s: the digits of %(received)s alone are another number, %(written)s",
        field=label,
        received=line["received"],
        written=line["written"],
    )


def _named(env, line):
    label = label_of(env, line, line["field"])
    return env._(
        "the call brings nothing for %(field)s, which has to be there: %(written)s",
        field=label,
        written=line["written"],
    )


def _in_vain(env, line):
    labels = [label_of(env, line, name) for name in line["fields"]]
    return env._(
        "Odoo refuses the record without each of these as well: %s", ", ".join(labels)
    )


#: By the code of the line, what puts it into words.
VALUES = {
    "another_number": _another_number,
    "other_place": _other_place,
    "word_of_nothing": _word_of_nothing,
    "values_joined": _values_joined,
    "named": _named,
    "in_vain": _in_vain,
    "extracted": _extracted,
}
