"""The certificates that senders name in their calls, asked for once and remembered.

Which one fits, a call says, so whoever writes a call chooses what is asked for. That is
held within bounds: hosts on a list of the scheme (``fetching.py``), nothing behind a
question mark, since what a server says to a question may be what was asked; so many in
a minute, so many that are kept; and a call gets here only where it names what is the
administrator's own. What was fetched is kept for a day, in this process alone, whatever
is at the address meanwhile. It is no secret and no setting, so the database has none of
it.
"""

import re
import threading
import time
from collections import OrderedDict, deque

from .engine.hosts import AddressRefused, checked_address
from .engine.phrases import _lt
from .fetching import Fetcher, NotFetched

#: Seconds for which a certificate is good, and one that did not come is not asked for.
KEPT_FOR = 86_400
GIVEN_UP_FOR = 60
#: Certificates that are remembered, and how many are asked for in a minute.
MOST_KEPT = 64
MOST_A_MINUTE = 10
#: One after the other, and nothing else: around them could stand what somebody wrote.
_PEM = re.compile(
    r"\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+"
)


class Certificates:
    """Those that this process knows.

    :param Fetcher fetcher: what asks other servers
    :param clock: seconds that never go back
    """

    def __init__(self, fetcher=None, clock=time.monotonic):
        self._fetcher = fetcher or Fetcher()
        self._clock = clock
        self._kept = OrderedDict()
        self._asked = deque()
        self._lock = threading.Lock()

    def known(self, address, hosts):
        """The certificate at an address, None where nobody has asked for it.

        :param str address: as the call has it
        :param hosts: at which it may be, as ``engine.hosts`` has them
        :return: in PEM
        :raises AddressRefused: it is none of theirs
        :raises NotFetched: it did not come a moment ago
        """
        key = _checked(address, hosts)
        with self._lock:
            found = self._kept.get(key)
            if not found or found[0] <= self._clock():
                return None
            self._kept.move_to_end(key)
        _until, certificate = found
        if certificate is None:
            raise NotFetched("not_reached")
        return certificate

    def fetch(self, address, hosts):
        """Ask for the certificate at an address; raises as :meth:`known`.

        No transaction is to be open meanwhile.
        """
        key = _checked(address, hosts)
        self._count()
        try:
            certificate = self._ask(address, hosts)
        except NotFetched:
            self._keep(key, None, GIVEN_UP_FOR)
            raise
        self._keep(key, certificate, KEPT_FOR)
        return certificate

    def _ask(self, address, hosts):
        text = self._fetcher.fetch(address, hosts).decode("latin-1")
        if not _PEM.fullmatch(text):
            raise NotFetched("no_certificate")
        return text

    def _count(self):
        now = self._clock()
        with self._lock:
            while self._asked and self._asked[0] <= now - 60:
                self._asked.popleft()
            if len(self._asked) >= MOST_A_MINUTE:
                raise NotFetched("too_many")
            self._asked.append(now)

    def _keep(self, key, certificate, seconds):
        with self._lock:
            self._kept[key] = (self._clock() + seconds, certificate)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _checked(address, hosts):
    """What an address is remembered by.

    :raises AddressRefused: nothing is asked for there
    """
    host, target = checked_address(address, hosts)
    if "?" in target:
        raise AddressRefused(
            "address_refused", _lt("A certificate is not at an address with a query.")
        )
    return host, target


#: Those of all databases: a certificate is the same to each of them.
CERTIFICATES = Certificates()
