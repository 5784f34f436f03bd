"""Why a call ended as it did, in one short line of the list of calls."""

from .conditions import condition_rows
from .sentences import sentence_of


def why_ended(env, lines):
    """Why a call ended without an effect.

    :param env: environment of the reader
    :param list[dict] lines: as ``engine.trace`` makes them; None for none
    :rtype: str or None
    """
    stopped = [line for line in lines or () if line["state"] == "stopped"]
    if not stopped:
        return None
    line = stopped[-1]
    if line["code"] == "not_met":
        return _first_that_failed(env, line)
    if line["code"] == "duplicate" and line.get("call"):
        return env._("a repeat of call %s", line["call"])
    if line["code"] == "dealt_with":
        return env._("call %s has dealt with the same request meanwhile", line["call"])
    if line["code"] == "waits":
        return env._("the same request waits in the queue as call %s", line["call"])
    return sentence_of(env, line)


def _first_that_failed(env, line):
    rows = condition_rows(env, line)
    failed = [
        row
        for row, item in zip(rows, line["conditions"], strict=True)
        if not item["holds"]
    ]
    return failed[0] if failed else rows[0]
