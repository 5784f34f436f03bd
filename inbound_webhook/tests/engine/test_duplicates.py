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


# --- a form whose parts have a boundary ---

FORM = (
    b"--%s\r\n"
    b'Content-Disposition: form-data; name="who"\r\n\r\nAda\r\n--%s\r\n'
    b'Content-Disposition: form-data; name="cv"; filename="a.txt"\r\n\r\n%s'
    b"\r\n--%s--\r\n"
)


def of_form(boundary, content=b"one", media="multipart/form-data"):
    """The fingerprint of a form that holds a file, as a browser sends it."""
    mark = boundary.encode()
    body = FORM % (mark, mark, content, mark)
    return duplicates.of_request("POST", "", body, f'{media}; boundary="{boundary}"')


def test_a_form_is_the_same_whatever_its_boundary():
    first = of_form("----WebKitFormBoundaryA7")
    assert first == of_form("----WebKitFormBoundaryA7")
    assert first == of_form("d74496d66958873e")
    assert first == of_form("x", media="Multipart/Form-Data")
    assert first != of_form("d74496d66958873e", content=b"two")
    assert first != of_form("x", content=b"d74496d66958873e")


def test_a_boundary_means_nothing_where_the_body_has_no_parts():
    for media in ("text/plain", "application/json", "application/octet-stream"):
        assert of_form("x", media=media) != of_form("y", media=media), media


def test_what_only_looks_like_a_boundary_makes_a_difference():
    multipart = "multipart/form-data; boundary=%s"
    real = duplicates.of_request("POST", "", b"--x\r\na--x\r\nb--x--", multipart % "x")
    text = duplicates.of_request("POST", "", b"--y\r\na--\r\nb--y--", multipart % "y")
    assert real != text


def test_no_boundary_and_thousands_of_them_are_compared_as_well():
    for content_type in ("multipart/form-data", "multipart/form-data; boundary="):
        first = duplicates.of_request("POST", "", b"a", content_type)
        assert first == duplicates.of_request("POST", "", b"a", content_type)
        assert first != duplicates.of_request("POST", "", b"b", content_type)
    many = [b"--x\r\n" * 20_000 + last for last in (b"a", b"b")]
    multipart = "multipart/form-data; boundary=x"
    prints = {duplicates.of_request("POST", "", body, multipart) for body in many}
    assert len(prints) == 2


@given(st.binary(), st.binary())
def test_two_bodies_of_one_boundary_are_one_only_where_they_are_equal(body, other):
    multipart = "multipart/form-data; boundary=-"
    first = duplicates.of_request("POST", "", body, multipart)
    second = duplicates.of_request("POST", "", other, multipart)
    assert (first == second) is (body == other)


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
