"""What the log does not keep, in words."""


def _left_out(env, line):
    if line["items"]:
        return env._(
            "and %(lines)s more lines, of %(items)s items: too many to keep. The items "
            "themselves are listed below.",
            lines=line["lines"],
            items=line["items"],
        )
    return env._("and %s more lines: too many to keep", line["lines"])


def _body_left_out(env, line):
    return env._(
        "the body (%s bytes) was not kept: the log has as much of this hour as the "
        "webhook keeps",
        line["size"],
    )


def _erased(env, line):
    return env._("what came with this call was erased by %s", line["by"])


#: By the code of the line, what puts it into words.
LOG = {
    "left_out": _left_out,
    "body_left_out": _body_left_out,
    "erased": _erased,
}
