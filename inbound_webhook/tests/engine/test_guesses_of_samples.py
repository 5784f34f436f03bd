"""Which field each value of a sender's sample fills, as a person would choose it."""

import pytest
from guess_targets import LEAD, PARTNER, guessed

from inbound_webhook.authoring.guesses import guess_fields
from inbound_webhook.authoring.proposals import propose_parameters
from inbound_webhook.engine.body import parse_body


def form(text):
    return parse_body(
        text.encode(), "application/x-www-form-urlencoded", expected="form"
    ).value


CONTACT_FORM_7 = form(
    "_wpcf7=24&_wpcf7_version=5.9&_wpcf7_locale=en_US&_wpcf7_unit_tag=wpcf7-f24-o1"
    "&your-name=Ada+Lovelace&your-email=ada%40example.com&your-subject=A+quote"
    "&your-message=Please+call+me"
)


MAILCHIMP = form(
    "type=subscribe&fired_at=2009-03-26+21%3A35%3A57&data%5Bid%5D=8a25ff1d98"
    "&data%5Blist_id%5D=a6b5da1054&data%5Bemail%5D=api%40mailchimp.com"
    "&data%5Bemail_type%5D=html&data%5Bmerges%5D%5BEMAIL%5D=api%40mailchimp.com"
    "&data%5Bmerges%5D%5BFNAME%5D=Mailchimp&data%5Bmerges%5D%5BLNAME%5D=API"
    "&data%5Bmerges%5D%5BINTERESTS%5D=Group1%2CGroup2&data%5Bip_opt%5D=10.20.10.30"
)


GOOGLE_ADS = {
    "lead_id": "TeSter-123-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "user_column_data": [
        {
            "column_name": "Full Name",
            "string_value": "FirstName LastName",
            "column_id": "FULL_NAME",
        },
        {
            "column_name": "User Email",
            "string_value": "test@example.com",
            "column_id": "EMAIL",
        },
        {
            "column_name": "User Phone",
            "string_value": "+16505550123",
            "column_id": "PHONE_NUMBER",
        },
        {
            "column_name": "Company Name",
            "string_value": "Company",
            "column_id": "COMPANY_NAME",
        },
        {
            "column_name": "Job Title",
            "string_value": "Engineer",
            "column_id": "JOB_TITLE",
        },
        {"column_name": "City", "string_value": "Mountain View", "column_id": "CITY"},
        {
            "column_name": "Postal Code",
            "string_value": "94043",
            "column_id": "POSTAL_CODE",
        },
    ],
    "api_version": "1.0",
    "form_id": 40000000000,
    "campaign_id": 123456,
    "google_key": "secret",
    "is_test": True,
    "gcl_id": "abc",
    "adgroup_id": 20000000000,
    "creative_id": 30000000000,
}


META_LEAD = {
    "created_time": "2023-05-02T12:00:00+0000",
    "id": "3214",
    "ad_name": "Spring",
    "form_id": "77",
    "campaign_name": "Spring campaign",
    "field_data": [
        {"name": "full_name", "values": ["Joe Example"]},
        {"name": "email", "values": ["joe@example.com"]},
        {"name": "phone_number", "values": ["+15125550100"]},
        {"name": "company_name", "values": ["Example Ltd"]},
        {"name": "what_is_your_budget?", "values": ["1000"]},
    ],
}


HUBSPOT = {
    "vid": 3234574,
    "portal-id": 62515,
    "is-contact": True,
    "properties": {
        "firstname": {"value": "Gordon"},
        "lastname": {"value": "Freeman"},
        "company": {"value": "Black Mesa"},
        "email": {"value": "gordon@blackmesa.example"},
        "phone": {"value": "555-122-2323"},
        "jobtitle": {"value": "Physicist"},
        "website": {"value": "http://blackmesa.example"},
        "city": {"value": "Cambridge"},
        "zip": {"value": "02139"},
        "lifecyclestage": {"value": "lead"},
        "hs_analytics_source": {"value": "DIRECT_TRAFFIC"},
        "createdate": {"value": "1484854053000"},
    },
    "associated-company": {"company-id": 1, "properties": {"name": {"value": "BM"}}},
}


TYPEFORM = {
    "event_id": "LtWXD3crgy",
    "event_type": "form_response",
    "form_response": {
        "form_id": "lT4Z3j",
        "token": "a3a12ec67a1365927098a606107fac15",
        "submitted_at": "2018-01-18T18:17:02Z",
        "hidden": {"utm_source": "newsletter"},
        "definition": {
            "id": "lT4Z3j",
            "title": "Webhooks example",
            "fields": [
                {"id": "DlXFaesGBpoF", "title": "Your name", "type": "short_text"}
            ],
        },
        "answers": [
            {"type": "text", "text": "Laura", "field": {"id": "DlXFaesGBpoF"}},
            {
                "type": "email",
                "email": "laura@example.com",
                "field": {"id": "SMEUb7VJz92Q"},
            },
            {
                "type": "phone_number",
                "phone_number": "+34600123456",
                "field": {"id": "x"},
            },
        ],
    },
}


JOTFORM = {
    "slug": "submit/243",
    "q3_name": {"first": "Ada", "last": "Lovelace"},
    "q4_email": "ada@example.com",
    "q5_phoneNumber": {"full": "(02) 555 12 34"},
    "q6_address": {
        "addr_line1": "Veldstraat 1",
        "addr_line2": "bus 2",
        "city": "Gent",
        "state": "Oost-Vlaanderen",
        "postal": "9000",
        "country": "Belgium",
    },
    "q7_howCan": "A quote, please",
    "event_id": "1590_243",
}


CALENDLY = {
    "created_at": "2020-11-23T17:51:19.000000Z",
    "event": "invitee.created",
    "payload": {
        "email": "test@example.com",
        "first_name": "John",
        "last_name": "Doe",
        "name": "John Doe",
        "timezone": "America/New_York",
        "questions_and_answers": [
            {"position": 0, "question": "Company", "answer": "Doe Inc."},
            {"position": 1, "question": "Anything else?", "answer": "No"},
        ],
        "tracking": {
            "utm_campaign": "spring",
            "utm_source": "google",
            "utm_medium": "cpc",
        },
        "scheduled_event": {
            "name": "15 Minute Meeting",
            "location": {"type": "physical", "location": "Gent"},
            "event_memberships": [
                {"user_email": "host@example.com", "user_name": "Host"}
            ],
        },
    },
}


TALLY = {
    "eventType": "FORM_RESPONSE",
    "data": {
        "formName": "Contact us",
        "fields": [
            {"key": "question_a", "label": "What is your name?", "value": "Ada L"},
            {"key": "question_b", "label": "E-mail", "value": "ada@example.com"},
            {"key": "question_c", "label": "Telephone number", "value": "02 555"},
        ],
    },
}


SHOPIFY_ORDER = {
    "id": 820982911946154508,
    "email": "jon@example.com",
    "name": "#9999",
    "note": None,
    "total_price": "388.00",
    "billing_address": {
        "first_name": "Steve",
        "last_name": "Shipper",
        "address1": "123 Shipping Street",
        "phone": "555-555-SHIP",
        "city": "Shippington",
        "zip": "40003",
        "company": "Shipping Company",
        "country": "United States",
    },
    "shipping_address": {"first_name": "Sam", "city": "Elsewhere", "zip": "1"},
    "line_items": [{"name": "IPod Nano", "title": "IPod", "vendor": "Apple"}],
}


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            CONTACT_FORM_7,
            {
                "contact_name": "your-name",
                "email_from": "your-email",
                "name": "your-subject",
                "description": "your-message",
            },
        ),
        (
            MAILCHIMP,
            {
                "email_from": "data.email",
                "contact_name": "data.merges.FNAME + data.merges.LNAME",
                "name!": "data.merges.FNAME + data.merges.LNAME",
            },
        ),
        (
            GOOGLE_ADS,
            {
                "contact_name": "user_column_data[column_id=FULL_NAME].string_value",
                "email_from": "user_column_data[column_id=EMAIL].string_value",
                "phone": "user_column_data[column_id=PHONE_NUMBER].string_value",
                "partner_name": "user_column_data[column_id=COMPANY_NAME].string_value",
                "function": "user_column_data[column_id=JOB_TITLE].string_value",
                "city": "user_column_data[column_id=CITY].string_value",
                "zip": "user_column_data[column_id=POSTAL_CODE].string_value",
                "name!": "user_column_data[column_id=FULL_NAME].string_value",
            },
        ),
        (
            META_LEAD,
            {
                "campaign_id": "campaign_name",
                "contact_name": "field_data[name=full_name].values",
                "email_from": "field_data[name=email].values",
                "phone": "field_data[name=phone_number].values",
                "partner_name": "field_data[name=company_name].values",
                "expected_revenue": ("field_data[name='what_is_your_budget?'].values"),
                "name!": "field_data[name=full_name].values",
            },
        ),
        (
            HUBSPOT,
            {
                "contact_name": (
                    "properties.firstname.value + properties.lastname.value"
                ),
                "partner_name": "properties.company.value",
                "email_from": "properties.email.value",
                "phone": "properties.phone.value",
                "function": "properties.jobtitle.value",
                "website": "properties.website.value",
                "city": "properties.city.value",
                "zip": "properties.zip.value",
                "name!": "properties.firstname.value + properties.lastname.value",
            },
        ),
        (
            TYPEFORM,
            {
                "source_id": "form_response.hidden.utm_source",
                "contact_name": ("form_response.answers[field.id=DlXFaesGBpoF].text"),
                "email_from": "form_response.answers[field.id=SMEUb7VJz92Q].email",
                "phone": "form_response.answers[field.id=x].phone_number",
                "name!": "form_response.answers[field.id=DlXFaesGBpoF].text",
            },
        ),
        (
            JOTFORM,
            {
                "contact_name": "q3_name.first + q3_name.last",
                "email_from": "q4_email",
                "phone": "q5_phoneNumber.full",
                "street": "q6_address.addr_line1",
                "street2": "q6_address.addr_line2",
                "city": "q6_address.city",
                "state_id": "q6_address.state",
                "zip": "q6_address.postal",
                "country_id": "q6_address.country",
                "name!": "q3_name.first + q3_name.last",
            },
        ),
        (
            CALENDLY,
            {
                "email_from": "payload.email",
                "contact_name": "payload.name",
                "partner_name": (
                    "payload.questions_and_answers[question=Company].answer"
                ),
                "campaign_id": "payload.tracking.utm_campaign",
                "source_id": "payload.tracking.utm_source",
                "medium_id": "payload.tracking.utm_medium",
                "name!": "payload.name",
            },
        ),
        (
            TALLY,
            {
                "contact_name": "data.fields[key=question_a].value",
                "email_from": "data.fields[key=question_b].value",
                "phone": "data.fields[key=question_c].value",
                "name!": "data.fields[key=question_a].value",
            },
        ),
    ],
    ids=[
        *("contact form 7", "mailchimp", "google ads", "meta", "hubspot", "typeform"),
        *("jotform", "calendly", "tally"),
    ],
)
def test_a_sample_of_a_sender_for_a_lead(sample, expected):
    assert guessed(LEAD, sample) == expected


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            CONTACT_FORM_7,
            {"name": "your-name", "email": "your-email", "comment": "your-message"},
        ),
        (
            HUBSPOT,
            {
                "name": "properties.firstname.value + properties.lastname.value",
                "company_name": "properties.company.value",
                "email": "properties.email.value",
                "phone": "properties.phone.value",
                "function": "properties.jobtitle.value",
                "website": "properties.website.value",
                "city": "properties.city.value",
                "zip": "properties.zip.value",
            },
        ),
        (
            SHOPIFY_ORDER,
            {
                "email": "email",
                "name": "billing_address.first_name + billing_address.last_name",
                "street": "billing_address.address1",
                "phone": "billing_address.phone",
                "city": "billing_address.city",
                "zip": "billing_address.zip",
                "company_name": "billing_address.company",
                "country_id": "billing_address.country",
                "comment": "note",
            },
        ),
        ({"company": "Acme"}, {"company_name": "company", "name!": "company"}),
    ],
    ids=["contact form 7", "hubspot", "shopify", "a company alone"],
)
def test_a_sample_of_a_sender_for_a_contact(sample, expected):
    assert guessed(PARTNER, sample) == expected


@pytest.mark.parametrize(
    ("sample", "is_company"),
    [
        ({"company": "Acme"}, True),
        ({"Firma": "Acme GmbH", "email": "info@acme.example", "ort": "Köln"}, True),
        ({"raison_sociale": "Acme", "telephone": "+32 2 555 12 34"}, True),
        ({"company": "Acme", "name": "Ada"}, False),
        ({"company": "Acme", "first_name": "Ada", "email": "a@acme.example"}, False),
        # A sample may lack what other calls have.
        ({"company": "Acme", "name": ""}, False),
        ({"email": "info@acme.example"}, False),
    ],
)
def test_where_a_form_names_a_company_and_nobody_it_is_about_companies(
    sample, is_company
):
    fixed = {"is_company": "yes"} if is_company else {}
    proposed = propose_parameters(sample)
    assert guess_fields(proposed, PARTNER).fixed == fixed
    assert guess_fields(proposed, LEAD).fixed == {}
    assert guess_fields(proposed, PARTNER, taken={"is_company"}).fixed == {}
