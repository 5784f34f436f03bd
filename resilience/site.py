"""What a scenario works with: a server, its handlers and its database."""

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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

    @property
    def mode(self):
        """How the server runs: ``workers`` or ``threads``."""
        return self.server.mode

    def sender(self, handler, at_once):
        """A sender for a handler."""
        return self.sender_of(self.handlers[handler][0], at_once)

    def sender_of(self, token, at_once):
        """A sender for the URL with a token."""
        return Sender(self.server.port, token, at_once)

    def send_to(self, handlers, payloads):
        """Send a payload to each of several handlers, all at once.

        :return: the answers in the order of the payloads
        """

        def send(pair):
            handler, payload = pair
            return self.sender(handler, 1).send_all([payload])[0]

        with ThreadPoolExecutor(len(handlers)) as pool:
            return list(pool.map(send, zip(handlers, payloads, strict=True)))

    def count(self, handler, condition="TRUE"):
        """How many calls of a handler meet a condition."""
        handler_id = self.handlers[handler][1]
        return int(
            self.query(
                "SELECT count(*) FROM inbound_webhook_call "
                f"WHERE handler_id = {handler_id} AND {condition}"
            )
        )

    def waiting(self):
        """How many calls wait in the queue."""
        return int(self.query("SELECT count(*) FROM inbound_webhook_call WHERE queued"))

    def queue_is_through(self, seconds):
        """Whether no call waits any more, within some time."""
        return wait_until(lambda: self.wake_cron() or not self.waiting(), seconds, 0.1)

    def end_pauses(self):
        """Let the minute pass after which a call that was cut short is tried again.

        The server must be down: its workers take a call that is changed under their
        hands for another worker's.
        """
        self.query(
            "UPDATE inbound_webhook_call SET next_attempt_date = now() "
            "AT TIME ZONE 'UTC' WHERE queued"
        )

    @contextlib.contextmanager
    def failing_rule(self):
        """Have the rule of the handler named replayed fail."""
        self.query(
            "INSERT INTO ir_config_parameter (key, value) VALUES ('resilience', 'fail')"
        )
        try:
            yield
        finally:
            self.query("DELETE FROM ir_config_parameter WHERE key = 'resilience'")

    @contextlib.contextmanager
    def no_cron(self):
        """Leave the calls in the queue where they are."""
        crons = (
            "UPDATE ir_cron SET active = {} WHERE ir_actions_server_id IN ("
            "SELECT ir_actions_server_id FROM ir_cron WHERE cron_name LIKE '%nbound%')"
        )
        self.query(crons.format("FALSE"))
        try:
            yield
        finally:
            self.query(crons.format("TRUE"))

    def end_interrupted(self):
        """End the rows of the calls that a kill cut short, as an hour later."""
        self.query(
            "UPDATE inbound_webhook_call SET request_date = request_date - interval "
            "'2 hours' WHERE status = 'received' AND NOT coalesce(queued, FALSE)"
        )
        wait_until(lambda: self.wake_cron() or not self._cut_short(), 120, pause=0.5)

    def settle(self):
        """Have the cron worker look through To Fix, as it does each minute."""
        runs = (
            "SELECT max(lastcall) FROM ir_cron WHERE active AND ir_actions_server_id IN"
            " (SELECT id FROM ir_act_server WHERE code LIKE '%_cron_process_calls%')"
        )
        # Two runs: the first one may have been under way. With one connection for each
        # worker there is none: Odoo takes two for a job.
        for _run in range(2):
            before = self.query(runs)

            def has_run(before=before):
                self.wake_now()
                return self.query(runs) != before

            if not wait_until(has_run, 120, pause=0.5):
                return

    def wake_now(self):
        """Have the cron run though no call waits."""
        self.query(
            "INSERT INTO ir_cron_trigger (cron_id, call_at) "
            "SELECT id, now() AT TIME ZONE 'UTC' FROM ir_cron "
            "WHERE active AND ir_actions_server_id IN ("
            "SELECT id FROM ir_act_server WHERE code LIKE '%_cron_process_calls%')"
        )
        self.wake_cron()

    def _cut_short(self):
        return int(
            self.query(
                "SELECT count(*) FROM inbound_webhook_call "
                "WHERE status = 'received' AND NOT coalesce(queued, FALSE)"
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

    def crash(self, ends_pauses=False):
        """Kill the server and start it again.

        :param ends_pauses: whether what it cut short is tried again at once
        """
        self.server.kill()
        if ends_pauses:
            self.end_pauses()
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
