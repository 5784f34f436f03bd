"""Whether a call is older than what is written, in words."""

from ..moments import moments_in_words
from .labels import label_of


def _older(env, line):
    received, latest = moments_in_words(env, line["received"], line["latest"])
    return env._(
        "it tells what happened on %(received)s, and the record has what happened "
        "later, on %(latest)s: nothing done",
        received=received,
        latest=latest,
    )


def _field_older(env, line):
    received, latest = moments_in_words(env, line["received"], line["latest"])
    return env._(
        "%(field)s is left: this happened on %(received)s, and what is written there "
        "later, on %(latest)s",
        field=label_of(env, line, line["field"]),
        received=received,
        latest=latest,
    )


def _time_ahead(env, line):
    [received] = moments_in_words(env, line["received"])
    return env._(
        "the time of the event is %s, which is still to come, and does not count",
        received,
    )


#: By the code of the line, what puts it into words.
ORDER = {
    "older": _older,
    "field_older": _field_older,
    "time_ahead": _time_ahead,
}
