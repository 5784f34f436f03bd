"""Finds what Odoo complains about in its log."""

import re

_ENTRY = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) ")
_BAD = {"WARNING", "ERROR", "CRITICAL"}
_TRACEBACK = "Traceback (most recent call last)"
# What Odoo itself causes, wherever no one here can help it.
_ODOO_S_OWN = (
    # It calls what the version of Werkzeug that it asks for is about to drop.
    re.compile(r"py\.warnings: \S+/(odoo/addons|werkzeug)/\S+ .*'werkzeug\.urls\."),
    # Its server actions look up their history while a form still edits them.
    re.compile(r"Domains don't support NewId, .* for \('action_id', '=', <NewId"),
)


def complaints(path):
    """The entries that are warnings, errors, or hold a traceback."""
    return [entry for entry in _entries(path.read_text()) if _is_bad(entry)]


def _entries(text):
    """Split a log: an entry starts with a time and may go on for many lines."""
    entries = []
    for line in text.splitlines():
        if _ENTRY.match(line) or not entries:
            entries.append(line)
        else:
            entries[-1] += f"\n{line}"
    return entries


def _is_bad(entry):
    head = _ENTRY.match(entry)
    bad = (head is not None and head["level"] in _BAD) or _TRACEBACK in entry
    return bad and not any(known.search(entry) for known in _ODOO_S_OWN)
