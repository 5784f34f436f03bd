"""Where in a call something stands that lets in whoever knows it."""

from .kinds import basic, http_message
from .scheme import Place, Scheme

_IN_ITS_PLACE = frozenset(
    {"token", "signature", "public_key", "jwt", "client_certificate"}
)


def credential_places(scheme: Scheme) -> tuple[Place, ...]:
    """The places that a stored call must not show: of a token, and of a signature, with
    which the same call could be sent again.

    :return: as the scheme names them: a header's name may end in ``*``
    """
    if scheme.kind == "basic":
        return (basic.PLACE,)
    if scheme.kind == "http_message":
        return (http_message.SIGNATURE,)
    return (scheme.place,) if scheme.kind in _IN_ITS_PLACE else ()
