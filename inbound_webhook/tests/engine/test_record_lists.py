"""Whether a sample is one record, or a list of them."""

import pytest

from inbound_webhook.authoring.record_lists import find_list
from inbound_webhook.engine.body import parse_body

ADA = {"name": "Ada", "email": "ada@x.example"}
SOAP = """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
<soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound">
<OrganizationId>00D</OrganizationId>%s</notifications></soapenv:Body>
</soapenv:Envelope>"""
NOTICE = """<Notification><Id>04l</Id><sObject xsi:type="sf:Lead"
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Email>ada@x.example</sf:Email>
<sf:LastName>Lovelace</sf:LastName></sObject></Notification>"""


def list_of_records(tree, **options):
    found = find_list(tree, **options)
    return found and found.path


@pytest.mark.parametrize(
    ("tree", "path"),
    [
        ({"leads": [ADA]}, "leads"),
        ({"leads": [ADA, {**ADA, "tags": ["a"]}]}, "leads"),
        (
            {"data": {"new leads": [{"person": {"phone": "1"}}]}},
            "data['new leads']",
        ),
        ({"items": [ADA], "page": 1}, "items"),
        ({"staff": [ADA]}, None),
        # What people send, by what is called as the text in it is.
        ({"anfragen": [ADA]}, "anfragen"),
        ({"enquiries": [ADA, ADA]}, "enquiries"),
        ({"message": [ADA]}, "message"),
        ([ADA], "$"),
        ([{"objectId": 7, "subscriptionType": "contact.creation"}], "$"),
        ({"contacts": [{**ADA, "items": [{"sku": "A"}]}], "total": 1}, "contacts"),
        # One record with lists in it.
        (ADA, None),
        ({**ADA, "line_items": [{"sku": "A", "price": 1}]}, None),
        ({**ADA, "attendees": [ADA, ADA]}, None),
        ({"order": 1, "line_items": [{"sku": "A", "quantity": 2}]}, None),
        ({"name": "Ada", "emails": [{"email": "ada@x.example"}]}, None),
        ({"name": "Ada", "phone_numbers": [{"phone": "1"}]}, None),
        ({"leads": [ADA], "contacts": [ADA]}, None),
        ({"leads": []}, None),
        ({"leads": ["ada@x.example"]}, None),
        ({"leads": [ADA, {"name": "Bob"}]}, None),
        # Questions with their answers.
        (
            [{"label": "E-mail", "value": "a@x.example"}],
            None,
        ),
        ({"fields": [{"name": "email", "value": "ada@x.example"}]}, None),
        ("a", None),
        (None, None),
        ([], None),
    ],
)
def test_lists_of_json(tree, path):
    assert list_of_records(tree) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (SOAP % NOTICE, "Envelope.Body.notifications.Notification"),
        (SOAP % (NOTICE * 2), "Envelope.Body.notifications.Notification"),
        ("<leads><lead><email>a@x.example</email></lead></leads>", "leads.lead"),
        ("<anfragen><anfrage><email>a@x.example</email></anfrage></anfragen>",)
        + ("anfragen.anfrage",),
        ("<companies><company><phone>1</phone></company></companies>",)
        + ("companies.company",),
        ("<lead><contact><email>a@x.example</email></contact></lead>", None),
        ("<order><items><item><sku>A</sku></item></items></order>", None),
    ],
)
def test_lists_of_xml(text, path):
    body = parse_body(text.encode(), "text/xml", expected="json")
    assert list_of_records(body.value, is_xml=True) == path
