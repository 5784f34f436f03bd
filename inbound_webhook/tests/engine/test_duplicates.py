"""Fingerprints: equal for the same call, different for any other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine import duplicates
from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.errors import InvalidSetup


def test_the_same_request_has_the_same_fingerprint():
    first = duplicates.of_request("POST", "a=1", b'{"x": 1}')
    assert first == duplicates.of_request("POST", "a=1", b'{"x": 1}')


def test_method_query_and_body_each_make_a_difference():
    prints = {
        duplicates.of_request("POST", "", b"a"),
        duplicates.of_request("GET", "", b"a"),
        duplicates.of_request("POST", "a", b""),
        duplicates.of_request("POST", "", b"b"),
    }
    assert len(prints) == 4


def test_the_names_of_headers_stand_between_commas_or_on_lines():
    names = duplicates.header_names(" webhook-id,svix-id\n\nX-Id , ")
    assert names == ["webhook-id", "svix-id", "X-Id"]
    duplicates.check_header_names(" webhook-id,svix-id\n\nX-Id , ")


@pytest.mark.parametrize("text", ["", " , ", "X-Id:", "X Id", "X-Id;y", "é", "a,b c"])
def test_what_is_no_name_of_a_header_is_refused(text):
    with pytest.raises(InvalidSetup, match="no name of a header"):
        duplicates.check_header_names(text)


def test_the_order_of_parameters_makes_no_difference():
    assert duplicates.of_parameters({"a": 1, "b": [2]}) == duplicates.of_parameters(
        {"b": [2], "a": 1}
    )


def test_a_parameter_and_a_header_of_the_same_text_differ():
    assert duplicates.of_header("x") != duplicates.of_parameters({"x": "x"})


@given(st.text(), st.binary(), st.text(), st.binary())
def test_a_boundary_cannot_move_between_the_parts(query, body, query_2, body_2):
    same = (query, body) == (query_2, body_2)
    first = duplicates.of_request("POST", query, body)
    assert (first == duplicates.of_request("POST", query_2, body_2)) is same


# --- without some fields ---


def read(body, content_type="application/json"):
    expected = "json" if content_type == "application/json" else "form"
    return parse_body(body, content_type, expected=expected)


def fingerprint(body, query="", volatile="", **options):
    payload = read(body, **options)
    return duplicates.of_payload(
        "POST", parse_query(query), payload, duplicates.key_paths(volatile)
    )


def test_ways_stand_between_commas_or_one_a_line():
    assert duplicates.key_paths(" timestamp, meta.sent_at\nYour name,\n\n,") == [
        ("timestamp",),
        ("meta", "sent_at"),
        ("Your name",),
    ]


def test_a_way_can_be_written_as_a_path_or_as_the_name_of_a_form_field():
    for text in ("items.at", "$.items[*].at", "items[].at", "items[at]"):
        assert duplicates.key_paths(text) == [("items", "at")], text


def test_what_ways_lead_to_is_left_out_and_the_tree_stays_as_it_is():
    tree = {"at": 1, "meta": {"at": 2, "id": 3}, "items": [{"at": 4, "n": 5}, 6]}
    assert duplicates.without(tree, duplicates.key_paths("at, meta.at, items.at")) == {
        "meta": {"id": 3},
        "items": [{"n": 5}, 6],
    }
    assert tree["meta"] == {"at": 2, "id": 3}
    assert tree["items"][0] == {"at": 4, "n": 5}


def test_ways_that_lead_nowhere_change_nothing():
    tree = {"a": {"b": 1}, "c": [2], "d": "text"}
    nowhere = duplicates.key_paths("x, a.x, a.b.c, c.x, d.x, d.t")
    assert duplicates.without(tree, nowhere) == tree
    for scalar in (None, 1, "text", True, []):
        assert duplicates.without(scalar, nowhere) == scalar


def test_volatile_fields_make_no_difference_and_all_others_do():
    first = fingerprint(b'{"id": 1, "at": 5}', "t=1&k=1", "at, t")
    assert first == fingerprint(b'{"at": 6, "id": 1}', "k=1&t=2", "at, t")
    assert first == fingerprint(b'{"id": 1}', "k=1", "at, t")
    assert first != fingerprint(b'{"id": 2, "at": 5}', "t=1&k=1", "at, t")
    assert first != fingerprint(b'{"id": 1, "at": 5}', "t=1&k=2", "at, t")


def test_files_of_the_same_name_and_size_are_told_apart():
    body = (
        b'--x\r\nContent-Disposition: form-data; name="cv"; filename="a.txt"\r\n\r\n'
        b"%s\r\n--x--\r\n"
    )
    multipart = "multipart/form-data; boundary=x"
    first = fingerprint(body % b"one", content_type=multipart, volatile="at")
    assert first == fingerprint(body % b"one", content_type=multipart, volatile="at")
    assert first != fingerprint(body % b"two", content_type=multipart, volatile="at")
    assert fingerprint(
        body % b"one", content_type=multipart, volatile="cv"
    ) == fingerprint(body % b"two", content_type=multipart, volatile="cv")


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(trees, st.text())
def test_leaving_out_raises_nothing_and_twice_is_as_once(tree, text):
    volatile = duplicates.key_paths(text)
    once = duplicates.without(tree, volatile)
    assert duplicates.without(once, volatile) == once
