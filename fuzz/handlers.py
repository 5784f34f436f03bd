"""The handlers that the calls go to. Odoo's shell runs this file's text."""

import json

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
FIELDS = {
    "title": "contact_name",
    "email": "email_from",
    "phone": "phone",
    "site": "website",
    "number": "color",
    "share": "probability",
    "day": "date_deadline",
    "tags": "tag_ids",
    "more": "description",
    "country": "country_id",
}
GITHUB = {
    "title": "repository.full_name",
    "site": "sender.html_url",
    "number": "sender.id",
    "share": "repository.size",
    "moment": "repository.created_at",
    "tags": "issue.labels[*].name",
    "more": "organization",
}
#: Small, so that larger bodies need not be very large.
MAX_BODY_SIZE = 40_000


def make(env):
    """Make the handlers.

    :return: their tokens by name, and the largest body that they take
    """
    handlers = {
        "json": _handler(env, "json"),
        "form": _handler(env, "form", body_type="form"),
        "matching": _handler(env, "matching", matching=True, protection_period=10),
        "items": _handler(env, "items", split_path="items", split_mode="each"),
        "queued": _handler(env, "queued", processing="queued"),
        "github": _handler(env, "github", paths=GITHUB),
    }
    # Odoo's own jobs would look up the addresses of leads on the internet.
    ours = env.ref("inbound_webhook.cron_process_calls")
    env["ir.cron"].search([("id", "!=", ours.id)]).active = False
    env.cr.commit()
    tokens = {name: handler.token for name, handler in handlers.items()}
    return {"tokens": tokens, "max_body_size": MAX_BODY_SIZE}


def _handler(env, name, paths=None, matching=False, **values):
    """Make a handler of leads.

    :param dict paths: of the parameters that it has; None for all, at their names
    :param bool matching: whether it updates the lead of the same address
    """
    handler = env["inbound.webhook.handler"].create(
        {
            "name": name,
            "model_id": env.ref("crm.model_crm_lead").id,
            "user_id": env.ref("base.user_admin").id,
            "max_body_size": MAX_BODY_SIZE,
            "parameter_ids": [
                (0, 0, {"name": parameter, "type": TYPES[parameter], "path": path})
                for parameter, path in (paths or dict.fromkeys(TYPES)).items()
            ],
            **values,
        }
    )
    constant = {"value_source": "constant", "constant": "Fuzz"}
    _map(env, handler, "name", **constant)
    for parameter in handler.parameter_ids:
        field = FIELDS.get(parameter.name)
        if field:
            _map(
                env,
                handler,
                field,
                parameter_id=parameter.id,
                create_missing=field == "tag_ids",
                is_match_key=matching and field == "email_from",
            )
    return handler


def _map(env, handler, field, **values):
    field_id = env.ref(f"crm.field_crm_lead__{field}").id
    vals = {"handler_id": handler.id, "field_id": field_id, **values}
    env["inbound.webhook.mapping"].create(vals)


if "env" in globals():
    print("HANDLERS", json.dumps(make(globals()["env"])))
