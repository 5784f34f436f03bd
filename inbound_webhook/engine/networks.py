"""Where calls may come from: networks of IPv4 (RFC 4632) and IPv6 (RFC 4291).

The address is the one that Odoo sees. That of a sender behind a proxy it knows with
``proxy_mode`` alone, and no header of a call says another one here.
"""

import re
from ipaddress import (
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from .errors import InvalidSetup
from .phrases import _lt

Network = IPv4Network | IPv6Network

_SEPARATORS = re.compile(r"[\s,;]+")
_COMMENT = re.compile(r"#.*")
#: Of ``::ffff:0:0/96``, in which IPv6 has the addresses of IPv4.
_MAPPED_BITS = 96


def parse_networks(text: str) -> tuple[Network, ...]:
    """The networks of a list as a person writes it.

    :param text: addresses and networks in CIDR form, with blanks, commas or new lines
        between; what follows a # on a line is a remark
    :raises InvalidSetup: one of them is none; a network has an address of a host in it
    """
    words = _SEPARATORS.split(_COMMENT.sub("", text))
    return tuple(_network(word) for word in words if word)


def is_within(address: str, networks: tuple[Network, ...]) -> bool:
    """Whether an address is in one of some networks. What is no address is in none.

    :param address: as the web server sees it, an IPv4 one also in IPv6's form
    """
    try:
        # The zone says by which interface of this machine it came.
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in networks)


def _network(word: str) -> Network:
    try:
        network = ip_network(word, strict=False)
    except ValueError as error:
        raise InvalidSetup(
            "network_invalid",
            _lt("%(text)s is no address and no network.", text=word),
            text=word,
        ) from error
    if "/" in word and ip_address(word.partition("/")[0]) != network.network_address:
        raise InvalidSetup(
            "network_host",
            _lt(
                "%(text)s is an address with the size of a network. The network is"
                " %(network)s, the address %(address)s.",
                text=word,
                network=str(network),
                address=word.partition("/")[0],
            ),
            text=word,
        )
    mapped = isinstance(network, IPv6Network) and network.network_address.ipv4_mapped
    if mapped and network.prefixlen >= _MAPPED_BITS:
        return ip_network(f"{mapped}/{network.prefixlen - _MAPPED_BITS}")
    return network
