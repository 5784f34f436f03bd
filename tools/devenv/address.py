"""Where Odoo listens: PORT and INTERFACE, and how that is asked and written."""

import errno
import ipaddress
import os
import socket
from dataclasses import dataclass

from .console import Stop

LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 2**16 - 1
# Anyone who reaches it is an administrator here, so it takes a word to open it.
DEFAULT = LOOPBACK


@dataclass(frozen=True)
class Address:
    """An address to listen on.

    :param host: an IP address of this machine, or the one that stands for all of them
    """

    host: str
    port: int

    @property
    def is_for_all(self):
        """Whether other machines reach it by any address of this one."""
        return ipaddress.ip_address(self.host).is_unspecified

    @property
    def reached_at(self):
        """The URL by which this machine reaches it, without a slash at its end."""
        host = self.host
        if self.is_for_all:
            host = "::1" if ":" in host else LOOPBACK
        return self._url(host)

    @property
    def shown_as(self):
        """The URL to give to a person."""
        is_usual = self.is_for_all or self.host == LOOPBACK
        return self._url("localhost") if is_usual else self.reached_at

    def _url(self, host):
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def chosen():
    """The address that PORT and INTERFACE name.

    :rtype: Address
    :raise Stop: it cannot be listened on
    """
    given = os.environ.get("INTERFACE") or DEFAULT
    port = _port(os.environ.get("PORT") or "8069")
    family, host = _resolved(given)
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise _no_interface(given) from None
        raise Stop(
            f"port {port} cannot be used ({error.strerror}): choose another one "
            "with make run PORT=8070"
        ) from None
    return Address(host, port)


def for_others(where):
    """The URL by which other machines reach it; None where there is no telling."""
    if not where.is_for_all:
        return None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: this only asks by which of its addresses it would be.
            probe.connect(("203.0.113.1", 9))
        except OSError:
            return None
        return Address(probe.getsockname()[0], where.port).reached_at


def _port(text):
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 0 < port <= HIGHEST_PORT:
        raise Stop(f"PORT={text} is no port number: that is 1 to {HIGHEST_PORT}.")
    return port


def _resolved(given):
    """The family and the text of an IP address: Odoo takes no names of IPv6 hosts."""
    try:
        found = socket.getaddrinfo(given.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _no_interface(given) from None
    # A name of both kinds is listened on where most programs look first.
    family, _type, _protocol, _name, address = min(
        found, key=lambda entry: entry[0] != socket.AF_INET
    )
    return family, address[0]


def _no_interface(given):
    return Stop(
        f"INTERFACE={given} is no address of this machine (0.0.0.0 is all it has)."
    )
