"""How many calls a minute a handler takes, and whose calls are counted together."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

#: A customer of a provider has a network of this size, or a larger one, to choose
#: addresses from (RFC 6177).
_IPV6_CUSTOMER = 64
_LONGEST = 64


@dataclass(frozen=True)
class Rates:
    """Calls a minute, 0 for any number.

    :param of_handler: of all senders together
    :param of_address: of one address
    """

    of_handler: int = 0
    of_address: int = 0


def counted_address(address: str) -> str:
    """What the calls of an address are counted under.

    :param address: as the web server sees it
    :return: of IPv6 the network that its owner has, since he can call from any address
        of it; of IPv4, also in the form of IPv6, the address itself
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:_LONGEST] or "?"
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _IPV6_CUSTOMER), strict=False))
