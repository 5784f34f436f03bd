"""Handlers of contacts, to whose fields not every value fits."""

from .common import InboundWebhookHttpCase

PARAMETERS = [
    "name",
    {"name": "email", "type": "email"},
    {"name": "website", "type": "url"},
    {"name": "budget", "type": "decimal"},
    "country",
    "owner",
    {"name": "tags", "type": "list"},
]
MAPPINGS = [
    ("name", "name"),
    {"parameter": "email", "field": "email_from", "is_match_key": True},
    ("website", "website"),
    ("expected_revenue", "budget"),
    ("country_id", "country"),
    ("user_id", "owner"),
    ("tag_ids", "tags"),
]
GOOD = {"name": "Ada", "email": "ada@example.com", "country": "Belgium"}


class UnfitValuesCase(InboundWebhookHttpCase):
    """Handlers of leads with values of many kinds."""

    on_invalid = None

    def make_form_handler(self, **values):
        return self.make_handler(
            **{"parameters": PARAMETERS, "mappings": MAPPINGS, **values}
        )

    def lead_of(self, answer):
        return self.env["crm.lead"].browse(answer.json()["id"])

    def parameter(self, handler, name):
        return handler.parameter_ids.filtered(lambda item: item.name == name)

    def mapping(self, handler, field):
        return handler.mapping_ids.filtered(lambda item: item.field_id.name == field)
