"""A whole trace for a person: on the screen, and as plain text."""

from .labels import label_of
from .links import links_of
from .sentences import sentence_of

_MARKS = {"passed": "✓", "stopped": "■", "failed": "✗", "noted": "•", "undone": "↶"}


def explained(env, lines, handler=None):
    """The lines of a trace for a person, ready for the ``Trace`` component.

    :param env: environment of the reader
    :param list[dict] lines: as ``engine.trace`` makes them; None for none
    :param handler: where most of what failed is mended; it is linked to
    :return: for each line its ``state``, ``step`` and ``text`` in words, and the
        ``changes`` of the record: ``{"label", "old", "new"}``; where there are any,
        ``links`` to what it is about and the reader may open: ``{"label", "model",
        "id"}``, and what Python says of a failure, ``technical``. JSON-safe
    :rtype: list[dict]
    """
    steps, lines = _steps(env), lines or []
    told = []
    for line in lines:
        told_line = _explained_line(env, steps, line)
        if line["state"] == "undone":
            why = _why_undone(env, lines, line)
            told_line["text"] = env._(
                "%(done)s. Undone, because %(why)s.", done=told_line["text"], why=why
            )
        links = links_of(env, line, handler)
        told.append({**told_line, **({"links": links} if links else {})})
    return told


def as_text(explanation):
    """What :func:`explained` says, as plain text.

    :rtype: str
    """
    rows = []
    for line in explanation:
        mark = _MARKS.get(line["state"], "")
        rows.append(f"{mark} {line['step']}: {line['text']}")
        rows += [
            f"      {item['label']}: {_shown(item['old'])} → {_shown(item['new'])}"
            for item in line["changes"]
        ]
    return "\n".join(rows)


def _explained_line(env, steps, line):
    step = steps.get(line["step"], line["step"])
    if "item" in line:
        step = env._("Item %(number)s, %(step)s", number=line["item"], step=step)
    told = {
        "state": line["state"],
        "step": step,
        "text": sentence_of(env, line),
        "changes": _changes(env, line),
    }
    return {**told, "technical": line["technical"]} if "technical" in line else told


def _why_undone(env, lines, undone):
    """What kept the work of a line from staying, as a part of a sentence."""
    failed = [line for line in lines if line["state"] == "failed"]
    own = [line for line in failed if line.get("item") == undone.get("item")]
    cause = (own or failed or [{}])[-1]
    if cause.get("item") and cause["item"] != undone.get("item"):
        return env._("item %s failed", cause["item"])
    if cause.get("rule"):
        return env._("the rule “%s” failed", cause["rule"]["name"])
    if undone.get("item") and not cause.get("item"):
        return env._("the whole call failed")
    return env._("a later step failed")


def _changes(env, line):
    return [
        {
            "label": label_of(env, line, change["field"]),
            "old": change["old"],
            "new": change["new"],
        }
        for change in line.get("changes", ())
    ]


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
        "erase": env._("Privacy"),
    }


def _shown(value):
    return "–" if value is None else value
