import io
import re
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

FOLDER = Path(__file__).parents[1] / "i18n"
LANGUAGES = ["de", "es", "fr", "nl", "pt_BR"]
#: What code fills in or reads: it has to be there in every language.
KEPT = re.compile(
    r"%\(\w+\)[sdr]|%[sd]|{{ ?[\w.]+ ?}}|</?\w+|\bt-[\w-]+=\"[^\"]*\"|href=\"[^\"]*\""
)


@tagged("post_install", "-at_install")
class TestLanguages(TransactionCase):
    """Every text of the addon can be read in every language that it comes in."""

    def test_the_template_holds_every_text(self):
        exported = io.BytesIO()
        trans_export(None, ["inbound_webhook"], exported, "po", self.env)
        present = polib.pofile(exported.getvalue().decode())
        template = polib.pofile(str(FOLDER / "inbound_webhook.pot"))
        self.assertEqual(
            {entry.msgid for entry in present},
            {entry.msgid for entry in template},
            "make translations brings the template up to date",
        )

    def test_the_languages(self):
        self.assertEqual(sorted(path.stem for path in FOLDER.glob("*.po")), LANGUAGES)

    def test_every_text_is_translated(self):
        template = polib.pofile(str(FOLDER / "inbound_webhook.pot"))
        for language in LANGUAGES:
            translation = polib.pofile(str(FOLDER / f"{language}.po"))
            done = {entry.msgid for entry in translation.translated_entries()}
            with self.subTest(language):
                self.assertEqual({entry.msgid for entry in template} - done, set())
                self.assertFalse(translation.fuzzy_entries())

    def test_placeholders_and_markup_are_kept(self):
        for language in LANGUAGES:
            translation = polib.pofile(str(FOLDER / f"{language}.po"))
            lost = [
                entry.msgid
                for entry in translation
                if sorted(KEPT.findall(entry.msgstr))
                != sorted(KEPT.findall(entry.msgid))
            ]
            with self.subTest(language):
                self.assertEqual(lost, [])

    def test_a_person_reads_the_own_language(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        self.env["ir.module.module"]._load_module_terms(["inbound_webhook"], ["nl_NL"])
        words = self.env(context={"lang": "nl_NL"})
        translation = polib.pofile(str(FOLDER / "nl.po"))
        expected = translation.find("Inbound Webhook Handler").msgstr
        model = words["ir.model"]._get("inbound.webhook.handler")
        self.assertNotEqual(expected, "Inbound Webhook Handler")
        self.assertEqual(model.name, expected)
