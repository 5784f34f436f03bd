"""What was answered to a handshake, and what that handed over, in words."""


def _handshake(env, line):
    return env._("answered, and nothing else is done: %s", line["name"])


def _fetched(env, _line):
    return env._("the address that the sender named was asked for")


def _secret_taken(env, _line):
    return env._("its secret is the webhook's from now on")


def _secret_offered(env, _line):
    return env._(
        "what it brought waits in the tab Who May Call until somebody takes it"
    )


def _secret_left(env, _line):
    return env._("what it brought was not kept: as much as is kept waits already")


#: By the code of the line, what puts it into words.
HANDSHAKES = {
    "handshake": _handshake,
    "fetched": _fetched,
    "secret_taken": _secret_taken,
    "secret_offered": _secret_offered,
    "secret_left": _secret_left,
}
