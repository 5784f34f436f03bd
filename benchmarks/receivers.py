"""What receives the calls. Odoo's shell runs this file's text.

Each makes a lead of the same five values, or finds the lead of the address and writes
them there. Odoo's own webhook is set up as its documentation does it: one line of code
finds the record, an action does the rest. The handlers have the settings that an
administrator finds in a new one, but for what the name says.
"""

import json
import os

FIELDS = {
    "title": "name",
    "who": "contact_name",
    "email": "email_from",
    "city": "city",
    "text": "description",
}
_PAIRS = (f"'{field}': payload['{name}']" for name, field in FIELDS.items())
VALUES = f"{{{', '.join(_PAIRS)}}}"
BY_ADDRESS = "model.search([('email_normalized', '=', payload['email'])], limit=1)"


def make(env):
    """Make what receives calls, and the leads that they update.

    :param env: Odoo's environment, as the superuser
    :return: by name, the path and the id
    """
    # Nothing else works meanwhile, and a commit waits for the disk, as in production.
    env["ir.cron"].search([]).active = False
    env.cr.execute("SELECT current_database()")
    (database,) = env.cr.fetchone()
    env.cr.execute(f'ALTER DATABASE "{database}" SET synchronous_commit = on')
    _make_leads(env, int(os.environ["BENCH_CALLS"]))
    handlers = {
        "addon create": _handler(env),
        "addon update": _handler(env, key="email"),
        "addon duplicate": _handler(env, key="email", protection_period=60),
        "addon ignored": _handler(env, key="email", condition="never"),
        "addon queued": _handler(env, key="email", processing="queued"),
    }
    rules = {"odoo create": _creating_rule(env), "odoo update": _updating_rule(env)}
    # The same rights for the same work.
    user = handlers["addon create"].user_id
    env["ir.config_parameter"].set_param("handwritten_webhook.user_id", user.id)
    env.cr.commit()
    return {
        **{
            name: (f"/inbound/{handler.token}", handler.id)
            for name, handler in handlers.items()
        },
        **{
            name: (f"/web/hook/{rule.webhook_uuid}", rule.id)
            for name, rule in rules.items()
        },
        "handwritten create": ("/handwritten/create", 0),
        "handwritten update": ("/handwritten/update", 0),
        "addon unknown": ("/inbound/unknown", 0),
    }


def _make_leads(env, count):
    """Make the leads that are updated: for each receiver, a set of its own."""
    # Nothing that CRM tracks changes, which would leave messages of its own.
    known = {"name": "Known", "contact_name": "Ada", "city": "Gent"}
    env["crm.lead"].create(
        [
            {**known, "email_from": f"{number}@{name}-update.example"}
            for name in ("odoo", "addon", "handwritten")
            for number in range(count)
        ]
    )


def _handler(env, key=None, condition=None, **values):
    handler = env["inbound.webhook.handler"].create(
        {
            "name": "Benchmark",
            "model_id": env["ir.model"]._get_id("crm.lead"),
            "parameter_ids": [
                (0, 0, {"name": name, "type": "email" if name == "email" else "text"})
                for name in FIELDS
            ],
            **values,
        }
    )
    fields = env["ir.model.fields"]._get_ids("crm.lead")
    for parameter in handler.parameter_ids:
        env["inbound.webhook.mapping"].create(
            {
                "handler_id": handler.id,
                "parameter_id": parameter.id,
                "field_id": fields[FIELDS[parameter.name]],
                "is_match_key": parameter.name == key,
            }
        )
    if condition:
        env["inbound.webhook.condition"].create(
            {
                "handler_id": handler.id,
                "parameter_id": handler.parameter_ids[0].id,
                "value": condition,
            }
        )
    return handler


def _creating_rule(env):
    # The rule needs a record that is there. One of a lead's would be written by each
    # call, which notes when rules ran on it, and calls would be in each other's way.
    create = f"env['crm.lead'].create({VALUES})"
    return _rule(env, "res.company", "user.company_id", create)


def _updating_rule(env):
    getter = f"{BY_ADDRESS} or model.create({VALUES})"
    return _rule(env, "crm.lead", getter, f"record.write({VALUES})")


def _rule(env, model, record_getter, code):
    model_id = env["ir.model"]._get_id(model)
    action = {
        "name": "Benchmark",
        "usage": "base_automation",
        "model_id": model_id,
        "state": "code",
        "code": code,
    }
    return env["base.automation"].create(
        {
            "name": "Benchmark",
            "model_id": model_id,
            "trigger": "on_webhook",
            "log_webhook_calls": True,
            "record_getter": record_getter,
            "action_server_ids": [(0, 0, action)],
        }
    )


if "env" in globals():
    print("RECEIVERS", json.dumps(make(globals()["env"])))
