"""The same place, however it is written."""

import pytest

from inbound_webhook.engine.items import place_in_call


@pytest.mark.parametrize(
    "path", ["name", "$.name", "$['name']", '["name"]', ' $["name"] ']
)
def test_a_key_at_the_root(path):
    assert place_in_call("body", path) == place_in_call("body", "name")


@pytest.mark.parametrize("path", ["a.b[0]", "$.a.b[0]", "$['a']['b'][0]", "a['b'][0]"])
def test_a_way_down(path):
    assert place_in_call("body", path) == place_in_call("body", "a.b[0]")


@pytest.mark.parametrize(
    ("source", "path", "other_source", "other_path"),
    [
        ("body", "name", "query", "name"),
        ("body", "name", "body", "Name"),
        ("body", "@.name", "body", "name"),
        ("body", "a.b", "body", "['a.b']"),
        ("body", "Your name", "body", "Yourname"),
    ],
)
def test_another_place(source, path, other_source, other_path):
    assert place_in_call(source, path) != place_in_call(other_source, other_path)


def test_in_an_item():
    assert place_in_call("body", "@['mail']") == place_in_call("body", "@.mail")


def test_a_header_in_any_case():
    assert place_in_call("header", "X-Shop") == place_in_call("header", "x-shop ")


def test_what_is_no_path_is_its_text():
    assert place_in_call("body", "Your name?") == place_in_call("body", "Your name?")
