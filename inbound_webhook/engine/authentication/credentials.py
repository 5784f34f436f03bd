"""Where in a call something stands that lets in whoever knows it."""

from .kinds import basic, http_message
from .scheme import Place, Scheme


def credential_places(scheme: Scheme) -> tuple[Place, ...]:
    """The places that a stored call must not show: of a token, and of a signature, with
    which the same call could be sent again.

    :return: as the scheme names them: a header's name may end in ``*``
    """
    if scheme.kind == "basic":
        return (basic.PLACE,)
    if scheme.kind == "http_message":
        return (http_message.SIGNATURE,)
    return (scheme.place,) if scheme.kind != "none" else ()
