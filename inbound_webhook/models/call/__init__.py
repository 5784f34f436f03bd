"""A call: its row in the log, its place in the queue, what tells it from others."""

from . import (
    call,
    row,
    applied,
    choices,
    item,
    left_out,
    kept,
    flood,
    old_url,
    rate,
    purge,
    rights,
    viewer,
    to_fix,
    queue,
    replay,
    claim,
    key,
    event_time,
    rehearsal_seal,
)
