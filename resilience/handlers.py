"""The handlers that the scenarios send to. Odoo's shell runs this file's text.

Most make a lead for every call that they process: there is no match key, so a call that
is processed twice makes two. A rule takes its time, so that a kill meets calls that are
half done. The one named ordered keeps a lead for each address, and a rule writes down
which calls it has seen, in their order.
"""

import json

SLOW = "env.cr.execute('SELECT pg_sleep(0.03)')"
WRITE_DOWN = (
    "seen = '%s %s' % (record.contact_name or '', parameters['number'])\n"
    "record.write({'contact_name': seen})"
)


def make(env):
    """Make the handlers.

    :param env: Odoo's environment, as the superuser
    :return: their tokens and ids by name
    """
    handlers = {
        "twins": _handler(env, "twins", {"title": "name"}),
        "queued": _handler(env, "queued", {"title": "name"}, processing="queued"),
        "immediate": _handler(env, "immediate", {"title": "name"}),
        "ordered": _handler(
            env,
            "ordered",
            {"email": "email_from", "title": "name", "number": None},
            processing="queued",
        ),
    }
    handlers["ordered"].mapping_ids[0].is_match_key = True
    for name in ("queued", "immediate", "ordered"):
        _add_rule(env, handlers[name], SLOW)
    _add_rule(env, handlers["ordered"], WRITE_DOWN)
    # A second cron, so that two workers are at the queue at the same time. No others:
    # those of CRM look for the leads that are being made, and complain of locked ones.
    cron = env.ref("inbound_webhook.cron_process_calls")
    env["ir.cron"].search([("id", "!=", cron.id)]).active = False
    cron.copy()
    env.cr.commit()
    return {name: (handler.token, handler.id) for name, handler in handlers.items()}


def _handler(env, name, fields, **values):
    """Make a handler.

    :param dict fields: of the lead, by the names of the parameters that fill them
    """
    handler = env["inbound.webhook.handler"].create(
        {
            "name": name,
            "model_id": env.ref("crm.model_crm_lead").id,
            "user_id": env.ref("base.user_admin").id,
            "protection_period": 1,
            "protection_period_unit": "hours",
            "parameter_ids": [(0, 0, {"name": parameter}) for parameter in fields],
            **values,
        }
    )
    for parameter in handler.parameter_ids:
        field = fields[parameter.name]
        if field:
            env["inbound.webhook.mapping"].create(
                {
                    "handler_id": handler.id,
                    "parameter_id": parameter.id,
                    "field_id": env.ref(f"crm.field_crm_lead__{field}").id,
                }
            )
    return handler


def _add_rule(env, handler, code):
    """Have code run on the record of each call."""
    action = {
        "name": "Rule",
        "usage": "base_automation",
        "model_id": handler.model_id.id,
        "state": "code",
        "code": code,
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
