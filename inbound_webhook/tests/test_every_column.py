"""Each column of the log is searched and emptied, or holds nothing of a person."""

from odoo.tests import tagged

from ..privacy.person import Person
from .privacy_case import MAIL, NAME, PHONE, PrivacyCase


@tagged("post_install", "-at_install", "security")
class TestEveryColumn(PrivacyCase):
    """No column that may hold what a call brought is forgotten."""

    #: What people set up, and not what calls bring.
    SET_UP = (
        "inbound.webhook.handler",
        "inbound.webhook.parameter",
        "inbound.webhook.mapping",
        "inbound.webhook.condition",
        "inbound.webhook.response",
        "inbound.webhook.answer.field",
        "inbound.webhook.sender",
        "inbound.webhook.sender.line",
        "inbound.webhook.sender.condition",
        "inbound.webhook.scheme",
        "inbound.webhook.scheme.part",
        "inbound.webhook.handshake",
        "inbound.webhook.handshake.condition",
    )
    #: Of the others: names, and digests that say nothing to whoever has no more.
    HARMLESS = {
        "inbound.webhook.call": {
            *("kind", "method", "status", "reason", "operation", "res_model"),
            *("authenticated_by", "attention", "to_fix_reason"),
            *("request_digest", "ordering_key", "ordering_rule"),
        },
        "inbound.webhook.call.item": {"status", "operation", "res_model"},
        "inbound.webhook.alert": {"res_model"},
        "inbound.webhook.change": {"kind", "operation", "field_name", "handler_name"},
        "inbound.webhook.claim": {"fingerprint", "content_digest"},
        "inbound.webhook.key": {"digest"},
        "inbound.webhook.event.time": {"res_model", "field_name"},
        # What another system calls a record, as a digest.
        "inbound.webhook.external.id": {"system", "res_model", "digest"},
        # A secret that somebody offers until it is taken, and from which machine.
        "inbound.webhook.handshake.offer": {"remote_addr", "ending", "kept_value"},
        # Of a machine, and forgotten when it has not called for a while.
        "inbound.webhook.rate": {"address"},
        # Gone with the template, which is found by its sample or its call.
        "inbound.webhook.template": {"body_kind", "lost", "records_path"},
        "inbound.webhook.template.line": ...,
        "inbound.webhook.template.needed": ...,
        # Gone with the search.
        "inbound.webhook.person.place": ...,
        "inbound.webhook.scheme.check": {"example"},
        "inbound.webhook.scheme.proposal": ...,
        "inbound.webhook.new.secret": set(),
        "inbound.webhook.rehearsal.seal": set(),
        "inbound.webhook.assignment": set(),
    }

    def test_each_is_one_that_is_emptied_or_known_to_be_harmless(self):
        kinds = ("char", "text", "html", "json", "binary", "selection", "reference")
        for name, model in self.env.registry.items():
            if not name.startswith("inbound.webhook.") or not model._auto:
                continue
            if name in self.SET_UP or self.HARMLESS.get(name) is ...:
                continue
            personal = getattr(model, "_personal_fields", ())
            columns = {
                field.name
                for field in self.env[name]._fields.values()
                if field.store and field.column_type and field.type in kinds
            }
            with self.subTest(name):
                left = columns - {*personal} - self.HARMLESS.get(name, set())
                self.assertFalse(left, "empty them, or say why they need not be")

    def test_what_is_masked_is_emptied_too(self):
        # Digests, which are emptied by themselves.
        digests = {"request_digest", "ordering_key"}
        for name in ("inbound.webhook.call", "inbound.webhook.call.item"):
            masked = {
                field.name
                for field in self.env[name]._fields.values()
                if field.store and getattr(field, "is_personal", False)
            }
            left = masked - digests - {*self.env[name]._personal_fields}
            self.assertFalse(left)

    def test_models_are_found_by_what_they_inherit(self):
        models = self.env["inbound.webhook.personal"]._models_with_personal_values()
        self.assertEqual(
            set(models),
            {
                "inbound.webhook.call",
                "inbound.webhook.call.item",
                "inbound.webhook.alert",
                "inbound.webhook.change",
                "inbound.webhook.handler",
                "inbound.webhook.parameter",
                "inbound.webhook.template",
                "inbound.webhook.person.search",
            },
        )
        for name in models:
            # Each can be asked.
            self.env[name].sudo()._holding(Person(MAIL, NAME, PHONE))
