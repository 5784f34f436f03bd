"""Searches the logs of a run for what none of them may hold.

Which values those are, the tests write down as they run
(``pytest_plugins/what_logs_must_not_hold.py``).
"""

import json
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from urllib.parse import unquote

from . import cluster, places, server
from .console import detail, step

PLUGIN = "what_logs_must_not_hold"
PLUGINS = places.CLONE / "tools" / "pytest_plugins"
#: A value that is shorter may be a word that stands in any log.
SHORTEST = 8
_EVERY_LINE, _TABLE = "every line, expected ones too", "ir_logging"
#: How many values are shown that a log holds.
_SHOWN = 10


class LogSearch:
    """The logs of one run, from its beginning on.

    :param folder: where the tests write down what they know
    :param odoo_log: the file that Odoo logs to
    """

    def __init__(self, folder, odoo_log):
        self._folder = folder
        self._odoo_log = odoo_log
        # Where somebody else's server logs to, nobody here knows.
        self._postgres_log = None if server.named_by_environment() else cluster.log()
        self._begun = _size(self._postgres_log)

    @property
    def variables(self):
        """Variables of the environment for the tests."""
        return {"INBOUND_WEBHOOK_NOTES": str(self._folder)}

    def complaints(self, databases, database):
        """Search, and say where something was found.

        :param databases: where the database of the run is
        :return: how many of the values were found, or 1 where nobody knows the values
        """
        step("Search the logs for tokens, secrets and personal values")
        values = _values(self._folder / "values.json")
        if not values:
            print("The tests did not write down what to look for.")
            return 1
        logs = dict(self._logs(databases, database))
        for name, text in logs.items():
            detail(f"{name}: {text.count(chr(10)):,} lines")
        if not all(logs[name] for name in self._with_lines()):
            print("A log is empty that the tests write to: nothing was searched there.")
            return 1
        found = {name: found_in(text, values) for name, text in logs.items()}
        for name, places_found in found.items():
            _tell(name, logs[name], places_found)
        leaked = set().union(*found.values())
        detail(f"{len(values):,} values, {len(leaked):,} of them found")
        return len(leaked)

    def _with_lines(self):
        return str(self._odoo_log), _EVERY_LINE, _TABLE

    def _logs(self, databases, database):
        yield str(self._odoo_log), _read(self._odoo_log)
        yield _EVERY_LINE, _read(self._folder / "lines.log")
        logged = f"SELECT concat_ws(' ', name, message, path, func) FROM {_TABLE}"
        yield _TABLE, databases.query(database, f"{logged} ORDER BY id")
        if self._postgres_log is None:
            detail("PostgreSQL's log is not of this clone, and is not searched.")
        else:
            yield str(self._postgres_log), _read(self._postgres_log, self._begun)


@contextmanager
def of_run(odoo_log):
    """The search after a run that begins now.

    :rtype: LogSearch
    """
    # The values let nobody into anything any more when the databases are gone.
    with tempfile.TemporaryDirectory(prefix="logs-", dir=places.state()) as folder:
        yield LogSearch(Path(folder), odoo_log)


def found_in(text, values):
    """Where values stand in a text, in any case, and percent-encoded as well.

    :return: the number of the first line that holds it, for each value that one holds
    """
    folded = text.lower()
    # An address may be spelled otherwise; the lines stay where they are.
    decoded = "\n".join(map(_unquoted, folded.split("\n")))
    return _search(decoded, values) | _search(folded, values)


def _unquoted(line):
    return unquote(line).replace("\n", " ")


def _search(text, values):
    by_start = defaultdict(list)
    for value in values:
        by_start[value[:SHORTEST].lower()].append(value)
    found, line = {}, 1
    for position, character in enumerate(text):
        if character == "\n":
            line += 1
        for value in by_start.get(text[position : position + SHORTEST], ()):
            if text.startswith(value.lower(), position):
                found.setdefault(value, line)
    return found


def _values(path):
    """What to look for: of a key of several lines each of them, of a password of Basic
    that one alone, too.
    """
    if not path.exists():
        return set()
    texts = set()
    for value in json.loads(path.read_text()):
        lines = [line.strip() for line in value.splitlines()]
        texts.update(line for line in lines if not line.startswith("-----"))
        texts.add(value.partition(":")[2])
    return {text for text in texts if len(text) >= SHORTEST}


def _tell(name, text, found):
    lines = text.split("\n")
    for value, number in sorted(found.items(), key=itemgetter(1))[:_SHOWN]:
        print(f"{name}, line {number}, holds {value!r}:\n    {lines[number - 1][:300]}")
    if len(found) > _SHOWN:
        print(f"{name}: {len(found) - _SHOWN:,} more")


def _size(path):
    return path.stat().st_size if path and path.exists() else 0


def _read(path, begun=0):
    if not path.exists():
        return ""
    with path.open("rb") as log:
        log.seek(begun)
        return log.read().decode("utf-8", "backslashreplace")
