"""Every number that a person may set: what it is at first, and how far it may go.

One table, for forms, for RPC and imports, for the database's own checks and for the
engine. What lies beyond could stop the calls of all handlers, or the work on their
log.
"""

from dataclasses import dataclass

KIB, MIB = 2**10, 2**20
DAY = 86_400


@dataclass(frozen=True)
class Bound:
    """The range of a number, its ends included.

    :param default: where nobody set it
    """

    default: int
    lowest: int
    highest: int

    def holds(self, value: int) -> bool:
        """Whether a number is in range."""
        return self.lowest <= value <= self.highest


#: By the name of the field, which means the same wherever it is.
BOUNDS = {
    # Of a call. PostgreSQL takes bodies far deeper, but Python's own recursion does
    # not: a Json field of Odoo fails at a depth of 900, and the call stack above us
    # needs room as well.
    "max_body_size": Bound(MIB, 1, 16 * MIB),
    "max_depth": Bound(64, 1, 200),
    "max_nodes": Bound(100_000, 1, 1_000_000),
    "max_fields": Bound(1_000, 1, 10_000),
    "max_files": Bound(20, 0, 200),
    "max_items": Bound(500, 1, 10_000),
    # Records that it may link to by one list, and have made for all of its links.
    "max_links": Bound(100, 1, 1_000),
    "max_new_links": Bound(500, 0, 10_000),
    # Of a handler that is switched off.
    "max_waiting": Bound(10_000, 1, 1_000_000),
    # Records that a look-up answers.
    "list_limit": Bound(20, 1, 200),
    # Seconds. Odoo ends a request that takes 120, with all that it did.
    "max_seconds": Bound(20, 1, 100),
    "max_body_seconds": Bound(20, 1, 100),
    # Of the log.
    "max_headers_size": Bound(16 * KIB, KIB, 64 * KIB),
    "max_trace_size": Bound(64 * KIB, 4 * KIB, MIB),
    "max_kept_per_hour": Bound(20 * MIB, 0, 1024 * MIB),
    "retention_days": Bound(90, 0, 3_650),
    # Of handlers, senders and what belongs to them.
    "protection_period": Bound(0, 0, 366 * DAY),
    # Seconds: a form that is open for longer may still be a person's.
    "min_fill_seconds": Bound(0, 0, 120),
    # At most a month, in hours.
    "old_url_hours": Bound(0, 0, 30 * 24),
    # Calls a minute.
    "rate_limit": Bound(0, 0, 100_000),
    "rate_limit_address": Bound(0, 0, 100_000),
    "sequence": Bound(10, 0, 1_000_000),
    "status_code": Bound(200, 200, 599),
    "response_status_code": Bound(200, 200, 599),
    # Of a scheme, in seconds: some senders try again for days with the first time.
    "time_past": Bound(300, 1, 30 * DAY),
    "time_future": Bound(300, 0, DAY),
    "position": Bound(0, 0, 32),
    "refusal_status": Bound(401, 200, 499),
    # Of the answer to a handshake.
    "handshake_status": Bound(200, 200, 299),
    # Minutes: a week.
    "inbound_webhook_fold": Bound(1, 0, 7 * 24 * 60),
}
#: A protection period in seconds, whatever its unit.
LONGEST_PROTECTION = BOUNDS["protection_period"].highest
