"""How many calls of a kind were refused in this hour, as far as this process knows.

Each of the first has a row in the log. Those beyond are counted in the last of these,
or who knows a URL could fill the disk with rows.
"""

import threading
from dataclasses import dataclass
from typing import Any

#: Rows that a process writes in an hour for one handler and one reason.
ROWS_AN_HOUR = 20


@dataclass
class _Flood:
    """What was refused in an hour.

    :param hour: which one
    :param rows: how many rows were written
    :param row_id: the last one
    """

    hour: Any
    rows: int = 0
    row_id: int | None = None


_floods: dict[tuple, _Flood] = {}
_lock = threading.Lock()


def counting_row(key: tuple, hour: Any) -> int | None:
    """The id of the row in which another such call is counted.

    :param key: of the handler, and of what its calls are refused for
    :return: None where it gets a row of its own
    """
    with _lock:
        flood = _floods.get(key)
        is_due = flood and flood.hour == hour and flood.rows >= ROWS_AN_HOUR
        return flood.row_id if is_due else None


def note_row(key: tuple, hour: Any, row_id: int) -> None:
    """Note that such a call got a row of its own."""
    with _lock:
        flood = _floods.get(key)
        if not flood or flood.hour != hour:
            flood = _floods[key] = _Flood(hour)
        flood.rows += 1
        flood.row_id = row_id
