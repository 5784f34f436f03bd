"""The handlers that the pictures show. Odoo's shell runs this file's text.

They are those of the demo data, so that a reader finds on the own screen what the
pictures show. Demo data have no secrets: those of senders that sign are made here.
"""

import json

HANDLERS = {
    "website": "handler_demo_website_form",
    "contact": "handler_demo_contact_event",
    "lookup": "handler_demo_look_up",
}

#: What the senders of the pictures sign with, who exist nowhere else.
SECRET = "a-secret-of-the-pictures-alone"


def make(env):
    """Find the handlers, and have their URLs begin as those of a real server.

    :param env: Odoo's environment, as the superuser
    :return: ``{name: {"id", "token"}}``, and ``"secret"`` of those that sign
    """
    # Not that of this machine, which nobody else can call.
    parameters = env["ir.config_parameter"]
    parameters.set_param("web.base.url", "https://odoo.example.com")
    parameters.set_param("web.base.url.freeze", "True")
    found = {
        name: env.ref(f"inbound_webhook.{xml_id}") for name, xml_id in HANDLERS.items()
    }
    signed = {"github": _of_github(env), "unknown": _of_somebody(env)}
    env.cr.commit()
    return {
        name: {"id": handler.id, "token": handler.token}
        for name, handler in found.items()
    } | {
        name: {"id": handler.id, "token": handler.token, "secret": SECRET}
        for name, handler in signed.items()
    }


def _of_github(env):
    """Of the card GitHub, with its signature asked for."""
    opened = env.ref("inbound_webhook.sender_github").action_make_handler()
    handler = env["inbound.webhook.handler"].browse(opened["res_id"])
    handler.action_use_proposed_scheme()
    handler.write({"name": "Issues on GitHub", "secret": SECRET, "active": True})
    return handler


def _of_somebody(env):
    """Of a sender whose scheme nobody knows yet; it listens for its first call."""
    handler = env["inbound.webhook.handler"].create(
        {
            "name": "Bookings",
            "model_id": env.ref("base.model_res_partner").id,
            "auth_type": "signature",
            "secret": SECRET,
            "active": True,
        }
    )
    handler.action_listen()
    return handler


if "env" in globals():
    print("HANDLERS", json.dumps(make(globals()["env"])))
