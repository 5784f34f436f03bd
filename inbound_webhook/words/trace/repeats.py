"""Whether a call repeats another one, in words."""


def _first(env, _line):
    return env._("no, it is the first of its kind in the protection period")


def _duplicate(env, line):
    if line.get("call"):
        return env._("yes, of call %s", line["call"])
    return env._("yes, of a call that is no longer in the log")


def _overtaken(env, line):
    return env._(
        "no: it is the same as call %(call)s, but call %(by)s about the same record "
        "came between",
        **_calls(line),
    )


def _another_record(env, line):
    return env._(
        "no: it is the same as call %s, but that one deleted its record, and this one "
        "finds another",
        line["call"],
    )


def _dealt_with(env, line):
    return env._("yes: call %s has dealt with the same request meanwhile", line["call"])


def _waits(env, line):
    return env._("yes: the same request waits in the queue as call %s", line["call"])


def _id_reused(env, line):
    return env._(
        "yes: the delivery id is that of call %(call)s. But the content is another, so "
        "it was not answered like that one",
        **_calls(line),
    )


def _values_reused(env, line):
    return env._(
        "yes: the values that count are those of call %(call)s. The rest is another, "
        "so it was not answered like that one",
        **_calls(line),
    )


def _replayed(env, line):
    return env._(
        "yes: call %(call)s proved itself by the same. But the content is another, so "
        "somebody may have changed what he saw of that one",
        **_calls(line),
    )


def _key_reused(env, line):
    return env._(
        "yes: call %(call)s had the same idempotency key. But the content is another",
        **_calls(line),
    )


def _under_way(env, _line):
    return env._("yes: the first call with this idempotency key is under way")


def _calls(line):
    """The numbers of the calls that a line names; one may be purged."""
    return {name: line.get(name) or "?" for name in ("call", "by")}


def _no_delivery_id(env, _line):
    return env._(
        "the header with the delivery id is missing, so the whole request is compared"
    )


def _no_duplicate_key(env, _line):
    return env._(
        "no parameter that is a duplicate key has a value, so the whole request is "
        "compared"
    )


#: By the code of the line, what puts it into words.
REPEATS = {
    "first": _first,
    "duplicate": _duplicate,
    "overtaken": _overtaken,
    "another_record": _another_record,
    "dealt_with": _dealt_with,
    "waits": _waits,
    "id_reused": _id_reused,
    "values_reused": _values_reused,
    "replayed": _replayed,
    "key_reused": _key_reused,
    "under_way": _under_way,
    "no_delivery_id": _no_delivery_id,
    "no_duplicate_key": _no_duplicate_key,
}
