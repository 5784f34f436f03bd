"""Handlers that nobody would set up, other ones for each seed. Odoo's shell runs this.

Odd targets, fields of every type, answers with whatever a placeholder can name, rules
that raise, several items of a call, look-ups with awkward fields, queued or not; calls
by PUT and GET, and to handlers that are switched off.
"""

import json
import os
import random

COUNT = 30
MODELS = ["crm.lead", "crm.lead", "res.partner", "crm.tag", "utm.campaign"]
TYPES = {
    "title": "text",
    "email": "email",
    "phone": "phone",
    "site": "url",
    "number": "integer",
    "share": "decimal",
    "flag": "boolean",
    "day": "date",
    "moment": "datetime",
    "tags": "list",
    "more": "object",
    "country": "text",
}
#: Parameters that may fit a type of field.
FITTING = {
    "char": ["title", "email", "phone", "site", "country"],
    "text": ["title", "more"],
    "html": ["title", "more"],
    "integer": ["number"],
    "float": ["share", "number"],
    "monetary": ["share", "number"],
    "boolean": ["flag"],
    "date": ["day"],
    "datetime": ["moment"],
    "many2one": ["country", "title"],
    "many2many": ["tags"],
}
#: Each ends the call, or is told of it.
RAISING = [
    "raise UserError('No, thank you')",
    "raise UserError('Nul \\0 and \\ud800 in it')",
    "raise Exception('Nul \\0 and \\ud800 in it')",
    "raise UserError({'a': ['b']})",
    "raise UserError()",
    "1 / 0",
    "env['res.partner'].browse(10 ** 9).write({'name': 'x'})",
    "env['res.partner'].browse(10 ** 9).name.x",
    "env['ir.rule'].with_user(3).sudo(False).create({'name': 'x'})",
    "env.cr.execute('SELECT 1 / 0')",
    "env.cr.execute('SELECT nothing')",
    "record.unlink()",
    "record.write({'name': False})",
    "record.write({'no_such_field': 1})",
    "[1][5]",
    "if len(record.display_name or '') % 2: raise UserError('Odd')",
    "env.cr.execute('SAVEPOINT gone')\n1 / 0",
]
CONTENT_TYPES = [
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "text/plain; charset=iso-8859-1",
    "text/csv; charset=utf-16",
    "text/html",
    "application/xml",
]
STATUSES = [200, 201, 202, 204, 302, 400, 404, 409, 422]
OUTCOMES = ["success", "not_found", "duplicate", "ignored", "error"]
MAX_BODY_SIZE = 40_000


def make(env, seed):
    """Make the handlers of a seed.

    :return: what is to be known of each, by name
    """
    made, forced = {}, set()
    for number in range(COUNT):
        name, rng = f"wild {number}", random.Random(f"{seed}/handler/{number}")
        handler = _handler(env, rng, name, forced)
        is_raising = rng.random() < 0.4
        if is_raising:
            _add_rule(env, rng, handler)
        made[name] = {
            "token": handler.token,
            "id": handler.id,
            "method": handler.method,
            "body_type": handler.body_type,
            "methods": _methods(handler),
            "is_off": not handler.active,
            "drops": not handler.active and handler.when_off == "drop",
            "is_split": bool(handler.split_path),
            "is_raising": is_raising,
            "is_forced": handler.id in forced,
            "answers_html": "text/html" in handler.response_ids.mapped("content_type"),
        }
    env.cr.commit()
    return made


def _handler(env, rng, name, forced):
    """Make one.

    :param set forced: takes the ids of those that the form would not let be
    """
    model = rng.choice(MODELS)
    method = "get" if rng.random() < 0.2 else "post"
    is_split = method == "post" and rng.random() < 0.3
    values = {
        "name": name,
        "method": method,
        "body_type": rng.choice(["json", "json", "form"]),
        "model_id": env["ir.model"]._get_id(model),
        "user_id": env.ref("base.user_admin").id,
        "max_body_size": MAX_BODY_SIZE,
        "parameter_ids": [
            (0, 0, _parameter(rng, name, method, is_split)) for name in TYPES
        ],
    }
    modes = env["inbound.webhook.handler"]._fields["split_mode"].selection
    if is_split:
        mode = rng.choice([key for key, _label in modes])
        values |= {"split_path": "items", "split_mode": mode, "body_type": "json"}
    elif method == "post" and rng.random() < 0.3:
        values["processing"] = "queued"
    elif method == "get" and rng.random() < 0.5:
        values |= {"look_up_mode": "list", "list_limit": rng.randrange(1, 50)}
    if rng.random() < 0.3:
        values["protection_period"] = 10
    if method == "post":
        # What else is a call, or a question whether the URL is there.
        for name in ("take_put", "save_on_get", "answer_probes"):
            values[name] = rng.random() < 0.3
    values["when_off"] = rng.choice(["refuse", "keep", "drop"])
    values["active"] = rng.random() < 0.8
    handler = env["inbound.webhook.handler"].create(values)
    _add_mappings(env, rng, handler, forced)
    if rng.random() < 0.2:
        parameter = rng.choice(handler.parameter_ids)
        condition = {"parameter_id": parameter.id, "operator": "is_not_empty"}
        _create(env, handler, "condition", condition)
    for outcome in OUTCOMES:
        if rng.random() < 0.6:
            _add_response(env, rng, handler, outcome)
    return handler


def _methods(handler):
    """By which methods its calls come, where POST is not the only one."""
    if handler.method == "get":
        return ["GET"]
    by_put = ["PUT", "PATCH"] if handler.take_put else []
    by_get = ["GET"] if handler.save_on_get or handler.answer_probes else []
    return ["POST", *by_put, *by_get]


def _parameter(rng, name, method, is_split):
    path = f"@.{name}" if is_split else None
    source = "query" if method == "get" else "body"
    required = rng.random() < 0.01
    return {
        "name": name,
        "type": TYPES[name],
        "path": path,
        "source": source,
        "required": required,
        "default_value": "Wild" if name == "title" else None,
    }


def _add_mappings(env, rng, handler, forced):
    """Fields of the target, whatever they are, from parameters, whatever those are."""
    fields = list(_fields(env, handler.model_name).filtered("store"))
    title = next((field for field in fields if field.name == "name"), None)
    parameters = list(handler.parameter_ids)
    if title and handler.method == "post":
        _map(env, handler, title, parameters[0])
    if handler.method == "get":
        names = [f.name for f in _fields(env, handler.model_name)]
        for name in rng.sample(names, 8):
            _return(env, handler, name, forced)
        for _number in range(3):
            _return_linked(env, rng, handler, forced)
    by_name = {parameter.name: parameter for parameter in parameters}
    for field in rng.sample(fields, rng.randrange(7)):
        is_match_key = field.name != "name" and rng.random() < 0.2
        is_odd = rng.random() < 0.05
        fitting = list(TYPES) if is_odd else FITTING.get(field.ttype, ["title"])
        _map(
            env,
            handler,
            field,
            by_name[rng.choice(fitting)],
            is_match_key=is_match_key or handler.method == "get",
            create_missing=rng.random() < 0.7,
            policy=rng.choice(["always", "if_empty"]),
        )


def _map(env, handler, field, parameter, **values):
    values |= {"parameter_id": parameter.id, "field_id": field.id}
    _create(env, handler, "mapping", values)


def _return(env, handler, name, forced):
    """Have a field answered; one that may not be is put past the form."""
    field = _fields(env, handler.model_name).filtered(lambda f: f.name == name)
    try:
        with env.cr.savepoint():
            handler.return_field_ids = [(4, field.id)]
    except Exception:
        forced.add(handler.id)
        relation = handler._fields["return_field_ids"]
        env.cr.execute(
            f"INSERT INTO {relation.relation} ({relation.column1}, {relation.column2}) "
            "VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [handler.id, field.id],
        )
        env.invalidate_all()


def _return_linked(env, rng, handler, forced):
    """Have a field of a linked record answered, wherever that leads."""
    model, steps = handler.model_name, []
    while model in env and len(steps) < 5:
        field = rng.choice(list(_fields(env, model)))
        steps.append(field.name)
        model = field.relation
    values = {"path": ".".join(steps)}
    if _create(env, handler, "answer.field", values) or rng.random() < 0.7:
        return
    forced.add(handler.id)
    env.cr.execute(
        "INSERT INTO inbound_webhook_answer_field (handler_id, sequence, path)"
        " VALUES (%s, 10, %s)",
        [handler.id, values["path"]],
    )
    env.invalidate_all()


def _add_response(env, rng, handler, outcome):
    names = [f"record.{field.name}" for field in _fields(env, handler.model_name)]
    names += [*TYPES, "call.id", "call.error", "call.status"]
    body = " ".join(f"{{{{ {name} }}}}" for name in rng.sample(names, 4))
    values = {
        "outcome": outcome,
        "status_code": rng.choice(STATUSES),
        "content_type": rng.choice(CONTENT_TYPES),
        "headers": rng.choice(
            ["", "X-Title: {{ title }}", "X-Record: {{ record.display_name }}"]
        ),
    }
    if "json" in values["content_type"]:
        body = json.dumps({"told": body})
    response = _create(env, handler, "response", values)
    if not response:
        return
    try:
        with env.cr.savepoint():
            response.body = body
            env.flush_all()
    except Exception:
        # What was in order when it was saved need not be so for ever.
        env.invalidate_all(flush=False)
        env.cr.execute(
            "UPDATE inbound_webhook_response SET body = %s WHERE id = %s",
            [body, response.id],
        )
        env.invalidate_all()


def _add_rule(env, rng, handler):
    model = {"model_id": handler.model_id.id}
    action = {
        **model,
        "name": "Raise",
        "usage": "base_automation",
        "state": "code",
        "code": rng.choice(RAISING),
    }
    env["base.automation"].create(
        {
            **model,
            "name": "Raise",
            "trigger": "on_inbound_webhook",
            "inbound_webhook_handler_id": handler.id,
            "inbound_webhook_may_fail": rng.random() < 0.4,
            "action_server_ids": [(0, 0, action)],
        }
    )


def _fields(env, model):
    return env["ir.model.fields"].search([("model", "=", model)], order="name")


def _create(env, handler, kind, values):
    """A line of a handler, None where it is refused."""
    try:
        with env.cr.savepoint():
            return env[f"inbound.webhook.{kind}"].create(
                {"handler_id": handler.id, **values}
            )
    except Exception:
        env.invalidate_all(flush=False)
        return None


if "env" in globals():
    SEED = os.environ.get("FUZZ_SEED", "0")
    print("WILD", json.dumps(make(globals()["env"], SEED)))
