"""A call that says at which address the certificate of its sender is.

The other server decides how long it takes to answer, so the transaction ends before it
is asked. Nothing of the call is written by then; what is known of its handler is as old
as the call.
"""

import contextlib

from ..certificates import CERTIFICATES
from ..engine.authentication import refusals
from ..engine.credentials import Credentials
from ..engine.errors import NotAuthentic
from ..engine.hosts import AddressRefused
from ..fetching import NotFetched
from .committing import roll_back


def fetched(env, credentials, request, now, limits):
    """What a call has to prove, with the certificate that it names.

    :param Credentials credentials: what it has to prove
    :return: the same where none is fetched, or none is needed to see that it proves
        nothing
    :rtype: Credentials
    :raises NotAuthentic: it names one that nobody asks for, or its server does not
        answer
    """
    address = credentials.key_address(request)
    if not address:
        return credentials
    place, hosts = credentials.scheme.key_url_place, credentials.scheme.key_hosts
    with _refusing(place):
        known = CERTIFICATES.known(address, hosts)
    if known:
        return credentials.with_certificate(known)
    try:
        credentials.check(request, now, limits)
    except NotAuthentic as error:
        if error.code != "key_unknown":
            raise
    roll_back(env)
    with _refusing(place):
        return credentials.with_certificate(CERTIFICATES.fetch(address, hosts))


def with_known_certificate(scheme, request):
    """A scheme for the check of one call, with the certificate that this names.

    Nothing is fetched: a person looks at it, and a call may come from anybody.

    :return: the same where none is named, or none is known
    """
    credentials = Credentials(scheme)
    with contextlib.suppress(NotAuthentic, AddressRefused, NotFetched):
        address = credentials.key_address(request)
        known = address and CERTIFICATES.known(address, scheme.key_hosts)
        if known:
            return credentials.with_certificate(known).scheme
    return scheme


@contextlib.contextmanager
def _refusing(place):
    try:
        yield
    except AddressRefused as error:
        raise refusals.key_refused(place) from error
    except NotFetched as error:
        raise refusals.key_unreachable(place) from error
