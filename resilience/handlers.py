"""The handlers that the scenarios send to. Odoo's shell runs this file's text.

Most make a lead for every call that they process: there is no match key, so a call that
is processed twice makes two. A rule takes its time, so that a kill meets calls that are
half done. The one named ordered keeps a lead for each address, and a rule writes down
which calls it has seen, in their order.
"""

import json

SLOW = "env.cr.execute('SELECT pg_sleep(0.03)')"
#: So long that a kill can be timed to meet it.
SLOWER = "env.cr.execute('SELECT pg_sleep(0.1)')"
VERY_SLOW = "env.cr.execute('SELECT pg_sleep(3)')"
WRITE_DOWN = (
    "seen = '%s %s' % (record.contact_name or '', parameters['number'])\n"
    "record.write({'contact_name': seen})"
)
MOSTLY_FAILS = (
    "env.cr.execute('SELECT random()')\n"
    "if env.cr.fetchone()[0] < 0.8:\n"
    "    raise UserError('No luck this time')"
)
FAILS_WHILE_TOLD_TO = (
    "env.cr.execute(\"SELECT 1 FROM ir_config_parameter WHERE key = 'resilience'\")\n"
    "if env.cr.rowcount:\n"
    "    raise UserError('The rule fails for now')"
)

TITLE = {"title": "name"}
PERSON = {"email": "email_from", "title": "name"}
LINKED = {"title": "name", "tag": "tag_ids", "source": "source_id"}
LINKED |= {"company": "partner_id"}
QUEUED = {"processing": "queued"}
UNPROTECTED = {"protection_period": 0}

#: By name: fields of the target by the parameters that fill them, values of the
#: handler, what its rules do, and its match key, model and missing links.
HANDLERS = {
    "twins": {"fields": TITLE},
    "queued": {"fields": TITLE, "values": QUEUED, "rules": [SLOW]},
    "slow queued": {"fields": TITLE, "values": QUEUED, "rules": [VERY_SLOW]},
    "immediate": {"fields": TITLE, "rules": [SLOW]},
    "interrupted": {"fields": TITLE, "rules": [SLOWER]},
    "ordered": {
        "fields": {**PERSON, "number": None},
        "values": QUEUED,
        "key": "email",
        "rules": [SLOW, WRITE_DOWN],
    },
    "keeping": {
        "fields": {**PERSON, "number": None},
        "values": {"when_off": "keep"},
        "key": "email",
        "rules": [SLOW, WRITE_DOWN],
    },
    "newcomers": {"fields": PERSON, "key": "email", "values": UNPROTECTED},
    "other newcomers": {"fields": PERSON, "key": "email", "values": UNPROTECTED},
    "queued newcomers": {
        "fields": PERSON,
        "key": "email",
        "values": {**QUEUED, **UNPROTECTED},
    },
    "sources": {
        "fields": {"source": "source_id", "title": "name"},
        "key": "source",
        "values": UNPROTECTED,
    },
    "tags": {
        "model": "crm.tag",
        "fields": {"name": "name", "color": "color"},
        "key": "name",
        "values": UNPROTECTED,
    },
    "linked": {"fields": LINKED, "make_missing": ["tag", "source", "company"]},
    "queued linked": {
        "fields": LINKED,
        "make_missing": ["tag", "source", "company"],
        "values": QUEUED,
    },
    "failing": {"fields": TITLE, "rules": [MOSTLY_FAILS]},
    "replayed": {"fields": TITLE, "rules": [SLOW, FAILS_WHILE_TOLD_TO]},
    "in turn": {"fields": TITLE, "values": UNPROTECTED, "team": 3},
    "alerting": {"fields": TITLE, "alerts": True},
    "brief": {
        "fields": TITLE,
        "values": {"protection_period": 1, "protection_period_unit": "seconds"},
    },
    "files": {
        "fields": PERSON,
        "key": "email",
        "values": {"body_type": "form", **UNPROTECTED},
    },
    "items": {"fields": TITLE, "values": {"split_path": "items"}},
    "slow bodies": {"fields": TITLE, "values": {"max_body_seconds": 3}},
}

#: What actions try, so that a test saves something: it is to save nothing.
REHEARSED = (
    "env.cr.commit()",
    "env.cr.execute('; COMMIT')",
    "env.cr.execute('/* done */ COMMIT')",
    "env.cr._cnx.commit()",
    "env.cr.connection.commit()",
    "env.cr._obj.execute('COMMIT')",
    "env.cr._cnx.cursor().execute('COMMIT')",
    "env.cr._cnx.reset()",
    "env.cr._cnx.set_session(autocommit=True)",
    "env.cr.execute('ROLLBACK; BEGIN; UPDATE crm_lead SET name = name; COMMIT')",
    "env.cr.close()",
    "record.with_env(env(cr=env.registry.cursor())).copy().env.cr.commit()",
    "env['ir.cron'].sudo()._commit_progress(1)",
    "env['ir.cron'].sudo().with_context(active_test=False).search([]).mapped("
    "lambda cron: cron.method_direct_trigger())",
    "log('rehearsed')",
)
#: Code that goes on, whatever is refused, and tries the same again.
INSISTING = """
for step in (1, 2):
    try:
        {code}
    except Exception:
        record.write({{'name': 'rehearsed, and on'}})
        env.flush_all()
"""
HANDLERS |= {
    f"rehearsed {number} {name}": {"fields": TITLE, "rules": [rule]}
    for number, code in enumerate(REHEARSED)
    for name, rule in (("alone", code), ("insisting", INSISTING.format(code=code)))
}


def make(env):
    """Make the handlers.

    :param env: Odoo's environment, as the superuser
    :return: their tokens and ids by name
    """
    # No other crons than ours: those of CRM look for the leads that are being made, and
    # complain of locked ones. Two at the queue, for two workers at the same time.
    cron = env.ref("inbound_webhook.cron_process_calls")
    alerts = env.ref("inbound_webhook.cron_send_alerts")
    env["ir.cron"].search([("id", "not in", (cron + alerts).ids)]).active = False
    cron.copy()
    made = {name: _handler(env, name, **recipe) for name, recipe in HANDLERS.items()}
    env.cr.commit()
    return {name: (handler.token, handler.id) for name, handler in made.items()}


def _handler(env, name, *, fields, model="crm.lead", values=None, **more):
    handler = env["inbound.webhook.handler"].create(
        {
            "name": name,
            "model_id": env["ir.model"]._get_id(model),
            "user_id": env.ref("base.user_admin").id,
            "protection_period": 1,
            "protection_period_unit": "hours",
            "parameter_ids": [
                (0, 0, _parameter(parameter, values)) for parameter in fields
            ],
            **(values or {}),
        }
    )
    for parameter in handler.parameter_ids:
        if fields[parameter.name]:
            _map(env, handler, parameter, fields[parameter.name], more)
    for code in more.get("rules", ()):
        _add_rule(env, handler, {"state": "code", "code": code})
    if "team" in more:
        _add_rule(env, handler, _assign(env, more["team"]))
    if "alerts" in more:
        _add_rule(env, handler, {"state": "inbound_webhook_alert"})
    return handler


def _parameter(name, values):
    path = {"path": f"@.{name}"} if "split_path" in (values or {}) else {}
    return {"name": name, **path}


def _map(env, handler, parameter, field, more):
    fields = env["ir.model.fields"]._get_ids(handler.model_name)
    env["inbound.webhook.mapping"].create(
        {
            "handler_id": handler.id,
            "parameter_id": parameter.id,
            "field_id": fields[field],
            "is_match_key": parameter.name == more.get("key"),
            "create_missing": parameter.name in more.get("make_missing", ()),
        }
    )


def _assign(env, members):
    """An action that assigns to the members of a team in turn."""
    users = env["res.users"].create(
        [
            {
                "name": f"Member {number}",
                "login": f"member{number}",
                "group_ids": [(4, env.ref("sales_team.group_sale_salesman").id)],
            }
            for number in range(members)
        ]
    )
    team = env["crm.team"].create(
        {"name": "In Turn", "member_ids": [(6, 0, users.ids)]}
    )
    return {"state": "inbound_webhook_assign", "inbound_webhook_team_id": team.id}


def _add_rule(env, handler, action):
    """Have an action run on the record of each call."""
    action = {
        "name": "Rule",
        "usage": "base_automation",
        "model_id": handler.model_id.id,
        **action,
    }
    env["base.automation"].create(
        {
            "name": "Rule",
            "model_id": handler.model_id.id,
            "trigger": "on_inbound_webhook",
            "inbound_webhook_handler_id": handler.id,
            "action_server_ids": [(0, 0, action)],
        }
    )


if "env" in globals():
    print("HANDLERS", json.dumps(make(globals()["env"])))
