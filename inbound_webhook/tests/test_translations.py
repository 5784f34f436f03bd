"""What the engine says, in the language of whoever reads it."""

import ast
from pathlib import Path

from babel.messages.extract import extract_from_file

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools.translate import code_translations

from ..engine import phrases
from ..engine.transforms import TRANSFORMS, Transform
from ..words.trace import explained
from .common import InboundWebhookHttpCase
from .queue_case import QueueCase

ADDON = "inbound_webhook"
FRENCH = {
    "The parameter %(name)s cannot be used: %(reason)s": (
        "Le paramètre %(name)s est inutilisable : %(reason)s"
    ),
    "The default of the parameter %(parameter)r does not fit: %(reason)s": (
        "La valeur par défaut de %(parameter)r ne convient pas : %(reason)s"
    ),
    "The parameter %(parameter)r does not fit: %(reason)s": (
        "Le paramètre %(parameter)r ne convient pas : %(reason)s"
    ),
    "%(received)s is not %(expected)s.": "%(received)s n'est pas %(expected)s.",
    "a whole number": "un nombre entier",
    "an e-mail address": "une adresse e-mail",
    "Lower case": "En minuscules",
    "This webhook is switched off.": "Ce webhook est désactivé.",
    "Item %(number)s: %(message)s": "Élément %(number)s : %(message)s",
    "%(failed)s of %(count)s items failed.": (
        "%(failed)s élément(s) sur %(count)s ont échoué."
    ),
    "attempt %(number)s failed: %(reason)s": "essai %(number)s raté : %(reason)s",
    "The condition on %(parameter)r cannot work: %(reason)s": (
        "La condition sur %(parameter)r ne peut pas jouer : %(reason)s"
    ),
    "a number": "un nombre",
}
REFUSED = "The parameter 'email' does not fit: 'zoe' is not an e-mail address."
REFUSED_IN_FRENCH = (
    "Le paramètre 'email' ne convient pas : 'zoe' n'est pas une adresse e-mail."
)


class FrenchMixin:
    """A database whose users may read French, with the texts above."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        code_translations.python_translations[ADDON, "fr_FR"] = FRENCH
        cls.addClassCleanup(code_translations.python_translations.pop, (ADDON, "fr_FR"))

    def in_french(self, records):
        return records.with_context(lang="fr_FR")

    def texts(self, call):
        """What the trace of a call says in French, by state."""
        lines = explained(self.in_french(call).env, call.trace)
        return {line["state"]: line["text"] for line in lines}


@tagged("post_install", "-at_install")
class TestTranslations(FrenchMixin, InboundWebhookHttpCase):
    def test_an_error_within_an_error_is_translated(self):
        handler = self.make_lead_handler()
        with self.assertRaises(ValidationError) as caught:
            self.in_french(handler).parameter_ids.create(
                {
                    "handler_id": handler.id,
                    "name": "size",
                    "type": "integer",
                    "default_value": "100 %",
                }
            )
        self.assertEqual(
            caught.exception.args[0],
            "Le paramètre size est inutilisable : La valeur par défaut de 'size' ne "
            "convient pas : '100 %' n'est pas un nombre entier.",
        )

    def test_a_refused_call_is_answered_in_english_and_explained_in_french(self):
        handler = self.make_lead_handler()
        answer = self.post_json(handler, {"title": "A", "email": "zoe"})
        self.assertEqual(answer.json()["error"], REFUSED)
        call = self.last_call(handler)
        self.assertEqual(self.texts(call)["failed"], REFUSED_IN_FRENCH)
        self.assertEqual(self.in_french(call).reason_text, REFUSED_IN_FRENCH)
        self.assertEqual(self.in_french(call).to_fix_text, REFUSED_IN_FRENCH)
        self.assertEqual(call.reason_text, REFUSED)
        self.assertEqual(call.error_message, REFUSED)

    def test_a_handler_that_is_off_says_so(self):
        handler = self.make_lead_handler(active=False)
        answer = self.post_json(handler, {})
        self.assertEqual(answer.json()["error"], "This webhook is switched off.")
        call = self.last_call(handler)
        self.assertEqual(self.texts(call)["failed"], "Ce webhook est désactivé.")
        self.assertEqual(self.in_french(call).reason_text, "Ce webhook est désactivé.")

    def test_the_row_of_a_call_before_phrases_were_kept(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "A", "email": "zoe"})
        call = self.last_call(handler)
        lines = [
            {name: value for name, value in line.items() if name != "phrases"}
            for line in call.trace
        ]
        call.write({"error_phrase": False, "trace": lines})
        self.assertEqual(self.in_french(call).reason_text, REFUSED)
        self.assertEqual(self.texts(call)["failed"], REFUSED)

    def test_a_call_that_succeeds_has_no_reason(self):
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "A", "email": "zoe@example.com"})
        call = self.last_call(handler)
        self.assertFalse(call.reason_text)
        self.assertFalse(call.error_phrase)

    def test_each_item_has_its_reason(self):
        handler = self.make_lead_handler(
            split_path="leads",
            split_mode="each",
            parameters=[
                {"name": "title", "path": "@.title"},
                {"name": "email", "path": "@.email", "type": "email"},
            ],
        )
        leads = [{"title": "A"}, {"title": "B", "email": "zoe"}]
        self.post_json(handler, {"leads": leads})
        call = self.in_french(self.last_call(handler))
        self.assertEqual(
            call.reason_text,
            f"1 élément(s) sur 2 ont échoué.\nÉlément 2 : {REFUSED_IN_FRENCH}",
        )
        reasons = call.item_ids.sorted("position").mapped("reason_text")
        self.assertEqual(reasons, [False, REFUSED_IN_FRENCH])

    def test_the_labels_of_transforms_follow_the_language(self):
        mappings = self.env["inbound.webhook.mapping"]
        for records, label in (
            (mappings, "Lower case"),
            (self.in_french(mappings), "En minuscules"),
            (mappings, "Lower case"),
        ):
            described = records.fields_get(["transform"])["transform"]["selection"]
            self.assertEqual(dict(described)["lower"], label)

    def test_the_label_of_another_addons_transform_is_its_own(self):
        TRANSFORMS["theirs"] = Transform("theirs", "Theirs: 100 %s", str)
        self.addCleanup(TRANSFORMS.pop, "theirs")
        mappings = self.in_french(self.env["inbound.webhook.mapping"])
        described = mappings.fields_get(["transform"])["transform"]["selection"]
        self.assertEqual(dict(described)["theirs"], "Theirs: 100 %s")


@tagged("post_install", "-at_install")
class TestQueueTranslations(FrenchMixin, QueueCase):
    def test_a_call_that_is_tried_again_says_why(self):
        handler = self.make_queued(
            parameters=["title", {"name": "budget", "type": "integer"}],
            mappings=[("name", "title")],
            conditions=[("budget", "greater", "10")],
        )
        # What an update of a module can leave behind: nobody can save it.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inbound_webhook_condition SET value = 'much' WHERE handler_id = %s",
            [handler.id],
        )
        self.env.invalidate_all()
        self.post_json(handler, {"title": "A", "budget": 11})
        self.run_cron()
        call = self.last_call(handler)
        refusal = "'much' n'est pas un nombre."
        reason = f"La condition sur 'budget' ne peut pas jouer : {refusal}"
        self.assertEqual(self.in_french(call).reason_text, reason)
        self.assertEqual(self.texts(call)["noted"], f"essai 1 raté : {reason}")


@tagged("post_install", "-at_install")
class TestExport(InboundWebhookHttpCase):
    def test_the_texts_of_the_engine_are_exported(self):
        """Odoo's own extractor finds what ``_lt`` marks, though nothing is imported."""
        engine = Path(phrases.__file__).parent
        for path in engine.rglob("*.py"):
            exported = {
                found[1]
                for found in extract_from_file(
                    "odoo.tools.babel:extract_python", path, keywords={"_lt": None}
                )
            }
            marked = {
                node.args[0].value
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "_lt"
            }
            self.assertEqual(exported, marked, path.name)
