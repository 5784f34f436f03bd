"""Which conditions a call meets, in words."""


def _conditions(env, line):
    return "\n".join(condition_rows(env, line))


def condition_rows(env, line):
    """A row for each condition, with its number and what was compared.

    :param dict line: of the trace, with the ``conditions`` of a call
    :rtype: list[str]
    """
    count = len(line["conditions"])
    return [
        _row(env, item, number=number, count=count)
        for number, item in enumerate(line["conditions"], 1)
    ]


def _row(env, item, **words):
    words |= {"test": _test(env, item), "received": _received(env, item["received"])}
    if item["holds"]:
        return env._(
            "condition %(number)s of %(count)s met: %(test)s, got %(received)s", **words
        )
    return env._(
        "condition %(number)s of %(count)s failed: %(test)s, got %(received)s", **words
    )


def _test(env, item):
    """What is compared with what."""
    operator = env["inbound.webhook.condition"]._fields["operator"]
    labels = dict(operator._description_selection(env))
    label = labels.get(item["operator"], item["operator"])
    parts = (item["parameter"], label, item["value"])
    return " ".join(str(part) for part in parts if part)


def _received(env, value):
    """What a call brought, as a person says it."""
    if value is None:
        return env._("nothing")
    if isinstance(value, bool):
        return env._("yes") if value else env._("no")
    if isinstance(value, list):
        return ", ".join(str(_received(env, item)) for item in value)
    return value


#: By the code of the line, what puts it into words.
CONDITIONS = {
    "met": _conditions,
    "not_met": _conditions,
}
