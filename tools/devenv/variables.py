"""What a person sets for a command, as in ``make fuzz COUNT=500``."""

import os

from .console import Stop


def number(name, default, least=0):
    """The number that a variable holds.

    :param least: the lowest that may be
    :raise Stop: it is none, or lower
    """
    try:
        found = int(os.environ.get(name, default))
    except ValueError:
        raise Stop(f"{name}={os.environ[name]} is no number.") from None
    if found < least:
        raise Stop(f"{name}={found} is too low: {least} is the least.")
    return found


def chosen(name, known, default=None):
    """The names that a variable holds.

    :param known: what may be named
    :param default: what is meant where it is not set: all, unless said otherwise
    :raise Stop: it holds another one
    """
    names = os.environ.get(name, "").split() or list(default or known)
    unknown = sorted({*names} - {*known})
    if unknown:
        raise Stop(f"{name}={unknown[0]} is none of {', '.join(known)}.")
    return names
