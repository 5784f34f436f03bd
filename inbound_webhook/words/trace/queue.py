"""What waits in the queue, and why, in words."""

from .labels import said


def _accepted(env, _line):
    return env._("accepted, to be processed in the background")


def _kept(env, _line):
    return env._("accepted, to be processed when the webhook is switched on")


def _behind(env, line):
    return env._("about the same record as call %s, which waits", line["call"])


def _postponed(env, line):
    return env._(
        "attempt %(number)s failed: %(reason)s",
        number=line["attempt"],
        reason=said(env, line, "reason"),
    )


#: By the code of the line, what puts it into words.
QUEUE = {
    "accepted": _accepted,
    "kept": _kept,
    "behind": _behind,
    "postponed": _postponed,
}
