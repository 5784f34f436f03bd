"""Where calls may come from. Expected values by RFC 4632 and RFC 4291."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.networks import is_within, parse_networks


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
        ("192.0.2.0/24", "192.0.2.255", "192.0.3.0"),
        ("10.0.0.0/8, 192.0.2.7", "10.255.255.255", "11.0.0.0"),
        ("10.0.0.0/8\n192.0.2.7\n", "192.0.2.7", "192.0.2.6"),
        ("192.0.2.7  # the shop, 10.0.0.1", "192.0.2.7", "10.0.0.1"),
        ("2001:db8::/32", "2001:DB8:ffff::1", "2001:db9::"),
        ("2001:db8::1", "2001:db8:0:0:0:0:0:1", "2001:db8::2"),
        ("192.0.2.0/24", "::ffff:192.0.2.9", "::ffff:192.0.3.9"),
        ("::ffff:192.0.2.0/120", "192.0.2.9", "192.0.3.9"),
        ("fe80::/10", "fe80::1%eth0", "fec0::1%eth0"),
        ("0.0.0.0/0", "203.0.113.1", "2001:db8::1"),
        ("::/0", "2001:db8::1", "203.0.113.1"),
    ],
)
def test_an_address_is_within(text, inside, outside):
    networks = parse_networks(text)
    assert is_within(inside, networks)
    assert not is_within(outside, networks)


@pytest.mark.parametrize(
    "address", ["", "unknown", "192.0.2.7:8080", "192.0.2", "010.0.0.1", "192.0.2.7 "]
)
def test_what_is_no_address_is_in_no_network(address):
    assert not is_within(address, parse_networks("0.0.0.0/0 ::/0"))


def test_nothing_is_within_no_network():
    assert parse_networks(" \n# nobody yet\n") == ()
    assert not is_within("192.0.2.7", ())


@pytest.mark.parametrize(
    "text", ["shop.example.com", "192.0.2.0/33", "192.0.2.256", "10.0.0.0/8/8", "*"]
)
def test_what_is_no_network_is_named(text):
    with pytest.raises(InvalidSetup) as caught:
        parse_networks(f"192.0.2.7, {text}")
    assert caught.value.code == "network_invalid"
    assert text in caught.value.phrase


def test_an_address_with_the_size_of_a_network_could_mean_either():
    with pytest.raises(InvalidSetup) as caught:
        parse_networks("10.1.2.3/8")
    assert "10.0.0.0/8" in caught.value.phrase
    assert "10.1.2.3." in caught.value.phrase


@given(
    st.ip_addresses(v=4) | st.ip_addresses(v=6, network="2000::/3"), st.integers(0, 32)
)
def test_an_address_is_within_its_own_network(address, size):
    network = ipaddress.ip_network(f"{address}/{size}", strict=False)
    assert is_within(str(address), parse_networks(str(network)))


@given(st.text())
def test_no_text_does_more_than_be_refused(text):
    assert not is_within(text, parse_networks("192.0.2.7")) or "192.0.2.7" in text
    try:
        parse_networks(text)
    except InvalidSetup as error:
        assert error.code in ("network_invalid", "network_host")
