"""The handlers that the scenarios send to. Odoo's shell runs this file's text.

Each makes a lead for every call that it processes: there is no match key, so a call
that is processed twice makes two. A rule takes its time, so that a kill meets calls
that are half done.
"""

import json

SLOW = "env.cr.execute('SELECT pg_sleep(0.03)')"


def make(env):
    """Make the handlers.

    :param env: Odoo's environment, as the superuser
    :return: their tokens and ids by name
    """
    handlers = {
        "twins": _handler(env, "twins"),
        "queued": _handler(env, "queued", processing="queued"),
        "immediate": _handler(env, "immediate"),
    }
    for name in ("queued", "immediate"):
        _add_slow_rule(env, handlers[name])
    env.cr.commit()
    return {name: (handler.token, handler.id) for name, handler in handlers.items()}


def _handler(env, name, **values):
    handler = env["inbound.webhook.handler"].create(
        {
            "name": name,
            "model_id": env.ref("crm.model_crm_lead").id,
            "user_id": env.ref("base.user_admin").id,
            "protection_period": 1,
            "protection_period_unit": "hours",
            "parameter_ids": [(0, 0, {"name": "title", "required": True})],
            **values,
        }
    )
    env["inbound.webhook.mapping"].create(
        {
            "handler_id": handler.id,
            "parameter_id": handler.parameter_ids.id,
            "field_id": env.ref("crm.field_crm_lead__name").id,
        }
    )
    return handler


def _add_slow_rule(env, handler):
    action = {
        "name": "Take some time",
        "usage": "base_automation",
        "model_id": handler.model_id.id,
        "state": "code",
        "code": SLOW,
    }
    env["base.automation"].create(
        {
            "name": "Take some time",
            "model_id": handler.model_id.id,
            "trigger": "on_inbound_webhook",
            "inbound_webhook_handler_id": handler.id,
            "action_server_ids": [(0, 0, action)],
        }
    )


if "env" in globals():
    print("HANDLERS", json.dumps(make(globals()["env"])))
