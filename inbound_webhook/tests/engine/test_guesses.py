"""Which field each value of a sender's sample fills, as a person would choose it."""

import json

import pytest
from engine.body import parse_body
from engine.guesses import TargetField, guess_fields
from engine.json_template import ProposedParameter, propose_parameters
from hypothesis import given
from hypothesis import strategies as st


def target(needed=(), **types):
    """A model's fields by their types: ``char="name email"``."""
    return [
        TargetField(name, kind, is_needed=name in needed)
        for kind, names in types.items()
        for name in names.split()
    ]


LEAD = target(
    needed=["name"],
    char="name contact_name partner_name email_from phone function website street "
    "street2 zip city referred",
    html="description",
    many2one="state_id country_id source_id medium_id campaign_id user_id team_id "
    "stage_id lang_id company_id partner_id",
    many2many="tag_ids",
    monetary="expected_revenue",
    float="probability",
    selection="type priority",
    boolean="active",
    integer="color",
    date="date_deadline",
)
PARTNER = target(
    needed=["name"],
    char="name company_name email phone function website street street2 zip city "
    "ref vat",
    html="comment",
    many2one="state_id country_id parent_id user_id company_id industry_id",
    many2many="category_id",
    selection="type lang tz",
    boolean="active is_company employee",
)


def guessed(fields, tree, **options):
    """The guesses for a sample: paths (several of joined ones) by field, needed too."""
    proposed = propose_parameters(tree)
    guesses = guess_fields(proposed, fields, **options)

    def paths(positions):
        return " + ".join(proposed[position].path for position in positions)

    found = {guess.field: paths(guess.parameters) for guess in guesses.mapped}
    return found | {f"{k}!": paths(v) for k, v in guesses.needed.items()}


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
                "expected_revenue": (
                    "field_data[?(@.name == 'what_is_your_budget?')].values"
                ),
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
                "email_from": "form_response.answers[1].email",
                "phone": "form_response.answers[2].phone_number",
                "name!": "form_response.answers[1].email",
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
    ("sample", "expected"),
    [
        (
            {
                "Vorname": "Ada",
                "Name": "Lovelace",
                "E-Mail-Adresse": "a@b.co",
                "Telefonnummer": "030 1",
                "Firma": "F",
                "Straße": "S 1",
                "PLZ": "10115",
                "Ort": "Berlin",
                "Nachricht": "N",
            },
            {
                "contact_name": "Vorname + Name",
                "email_from": "E-Mail-Adresse",
                "phone": "Telefonnummer",
                "partner_name": "Firma",
                "street": "['Straße']",
                "zip": "PLZ",
                "city": "Ort",
                "description": "Nachricht",
            },
        ),
        (
            {
                "prenom": "A",
                "nom": "L",
                "courriel": "a@b.co",
                "Téléphone": "01",
                "société": "S",
                "code_postal": "75001",
                "ville": "Paris",
                "pays": "France",
                "objet": "O",
            },
            {
                "contact_name": "prenom + nom",
                "email_from": "courriel",
                "phone": "['Téléphone']",
                "partner_name": "['société']",
                "zip": "code_postal",
                "city": "ville",
                "country_id": "pays",
                "name": "objet",
            },
        ),
        (
            {
                "nombre": "A",
                "apellidos": "L",
                "correo electrónico": "a@b.co",
                "teléfono": "91",
                "empresa": "E",
                "asunto": "X",
                "mensaje": "M",
            },
            {
                "contact_name": "nombre + apellidos",
                "email_from": "['correo electrónico']",
                "phone": "['teléfono']",
                "partner_name": "empresa",
                "name": "asunto",
                "description": "mensaje",
            },
        ),
        (
            {
                "voornaam": "A",
                "achternaam": "L",
                "emailadres": "a@b.co",
                "telefoonnummer": "09",
                "bedrijf": "B",
                "postcode": "9000",
                "woonplaats": "Gent",
                "onderwerp": "O",
            },
            {
                "contact_name": "voornaam + achternaam",
                "email_from": "emailadres",
                "phone": "telefoonnummer",
                "partner_name": "bedrijf",
                "zip": "postcode",
                "city": "woonplaats",
                "name": "onderwerp",
            },
        ),
        (
            {
                "nome": "A",
                "sobrenome": "L",
                "e-mail": "a@b.co",
                "telefone": "21",
                "cidade": "Lisboa",
                "assunto": "X",
                "mensagem": "M",
            },
            {
                "contact_name": "nome + sobrenome",
                "email_from": "e-mail",
                "phone": "telefone",
                "city": "cidade",
                "name": "assunto",
                "description": "mensagem",
            },
        ),
    ],
    ids=["German", "French", "Spanish", "Dutch", "Portuguese"],
)
def test_words_of_other_languages(sample, expected):
    found = guessed(LEAD, sample)
    found.pop("name!", None)
    assert found == expected


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        # By the value, where no name says it.
        ({"reply": "a@b.co"}, {"email_from": "reply"}),
        ({"call_me_at": "+32 470 12 34 56"}, {"phone": "call_me_at"}),
        ({"link": "https://example.com/"}, {"website": "link"}),
        ({"link": "https://example.com/form/7"}, {}),
        # A name counts more than a value.
        ({"x": "x@b.co", "email": "a@b.co"}, {"email_from": "email"}),
        ({"email": True}, {}),
        # What belongs to somebody else.
        ({"owner": {"email": "o@b.co", "name": "O"}}, {}),
        ({"form": {"name": "Contact us"}, "page": {"url": "https://x.y"}}, {}),
        ({"username": "ada", "status": "new", "type": "lead", "active": True}, {}),
        (
            {"company": {"name": "Acme", "city": "Gent"}, "name": "Ada"},
            {
                "partner_name": "company.name",
                "city": "company.city",
                "contact_name": "name",
            },
        ),
        # The technical name of the field itself.
        (
            {"email_from": "a@b.co", "referred": "Bob"},
            {"email_from": "email_from", "referred": "referred"},
        ),
        (
            {"metadata": {"utm_source": "x", "email": "a@b.co"}},
            {"source_id": "metadata.utm_source"},
        ),
        # A number is no name of a record: it is an id of the other system.
        ({"country": 21, "user_id": 2, "source": "web"}, {"source_id": "source"}),
        ({"mobile": "1", "phone": "2"}, {"phone": "phone"}),
        ({"last_name": "Lovelace"}, {"contact_name": "last_name"}),
    ],
)
def test_what_a_value_is(sample, expected):
    found = guessed(LEAD, sample)
    found.pop("name!")
    assert found == expected


def test_a_label_of_the_field_counts():
    fields = [TargetField("x_studio_size", "char", ("Shoe size", "Schuhgröße"))]
    assert guessed(fields, {"shoe_size": "43"}) == {"x_studio_size": "shoe_size"}
    assert guessed(fields, {"Schuhgroesse": "43"}) == {}
    assert guessed(fields, {"schuhgröße": "43"}) == {"x_studio_size": "['schuhgröße']"}


def test_fields_that_are_filled_already_are_left_alone():
    found = guessed(
        LEAD, {"email": "a@b.co", "name": "Ada"}, taken={"email_from", "name"}
    )
    assert found == {"contact_name": "name"}


def test_what_does_not_fit_is_not_proposed():
    refused = guessed(
        LEAD,
        {"country": "Utopia", "city": "Gent"},
        fits=lambda parameter, name, makes: name != "country_id",
    )
    assert refused == {"city": "city", "name!": ""}


def test_only_the_email_address_is_a_match_key():
    proposed = propose_parameters({"id": "7", "email": "a@b.co", "phone": "1"})
    keys = [g.field for g in guess_fields(proposed, LEAD).mapped if g.is_match_key]
    assert keys == ["email_from"]


def test_sources_and_tags_are_made_where_they_are_missing_and_countries_are_not():
    sample = {"utm_source": "x", "tags": ["a"], "country": "Belgium"}
    guesses = guess_fields(propose_parameters(sample), LEAD).mapped
    assert {g.field: g.makes_records for g in guesses} == {
        "source_id": True,
        "tag_ids": True,
        "country_id": False,
    }


KEYS = st.text(max_size=12) | st.sampled_from(
    "name first_name last_name email phone company title nom Vorname owner data "
    "address city country utm_source value id type".split()
)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["a@b.co"]),
    lambda children: st.lists(children) | st.dictionaries(KEYS, children),
    max_leaves=25,
)


@given(TREES, st.sampled_from([LEAD, PARTNER, []]))
def test_no_field_and_no_parameter_is_there_twice(tree, fields):
    proposed = propose_parameters(tree)
    guesses = guess_fields(proposed, fields)
    used = [position for guess in guesses.mapped for position in guess.parameters]
    filled = [guess.field for guess in guesses.mapped]
    assert len(set(used)) == len(used)
    assert len(set(filled)) == len(filled)
    assert set(filled) <= {item.name for item in fields}
    assert not set(filled) & set(guesses.needed)
    assert guess_fields(proposed, fields) == guesses


@given(st.lists(st.text()), st.text(), st.sampled_from(["text", "list", "no such"]))
def test_whatever_it_is_called_and_holds(way, sample, kind):
    item = ProposedParameter("p", kind, "p", sample, tuple(way))
    guess_fields([item, item], LEAD)


def test_it_stays_quick():
    tree = json.loads(json.dumps([{f"field {n}": "x@y.zz"} for n in range(1000)]))
    assert len(guess_fields(propose_parameters(tree), LEAD).mapped) == 1
