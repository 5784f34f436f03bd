"""What Odoo asks of another server because a call says so.

By https alone, of a host on a list, whose addresses are all public; no redirect is
followed, no cookie or password sent, and the time and the size are limited. The name is
looked up once, and what was looked up is what is connected to: a name that leads
elsewhere a moment later leads nowhere. A proxy that the environment names is not used,
since it would look the name up itself.

No transaction is to be open meanwhile: the other server decides how long it takes.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .engine.hosts import checked_address

#: Seconds that it may take as a whole: senders wait for 5 to 10.
LONGEST = 4
#: Bytes that are read of an answer.
MOST_BYTES = 65_536
#: What gateways make of addresses of IPv4 (RFC 6052, section 2.1).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_USER_AGENT = "Odoo-Inbound-Webhook"


class NotFetched(Exception):
    """Nothing came, or nothing that is taken.

    :param str code: ``host_unknown``, ``host_not_public``, ``not_reached``,
        ``too_large`` or ``http_status``; of certificates also ``no_certificate`` and
        ``too_many``
    """

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def is_public(address):
    """Whether an address of the network is one of the open internet."""
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    inner = _inner(found) if found.version == 6 else None
    return all(
        each.is_global and not each.is_multicast for each in (found, inner) if each
    )


def _inner(address):
    """The address of IPv4 that one of IPv6 leads to, where it leads to one."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


@dataclass(frozen=True)
class Fetcher:
    """Asks other servers.

    :param seconds: that it may take as a whole, once the name is looked up
    :param most_bytes: of the answer
    :param context: by which the certificate of the other server is looked at
    :param may_reach: takes an address of the network
    """

    seconds: float = LONGEST
    most_bytes: int = MOST_BYTES
    port: int = 443
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    may_reach: Callable[[str], bool] = is_public

    def fetch(self, address, patterns):
        """Ask for an address.

        :param str address: as the call has it
        :param patterns: the hosts that may be asked, as ``engine.hosts`` has them
        :return: the bytes of the answer, which has the status 2xx
        :raises AddressRefused: it is none of theirs
        :raises NotFetched: nothing came of it
        """
        host, target = checked_address(address, patterns)
        try:
            return self._ask(host, target)
        except (OSError, http.client.HTTPException) as error:
            raise NotFetched("not_reached") from error

    def _ask(self, host, target):
        connection = _Connection(
            host, self._address_of(host), self.port, self.seconds, self.context
        )
        with contextlib.closing(connection), connection.deadline:
            headers = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"}
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            content = answer.read(self.most_bytes + 1)
            if connection.deadline.is_over:
                raise NotFetched("not_reached")
        if not 200 <= answer.status < 300:
            raise NotFetched("http_status")
        if len(content) > self.most_bytes:
            raise NotFetched("too_large")
        return content

    def _address_of(self, host):
        try:
            found = socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise NotFetched("host_unknown") from error
        addresses = [info[4][0] for info in found]
        if not all(map(self.may_reach, addresses)):
            raise NotFetched("host_not_public")
        return addresses[0]


class _Connection(http.client.HTTPSConnection):
    """A connection to an address that was looked up before, by the name of its host."""

    def __init__(self, host, address, port, seconds, context):
        super().__init__(host, port, timeout=seconds, context=context)
        self._address, self._tls = address, context
        self.deadline = _Deadline(seconds)

    def connect(self):
        raw = socket.create_connection((self._address, self.port), self.timeout)
        self.deadline.ends(raw)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)
        self.deadline.ends(self.sock)


class _Deadline:
    """Ends a connection when its time is over, however it trickles.

    A time limit of the socket begins anew with each byte.
    """

    def __init__(self, seconds):
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._socket = None
        self.is_over = False

    def __enter__(self):
        self._timer.start()

    def __exit__(self, *_error):
        self._timer.cancel()

    def ends(self, connection):
        """Have this socket be the one that is ended."""
        self._socket = connection

    def _end(self):
        self.is_over = True
        with contextlib.suppress(OSError, AttributeError):
            self._socket.shutdown(socket.SHUT_RDWR)
