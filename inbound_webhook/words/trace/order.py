"""Whether a call is older than what is written, in words."""

from datetime import datetime

from odoo.tools import format_datetime

from .labels import label_of


def _older(env, line):
    received, latest = _moments(env, line["received"], line["latest"])
    return env._(
        "it is of %(received)s, and what was written last of %(latest)s: nothing done",
        received=received,
        latest=latest,
    )


def _field_older(env, line):
    received, latest = _moments(env, line["received"], line["latest"])
    return env._(
        "%(field)s is left: this is of %(received)s, and what was written there of "
        "%(latest)s",
        field=label_of(env, line, line["field"]),
        received=received,
        latest=latest,
    )


def _time_ahead(env, line):
    [received] = _moments(env, line["received"])
    return env._(
        "the time of the event is %s, which is still to come, and does not count",
        received,
    )


def _moments(env, *texts):
    """Moments as the reader writes them; with parts of a second, as they are kept.

    All of a sentence in one zone and in one way, or they could not be compared.
    """
    moments = [datetime.fromisoformat(text) for text in texts]
    if any(moment.microsecond for moment in moments):
        return [f"{moment.isoformat(' ')} UTC" for moment in moments]
    timezone = env.user.tz or "UTC"
    return [format_datetime(env, moment, tz=timezone) for moment in moments]


#: By the code of the line, what puts it into words.
ORDER = {
    "older": _older,
    "field_older": _field_older,
    "time_ahead": _time_ahead,
}
