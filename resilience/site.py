"""What a scenario works with: a server, its handlers and its database."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from .sender import Sender
from .server import Server


@dataclass(frozen=True)
class Site:
    """A running Odoo.

    :param handlers: (token, id) by name
    :param database: name of its database
    :param run_sql: function that takes a database's name and a statement, and returns
        the rows as text
    """

    server: Server
    handlers: dict[str, tuple[str, int]]
    database: str
    run_sql: Callable[[str, str], str]

    def query(self, statement):
        """The rows of a statement in Odoo's database, as text."""
        return self.run_sql(self.database, statement)

    def sender(self, handler, at_once):
        """A sender for a handler."""
        return Sender(self.server.port, self.handlers[handler][0], at_once)

    def count(self, handler, condition="TRUE"):
        """How many calls of a handler meet a condition."""
        handler_id = self.handlers[handler][1]
        return int(
            self.query(
                "SELECT count(*) FROM inbound_webhook_call "
                f"WHERE handler_id = {handler_id} AND {condition}"
            )
        )

    def leads(self, prefix):
        """How many leads there are of each name that begins so."""
        rows = self.query(
            "SELECT name, count(*) FROM crm_lead "
            f"WHERE name LIKE '{prefix}%' GROUP BY name"
        )
        pairs = (row.rsplit("|", 1) for row in rows.splitlines())
        return {name: int(count) for name, count in pairs}

    def crash(self):
        """Kill the server and start it again."""
        self.server.kill()
        self.server.start()

    def wake_cron(self):
        """Have the cron worker look for work, which it does each minute otherwise."""
        # Odoo listens in that database, whichever its own is.
        self.run_sql("postgres", f"NOTIFY cron_trigger, '{self.database}'")


def wait_until(holds, seconds, pause=0.05):
    """Wait until something holds.

    :return: whether it came to that in time
    """
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
    return True
