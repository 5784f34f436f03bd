"""Who may do what: every role with every model, field, method and route of this addon.

What is there is found in the registry, so that whoever adds something has to say here
for whom it is. A table below says for each thing the least role that may; all above
may too, and nobody else.
"""

import json

from odoo.http import _generate_routing_rules
from odoo.orm.models import NO_ACCESS
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import (
    JSON_TYPE,
    RUNNER_RIGHTS,
    WEBHOOK_ADMINISTRATOR,
    WEBHOOK_USER,
    InboundWebhookHttpCase,
)

#: From the one who may least to the one who may most. The ones before ``user`` have
#: nothing to do with webhooks; ``elsewhere`` is an administrator of another company.
OUTSIDERS = ("public", "portal", "internal")
INSIDERS = ("user", "administrator", "settings")
ROLES = (*OUTSIDERS, *INSIDERS)
#: Models whose records are everybody's who may read them, in each company.
SHARED = ("sender", "sender.line", "sender.condition", "scheme", "scheme.part")
SHARED += ("handshake", "handshake.condition")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
#: For each model what a user, an administrator and Settings may do with a record that
#: the administrator set up. Outsiders never may do anything.
MODELS = {
    "alert": ("", "", ""),
    "answer.field": ("r", "rwcu", "rwcu"),
    "assignment": ("", "", ""),
    "call": ("r", "ru", "ru"),
    "call.item": ("r", "r", "r"),
    "change": ("", "r", "r"),
    "claim": ("", "", ""),
    "condition": ("r", "rwcu", "rwcu"),
    "event.time": ("", "", ""),
    "external.id": ("", "", ""),
    "handler": ("r", "rwcu", "rwcu"),
    "handshake": ("r", "rwcu", "rwcu"),
    "handshake.condition": ("r", "rwcu", "rwcu"),
    "handshake.offer": ("", "r", "r"),
    "key": ("", "", ""),
    "mapping": ("r", "rwcu", "rwcu"),
    "new.secret": ("", "rc", "rc"),
    "parameter": ("r", "rwcu", "rwcu"),
    "person.place": ("", "rwcu", "rwcu"),
    "person.search": ("", "rwcu", "rwcu"),
    "rate": ("", "", ""),
    "rehearsal.seal": ("", "", ""),
    "response": ("r", "rwcu", "rwcu"),
    "scheme": ("r", "rwcu", "rwcu"),
    "scheme.check": ("", "rwcu", "rwcu"),
    "scheme.part": ("r", "rwcu", "rwcu"),
    "scheme.proposal": ("", "rwcu", "rwcu"),
    "sender": ("r", "rwcu", "rwcu"),
    "sender.condition": ("r", "rwcu", "rwcu"),
    "sender.line": ("r", "rwcu", "rwcu"),
    "template": ("", "rwcu", "rwcu"),
    "template.line": ("", "rwcu", "rwcu"),
    "template.needed": ("", "rwcu", "rwcu"),
}
#: Of these even Settings sees only what it made itself: what one person tries out.
OWN = (
    *("new.secret", "scheme.check", "scheme.proposal"),
    *("template", "template.line", "template.needed"),
    *("person.place", "person.search"),
)
USER = "inbound_webhook.group_user"
ADMINISTRATOR = "inbound_webhook.group_administrator"
PERSONAL_VALUES = "inbound_webhook.group_personal_values"
SETTINGS = "base.group_system"
#: Who has which of these groups.
ROLES_OF_GROUP = {
    USER: INSIDERS,
    ADMINISTRATOR: ("administrator", "settings"),
    PERSONAL_VALUES: ("administrator", "settings"),
    SETTINGS: ("settings",),
    # That of developer mode, in which none of them is.
    "base.group_no_one": (),
    NO_ACCESS: (),
}
#: For each model the fields that not all its readers may read.
FIELDS = {
    "crm.lead": {"inbound_webhook_call_count": USER},
    "inbound.webhook.call": {"person": PERSONAL_VALUES},
    "inbound.webhook.handler": {
        **dict.fromkeys(
            (
                *("token", "url", "snippet_curl", "snippet_python", "snippet_php"),
                *("snippet_javascript", "snippet_html", "sender_setup", "auth_user"),
                "snippet_address",
                "secret",
                *("secret_next", "secret_until", "secret_is_set"),
                *("secret_next_is_set", "secret_key_id", "public_address"),
                *("ip_allowlist", "seen_addresses", "listening_until"),
                *("allowed_origins", "old_url_hours", "old_url_until"),
                *("old_url_is_alive", "old_url_last_date"),
                *("is_listening", "captured_call_id"),
                *("handshake_token", "handshake_offer_ids"),
            ),
            ADMINISTRATOR,
        ),
        "automation_ids": SETTINGS,
        "token_digest": "base.group_no_one",
        **dict.fromkeys(
            (
                *("kept_secret", "kept_secret_next", "captured_request"),
                *("kept_old_token", "old_token_digest"),
            ),
            NO_ACCESS,
        ),
    },
    "inbound.webhook.handshake.offer": {"kept_value": NO_ACCESS},
    "inbound.webhook.mapping": {"sample_value": ADMINISTRATOR},
    "inbound.webhook.parameter": {"sample_value": ADMINISTRATOR},
    "res.partner": {"inbound_webhook_call_count": USER},
}
#: For each public method the least role that may call it, and what it is called with.
METHODS = {
    "call": {
        "action_dismiss": ("administrator",),
        "action_erase": ("administrator",),
        "action_open": ("user",),
        "action_open_duplicates": ("user",),
        "action_open_handler": ("user",),
        "action_open_record": ("user",),
        "action_replay": ("administrator",),
        "action_replay_unproven": ("administrator",),
        "action_test": ("administrator",),
        "action_use_as_sample": ("administrator",),
        "make_parameter": ("administrator", ["title"]),
        "path_in_body": ("administrator", ["title"]),
        "read_body": ("user",),
        "replay_and_report": ("administrator",),
        "replay_plan": ("user",),
    },
    "handler": {
        "action_add_activity": ("settings",),
        "action_add_alert": ("settings",),
        "action_add_assignment": ("settings",),
        "action_add_email": ("settings",),
        "action_add_note": ("settings",),
        "action_add_rule": ("settings",),
        "action_add_url": ("settings",),
        "action_check_example": ("administrator",),
        "action_dismiss_captured_call": ("administrator",),
        "action_duplicate": ("administrator",),
        "action_end_old_secret": ("administrator",),
        "action_end_old_url": ("administrator",),
        "action_fill_from_sender": ("administrator",),
        "action_listen": ("administrator",),
        "action_make_secret": ("administrator",),
        "action_open_calls": ("user",),
        "action_open_captured_call": ("administrator",),
        "action_open_to_fix": ("user",),
        "action_open_waiting": ("user",),
        "action_remove_secrets": ("administrator",),
        "action_rotate_token": ("administrator",),
        "action_show_url": ("administrator",),
        "action_stop_listening": ("administrator",),
        "action_use_proposed_scheme": ("administrator",),
        "action_match_by_external_id": ("administrator",),
        "listening_state": ("administrator",),
        "rehearse": ("administrator", {"body": "{}"}),
        "send_for_real": ("administrator", {"body": "{}"}),
        "test_console": ("administrator",),
        "test_request": ("administrator", 0),
    },
    "handshake.offer": {
        "action_dismiss": ("administrator",),
        "action_show": ("administrator",),
        "action_take": ("administrator",),
    },
    "person.place": {"action_open": ("administrator",)},
    "person.search": {
        "action_erase": ("administrator",),
        "action_export": ("administrator",),
        "action_find": ("administrator",),
    },
    "scheme": {"action_check_example": ("administrator",)},
    "scheme.check": {"action_find": ("administrator",)},
    "scheme.proposal": {"action_use": ("administrator",)},
    "sender": {"action_make_handler": ("administrator",)},
    "template": {
        "action_apply": ("administrator",),
        "action_apply_with_losses": ("administrator",),
        "action_read": ("administrator",),
        "action_read_each": ("administrator",),
        "action_read_one": ("administrator",),
    },
}
#: What everybody may call who may read the record, since it shows nothing of webhooks:
#: the action that it gives opens calls with the reader's own rights.
OF_RECORDS = {"action_open_inbound_webhook_calls"}
#: Routes, and who may call them. The URL itself is the proof; no login counts there.
ROUTES = {"/inbound", "/inbound/<string:token>", "/inbound/<path:token>"}
DENIED = "odoo.exceptions.AccessError"
LOGGED_OUT = "odoo.http.SessionExpiredException"
MODULE = "inbound_webhook"
PREFIX = "inbound.webhook."


def ours(member):
    return member.__module__.startswith("odoo.addons.inbound_webhook.")


@tagged("post_install", "-at_install", "security")
class TestRoles(InboundWebhookHttpCase):
    """One test for each role."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.users = {
            role: new_test_user(cls.env, f"role_{role}", groups)
            for role, groups in (
                ("portal", "base.group_portal"),
                ("internal", f"base.group_user,{RUNNER_RIGHTS}"),
                ("user", WEBHOOK_USER),
                ("administrator", WEBHOOK_ADMINISTRATOR),
                ("settings", f"base.group_system,{RUNNER_RIGHTS}"),
            )
        }
        cls.users["elsewhere"] = new_test_user(
            cls.env,
            "role_elsewhere",
            WEBHOOK_ADMINISTRATOR,
            company_id=cls.other_company.id,
            company_ids=[(6, 0, cls.other_company.ids)],
        )
        cls.users["public"] = cls.env.ref("base.public_user")
        for user in cls.users.values():
            # What is exported is asked for as well.
            if user._is_internal():
                user.group_ids += cls.env.ref("base.group_allow_export")
        cls.records = cls.one_of_each()

    @classmethod
    def one_of_each(cls):
        """A record of each model that has any, set up by the administrator."""
        handler = cls.make_handler(
            user_id=cls.users["administrator"].id,
            company_id=cls.env.company.id,
            parameters=["title"],
            mappings=[("name", "title")],
            conditions=[("title", "is_not_empty", False)],
            responses=[{"outcome": "success"}],
            return_path_ids=[(0, 0, {"path": "partner_id.name"})],
        )
        lead = cls.env["crm.lead"].create({"name": "of a call"})
        about = {"res_model": "crm.lead", "res_id": lead.id}
        call = cls.env["inbound.webhook.call"].create(
            {
                "handler_id": handler.id,
                "body": b"eyJ0aXRsZSI6ICJBIn0=",
                "headers": [["Content-Type", JSON_TYPE]],
                "method": "POST",
                "status": "success",
                "reason": "done",
                **about,
            }
        )
        by_administrator = cls.env(user=cls.users["administrator"].id)
        sender = by_administrator[f"{PREFIX}sender"].create(
            {
                "name": "Own",
                "model_name": "crm.lead",
                "line_ids": [(0, 0, {"name": "title", "field_name": "name"})],
                "condition_ids": [
                    (0, 0, {"parameter_name": "title", "operator": "is_not_empty"})
                ],
            }
        )
        known = cls.env.ref("inbound_webhook.scheme_github")
        scheme = known.with_env(by_administrator).copy()
        shipped = cls.env.ref("inbound_webhook.handshake_slack")
        handshake = shipped.with_env(by_administrator).copy()
        offer = {"handler_id": handler.id, "kept_value": "b" * 32, "is_secret": True}
        tried = {"handler_id": handler.id, "scheme_id": known.id}
        check = by_administrator[f"{PREFIX}scheme.check"].create(tried)
        template = by_administrator[f"{PREFIX}template"].create(
            {"handler_id": handler.id, "sample": '{"title": "A"}'}
        )
        template.action_read()
        search = by_administrator[f"{PREFIX}person.search"].create(
            {
                "name": "Ada Lovelace",
                "line_ids": [(0, 0, {"res_model": call._name, "res_id": call.id})],
            }
        )
        item = {"call_id": call.id, "status": "success", **about}
        # As it is committed.
        cls.env.cr.flush()
        change = cls.env[f"{PREFIX}change"].search([("handler_id", "=", handler.id)])
        made = {
            "answer.field": handler.return_path_ids,
            "handler": handler,
            "change": change,
            "parameter": handler.parameter_ids,
            "mapping": handler.mapping_ids,
            "condition": handler.condition_ids,
            "response": handler.response_ids,
            "call": call,
            "call.item": cls.env[f"{PREFIX}call.item"].create(item),
            "sender": sender,
            "sender.line": sender.line_ids,
            "sender.condition": sender.condition_ids,
            "scheme": scheme,
            "scheme.part": scheme.part_ids[:1],
            "handshake": handshake,
            "handshake.condition": handshake.condition_ids[:1],
            "handshake.offer": cls.env[f"{PREFIX}handshake.offer"].create(offer),
            "scheme.check": check,
            "scheme.proposal": by_administrator[f"{PREFIX}scheme.proposal"].create(
                {"check_id": check.id, "scheme_id": known.id}
            ),
            "person.search": search,
            "person.place": search.line_ids,
            "template": template,
            "template.line": template.line_ids[:1],
            "template.needed": by_administrator[f"{PREFIX}template.needed"].create(
                {
                    "template_id": template.id,
                    "field_id": handler.mapping_ids.field_id.id,
                }
            ),
            "new.secret": by_administrator[f"{PREFIX}new.secret"].create({}),
        }
        return {name: record.with_env(cls.env) for name, record in made.items()}

    # === THE TABLES NAME ALL THAT THERE IS ===

    def models(self):
        """The models of this addon that have records, by their last words."""
        return {
            name.removeprefix(PREFIX): model
            for name, model in self.registry.items()
            if name.startswith(PREFIX) and not model._abstract
        }

    def methods(self):
        """What a client may call and Odoo does not have: model and name."""
        for name, model in self.registry.items():
            if model._abstract:
                continue
            for part in model.__mro__:
                if not ours(part):
                    continue
                for method, member in vars(part).items():
                    is_private = getattr(member, "_api_private", False)
                    overrides = any(
                        method in vars(other)
                        for other in model.__mro__
                        if not ours(other)
                    )
                    if (
                        callable(member)
                        and not method.startswith("_")
                        and not (is_private or overrides)
                    ):
                        yield name, method

    def test_every_model_is_in_the_table(self):
        self.assertEqual(set(self.models()), set(MODELS))
        # Those that nobody may do anything with have no record here.
        self.assertEqual(
            set(self.records), {name for name, may in MODELS.items() if any(may)}
        )

    def test_every_guarded_field_is_in_the_table(self):
        guarded = {}
        for name, model in self.registry.items():
            for field in model._fields.values():
                is_ours = name.startswith(PREFIX) or field._module == "inbound_webhook"
                if is_ours and field.groups and not model._abstract:
                    guarded.setdefault(name, {})[field.name] = field.groups
        self.assertEqual(guarded, FIELDS)

    def test_every_method_is_in_the_table(self):
        named = {
            (f"{PREFIX}{model}", method)
            for model, methods in METHODS.items()
            for method in methods
        }
        found = {
            (model, method)
            for model, method in self.methods()
            if method not in OF_RECORDS
        }
        self.assertEqual(found, named)

    def test_every_route_is_in_the_table(self):
        found = _generate_routing_rules([MODULE], nodb_only=False)
        routes = {url: endpoint.routing["auth"] for url, endpoint in found}
        self.assertEqual(routes, dict.fromkeys(ROUTES, "none"))

    # === ROLES ===

    def log_in(self, role):
        login = None if role == "public" else f"role_{role}"
        self.authenticate(login, login)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def ask(self, model, method, *args, **kwargs):
        """What the client of who is logged in is answered, the name of an error."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": JSON_TYPE},
        ).json()
        if "error" in answer:
            return answer["error"]["data"]["name"]
        return answer.get("result")

    def assert_denied(self, answer):
        self.assertIn(answer, (DENIED, LOGGED_OUT))

    def assert_role(self, role):
        self.log_in(role)
        for name in MODELS:
            with self.subTest(role=role, model=name):
                self.assert_operations(role, name)
        for model, fields in FIELDS.items():
            if model.startswith(PREFIX):
                self.assert_fields(role, model, fields)
        # What is denied changes nothing, what is allowed may: that comes last.
        for is_allowed in (False, True):
            for name, methods in METHODS.items():
                self.assert_methods(role, name, methods, is_allowed)

    def assert_operations(self, role, name):
        model, may = f"{PREFIX}{name}", ""
        if role in INSIDERS:
            may = MODELS[name][INSIDERS.index(role)]
        own = "" if role != "administrator" and name in OWN else may
        record = self.records.get(name)
        if record:
            record = record.with_user(self.users[role])
            for letter, operation in OPERATIONS.items():
                self.assertEqual(record.has_access(operation), letter in own, operation)
        for letter, operation in OPERATIONS.items():
            empty = self.env[model].with_user(self.users[role])
            self.assertEqual(empty.has_access(operation), letter in may, operation)
        ids = record.ids if record else [1]
        if "r" not in own:
            self.assert_hidden(model, ids, is_empty="r" in may)
        if "w" not in own:
            self.assert_denied(self.ask(model, "write", ids, {"id": ids[0]}))
            self.assert_denied(self.ask(model, "web_save", ids, {}, {"id": {}}))
        if "c" not in may:
            self.assert_denied(self.ask(model, "create", [{}]))
            self.assert_denied(self.ask(model, "copy", ids))
        if "u" not in own:
            self.assert_denied(self.ask(model, "unlink", ids))

    def assert_hidden(self, model, ids, is_empty=False):
        """Nothing of some records is read, by whichever way.

        :param is_empty: whether searches find none, rather than being denied
        """
        for method, args in (
            ("read", [ids, ["id"]]),
            ("read", [ids]),
            ("web_read", [ids, {"display_name": {}}]),
            ("copy_data", [ids]),
        ):
            # What has no column has nothing to be copied.
            if (model, method) != (f"{PREFIX}new.secret", "copy_data"):
                self.assert_denied(self.ask(model, method, *args))
        exported = self.ask(model, "export_data", ids, ["id", "display_name"])
        # Portal users export nothing at all.
        self.assertIn(exported, (DENIED, LOGGED_OUT, "odoo.exceptions.UserError"))
        here = [["id", "in", ids]]
        for method, args, nothing in (
            ("search", [here], []),
            ("search_count", [here], 0),
            ("search_read", [here, ["id"]], []),
            ("web_search_read", [here, {"id": {}}], {"length": 0, "records": []}),
            ("formatted_read_group", [here, ["id"], ["__count"]], []),
            ("name_search", ["", here], []),
        ):
            answer = self.ask(model, method, *args)
            if is_empty:
                self.assertEqual(answer, nothing, method)
            else:
                self.assert_denied(answer)

    def assert_fields(self, role, model, fields):
        record = self.records[model.removeprefix(PREFIX)]
        reads = role in INSIDERS
        described = self.ask(model, "fields_get") if reads else {}
        for name, group in fields.items():
            with self.subTest(role=role, model=model, field=name):
                is_mine = reads and role in ROLES_OF_GROUP[group]
                answer = self.ask(model, "read", record.ids, [name])
                if is_mine:
                    self.assertIn(name, answer[0])
                    continue
                self.assert_denied(answer)
                self.assertNotIn(name, described)
                # Of one that has no column Odoo says that.
                refused = (DENIED, LOGGED_OUT, "builtins.ValueError")
                for method, *args in (
                    ("search", [[name, "!=", False]]),
                    ("search", [], 0, None, name),
                    ("formatted_read_group", [], [name], ["__count"]),
                ):
                    self.assertIn(self.ask(model, method, *args), refused)
                if role != "portal":
                    answer = self.ask(model, "export_data", record.ids, [name])
                    self.assert_denied(answer)
                self.assert_denied(self.ask(model, "write", record.ids, {name: False}))

    def assert_methods(self, role, name, methods, is_allowed):
        record = self.records[name]
        for method, (least, *args) in methods.items():
            may = role in INSIDERS and INSIDERS.index(role) >= INSIDERS.index(least)
            if may != is_allowed:
                continue
            with self.subTest(role=role, model=name, method=method):
                with self.env.cr.savepoint() as savepoint:
                    answer = self.ask(record._name, method, record.ids, *args)
                    savepoint.rollback()
                if not may:
                    self.assert_denied(answer)
                elif role == "administrator" or name not in OWN:
                    self.assertNotEqual(answer, DENIED)

    def test_public(self):
        self.assert_role("public")

    def test_portal(self):
        self.assert_role("portal")

    def test_internal(self):
        """An employee who may read leads, and has nothing to do with webhooks."""
        self.assert_role("internal")

    def test_user(self):
        self.assert_role("user")

    def test_administrator(self):
        self.assert_role("administrator")

    def test_settings(self):
        self.assert_role("settings")

    def test_another_company(self):
        self.log_in("elsewhere")
        for name, record in self.records.items():
            if name in SHARED:
                continue
            with self.subTest(model=name):
                seen = record.with_user(self.users["elsewhere"])
                for operation in OPERATIONS.values():
                    if name not in OWN or operation != "create":
                        self.assertFalse(seen.has_access(operation), operation)
                self.assert_hidden(record._name, record.ids, is_empty=True)
                for method, (_least, *args) in METHODS.get(name, {}).items():
                    with self.subTest(method=method):
                        answer = self.ask(record._name, method, record.ids, *args)
                        if method == "replay_plan":
                            self.assertEqual(answer["ids"], [])
                        else:
                            self.assert_denied(answer)

    def test_who_is_logged_in_makes_no_difference_to_a_call(self):
        handler = self.make_lead_handler()
        answers = set()
        for role in (*ROLES, "elsewhere"):
            self.log_in(role)
            answer = self.post_json(handler, {"title": "Hello"})
            self.assertEqual(answer.json()["operation"], "created", role)
            lead = self.env["crm.lead"].browse(answer.json()["id"])
            self.assertEqual(lead.create_uid, handler.user_id)
            wrong = self.url_open("/inbound/nobody", data=b"{}", method="POST")
            answers.add((wrong.status_code, wrong.text))
        self.assertEqual(len(answers), 1)
