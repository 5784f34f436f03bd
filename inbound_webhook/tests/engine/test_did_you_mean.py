"""What a call has in place of a value that is missing: "Did you mean ...?"."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.errors import KeyMissing
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.values import ValueContext

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda values: (
        st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3)
    ),
    max_leaves=5,
)


def read(*specs, query="", headers=None, **body):
    payload = parse_body(json.dumps(body).encode(), "application/json", expected="json")
    get = (headers or {}).get
    return extract(specs, payload, parse_query(query), get, ValueContext())


def missing(place="email", source="body", **call):
    spec = ParameterSpec("wanted", source=source, path=place, required=True)
    others = [ParameterSpec(name, path=name) for name in call.pop("known", ())]
    (error,) = read(spec, *others, **call).refusals
    return str(error)


@pytest.mark.parametrize(
    ("place", "body", "path"),
    [
        ("email", {"e_mail": "a@b.co"}, "e_mail"),
        ("email", {"E-Mail": "a@b.co"}, "E-Mail"),
        ("email", {"emial": "a@b.co"}, "emial"),
        ("email", {"mail": "a@b.co", "main": 1}, "mail"),
        ("first_name", {"firstName": "Ann"}, "firstName"),
        ("email", {"lead": {"email": "a@b.co"}}, "lead.email"),
        ("lead.email", {"email": "a@b.co"}, "email"),
        ("email", {"leads": [{"email": "a@b.co"}]}, "leads[0].email"),
        ("email", {"data": {"e mail": 1}}, "data['e mail']"),
    ],
)
def test_a_missing_value_is_looked_for_under_other_names(place, body, path):
    assert missing(place, **body).endswith(f"Did you mean {path!r}?")


def test_what_another_parameter_reads_is_not_meant():
    assert "mean" not in missing(e_mail="a@b.co", known=["e_mail"])
    assert "mean" not in missing(message="hello", phone="1", zip="2")


def test_a_value_that_came_elsewhere_is_named():
    assert missing(query="email=a@b.co").endswith(
        "'email' came in the query of the URL, and it is looked for in the body."
    )
    assert missing(source="query", email="a@b.co").endswith(
        "'email' came in the body, and it is looked for in the query of the URL."
    )
    assert missing("X-Mail", "header", query="x_mail=a").endswith(
        "'x_mail' came in the query of the URL, and it is looked for in a header."
    )
    assert missing("mail", headers={"mail": "a"}).endswith(
        "'mail' came in a header, and it is looked for in the body."
    )


@pytest.mark.parametrize(
    ("place", "body", "path"),
    [
        ("billing.email", {"billing.email": 1}, "['billing.email']"),
        ("$.billing.email", {"billing.email": 1}, "['billing.email']"),
        ("a.b.c", {"a": {"b.c": 1}}, "a['b.c']"),
        ("a.first name", {"a": {"first name": 1}}, "a['first name']"),
    ],
)
def test_a_path_with_dots_may_be_the_name_of_a_key(place, body, path):
    said = missing(place, **body)
    assert said.endswith(f"{place!r}: its path is {path}, in brackets.")


def test_an_optional_value_under_another_name_is_noted():
    found = read(ParameterSpec("email"), e_mail="a@b.co", emial="x")
    (note,) = found.notes
    assert note.code == "other_place"
    assert note.details == {"parameter": "email", "hint": "Did you mean 'e_mail'?"}
    # Worth a line, but nothing was left out.
    assert not note.is_noteworthy
    # Nor does one far from it.
    assert not read(ParameterSpec("name"), company={"name": "x"}).notes
    # Only alike is not enough where nothing has to come.
    assert not read(ParameterSpec("email"), emial="x").notes


@given(JSON_VALUES, st.text(max_size=20))
def test_looking_for_other_names_raises_nothing(value, name):
    spec = ParameterSpec("wanted", path=name or "x", required=True)
    found = read(spec, other=value)
    assert found.values or found.refusals


@pytest.mark.parametrize(
    ("place", "body", "path"),
    [
        # Vendors say more: whose it is, and what it is.
        ("email", {"emailAddress": "x"}, "emailAddress"),
        ("email", {"id": 1, "email_address": "x"}, "email_address"),
        ("email", {"customer_email": "x"}, "customer_email"),
        ("email", {"user": {"primaryEmail": "x"}}, "user.primaryEmail"),
        ("email", {"e-mail adres": "x"}, "['e-mail adres']"),
        ("email", {"CustomerEMail": "x"}, "CustomerEMail"),
        ("email_address", {"email": "x"}, "email"),
        ("phone", {"phoneNumber": "x"}, "phoneNumber"),
        ("phone_number", {"phone": "x"}, "phone"),
        ("name", {"full_name": "x"}, "full_name"),
        ("zip", {"zipCode": "x"}, "zipCode"),
    ],
)
def test_a_name_that_says_more_may_be_meant(place, body, path):
    assert missing(place, **body).endswith(f"Did you mean {path!r}?")


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("id", {"width": 1, "paid": 2}),
        ("mail", {"is_mailable": "x", "rmailer": "y"}),
        ("a", {"a_b": "x", "b": "y"}),
    ],
)
def test_letters_within_a_word_are_no_word(place, body):
    assert "mean" not in missing(place, **body)


def test_a_value_that_looks_like_what_is_wanted_may_be_meant():
    wanted = ParameterSpec("email", "email", required=True)
    (error,) = read(wanted, nom="Ada", courriel="ada@b.example").refusals
    assert str(error).endswith("Did you mean 'courriel'?")
    (error,) = read(wanted, nom="Ada", site="b.example").refusals
    assert "mean" not in str(error)
    (error,) = read(wanted, email_allowed="yes", courriel="ada@b.example").refusals
    assert str(error).endswith("Did you mean 'courriel'?")
    # An address among other words is no address.
    for text in ('{"email": "ada@b.example"}', "Mail me @ noon", "@ada"):
        (error,) = read(wanted, message=text).refusals
        assert "mean" not in str(error)
    (error,) = read(wanted, mail="none", webmaster="ada@b.example").refusals
    assert str(error).endswith("Did you mean 'mail'?")


@pytest.mark.parametrize("name", ["mail", "customer_email", "emial"])
def test_another_name_elsewhere_is_said_with_its_place(name):
    assert missing(query=f"{name}=a@b.co").endswith(
        f"Did you mean {name!r} in the query of the URL? It is looked for in the body."
    )
    assert missing(source="query", **{name: "a"}).endswith(
        f"Did you mean {name!r} in the body? It is looked for in the query of the URL."
    )


def test_what_is_looked_up_by_another_name_is_found():
    spec = ParameterSpec("email", "email", source="query")
    found = read(spec, query="mail=a@b.co")
    # It need not come: nothing is noted.
    assert not found.notes
    error = KeyMissing("key_missing", "What?", wanted=["email"])
    assert str(found.instead_of(error)) == "What? Did you mean 'mail'?"
    error = KeyMissing("key_missing", "What?", wanted=["phone"])
    assert found.instead_of(error) is error
