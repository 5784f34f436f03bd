"""Which records a call found, and what it did to them, in words."""

from ...engine.records import EXTERNAL_ID
from .labels import label_of, name_of_model


def _applied(env, line):
    if line["state"] == "undone":
        text = _would_have(env, line)
    else:
        operation = _operations(env)[line["code"]]
        text = f"{operation}: {name_of_model(env, line)} {line['id']}"
    text += _matched_by(env, line)
    if line.get("candidates"):
        candidates = ", ".join(map(str, line["candidates"]))
        text += env._(" among several (%s)", candidates)
    return text


def _would_have(env, line):
    """What was done to a record, and does not stay."""
    model, code = name_of_model(env, line), line["code"]
    if code == "created":
        return env._("would have created: %s", model)
    if code == "updated":
        return env._("would have updated: %(model)s %(id)s", model=model, id=line["id"])
    return env._(
        "would have been %(operation)s: %(model)s %(id)s",
        operation=_operations(env)[code],
        model=model,
        id=line["id"],
    )


def _operations(env):
    return {
        "created": env._("created"),
        "updated": env._("updated"),
        "unchanged": env._("unchanged: it holds these values already"),
        "archived": env._("archived"),
        "unarchived": env._("brought back from the archive"),
        "deleted": env._("deleted"),
        "found": env._("found"),
    }


def _unknown(env, _line):
    return env._("no such record is there, and this webhook makes none: nothing done")


def _exists(env, line):
    return env._(
        "%(model)s %(id)s is there already, and this webhook only creates: nothing "
        "done",
        model=name_of_model(env, line),
        id=line["id"],
    )


def _merged(env, line):
    [now] = line["ids"]
    return env._(
        "%(model)s %(gone)s was merged into %(model)s %(id)s since then",
        model=name_of_model(env, line),
        gone=line["gone"],
        id=now,
    )


def _not_found(env, _line):
    return env._("nothing matches")


def _listed(env, line):
    words = {
        "model": name_of_model(env, line),
        "count": line["count"],
        "ids": ", ".join(map(str, line["ids"])),
    }
    if line["count"] > len(line["ids"]):
        words["ids"] += ", …"
    if line["more"]:
        text = env._("found: %(model)s, the first %(count)s (%(ids)s)", **words)
    else:
        text = env._("found: %(model)s, %(count)s in all (%(ids)s)", **words)
    return text + _matched_by(env, line)


def _shortened(env, line):
    return env._(
        "of %(fields)s, only the first %(most)s of each record: it leads to more",
        fields=", ".join(line["fields"]),
        most=line["most"],
    )


def _linked_hidden(env, line):
    return env._(
        "%s leads to records that the user of the webhook may not read: they are left "
        "out of the answer",
        ", ".join(line["fields"]),
    )


def _matched_by(env, line):
    """By which fields a record was found, behind what is said of it."""
    if not line.get("matched_by"):
        return ""
    ours = {EXTERNAL_ID: env._("the sender's id")}
    matched_by = [
        ours.get(name) or label_of(env, line, name) for name in line["matched_by"]
    ]
    return env._(", found by %s", ", ".join(matched_by))


#: By the code of the line, what puts it into words.
RECORDS = {
    "unknown": _unknown,
    "exists": _exists,
    "created": _applied,
    "updated": _applied,
    "unchanged": _applied,
    "archived": _applied,
    "unarchived": _applied,
    "deleted": _applied,
    "found": _applied,
    "merged": _merged,
    "listed": _listed,
    "shortened": _shortened,
    "linked_hidden": _linked_hidden,
    "not_found": _not_found,
}
