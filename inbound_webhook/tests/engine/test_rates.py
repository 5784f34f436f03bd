"""Whose calls are counted together."""

import pytest

from inbound_webhook.engine.rates import counted_address


@pytest.mark.parametrize(
    "address, counted",
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "?"),
        ("unix:" + "x" * 500, "unix:" + "x" * 59),
    ],
)
def test_an_address_is_counted_with_those_of_its_owner(address, counted):
    assert counted_address(address) == counted
