"""What says which field a value fills, and what does not."""

import json

import pytest
from guess_targets import LEAD, PARTNER, guessed
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.authoring.guesses import TargetField, guess_fields, type_for_field
from inbound_webhook.authoring.proposals import ProposedParameter, propose_parameters
from inbound_webhook.engine.values import ValueContext


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
def test_whatever_it_is_called_and_holds(key_path, sample, kind):
    item = ProposedParameter("p", kind, "p", sample, tuple(key_path))
    guess_fields([item, item], LEAD)


def test_it_stays_quick():
    tree = json.loads(json.dumps([{f"field {n}": "x@y.zz"} for n in range(1000)]))
    assert len(guess_fields(propose_parameters(tree), LEAD).mapped) == 1


def test_what_kind_of_field_it_is_is_not_its_value():
    tree = {"fields": {"name": {"type": "text", "title": "Name", "value": "Ada"}}}
    assert guessed(LEAD, tree)["contact_name"] == "fields.name.value"


@pytest.mark.parametrize(
    "name",
    [
        *("msisdn", "mobile_no", "mobileNo", "cell", "cellPhone", "whatsapp", "wa_id"),
        *("waId", "whatsapp_no", "telefono", "celular", "tel1", "tel_1", "fone", "tlf"),
        *("telefon_mobil", "teléfono móvil", "contactNo", "mob", "phoneNum", "tel_nr"),
        *("telefono_cellulare", "Tel.-Nr.", "daytime_phone", "phone_mobile", "TELF1"),
        *("callerNumber", "n_tel", "phone_e164", "手机", "电话", "휴대폰", "телефон"),
    ],
)
def test_what_telephone_numbers_are_called(name):
    tree = {name: "49 30 901820"}
    assert guessed(LEAD, tree)["phone"] == propose_parameters(tree)[0].path
    assert propose_parameters(tree)[0].type == "phone"


def test_what_has_a_word_of_phones_beside_another_is_none():
    for name in (
        "phone_model",
        "mobile_app",
        "tel_aviv",
        "cell_id",
        "contact_no_reply",
    ):
        assert "phone" not in guessed(LEAD, {name: "49 30 901820"})


def test_answers_of_google_forms_are_what_their_form_calls_them():
    """Which question an id is, stands elsewhere in the call."""
    tree = {
        "items": [{"questionId": "4a2b", "title": "Your city"}],
        "answers": {"4a2b": {"textAnswers": {"answers": [{"value": "Ghent"}]}}},
    }
    path = "answers['4a2b'].textAnswers.answers[0].value"
    assert guessed(LEAD, tree)["city"] == path


def test_a_customer_of_sap():
    customer = {
        "KUNNR": "0000100042",
        "NAME1": "Acme GmbH",
        "STRAS": "Hauptstr. 1",
        "ORT01": "Berlin",
        "PSTLZ": "10115",
        "LAND1": "DE",
        "TELF1": "030 901820",
        "STCEG": "DE136695976",
    }
    for around in (
        {"ZDEBMAS06": {"IDOC": {"EDI_DC40": {"SNDPRN": "P"}, "E1KNA1M": customer}}},
        {"E1KNA1M": customer},
    ):
        found = guessed(PARTNER, around)
        assert {field: path.split(".")[-1] for field, path in found.items()} == {
            "name": "NAME1",
            "street": "STRAS",
            "city": "ORT01",
            "zip": "PSTLZ",
            "country_id": "LAND1",
            "phone": "TELF1",
            "vat": "STCEG",
        }


def test_family_names_of_japanese_forms_come_first():
    tree = {"名": "太郎", "姓": "山田"}
    guesses = guess_fields(propose_parameters(tree), LEAD)
    assert [(item.field, item.parameters) for item in guesses.mapped] == [
        ("contact_name", (1, 0))
    ]


@pytest.mark.parametrize(
    ("type_name", "field_type", "expected"),
    [
        ("integer", "char", "text"),
        ("decimal", "text", "text"),
        ("integer", "monetary", "money"),
        ("integer", "integer", "integer"),
        ("decimal", "float", "decimal"),
        ("email", "char", "email"),
        ("date", "char", "date"),
    ],
)
def test_the_type_of_what_fills_a_field(type_name, field_type, expected):
    assert type_for_field(type_name, field_type) == expected


def test_a_text_that_is_empty_is_false_where_odoo_and_php_write_it():
    tree = {
        "name": "Jo",
        "email": "jo@x.example",
        "phone": False,
        "street": False,
        "website": False,
        "opt_in": False,
    }
    assert guessed(PARTNER, tree) == {
        "name": "name",
        "email": "email",
        "phone": "phone",
        "street": "street",
        "website": "website",
    }
    types = {item.name: item.type for item in propose_parameters(tree)}
    assert types == {
        "name": "text",
        "email": "email",
        "phone": "phone",
        "street": "text",
        "website": "url",
        "opt_in": "boolean",
    }


def test_what_is_false_gives_way_to_what_says_something():
    tree = {"phone": False, "telephone": "+32 2 555 12 34"}
    assert guessed(PARTNER, tree)["phone"] == "telephone"


@pytest.mark.parametrize(
    "above",
    ["supplier", "partner", "Lieferant", "NewContact", "Party", "CreateLead", "dealer"],
)
@pytest.mark.parametrize("address", [{"Email": "a@b.co"}, {"Phone": "0470 12 34 56"}])
def test_a_name_beside_an_address_is_of_whoever_has_that_address(above, address):
    [key] = address
    lead = guessed(LEAD, {"id": 7, above: {"Name": "Ada Lovelace", **address}})
    assert lead["contact_name"] == f"{above}.Name"
    assert f"{above}.{key}" in lead.values()
    partner = guessed(PARTNER, {above: {**address, "Name": "Ada Lovelace"}})
    assert partner["name"] == f"{above}.Name"


def test_a_budget_in_the_words_of_the_country_of_its_currency():
    context = ValueContext(country_code="US")
    tree = {"email": "a@b.co", "orcamento": "R$ 5 mil"}
    proposed = propose_parameters(tree, context=context)
    assert [item.type for item in proposed] == ["email", "money"]
    assert guessed(LEAD, tree)["expected_revenue"] == "orcamento"


def test_the_name_of_a_message_of_soap():
    body = {"CreateLead": {"Name": {"#text": "Ada", "@lang": "en"}, "Email": "a@b.co"}}
    found = guessed(LEAD, {"Envelope": {"Header": None, "Body": body}})
    assert found["contact_name"] == "Envelope.Body.CreateLead.Name['#text']"
    assert found["email_from"] == "Envelope.Body.CreateLead.Email"


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        # The parts of a name.
        (
            {"Lieferant": {"Vorname": "A", "Name": "L", "E-Mail": "a@b.co"}},
            "Lieferant.Vorname + Lieferant.Name",
        ),
        (
            {"supplier": {"first": "A", "last": "L", "email": "a@b.co"}},
            "supplier.first + supplier.last",
        ),
        # One of several, and the name is of the same one.
        (
            {"sites": [{"name": "HQ"}, {"name": "Ada", "email": "a@b.co"}]},
            "sites[1].name",
        ),
        (
            {
                "branch": {"name": "Gent", "phone": "09 123 45 67"},
                "supplier": {"name": "Ada", "email": "a@b.co"},
            },
            "supplier.name",
        ),
        # What is sure goes before it.
        (
            {"supplier": {"name": "F", "email": "f@b.co"}, "name": "Ada"},
            "name",
        ),
        (
            {"supplier": {"name": "F", "email": "f@b.co"}, "first_name": "Ada"},
            "first_name",
        ),
        # Nobody's, or of whoever is no customer.
        ({"supplier": {"name": "F"}, "email": "a@b.co"}, None),
        ({"branch": {"name": "F", "phone": "1"}, "email": "a@b.co"}, None),
        ({"supplier": {"name": "F", "email": "none"}}, None),
        ({"agent": {"name": "F", "email": "f@b.co"}}, None),
        ({"owner": {"desk": {"name": "F", "email": "f@b.co"}}}, None),
        ({"sales_team": {"name": "F", "phone": "1"}}, None),
        (
            {
                "issue": {
                    "fields": {"assignee": {"displayName": "F", "email": "f@b.co"}}
                }
            },
            None,
        ),
        (
            {
                "agent": {"name": "F", "email": "f@b.co"},
                "dealer": {"name": "A", "tel": "1"},
            },
            "dealer.name",
        ),
        # A company has a field of its own.
        ({"company": {"name": "F", "email": "f@b.co"}}, None),
    ],
)
def test_a_name_below_a_word_that_says_nothing_of_whom(sample, expected):
    assert guessed(LEAD, sample).get("contact_name") == expected
