"""The lines of a trace in words, in the language of whoever reads them."""


def sentence(env, line):
    """One line of a trace as a sentence.

    :param env: environment of the reader
    :param dict line: as ``engine.trace`` makes it
    :rtype: str
    """
    marks = {"passed": "✓", "stopped": "■", "failed": "✗", "noted": "•"}
    step, words = _steps(env)[line["step"]], _words(env, line)
    if "item" in line:
        step = env._("Item %(number)s, %(step)s", number=line["item"], step=step)
    return f"{marks.get(line['state'], '')} {step}: {words}"


def _steps(env):
    return {
        "receive": env._("Received"),
        "handshake": env._("Handshake"),
        "authenticate": env._("Credentials"),
        "parse": env._("Body"),
        "extract": env._("Parameters"),
        "duplicate": env._("Duplicate"),
        "queue": env._("Queue"),
        "conditions": env._("Conditions"),
        "apply": env._("Record"),
        "fulfil": env._("Actions"),
        "answer": env._("Answer"),
    }


def _words(env, line):
    describe = _DESCRIPTIONS.get(line["code"])
    if describe:
        return describe(env, line)
    if line.get("message"):
        return line["message"]
    details = [
        f"{name} {value}"
        for name, value in line.items()
        if name not in ("step", "state", "code", "item")
    ]
    return " ".join([line["code"].replace("_", " "), *details])


def _parsed(env, line):
    kinds = {
        "json": env._("read as JSON"),
        "form": env._("read as a form"),
        "empty": env._("empty"),
    }
    return kinds[line["kind"]]


def _split(env, line):
    return env._("%s item(s), one record for each", line["items"])


def _extracted(env, line):
    found = [item["name"] for item in line["parameters"] if item["found"]]
    if not found:
        return env._("none found")
    return env._("found %s", ", ".join(found))


def _first(env, _line):
    return env._("no, it is the first of its kind in the protection period")


def _duplicate(env, line):
    if line.get("call"):
        return env._("yes, of call %s", line["call"])
    return env._("yes, of a call that is no longer in the log")


def _no_delivery_id(env, _line):
    return env._("not known: the header with the delivery id is missing")


def _accepted(env, _line):
    return env._("accepted, to be processed in the background")


def _postponed(env, line):
    return env._(
        "attempt %(number)s failed: %(reason)s",
        number=line["attempt"],
        reason=line["reason"],
    )


def _met(env, line):
    return env._("met: %s", _conditions(env, line))


def _not_met(env, line):
    return env._("not met: %s", _conditions(env, line))


def _conditions(env, line):
    operator = env["inbound.webhook.condition"]._fields["operator"]
    labels, parts = dict(operator._description_selection(env)), []
    for item in line["conditions"]:
        test = " ".join(
            str(part)
            for part in (item["parameter"], labels[item["operator"]], item["value"])
            if part
        )
        received = _shown(item["received"])
        parts.append(env._("%(test)s (got %(received)s)", test=test, received=received))
    return ", ".join(parts)


def _applied(env, line):
    operations = {
        "created": env._("created"),
        "updated": env._("updated"),
        "unchanged": env._("unchanged: it holds these values already"),
        "found": env._("found"),
    }
    model = line["model"]
    name = env["ir.model"]._get(model).name if model in env else model
    model_fields = env[model]._fields if model in env else {}
    rows = [f"{operations[line['code']]}: {name} {line['id']}"]
    if line.get("matched_by"):
        matched_by = [_label(model_fields, name, env) for name in line["matched_by"]]
        rows[0] += env._(", found by %s", ", ".join(matched_by))
    if line.get("candidates"):
        candidates = ", ".join(map(str, line["candidates"]))
        rows[0] += env._(" among several (%s)", candidates)
    for change in line.get("changes", ()):
        label = _label(model_fields, change["field"], env)
        rows.append(f"{label}: {_shown(change['old'])} → {_shown(change['new'])}")
    return "\n      ".join(rows)


def _label(model_fields, name, env):
    field = model_fields.get(name)
    return field._description_string(env) if field else name


def _shown(value):
    return "–" if value is None else value


def _not_found(env, _line):
    return env._("nothing matches")


def _fired(env, line):
    return env._("%s automation rule(s) ran", len(line["rules"]))


_DESCRIPTIONS = {
    "parsed": _parsed,
    "split": _split,
    "extracted": _extracted,
    "first": _first,
    "duplicate": _duplicate,
    "no_delivery_id": _no_delivery_id,
    "accepted": _accepted,
    "postponed": _postponed,
    "met": _met,
    "not_met": _not_met,
    "created": _applied,
    "updated": _applied,
    "unchanged": _applied,
    "found": _applied,
    "not_found": _not_found,
    "fired": _fired,
}
