"""Parameters proposed from a whole call."""

import pytest

from inbound_webhook.authoring.call_parameters import propose_from_call
from inbound_webhook.authoring.record_lists import find_list
from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.masking import MASK


def found(body="", query="", headers=(), split_path=""):
    payload = parse_body(body.encode(), None, expected="json")
    return [
        (item.source, item.proposal.name, item.proposal.path)
        for item in propose_from_call(payload, parse_query(query), headers, split_path)
    ]


def test_body_query_and_headers_have_no_name_twice():
    headers = [("X-Event", "created"), ("Content-Type", "application/json")]
    assert found('{"event": "x", "id": 7}', "event=y&utm_source=z", headers) == [
        ("query", "event", "event"),
        ("query", "utm_source", "utm_source"),
        ("body", "event_2", "event"),
        ("body", "id", "id"),
        ("header", "event_3", "X-Event"),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", "Basic x"),
        ("User-Agent", "curl"),
        ("X-Api-Key", "x"),
        ("X-Gitlab-Token", "x"),
        ("X-Hub-Signature-256", "sha256=x"),
        ("X-Shopify-Hmac-Sha256", "x"),
        ("X-Custom", MASK),
        ("X-Forwarded-For", "10.0.0.1"),
        ("X-Real-IP", "10.0.0.1"),
    ],
)
def test_headers_with_credentials_or_of_proxies_are_left_out(name, value):
    assert found(headers=[(name, value)]) == []


def test_headers_of_the_sender_go_by_what_they_say():
    headers = [("X-GitHub-Event", "push"), ("X-Shopify-Topic", "orders/create")]
    assert found(headers=headers) == [
        ("header", "git_hub_event", "X-GitHub-Event"),
        ("header", "shopify_topic", "X-Shopify-Topic"),
    ]


def test_paths_reach_into_the_items_that_records_are_made_of():
    body = '{"account": 5, "events": [{"email": "a@b.co", "x y": 1}, {"other": 2}]}'
    assert found(body, split_path="events") == [
        ("body", "email", "@.email"),
        ("body", "x_y", "@['x y']"),
        ("body", "account", "account"),
    ]
    assert found('["a"]', split_path="$") == [("body", "value", "@")]
    assert found('{"account": 5}', split_path="events") == [
        ("body", "account", "account")
    ]


PROSPECTS = """{"event": "new", "prospects": [
    {"nom": "Roux", "prenom": "Eva", "courriel": "a@x.example", "jour": "05/01/2027"},
    {"nom": "Dubois", "prenom": "Luc", "courriel": "l@x.example", "jour": "25/02/2027"}
]}"""


def of_first_item(text):
    payload = parse_body(text.encode(), None, expected="json")
    listed = find_list(payload.value, is_xml=payload.kind == "xml")
    return [item.proposal for item in propose_from_call(payload, only_first_of=listed)]


def test_of_several_records_only_the_first_is_listed_and_read_as_if_it_were_alone():
    first = of_first_item(PROSPECTS)
    assert [(item.path, item.key_path) for item in first] == [
        ("event", ("event",)),
        ("prospects[0].nom", ("nom",)),
        ("prospects[0].prenom", ("prenom",)),
        ("prospects[0].courriel", ("courriel",)),
        ("prospects[0].jour", ("jour",)),
    ]
    alone = of_first_item('[{"nom": "A", "courriel": "a@x.example"}, {"nom": "B"}]')
    assert [item.path for item in alone] == ["[0].nom", "[0].courriel"]


def test_how_dates_are_written_is_what_all_items_say_though_one_is_listed():
    assert of_first_item(PROSPECTS)[-1].date_format == "day_first"


def test_of_xml_one_record_is_read_as_the_first_of_several_is():
    one = "<clientes><cliente><nome>A</nome><email>a@x.example</email></cliente>%s"
    several = one % "<cliente><nome>B</nome><email>b@x.example</email></cliente>"
    assert [
        (item.path, item.key_path) for item in of_first_item(f"{one % ''}</clientes>")
    ] == [
        ("clientes.cliente.nome", ("nome",)),
        ("clientes.cliente.email", ("email",)),
    ]
    assert [
        (item.path, item.key_path) for item in of_first_item(f"{several}</clientes>")
    ] == [
        ("clientes.cliente[0].nome", ("nome",)),
        ("clientes.cliente[0].email", ("email",)),
    ]


def test_a_call_without_anything_suggests_nothing():
    assert found() == []
    assert propose_from_call(None) == []
