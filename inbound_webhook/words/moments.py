"""Moments, as whoever reads of them writes them."""

from datetime import datetime

from odoo.tools import format_datetime


def moments_in_words(env, *texts):
    """Moments in the zone of the reader; with parts of a second, as they are kept.

    All of a sentence in one zone and in one way, or they could not be compared.

    :param env: environment of the reader
    :param texts: in UTC, as ISO 8601 writes them
    :rtype: list[str]
    """
    moments = [datetime.fromisoformat(text) for text in texts]
    if any(moment.microsecond for moment in moments):
        return [f"{moment.isoformat(' ')} UTC" for moment in moments]
    timezone = env.user.tz or "UTC"
    return [format_datetime(env, moment, tz=timezone) for moment in moments]
