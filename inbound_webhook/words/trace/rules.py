"""Which automation rules ran, and which did not, in words."""

from .labels import said


def _fired(env, line):
    if line["state"] == "undone":
        return env._("%s automation rule(s) had run", len(line["rules"]))
    return env._("%s automation rule(s) ran", len(line["rules"]))


def _not_fired(env, _line):
    return env._("a HEAD call only asks: automation rules do not run")


def _not_meant(env, line):
    return env._(
        "it was opened by a program that looks at links (%s): automation rules do not "
        "run",
        line["by"],
    )


def _rule_failed(env, line):
    return env._(
        "%s What this rule did is undone, the rest of the call stands.",
        _sentence(said(env, line, "message")),
    )


def _activity_open(env, _line):
    return env._("an activity was not scheduled again: the same is still to be done")


def _record_gone(env, _line):
    return env._("no automation rule ran: the record is deleted")


def _rules_left_out(env, _line):
    return env._(
        "no automation rule ran: only what had been left out of the record was written"
    )


def _sentence(text):
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


#: By the code of the line, what puts it into words.
RULES = {
    "rules_left_out": _rules_left_out,
    "record_gone": _record_gone,
    "activity_open": _activity_open,
    "fired": _fired,
    "not_fired": _not_fired,
    "not_meant": _not_meant,
    "rule_failed": _rule_failed,
}
