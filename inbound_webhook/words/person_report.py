"""What calls hold of a person, for that person to read."""

import json

from odoo.tools import format_datetime

from ..privacy.finding import thinned
from .trace import explained

#: Codes of lines that say what was written.
_WRITTEN = ("created", "updated")
_LINE = "=" * 72


def written(call, person):
    """What a call wrote, and where, as far as it is about a person.

    :param call: with the rights of whoever reads it
    :param Person person: who is looked for
    :return: a text of a line for each record and each of its fields, empty for nothing
    """
    rows = []
    for line in _applied(call, person):
        [told] = explained(call.env, [line])
        rows.append(told["text"])
        rows += [
            f"  {item['label']}: {_shown(item['new'])}" for item in told["changes"]
        ]
    return "\n".join(rows)


def report(env, person, calls):
    """All that calls hold of a person, as a plain text.

    Of a call that holds several people, only what is of this one. Plain text, since a
    page could hold what runs, and a spreadsheet computes what begins with a sign.

    :param env: environment of the reader
    :param Person person: whose it is
    :param calls: with the rights of the reader
    """
    looked_for = [part for part in (person.email, person.name, person.phone) if part]
    head = [
        env._("What calls to webhooks hold of: %s", ", ".join(looked_for)),
        env._("Made on %s", format_datetime(env, env.cr.now())),
        env._("%s call(s), the newest first", len(calls)),
    ]
    return "\n".join([*head, "", *(_told_call(call, person) for call in calls)])


def _told_call(call, person):
    env = call.env
    label = {
        name: field._description_string(env) for name, field in call._fields.items()
    }
    rows = [
        _LINE,
        env._(
            "Call %(id)s, %(date)s, %(handler)s",
            id=call.id,
            date=format_datetime(env, call.request_date),
            handler=call.handler_id.name,
        ),
    ]
    status = dict(call._fields["status"]._description_selection(env))[call.status]
    rows.append(f"{label['status']}: {status}")
    if call.remote_addr:
        rows.append(f"{label['remote_addr']}: {call.remote_addr}")
    # As superuser: the trees take the handler's limits, which not all may read.
    trees = call.sudo()._personal_trees()
    places = call.sudo()._places_of(person)
    items = call.sudo()._items_of(person)
    if items is not None:
        values = call.sudo()._values_of_items()
        trees["parameters"] = [values[number] for number in sorted(items)]
    if "body" in places and not trees["body"]:
        trees["body"] = call.sudo()._body_as_text()
    for name in ("query_string", "headers", "body", "parameters", "response_body"):
        if name in places:
            rows += [f"{label[name]}:", *_told_tree(_of_person(person, trees[name]))]
    done = written(call, person)
    if done:
        rows += [env._("What was done:"), *(f"  {row}" for row in done.splitlines())]
    return "\n".join([*rows, ""])


def _of_person(person, tree):
    if isinstance(tree, str):
        try:
            tree = json.loads(tree)
        except (ValueError, RecursionError):
            return tree
    return thinned(person, tree)


def _told_tree(tree, depth=1):
    indent = "  " * depth
    if isinstance(tree, dict | list):
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree, 1)
        for name, value in pairs:
            if isinstance(value, dict | list):
                yield f"{indent}{name}:"
                yield from _told_tree(value, depth + 1)
            else:
                yield f"{indent}{name}: {_shown(value)}"
    else:
        yield from (f"{indent}{row}" for row in _shown(tree).splitlines())


def _applied(call, person):
    """The lines of the trace that say what was written, of the person's items."""
    items = call.sudo()._items_of(person)
    return [
        line
        for line in call.trace or ()
        if line["step"] == "apply"
        and line["state"] == "passed"
        and line["code"] in _WRITTEN
        and (items is None or line.get("item") in items)
    ]


def _shown(value):
    return "–" if value in (None, "") else str(value)
