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
    """Find the handlers.

    :param env: Odoo's environment, as the superuser
    :return: ``{name: {"id", "token"}}``
    """
    found = {
        name: env.ref(f"inbound_webhook.{xml_id}") for name, xml_id in HANDLERS.items()
    }
    return {
        name: {"id": handler.id, "token": handler.token}
        for name, handler in found.items()
    }


if "env" in globals():
    print("HANDLERS", json.dumps(make(globals()["env"])))
