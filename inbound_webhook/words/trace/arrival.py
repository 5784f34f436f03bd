"""How a call came, and what its credentials are worth, in words."""

from .labels import said


def _trapped(env, line):
    return env._(
        "the trap field “%s” is filled in, as programs do: answered as any other call, "
        "and not applied",
        line["field"],
    )


def _asked(env, _line):
    return env._("asked which calls are taken, and was told; nothing else is done")


def _probed(env, _line):
    return env._(
        "asked whether the URL is there, and was told so; nothing else is done"
    )


def _captured(env, _line):
    return env._("the webhook waited for a call to look at: kept, and not applied")


def _dropped(env, _line):
    return env._("the webhook was switched off, and drops what comes meanwhile")


def _authentic(env, line):
    selection = env["inbound.webhook.call"]._fields["authenticated_by"]
    labels = dict(selection._description_selection(env))
    return env._("proved by: %s", labels.get(line["secret"], line["secret"]))


def _unproven(env, line):
    return env._("not proved: %s", said(env, line, "message"))


def _not_asked(env, _line):
    return env._("not asked for: a person had this call processed")


#: By the code of the line, what puts it into words.
ARRIVAL = {
    "captured": _captured,
    "authentic": _authentic,
    "unproven": _unproven,
    "not_asked": _not_asked,
    "dropped": _dropped,
    "asked": _asked,
    "probed": _probed,
    "trapped": _trapped,
}
