"""What a person reads when Odoo runs."""

import shlex

from . import address, places, shell

HANDLER = "handler_demo_website_form"
LEAD = {
    "fullname": "Ada Lovelace",
    "email": "ada@example.com",
    "phone": "+44 20 7946 0018",
    "company": "Analytical Engines",
    "message": "How much is an engine & a mill?",
}


def show(bench, where):
    """Say where Odoo is, who logs in, and how to make a lead.

    :param Address where: what it listens on
    """
    site = where.shown_as
    outside = address.for_others(where)
    others = f"\nOther machines reach it at {outside}." if outside else ""
    call = _curl(f"{site}/inbound/{_token(bench)}")
    print(
        f"\nOdoo runs at {site} (login admin, password admin).{others}"
        f"\nIts log: {shell.log('odoo')}"
        "\n\nThis makes a lead:\n"
        f"\n{call}\n"
        "\nAfter a change of the addon: make update. Ctrl-C stops Odoo.",
        flush=True,
    )


def _token(bench):
    return bench.databases.query(
        bench.run_database,
        "SELECT token FROM inbound_webhook_handler WHERE id = (SELECT res_id FROM "
        f"ir_model_data WHERE module = '{places.PROJECT}' AND name = '{HANDLER}')",
    )


def _curl(url):
    fields = [f"--data-urlencode {shlex.quote(f'{k}={v}')}" for k, v in LEAD.items()]
    return " \\\n  ".join(["curl", *fields, url])
