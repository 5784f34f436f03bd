"""How many bytes the log keeps of a handler's calls in this hour, as far as is known.

Each process counts what it writes itself, and now and then asks the database what all
of them wrote. So a call takes no query for it and waits for no other, and what is kept
is bounded to within some parts of the limit.
"""

import threading
from dataclasses import dataclass

#: What a process writes before it asks for what the others wrote: a part of the limit,
#: and bytes.
_PART, _LEAST = 8, 64 * 1024


@dataclass
class _Tally:
    """What is known of one handler.

    :param hour: what it is known of
    :param bytes: what is kept
    :param unasked: what of it was written since the database was asked
    """

    hour: object
    bytes: int = 0
    unasked: int = 0


_tallies: dict[tuple, _Tally] = {}
_lock = threading.Lock()


def kept_bytes(key, hour):
    """What is kept in an hour, as far as this process knows."""
    tally = _tallies.get(key)
    return tally.bytes if tally and tally.hour == hour else 0


def count(key, hour, size, limit, ask):
    """Count what is written.

    :param tuple key: of the handler, and of what is counted
    :param hour: when
    :param int size: in bytes
    :param int limit: how much is to be kept in an hour
    :param ask: function that gives how much the database has, without this
    """
    with _lock:
        tally = _tallies.get(key)
        if not tally or tally.hour != hour:
            tally = _tallies[key] = _Tally(hour)
        tally.bytes += size
        tally.unasked += size
        is_due = tally.unasked >= max(limit // _PART, _LEAST) and tally.bytes < limit
        if is_due:
            tally.unasked = 0
    if is_due:
        # Outside of the lock: others need not wait for the database.
        known = ask() + size
        with _lock:
            tally.bytes = max(tally.bytes, known)
