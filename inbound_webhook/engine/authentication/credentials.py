"""Where in a call something stands that lets in whoever knows it."""

from .kinds import SCHEME_KINDS
from .scheme import Place, Scheme


def credential_places(scheme: Scheme) -> tuple[Place, ...]:
    """The places that a stored call must not show: of a token, and of a signature, with
    which the same call could be sent again.

    :return: as the scheme names them: a header's name may end in ``*``
    """
    kind = SCHEME_KINDS.get(scheme.kind)
    if kind and kind.is_open:
        return ()
    # Of a kind that is gone, too: its calls are refused, and kept.
    return (kind and kind.own_place or scheme.place,)
