"""Parameters proposed from a whole call."""

import pytest

from inbound_webhook.authoring.call_parameters import propose_from_call
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


def test_a_call_without_anything_suggests_nothing():
    assert found() == []
    assert propose_from_call(None) == []
