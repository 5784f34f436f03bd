"""The handlers that the pictures show. Odoo's shell runs this file's text.

They are those of the demo data, so that a reader finds on the own screen what the
pictures show.
"""

import json

HANDLERS = {
    "website": "handler_demo_website_form",
    "contact": "handler_demo_contact_event",
    "lookup": "handler_demo_look_up",
}


def make(env):
    """Find the handlers, and have their URLs begin as those of a real server.

    :param env: Odoo's environment, as the superuser
    :return: ``{name: {"id", "token"}}``
    """
    # Not that of this machine, which nobody else can call.
    parameters = env["ir.config_parameter"]
    parameters.set_param("web.base.url", "https://odoo.example.com")
    parameters.set_param("web.base.url.freeze", "True")
    env.cr.commit()
    found = {
        name: env.ref(f"inbound_webhook.{xml_id}") for name, xml_id in HANDLERS.items()
    }
    return {
        name: {"id": handler.id, "token": handler.token}
        for name, handler in found.items()
    }


if "env" in globals():
    print("HANDLERS", json.dumps(make(globals()["env"])))
