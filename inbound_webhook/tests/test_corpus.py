"""A thousand leads as people of five countries send them, over HTTP.

What they mean is said by the generator (``tests/corpus``), which knows no parser.
``INBOUND_WEBHOOK_CORPUS=7 make test ARGS="-k corpus"`` sends those of another seed.
"""

import html
import os
import re
import unicodedata
from collections import Counter, defaultdict

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import RUNNER_RIGHTS, InboundWebhookHttpCase
from .corpus import COUNTRIES, LAYOUTS, NAMES, path_of, payloads

SEED = int(os.environ.get("INBOUND_WEBHOOK_CORPUS", 20240531))
PAYLOADS = 1_000
#: Of a thousand payloads, how many have to become a lead.
LEADS = 990
#: Of a hundred values that a person can read, how many may be left out.
MOST_LEFT_OUT = 2
TYPES = {
    "email": "email",
    "phone": "phone",
    "website": "url",
    "date": "date",
    "amount": "money",
    "tax_number": "vat",
}
#: Fields of a lead by the names of the answers.
FIELDS = {
    "subject": "name",
    "company": "partner_name",
    "email": "email_from",
    "phone": "phone",
    "website": "website",
    "street": "street",
    "zip": "zip",
    "city": "city",
    "state": "state_id",
    "country": "country_id",
    "date": "date_deadline",
    "amount": "x_amount",
    "message": "description",
    "tax_number": "x_tax_number",
    "consent": "x_consent",
}
#: What programs of websites may have escaped for their pages.
PROSE = ("subject", "company", "message", "given", "family")


@tagged("post_install", "-at_install")
class TestCorpus(InboundWebhookHttpCase):
    """Each value of each lead is right, or is left out and noted."""

    on_invalid = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_fields()
        cls.handlers = {
            (country.code, layout): handler
            for country in COUNTRIES
            for layout, handler in cls.handlers_of(country)
        }

    @classmethod
    def add_fields(cls):
        """Fields that leads have where somebody needs them."""
        model = cls.env["ir.model"]._get("crm.lead")
        cls.env["ir.model.fields"].create(
            [
                {"name": name, "model_id": model.id, "ttype": ttype, **more}
                for name, ttype, more in (
                    ("x_given_name", "char", {}),
                    ("x_family_name", "char", {}),
                    ("x_tax_number", "char", {}),
                    ("x_consent", "boolean", {}),
                    ("x_currency_id", "many2one", {"relation": "res.currency"}),
                    ("x_amount", "monetary", {"currency_field": "x_currency_id"}),
                )
            ]
        )
        cls.env["res.currency"].with_context(active_test=False).search(
            [("name", "in", ["BRL", "CAD", "CHF", "EUR", "GBP", "JPY", "USD"])]
        ).active = True

    @classmethod
    def handlers_of(cls, country):
        """The webhooks of a company, one for each layout of its forms."""
        cls.env["res.lang"]._activate_lang(country.language)
        company = cls.env["res.company"].create(
            {
                "name": country.code,
                "country_id": cls.env["res.country"]
                .search([("code", "=", country.code)])
                .id,
            }
        )
        user = new_test_user(
            cls.env,
            login=f"corpus_{country.code}",
            groups=RUNNER_RIGHTS,
            tz=country.timezone,
            lang=country.language,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        for layout in LAYOUTS:
            handler = cls.make_handler(
                name=f"{country.code} {layout}",
                user_id=user.id,
                company_id=company.id,
                body_type="form" if layout == "form" else "json",
                parameters=[
                    cls.parameter(name, country, layout)
                    for name in NAMES
                    if cls.is_asked(name, layout)
                ],
                mappings=[*cls.mappings(country, layout)],
            )
            phone = handler.parameter_ids.filtered(lambda item: item.name == "phone")
            phone.country_parameter_id = handler.parameter_ids.filtered(
                lambda item: item.name == "country"
            )
            yield layout, handler

    @classmethod
    def is_asked(cls, name, layout):
        if name in ("given", "family"):
            return layout in ("form", "nested")
        return name != "name" or layout not in ("form", "nested")

    @classmethod
    def parameter(cls, name, country, layout):
        return {
            "name": name,
            "path": path_of(name, layout),
            "type": TYPES.get(name, "text"),
            "date_format": country.date_format,
            "number_format": country.number_format,
        }

    @classmethod
    def mappings(cls, country, layout):
        table = {country.consents[-1]: "true", country.refusals[-1]: "false"}
        table |= {text: "true" for text in country.consents if len(text) == 1}
        table |= {text: "false" for text in country.refusals if len(text) == 1}
        table |= {"同意する": "true", "同意しない": "false"}
        pairs = "\n".join(f"{said} = {means}" for said, means in table.items())
        for name, field in FIELDS.items():
            mapping = {"field": field, "parameter": name}
            if name == "consent":
                mapping |= {"transform": "value_table", "transform_argument": pairs}
            elif name in PROSE:
                mapping["transform"] = "html_to_text"
            yield mapping
        yield {
            "field": "x_currency_id",
            "parameter": "amount",
            "transform": "currency",
        }
        if layout in ("form", "nested"):
            names = ["{{ given }}", "{{ family }}"]
            if country.code == "JP":
                names.reverse()
            yield {
                "field": "contact_name",
                "constant": " ".join(names),
                "transform": "html_to_text",
            }
            for name in ("given", "family"):
                yield {
                    "field": f"x_{name}_name",
                    "parameter": name,
                    "transform": "html_to_text",
                }
        else:
            yield {"field": "contact_name", "parameter": "name"}
            yield {
                "field": "x_given_name",
                "parameter": "name",
                "transform": "first_name",
            }
            yield {
                "field": "x_family_name",
                "parameter": "name",
                "transform": "last_name",
            }

    def test_a_thousand_leads_of_five_countries(self):
        lost, sent = [], []
        for payload in payloads(SEED, PAYLOADS):
            handler = self.handlers[payload.country, payload.layout]
            answer = self.send(
                handler, payload.body, headers={"Content-Type": payload.content_type}
            )
            if answer.status_code == 200 and answer.json()["operation"] == "created":
                sent.append((payload, answer.json()))
            else:
                lost.append((payload.number, answer.text))
        counts, odd = Counter(), defaultdict(list)
        calls = {item.id: item for item in self.env["inbound.webhook.call"].search([])}
        leads = self.env["crm.lead"].browse([said["id"] for _payload, said in sent])
        for (payload, said), lead in zip(sent, leads, strict=True):
            notes = calls[said["call"]].left_out or []
            noted = {note.get("parameter") for note in notes}
            noted |= {note.get("field") for note in notes}
            for name, value, found in self.values(payload, lead):
                verdict = self.verdict(name, value, found, noted)
                counts[payload.country, name, verdict] += 1
                if verdict not in ("right", "nothing"):
                    odd[verdict].append(
                        (payload.number, payload.country, name, value.text, found)
                    )
        table = self.table(counts)
        self.assertFalse(odd["wrong"], f"{odd['wrong'][:30]}\n{table}")
        self.assertGreaterEqual(len(sent), LEADS, f"{lost[:10]}\n{table}")
        readable = counts.total() - sum(
            count for key, count in counts.items() if key[2] == "nothing"
        )
        self.assertLessEqual(
            len(odd["left out"]) * 100,
            readable * MOST_LEFT_OUT,
            f"{odd['left out'][:60]}\n{table}",
        )

    def values(self, payload, lead):
        """What was answered, and what stands in the lead."""
        for name, value in payload.answers.items():
            if name == "amount":
                amount = lead.x_amount
                yield name, value, amount and (amount, lead.x_currency_id.name)
            elif name in FIELDS:
                yield name, value, lead[FIELDS[name]]
            elif name in ("given", "family"):
                yield name, value, lead[f"x_{name}_name"]
            elif name == "name":
                yield name, value, lead

    def verdict(self, name, value, found, noted):
        """Whether a value is ``right``, ``left out`` and noted, or ``wrong``.

        What says nothing, or nothing that a person understands, is ``nothing``.
        """
        is_noted = not noted.isdisjoint({name, FIELDS.get(name)})
        if value.kind == "readable":
            if self.is_right(name, value.meaning, found):
                return "right"
            is_absent = not found or (name == "name" and not found.contact_name)
            return "left out" if is_absent and is_noted else "wrong"
        if found:
            return "wrong"
        return "nothing" if is_noted or value.kind == "nothing" else "wrong"

    def is_right(self, name, meaning, found):
        if name in ("country", "state"):
            return found.code == meaning
        if name == "amount":
            amount, currency = found or (0.0, "")
            is_same = currency == meaning.currency or not meaning.currency
            return is_same and round(amount, 2) == float(meaning.amount)
        if name == "website":
            return found and found.casefold() == meaning.casefold()
        if name == "name":
            parts = map(seen, (found.x_given_name, found.x_family_name))
            is_whole = seen(found.contact_name) == seen(meaning.text)
            return is_whole and meaning.is_of(*parts)
        if name in ("date", "consent"):
            return found == meaning
        if name == "message":
            found = text_of(found)
        return seen(found) == seen(meaning)

    def table(self, counts):
        """Counts by country and name."""
        rows = defaultdict(Counter)
        for (country, name, verdict), count in counts.items():
            rows[country, name][verdict] += count
        return "\n".join(
            f"{country} {name}: {dict(row)}" for (country, name), row in rows.items()
        )


def text_of(description):
    """The text of HTML."""
    text = re.sub(r"<br\s*/?>|</p>", "\n", str(description or ""))
    return html.unescape(re.sub(r"</?[a-z][^<>]*>", "", text))


def seen(text):
    """A text as a reader sees it: all blanks alike."""
    text = unicodedata.normalize("NFC", text or "")
    return " ".join(re.sub("[\u200b\ufeff]", "", text).split())
