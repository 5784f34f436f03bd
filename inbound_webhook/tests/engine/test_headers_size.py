import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.headers_size import headers_size, headers_within


def nothing(_name):
    return False


def test_headers_within_the_size_stay_as_they_are():
    headers = [["Accept", "*/*"], ["X-Long", "x" * 900]]
    assert headers_within(headers, 1_024, pytest.fail) == headers


def test_long_values_are_cut_with_a_mark():
    headers = [["Accept", "*/*"], ["X-Long", "x" * 60_000]]
    assert headers_within(headers, 1_024, nothing) == [
        ["Accept", "*/*"],
        ["X-Long", "x" * 499 + "…"],
    ]


def test_what_has_no_room_is_counted():
    headers = [[f"X-{number}", "x" * 300] for number in range(100)]
    kept = headers_within(headers, 1_024, nothing)
    assert kept[:3] == headers[:3]
    assert kept[3:] == [["…", "97 more"]]


def test_what_is_needed_stays_whole():
    headers = [["X-Long", "x" * 60_000], ["X-Value", "y" * 2_000], ["Accept", "*/*"]]
    kept = headers_within(headers, 2_100, lambda name: name == "X-Value")
    assert kept == [["X-Value", "y" * 2_000], ["Accept", "*/*"], ["…", "1 more"]]


@given(
    st.lists(st.tuples(st.text(max_size=900), st.text(max_size=3_000)), max_size=50),
    st.integers(1_024, 20_000),
)
def test_whatever_comes_the_size_is_bounded(headers, most):
    kept = headers_within([list(header) for header in headers], most, nothing)
    assert headers_size(kept) <= most + 20
