"""Fingerprints: equal for the same call, different for any other."""

from engine import duplicates
from hypothesis import given
from hypothesis import strategies as st


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
