"""Whether a call is older than what is written, in words."""

from datetime import datetime

from odoo.tools import format_datetime

from .labels import label_of


def _older(env, line):
    return env._(
        "it is of %(received)s, and what was written last of %(latest)s: nothing done",
        received=_moment(env, line["received"]),
        latest=_moment(env, line["latest"]),
    )


def _field_older(env, line):
    return env._(
        "%(field)s is left: this is of %(received)s, and what was written there of "
        "%(latest)s",
        field=label_of(env, line, line["field"]),
        received=_moment(env, line["received"]),
        latest=_moment(env, line["latest"]),
    )


def _time_ahead(env, line):
    return env._(
        "the time of the event is %s, which is still to come, and does not count",
        _moment(env, line["received"]),
    )


def _moment(env, text):
    """A moment as the reader writes it; with parts of a second, as it is kept."""
    moment = datetime.fromisoformat(text)
    if moment.microsecond:
        return f"{moment.isoformat(' ')} UTC"
    return format_datetime(env, moment, tz=env.user.tz or "UTC")


#: By the code of the line, what puts it into words.
ORDER = {
    "older": _older,
    "field_older": _field_older,
    "time_ahead": _time_ahead,
}
