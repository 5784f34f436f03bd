"""What programs for mail, telephones, shops and tickets send: whose it is."""

import pytest
from guess_targets import LEAD, PARTNER, guessed

from inbound_webhook.authoring.guesses import guess_fields
from inbound_webhook.authoring.proposals import propose_parameters


def test_a_mail_is_of_who_wrote_it_and_not_of_who_gets_it():
    sendgrid = {
        "to": "sales@parse.acme.example",
        "from": "Ada <ada@example.com>",
        "envelope": {"to": ["sales@parse.acme.example"], "from": "ada@example.com"},
        "subject": "An engine",
        "text": "How much is it?",
    }
    assert guessed(LEAD, sendgrid) == {
        "email_from": "from",
        "name": "subject",
        "description": "text",
    }
    mailgun = {
        "recipient": "sales@acme.example",
        "sender": "ada@example.com",
        "To": "sales@acme.example",
        "From": "Ada <ada@example.com>",
        "subject": "An engine",
        "body-plain": "How much is it?",
    }
    assert guessed(LEAD, mailgun) == {
        "email_from": "sender",
        "name": "subject",
        "description": "body-plain",
    }
    postmark = {
        "ToFull": [{"Email": "sales@acme.example", "Name": "Sales"}],
        "CcFull": [{"Email": "cc@acme.example", "Name": "Cc"}],
        "FromName": "Ada Lovelace",
        "FromFull": {"Email": "ada@example.com", "Name": "Ada Lovelace"},
        "Subject": "An engine",
        "TextBody": "How much is it?",
    }
    assert guessed(LEAD, postmark) == {
        "contact_name": "FromName",
        "email_from": "FromFull.Email",
        "name": "Subject",
        "description": "TextBody",
    }


@pytest.mark.parametrize("key", ["to", "To", "Cc", "Called", "to_number", "recipient"])
def test_an_address_that_something_goes_to_is_nobodys(key):
    assert guessed(LEAD, {key: "sales@acme.example"}).keys() == {"name!"}
    assert guessed(LEAD, {key: "+14155551212"}).keys() == {"name!"}
    assert "email_from" not in guessed(LEAD, {key: {"email": "sales@acme.example"}})


@pytest.mark.parametrize("key", ["From", "Caller", "from", "caller_id", "msisdn"])
def test_a_call_is_of_who_calls(key):
    call = {"To": "+14155551212", "Called": "+14155551212", key: "+14158141829"}
    assert guessed(LEAD, call)["phone"] == key
    [_to, _called, caller] = propose_parameters(call)
    assert caller.type == "phone"


@pytest.mark.parametrize("sample", ["Berlin", "2026-01-05", "", None, 1714157429])
def test_from_may_be_something_else(sample):
    assert guessed(LEAD, {"from": sample}).keys() == {"name!"}


def test_the_agent_of_a_call_is_not_its_customer():
    aircall = {
        "data": {
            "raw_digits": "+33 6 12 34 56 78",
            "user": {"name": "An Agent", "email": "agent@acme.example"},
            "contact": {
                "first_name": "Jean",
                "last_name": "Dupont",
                "phone_numbers": [{"label": "Work", "value": "+33612345678"}],
                "emails": [{"label": "Office", "value": "jean@example.fr"}],
            },
            "number": {"name": "Sales", "digits": "+33 1 76 36", "country": "FR"},
        }
    }
    found = guessed(LEAD, aircall)
    assert found["email_from"].startswith("data.contact.emails")
    assert "country_id" not in found
    assert found["contact_name"] == "data.contact.first_name + data.contact.last_name"
    assert found["phone"] == "data.raw_digits"
    nobody = {"data": {"user": {"email": "agent@acme.example"}, "contact": None}}
    assert "email_from" not in guessed(LEAD, nobody)
    assert guessed(LEAD, {"user": {"email": "a@b.co"}})["email_from"] == "user.email"


def test_an_item_with_an_address_is_somebody():
    intercom = {
        "data": {"item": {"role": "lead", "email": "jo@example.com", "name": "Jo"}},
        "topic": "contact.lead.created",
    }
    assert guessed(LEAD, intercom) == {
        "email_from": "data.item.email",
        "contact_name": "data.item.name",
        "name!": "data.item.name",
    }
    assert "contact_name" not in guessed(LEAD, {"item": {"name": "Engine"}})


@pytest.mark.parametrize(
    "subject", ["zen:user:10001", "contact.lead.created", "customers/create"]
)
def test_the_name_of_an_event_is_no_subject(subject):
    assert "name" not in guessed(LEAD, {"subject": subject})
    assert "name" not in guessed(LEAD, {"topic": subject})


@pytest.mark.parametrize("subject", ["An engine", "Engine", "Re: v1.2"])
def test_other_words_are_one(subject):
    assert guessed(LEAD, {"subject": subject})["name"] == "subject"


@pytest.mark.parametrize("title", ["Dr.", "Prof. Dr.", "Mr", "Frau", "Mme"])
def test_a_title_of_a_person_is_no_subject(title):
    found = guessed(LEAD, {"Titel": title, "Nachname": "Lovelace"})
    assert "name" not in found
    assert guessed(LEAD, {"title": "An engine"})["name"] == "title"


@pytest.mark.parametrize("role", ["customer", "lead", "end-user", "subscriber"])
def test_a_role_among_users_is_no_job(role):
    assert "function" not in guessed(LEAD, {"role": role})
    assert guessed(LEAD, {"role": "Head of Sales"})["function"] == "role"


def test_the_name_of_a_property_is_nobodys():
    event = {"propertyName": "email", "propertyValue": "ada@example.com"}
    assert guessed(LEAD, event) == {
        "email_from": "propertyValue",
        "name!": "propertyValue",
    }
    assert "contact_name" not in guessed(LEAD, {"client-info": {"client-name": "X"}})


def test_an_address_in_numbered_lines_is_that_of_the_bill():
    address = {"address_1": "1 Main St", "address_2": "", "city": "Austin"}
    order = {"billing": address, "shipping": address}
    assert guessed(LEAD, order) == {
        "street": "billing.address_1",
        "street2": "billing.address_2",
        "city": "billing.city",
        "name!": "",
    }


def test_an_address_is_of_one_place():
    order = {
        "billing_address": {"city": "Oslo", "province": None, "country_code": "NO"},
        "customer": {"default_address": {"city": "Ottawa", "province": "Ontario"}},
    }

    def takes(proposal, name, _makes_records):
        return proposal.sample is not None

    found = guessed(LEAD, order, fits=takes)
    assert found["city"] == "billing_address.city"
    assert "state_id" not in found
    parted = {"address": {"street": "S 1", "city": "C"}, "country": "DE"}
    assert guessed(LEAD, parted).keys() == {"street", "city", "country_id", "name!"}


def test_what_holds_a_value_goes_before_what_is_empty():
    customer = {"phone": None, "default_address": {"phone": "+44 20 7946 0018"}}
    assert guessed(PARTNER, customer)["phone"] == "default_address.phone"
    delivered = {"phone": "", "shipping": {"phone": "+44 20 7946 0018"}}
    assert guessed(PARTNER, delivered)["phone"] == "phone"


def test_lists_of_people_are_about_them():
    leads = {
        "leads": [{"name": "João", "personal_phone": "48 3025", "email": "j@e.br"}]
    }
    assert guessed(LEAD, leads) == {
        "contact_name": "leads[0].name",
        "phone": "leads[0].personal_phone",
        "email_from": "leads[0].email",
        "name!": "leads[0].name",
    }
    told = {"company": "Acme", "job_title": "Boss"}
    before = {"empresa": "Other", "cargo": "IT"}
    leads = {"leads": [{**told, "first_conversion": {"content": before}}]}
    assert guessed(LEAD, leads)["partner_name"] == "leads[0].company"
    assert guessed(LEAD, leads)["function"] == "leads[0].job_title"
    booking = {"responses": {"name": {"label": "your_name", "value": "Jo"}}}
    assert guessed(LEAD, booking)["contact_name"] == "responses.name.value"
    ticket = {"ticket": {"title": "An engine", "requester": {"name": "Jo"}}}
    assert guessed(LEAD, ticket) == {
        "name": "ticket.title",
        "contact_name": "ticket.requester.name",
    }


def test_the_address_of_a_record_is_no_website():
    assert "website" not in guessed(LEAD, {"url": "https://x.example/k/1/show#r=2"})
    assert guessed(LEAD, {"url": "https://acme.example"})["website"] == "url"
    known = {"website": "https://acme.example/about"}
    assert guessed(LEAD, known)["website"] == "website"


def test_cents_are_no_amount():
    charge = {"object": {"amount": 1099, "currency": "eur"}}
    assert "expected_revenue" not in guessed(LEAD, charge)
    for amount in ({"amount": "10.99", "currency": "eur"}, {"amount": 1099}):
        assert guessed(LEAD, amount)["expected_revenue"] == "amount"


def test_a_mail_address_may_be_written_wide():
    assert guessed(LEAD, {"メールアドレス": "ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"})[
        "email_from"
    ]


def test_answers_below_their_questions_are_found_in_any_order():
    linkedin = {
        "answers": [
            {
                "questionId": number,
                "name": name,
                "answerDetails": {"textQuestionAnswer": {"answer": answer}},
            }
            for number, (name, answer) in enumerate(
                {
                    "firstName": "Ada",
                    "lastName": "Lovelace",
                    "emailAddress": "ada@example.com",
                    "phoneNumber": "+44 20 7946 0018",
                }.items()
            )
        ]
    }
    end = "answerDetails.textQuestionAnswer.answer"
    assert guessed(LEAD, linkedin) == {
        "contact_name": f"answers[name=firstName].{end} + answers[name=lastName].{end}",
        "email_from": f"answers[name=emailAddress].{end}",
        "phone": f"answers[name=phoneNumber].{end}",
        "name!": f"answers[name=firstName].{end} + answers[name=lastName].{end}",
    }
    names = [item.name for item in propose_parameters(linkedin)]
    assert {"first_name", "phone_number"} <= set(names)


def test_what_somebody_chose_is_no_tag():
    assert "tag_ids" not in guessed(LEAD, {"choices": {"labels": ["London"]}})
    assert guessed(LEAD, {"labels": ["VIP"]})["tag_ids"] == "labels"


def test_a_province_that_is_a_word_for_yes_is_a_province():
    [province] = propose_parameters({"province_code": "ON"})
    assert province.type == "text"


@pytest.mark.parametrize(
    "day", ["令和6年5月31日", "2024年5月31日", "２０２４年５月３１日"]
)
def test_a_day_of_japan_is_a_date(day):
    [born] = propose_parameters({"生年月日": day})
    assert born.type == "date"


def keys_of_record(tree):
    """By which fields a record is found, as a sample has it."""
    guesses = guess_fields(propose_parameters(tree), LEAD)
    return {item.field for item in guesses.mapped if item.is_match_key}


def test_who_writes_or_calls_without_an_address_is_known_by_the_number():
    sms = {"From": "+14158141829", "To": "+14155551212", "Body": "Hello"}
    assert keys_of_record(sms) == {"phone"}
    call = {"data": {"contact": {"first_name": "Jo", "phone": "+33612345678"}}}
    assert keys_of_record(call) == {"phone"}
    # Of a form that has a place for the address, nobody knows who leaves it empty.
    left = {"email": "", "phone": "+33612345678"}
    assert keys_of_record(left) == {"email_from", "phone"}
    both = {"email": "jo@example.com", "phone": "+33612345678"}
    assert keys_of_record(both) == {"email_from"}
    assert keys_of_record({"name": "Jo", "message": "Hello"}) == set()
    assert keys_of_record({"to": "+14155551212", "called": "+14155551212"}) == set()


def test_what_became_of_a_mail_is_about_nobody():
    bounce = {
        "event-data": {
            "event": "failed",
            "severity": "permanent",
            "recipient": "alice@example.com",
            "envelope": {"sender": "news@acme.example", "targets": "a@example.com"},
            "delivery-status": {"code": 605, "description": "Not delivering"},
            "message": {
                "headers": {"from": "News <news@acme.example>", "subject": "News"}
            },
        }
    }
    assert guessed(LEAD, bounce) == {"name!": ""}
    other = {"event-data": {"email": "ada@example.com"}}
    assert guessed(LEAD, other)["email_from"] == "event-data.email"


def test_the_number_of_a_mail_is_no_address():
    mail = {
        "Message-Id": "<20130503192659.13651@mg.example.com>",
        "In-Reply-To": "<a@mail.example.com>",
        "References": "<a@mail.example.com>",
        "dkim": "{@mg.example.com : pass}",
        "Reply-To": "ada@example.com",
        "contact": "ada@example.com",
    }
    types = [item.type for item in propose_parameters(mail)]
    assert types == ["text", "text", "text", "text", "email", "email"]
