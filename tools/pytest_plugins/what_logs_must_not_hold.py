"""A plugin of pytest that writes down what no log may hold, and what was logged.

The search of the logs after the run (``devenv/log_search.py``) needs to know

- each token and secret that the tests made, of whichever handler and in whichever way:
  they are noted where the random ones are made, and where handlers are compiled;
- the personal values that the tests plant in what they send;
- each line that was logged, also those that a test expects, which no log file has:
  where something fails, more is said, and tests expect that it fails.

The variable INBOUND_WEBHOOK_NOTES names the folder that it writes to.
"""

import base64
import functools
import json
import logging
import os
import secrets
from pathlib import Path

import pytest

FOLDER = Path(os.environ["INBOUND_WEBHOOK_NOTES"])
#: Below it, Odoo says what its people do, and a server in use says nothing.
LEVEL = logging.INFO

_values = set()


def pytest_configure():
    """Note what is random, and what is logged, from now on."""
    _note_results(secrets, "token_urlsafe", lambda text: [text])
    _note_results(secrets, "token_bytes", _spellings)
    _write_lines(FOLDER / "lines.log")


def pytest_collection_finish():
    """The addon is there: note what its handlers are compiled of."""
    from odoo.addons.inbound_webhook.engine.authentication import Secret
    from odoo.addons.inbound_webhook.engine.spec import HandlerSpec
    from odoo.addons.inbound_webhook.tests import planted

    _note_fields(Secret, "value")
    _note_fields(HandlerSpec, "token")
    _values.update(planted.PERSONAL)


def pytest_unconfigure():
    """Hand over what was noted."""
    (FOLDER / "values.json").write_text(json.dumps(sorted(filter(None, _values))))


@pytest.fixture(scope="session", autouse=True)
def _log_table_that_ends(load_http):
    """Have no lines stored as Odoo stops: it would wait for itself.

    It locks its connections to close them, and needs one to say so (``close_all`` of
    ``odoo/sql_db.py``).
    """
    yield
    from odoo.netsvc import PostgreSQLHandler

    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, PostgreSQLHandler):
            root.removeHandler(handler)


@pytest.fixture(autouse=True)
def _database_log_that_is_heard():
    """Have the log of the database heard again, where the test before left it muted.

    Odoo mutes it as it stores a line in ir_logging (``odoo/netsvc.py``). Where another
    thread mutes it meanwhile, whoever is the last puts back what the other one had put
    in place (``mute_logger`` of ``odoo/tools/misc.py``).
    """
    database = logging.getLogger("odoo.sql_db")
    database.handlers, database.propagate = [], True


def _note_results(module, name, texts):
    made = getattr(module, name)

    @functools.wraps(made)
    def noting(*args):
        result = made(*args)
        _values.update(texts(result))
        return result

    setattr(module, name, noting)


def _spellings(value):
    encoded = base64.b64encode(value), base64.urlsafe_b64encode(value)
    return [value.hex(), *(text.decode().rstrip("=") for text in encoded)]


def _note_fields(class_, name):
    """Note a field of each frozen value that is made of a class."""
    init = class_.__init__

    @functools.wraps(init)
    def noting(self, *args, **kwargs):
        init(self, *args, **kwargs)
        _values.add(getattr(self, name))

    class_.__init__ = noting


def _write_lines(path):
    """Have each line written down that passes the filters of its logger."""
    lines = path.open("a", encoding="utf-8", errors="backslashreplace")
    formatter = logging.Formatter("%(levelname)s %(name)s: %(message)s")
    hand_on = logging.Logger.callHandlers

    @functools.wraps(hand_on)
    def noting(self, record):
        if record.levelno >= LEVEL:
            print(formatter.format(record), file=lines, flush=True)
        return hand_on(self, record)

    logging.Logger.callHandlers = noting
