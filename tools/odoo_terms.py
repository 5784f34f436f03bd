"""Brings the translations up to the addon's present texts. Odoo's shell runs this text.

The template is exported anew. Each translation keeps what it has, loses texts that are
gone and gains the new ones, empty.
"""

import io
import json
from pathlib import Path

import polib

from odoo.modules import get_module_path
from odoo.tools.translate import trans_export

ADDON = "inbound_webhook"
#: Without the time, which would change the file though no text has.
HEADER = {
    "Project-Id-Version": "Odoo Server 19.0",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "",
}


def update(env):
    """Write the template and the translations.

    :param env: Odoo's environment, as the superuser
    :return: how many texts there are, and how many each language lacks
    """
    folder = Path(get_module_path(ADDON)) / "i18n"
    folder.mkdir(exist_ok=True)
    template = _template(env)
    template.save(folder / f"{ADDON}.pot")
    missing = {}
    for path in sorted(folder.glob("*.po")):
        translation = polib.pofile(str(path))
        translation.merge(template)
        for entry in translation.obsolete_entries():
            translation.remove(entry)
        translation.metadata = {**HEADER, "Language": path.stem}
        translation.sort(key=lambda entry: entry.msgid)
        translation.save()
        missing[path.stem] = len(translation.untranslated_entries())
    return {"texts": len(template), "missing": missing}


def _template(env):
    exported = io.BytesIO()
    trans_export(None, [ADDON], exported, "po", env)
    template = polib.pofile(exported.getvalue().decode())
    template.metadata = HEADER
    return template


if "env" in globals():
    print("TERMS", json.dumps(update(globals()["env"])))
