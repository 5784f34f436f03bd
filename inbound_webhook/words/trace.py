"""The lines of a trace in words, in the language of whoever reads them."""

from datetime import datetime

from odoo.tools import format_datetime

from ..engine.mapping import EXTERNAL_ID
from .phrases import worded
from .trace_links import links_of
from .trace_notes import NOTES
from .trace_repeats import REPEATS

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
        "text": _words(env, line),
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
    model_fields = _model_fields(env, line)
    return [
        {
            "label": _label(model_fields, change["field"], env),
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


def _words(env, line):
    describe = _DESCRIPTIONS.get(line["code"])
    if describe:
        return describe(env, line)
    if line.get("message"):
        return _said(env, line, "message")
    details = [
        f"{name} {value}"
        for name, value in line.items()
        if name not in ("step", "state", "code", "item", "phrases")
    ]
    return " ".join([line["code"].replace("_", " "), *details])


def _said(env, line, name):
    """A sentence that a line keeps, in the reader's language."""
    return worded(env, line.get("phrases", {}).get(name) or line[name])


def _parsed(env, line):
    kinds = {
        "json": env._("read as JSON"),
        "form": env._("read as a form"),
        "xml": env._("read as XML"),
        "empty": env._("empty"),
        "query": env._("read from the query"),
    }
    return kinds[line["kind"]]


def _split(env, line):
    return env._("%s item(s), one record for each", line["items"])


def _no_items(env, _line):
    return env._("the call holds no items")


def _extracted(env, line):
    found = [item["name"] for item in line["parameters"] if item["found"]]
    if not found:
        return env._("none found")
    return env._("found %s", ", ".join(found))


def _captured(env, _line):
    return env._("the webhook waited for a call to look at: kept, and not applied")


def _authentic(env, line):
    selection = env["inbound.webhook.call"]._fields["authenticated_by"]
    labels = dict(selection._description_selection(env))
    return env._("proved by: %s", labels.get(line["secret"], line["secret"]))


def _unproven(env, line):
    return env._("not proved: %s", _said(env, line, "message"))


def _not_asked(env, _line):
    return env._("not asked for: a person had this call processed")


def _accepted(env, _line):
    return env._("accepted, to be processed in the background")


def _kept(env, _line):
    return env._("accepted, to be processed when the webhook is switched on")


def _behind(env, line):
    return env._("about the same record as call %s, which waits", line["call"])


def _dropped(env, _line):
    return env._("the webhook was switched off, and drops what comes meanwhile")


def _postponed(env, line):
    return env._(
        "attempt %(number)s failed: %(reason)s",
        number=line["attempt"],
        reason=_said(env, line, "reason"),
    )


def _conditions(env, line):
    return "\n".join(_condition_rows(env, line))


def _condition_rows(env, line):
    """A row for each condition, with its number and what was compared."""
    operator = env["inbound.webhook.condition"]._fields["operator"]
    labels = dict(operator._description_selection(env))
    count, rows = len(line["conditions"]), []
    for number, item in enumerate(line["conditions"], 1):
        words = {
            "number": number,
            "count": count,
            "test": " ".join(
                str(part)
                for part in (
                    item["parameter"],
                    labels.get(item["operator"], item["operator"]),
                    item["value"],
                )
                if part
            ),
            "received": _received(env, item["received"]),
        }
        if item["holds"]:
            row = env._(
                "condition %(number)s of %(count)s met: %(test)s, got %(received)s",
                **words,
            )
        else:
            row = env._(
                "condition %(number)s of %(count)s failed: %(test)s, got %(received)s",
                **words,
            )
        rows.append(row)
    return rows


def why_ended(env, lines):
    """Why a call ended without an effect, in one short line.

    :param env: environment of the reader
    :param list[dict] lines: as ``engine.trace`` makes them; None for none
    :rtype: str or None
    """
    stopped = [line for line in lines or () if line["state"] == "stopped"]
    if not stopped:
        return None
    line = stopped[-1]
    if line["code"] == "not_met":
        rows = _condition_rows(env, line)
        failed = [
            row
            for row, item in zip(rows, line["conditions"], strict=True)
            if not item["holds"]
        ]
        return failed[0] if failed else rows[0]
    if line["code"] == "duplicate" and line.get("call"):
        return env._("a repeat of call %s", line["call"])
    if line["code"] == "dealt_with":
        return env._("call %s has dealt with the same request meanwhile", line["call"])
    if line["code"] == "waits":
        return env._("the same request waits in the queue as call %s", line["call"])
    return _words(env, line)


def _received(env, value):
    """What a call brought, as a person says it."""
    if value is None:
        return env._("nothing")
    if isinstance(value, bool):
        return env._("yes") if value else env._("no")
    if isinstance(value, list):
        return ", ".join(str(_received(env, item)) for item in value)
    return value


def _applied(env, line):
    operations = {
        "created": env._("created"),
        "updated": env._("updated"),
        "unchanged": env._("unchanged: it holds these values already"),
        "archived": env._("archived"),
        "unarchived": env._("brought back from the archive"),
        "deleted": env._("deleted"),
        "found": env._("found"),
    }
    model = line["model"]
    name = env["ir.model"]._get(model).name if model in env else model
    if line["state"] == "undone" and line["code"] == "created":
        text = env._("would have created: %s", name)
    elif line["state"] == "undone" and line["code"] != "updated":
        text = env._(
            "would have been %(operation)s: %(model)s %(id)s",
            operation=operations[line["code"]],
            model=name,
            id=line["id"],
        )
    elif line["state"] == "undone":
        text = env._("would have updated: %(model)s %(id)s", model=name, id=line["id"])
    else:
        text = f"{operations[line['code']]}: {name} {line['id']}"
    text += _matched_by(env, line)
    if line.get("candidates"):
        candidates = ", ".join(map(str, line["candidates"]))
        text += env._(" among several (%s)", candidates)
    return text


def _matched_by(env, line):
    """By which fields a record was found, behind what is said of it."""
    if not line.get("matched_by"):
        return ""
    model_fields = _model_fields(env, line)
    ours = {EXTERNAL_ID: env._("the sender's id")}
    matched_by = [
        ours.get(name) or _label(model_fields, name, env) for name in line["matched_by"]
    ]
    return env._(", found by %s", ", ".join(matched_by))


def _model_fields(env, line):
    """The fields of the model that the line is about; none where it is gone."""
    model = line.get("model")
    return env[model]._fields if model in env else {}


def _label(model_fields, name, env):
    field = model_fields.get(name)
    return field._description_string(env) if field else name


def _shown(value):
    return "–" if value is None else value


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


def _listed(env, line):
    model = line["model"]
    words = {
        "model": env["ir.model"]._get(model).name if model in env else model,
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


def _not_found(env, _line):
    return env._("nothing matches")


def _fired(env, line):
    if line["state"] == "undone":
        return env._("%s automation rule(s) had run", len(line["rules"]))
    return env._("%s automation rule(s) ran", len(line["rules"]))


def _trapped(env, line):
    return env._(
        "the trap field “%s” is filled in, as programs do: answered as if all were "
        "well, and not applied",
        line["field"],
    )


def _not_fired(env, _line):
    return env._("a HEAD call only asks: automation rules do not run")


def _not_meant(env, line):
    return env._(
        "it was opened by a program that looks at links (%s): automation rules do not "
        "run",
        line["by"],
    )


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


def _asked(env, _line):
    return env._("asked which calls are taken, and was told; nothing else is done")


def _probed(env, _line):
    return env._(
        "asked whether the URL is there, and was told so; nothing else is done"
    )


def _rule_failed(env, line):
    return env._(
        "%s What this rule did is undone, the rest of the call stands.",
        _sentence(_said(env, line, "message")),
    )


def _sentence(text):
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _activity_open(env, _line):
    return env._("an activity was not scheduled again: the same is still to be done")


def _another_number(env, line):
    label = _label(_model_fields(env, line), line["field"], env)
    return env._(
        "%(field)s: the digits of %(received)s alone are another number, %(written)s",
        field=label,
        received=line["received"],
        written=line["written"],
    )


def _other_place(env, line):
    return env._(
        "%(parameter)s is not there. %(hint)s",
        parameter=line["parameter"],
        hint=_said(env, line, "hint"),
    )


def _named(env, line):
    label = _label(_model_fields(env, line), line["field"], env)
    return env._(
        "the call brings nothing for %(field)s, which has to be there: %(written)s",
        field=label,
        written=line["written"],
    )


def _unknown(env, _line):
    return env._("no such record is there, and this webhook makes none: nothing done")


def _exists(env, line):
    model = line["model"]
    name = env["ir.model"]._get(model).name if model in env else model
    return env._(
        "%(model)s %(id)s is there already, and this webhook only creates: nothing "
        "done",
        model=name,
        id=line["id"],
    )


def _older(env, line):
    return env._(
        "it is of %(received)s, and what was written last of %(latest)s: nothing done",
        received=_moment(env, line["received"]),
        latest=_moment(env, line["latest"]),
    )


def _field_older(env, line):
    return env._(
        "%(field)s is left: this is of %(received)s, and what was written there of "
        "%(latest)s",
        field=_label(_model_fields(env, line), line["field"], env),
        received=_moment(env, line["received"]),
        latest=_moment(env, line["latest"]),
    )


def _time_ahead(env, line):
    return env._(
        "the time of the event is %s, which is still to come, and does not count",
        _moment(env, line["received"]),
    )


def _moment(env, text):
    """A moment as the reader writes it; with parts of a second, as it is kept."""
    moment = datetime.fromisoformat(text)
    if moment.microsecond:
        return f"{moment.isoformat(' ')} UTC"
    return format_datetime(env, moment, tz=env.user.tz or "UTC")


def _record_gone(env, _line):
    return env._("no automation rule ran: the record is deleted")


def _rules_left_out(env, _line):
    return env._(
        "no automation rule ran: only what had been left out of the record was written"
    )


_DESCRIPTIONS = {
    **NOTES,
    **REPEATS,
    "another_number": _another_number,
    "other_place": _other_place,
    "named": _named,
    "rules_left_out": _rules_left_out,
    "record_gone": _record_gone,
    "unknown": _unknown,
    "older": _older,
    "field_older": _field_older,
    "time_ahead": _time_ahead,
    "exists": _exists,
    "activity_open": _activity_open,
    "parsed": _parsed,
    "split": _split,
    "no_items": _no_items,
    "extracted": _extracted,
    "captured": _captured,
    "authentic": _authentic,
    "unproven": _unproven,
    "not_asked": _not_asked,
    "accepted": _accepted,
    "kept": _kept,
    "behind": _behind,
    "dropped": _dropped,
    "postponed": _postponed,
    "met": _conditions,
    "not_met": _conditions,
    "created": _applied,
    "updated": _applied,
    "unchanged": _applied,
    "archived": _applied,
    "unarchived": _applied,
    "deleted": _applied,
    "found": _applied,
    "listed": _listed,
    "shortened": _shortened,
    "linked_hidden": _linked_hidden,
    "left_out": _left_out,
    "body_left_out": _body_left_out,
    "erased": _erased,
    "not_found": _not_found,
    "fired": _fired,
    "not_fired": _not_fired,
    "not_meant": _not_meant,
    "asked": _asked,
    "probed": _probed,
    "trapped": _trapped,
    "handshake": _handshake,
    "fetched": _fetched,
    "secret_taken": _secret_taken,
    "secret_offered": _secret_offered,
    "secret_left": _secret_left,
    "rule_failed": _rule_failed,
}
