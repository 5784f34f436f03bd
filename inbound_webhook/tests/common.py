"""What tests of handlers need; those of addons that build on this one, too."""

import json
from urllib.parse import urlencode

from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, new_test_user

from . import planted

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
#: What handlers of these tests may do: whoever sets them up has as much.
RUNNER_RIGHTS = "sales_team.group_sale_salesman_all_leads,base.group_partner_manager"
WEBHOOK_USER = f"inbound_webhook.group_user,{RUNNER_RIGHTS}"
WEBHOOK_ADMINISTRATOR = f"inbound_webhook.group_administrator,{RUNNER_RIGHTS}"


class InboundWebhookMixin:
    """Makes handlers in few words.

    Values that do not fit refuse the call, unless a line says otherwise: most tests
    look at what does not fit. ``on_invalid`` is None where handlers are to have what
    they have when people make them.
    """

    on_invalid = "refuse"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.be")
        cls.runner = new_test_user(
            cls.env,
            login="webhook_runner",
            groups=RUNNER_RIGHTS,
            tz="UTC",
        )

    @classmethod
    def make_handler(
        cls,
        model="crm.lead",
        *,
        parameters=(),
        mappings=(),
        conditions=(),
        responses=(),
        **values,
    ):
        """A handler with its lines; it runs as ``runner``.

        :param parameters: dicts of values, or only the names
        :param mappings: dicts of values, with names in ``field`` and ``parameter``;
            or pairs of the two
        :param conditions: dicts of values, with a name in ``parameter``; or triples of
            parameter, operator and value
        :param responses: dicts of values
        :param values: of the handler
        """
        handler = cls.env["inbound.webhook.handler"].create(
            {
                "name": "Test",
                "model_id": cls.env["ir.model"]._get_id(model),
                "user_id": cls.runner.id,
                "parameter_ids": [
                    Command.create(
                        {"sequence": sequence, **cls._unfit(), **_parameter(line)}
                    )
                    for sequence, line in enumerate(parameters, 1)
                ],
                **values,
            }
        )
        cls.add_lines(handler, "mapping", map(_mapping, mappings))
        cls.add_lines(handler, "condition", map(_condition, conditions))
        cls.add_lines(handler, "response", responses)
        return handler

    @classmethod
    def add_lines(cls, handler, kind, lines):
        """Add parameters, mappings, conditions or responses to a handler.

        :param kind: last part of the name of their model
        :param lines: dicts of values, with names in ``field`` and ``parameter``
        """
        by_name = {line.name: line.id for line in handler.parameter_ids}
        fields = cls.env["ir.model.fields"]._get_ids(handler.model_name)
        vals_list = []
        for sequence, line in enumerate(lines, 1):
            vals = {"handler_id": handler.id, **line}
            if kind in ("parameter", "mapping"):
                vals = {**cls._unfit(), **vals}
            if "parameter" in vals:
                vals["parameter_id"] = by_name[vals.pop("parameter")]
            if "field" in vals:
                vals["field_id"] = fields[vals.pop("field")]
            if kind != "response":
                vals.setdefault("sequence", sequence)
            vals_list.append(vals)
        return cls.env[f"inbound.webhook.{kind}"].create(vals_list)

    @classmethod
    def _unfit(cls):
        return {"on_invalid": cls.on_invalid} if cls.on_invalid else {}

    @classmethod
    def make_lead_handler(cls, **values):
        """A handler that makes leads of a title and an e-mail address, its key."""
        return cls.make_handler(
            **{
                "parameters": ["title", {"name": "email", "type": "email"}],
                "mappings": [
                    {"parameter": "email", "field": "email_from", "is_match_key": True},
                    ("name", "title"),
                ],
                **values,
            }
        )

    @classmethod
    def make_rule(cls, handler, action, **values):
        """An automation rule that runs on the calls of a handler.

        :param dict action: values of its server action
        :param values: of the rule
        """
        model = {"model_id": handler.model_id.id}
        name = {"name": "Rule"}
        action = {**name, **model, "usage": "base_automation", **action}
        return cls.env["base.automation"].create(
            {
                **name,
                **model,
                "trigger": "on_inbound_webhook",
                "inbound_webhook_handler_id": handler.id,
                "action_server_ids": [Command.create(action)],
                **values,
            }
        )

    @classmethod
    def make_code_rule(cls, handler, code, **values):
        """A rule of a handler that runs code."""
        return cls.make_rule(handler, {"state": "code", "code": code}, **values)

    def calls(self, handler):
        """The calls of a handler, the newest first."""
        return self.env["inbound.webhook.call"].search(
            [("handler_id", "=", handler.id)]
        )

    def last_call(self, handler):
        """The newest call of a handler."""
        return self.calls(handler)[:1]

    def trace_codes(self, call):
        """The trace of a call in short: ``{step: code}``."""
        return {line["step"]: line["code"] for line in call.trace}


class InboundWebhookCase(InboundWebhookMixin, TransactionCase):
    """Tests of handlers without calls."""


class InboundWebhookHttpCase(InboundWebhookMixin, HttpCase):
    """Tests of handlers with real calls over HTTP."""

    def send(self, handler, body=b"", *, method="POST", query="", headers=None):
        """Send bytes to the URL of a handler.

        :rtype: requests.Response
        """
        return self.url_open(
            f"/inbound/{handler.token}{query}",
            data=body,
            method=method,
            headers={"User-Agent": planted.CALLER, **(headers or {})},
            allow_redirects=False,
        )

    def post_json(self, handler, payload, headers=None, **options):
        """Send a payload as JSON."""
        body = json.dumps(payload).encode()
        headers = {"Content-Type": JSON_TYPE, **(headers or {})}
        return self.send(handler, body, headers=headers, **options)

    def post_form(self, handler, fields, headers=None, **options):
        """Send a form as a browser does.

        :param fields: dict, or pairs where a name comes several times
        """
        headers = {"Content-Type": FORM_TYPE, **(headers or {})}
        return self.send(
            handler, urlencode(fields).encode(), headers=headers, **options
        )

    def get(self, handler, query=(), headers=None):
        """Send a GET call.

        :param query: dict or pairs
        """
        query = f"?{urlencode(query)}" if query else ""
        return self.send(handler, method="GET", query=query, headers=headers)

    def replay(self, call, login="admin"):
        """Have a user press the button of a call; the call that it opens.

        :param str login: which is the password, too
        """
        self.authenticate(login, login)
        action = self.make_jsonrpc_request(
            "/web/dataset/call_button",
            {
                "model": call._name,
                "method": "action_replay",
                "args": [call.ids],
                "kwargs": {},
            },
        )
        self.assertEqual(action["res_model"], call._name)
        return call.browse(action["res_id"])

    def ask_as(self, login, model, method, *args, **kwargs):
        """Have a user's web client call a method, which may be refused.

        :param str login: which is the password, too
        :rtype: requests.Response
        """
        self.authenticate(login, login)
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": JSON_TYPE},
        )


def _parameter(line):
    return {"name": line} if isinstance(line, str) else line


def _mapping(line):
    if isinstance(line, dict):
        source = "parameter" if "parameter" in line else "constant"
        return {"value_source": source, **line}
    field, parameter = line
    return {"field": field, "parameter": parameter}


def _condition(line):
    if isinstance(line, dict):
        return line
    parameter, operator, value = line
    return {"parameter": parameter, "operator": operator, "value": value}
