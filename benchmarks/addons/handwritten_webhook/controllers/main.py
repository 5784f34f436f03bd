"""What a developer writes by hand for one sender.

The call is kept before anything is done with it, the lead is made with the rights of a
user, and one message on the lead says where it comes from.
"""

import json

from odoo.http import Controller, request, route
from odoo.tools import email_normalize

_OPTIONS = {
    "type": "http",
    "auth": "none",
    "methods": ["POST"],
    "csrf": False,
    "save_session": False,
    "readonly": False,
}


class HandwrittenWebhook(Controller):
    @route("/handwritten/create", **_OPTIONS)
    def create_lead(self, **_query):
        """Make a lead of a call."""
        return _processed(_create)

    @route("/handwritten/update", **_OPTIONS)
    def update_lead(self, **_query):
        """Write to the newest lead of an address, or make one."""
        return _processed(_update)


def _processed(step):
    body = request.httprequest.get_data(as_text=True)
    parameters = request.env["ir.config_parameter"].sudo()
    request.update_env(user=int(parameters.get_param("handwritten_webhook.user_id")))
    call = request.env["handwritten.webhook.call"].sudo().create({"body": body})
    # Whatever follows, it is known what came. The second commit waits for the disk, and
    # the sender for that.
    request.env.cr.execute("SET LOCAL synchronous_commit TO off")
    request.env.cr.commit()
    lead, done = step(request.env["crm.lead"], _values(json.loads(body)))
    lead._message_log(body=f"{done} by call {call.id} of the hand-written webhook.")
    call.write({"state": "done", "lead_id": lead.id})
    return request.make_json_response({"status": "success", "id": lead.id})


def _values(payload):
    return {
        "name": payload["title"],
        "contact_name": payload["who"],
        "email_from": payload["email"],
        "city": payload["city"],
        "description": payload["text"],
    }


def _create(leads, values):
    # The message that follows says it. The webhook's user would own the lead and follow
    # it, and is nobody who reads that.
    quiet = {"mail_create_nolog": True, "mail_create_nosubscribe": True}
    return leads.with_context(**quiet).create({**values, "user_id": False}), "Created"


def _update(leads, values):
    address = email_normalize(values["email_from"])
    lead = leads.search([("email_normalized", "=", address)], order="id desc", limit=1)
    if not lead:
        return _create(leads, values)
    # Of a value that is the same, Odoo computes anew all that depends on it.
    lead.write({name: it for name, it in values.items() if lead[name] != it})
    return lead, "Updated"
