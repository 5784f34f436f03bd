"""How a sender of a signed kind signs: the way of :mod:`.preparing`, backwards."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from .adding import added, applied, merged
from .call import SignedCall
from .encodings import find_encoding
from .scheme import Additions, Place, Secret
from .shapes import written
from .times import write_time

#: Takes the call as it is signed, and gives the bytes of the signature.
Make = Callable[[SignedCall], bytes]


def signed(call: SignedCall, secret: Secret, now: float, make: Make) -> Additions:
    """What a sender adds: the time and the id where it has not yet written them, and
    the signature.

    :param call: as it is before that
    :param make: makes the signature of the call that has them
    :raises NotAuthentic: a part of what is signed is missing in the call
    :raises InvalidSetup: the scheme cannot work
    """
    scheme = call.scheme
    additions, fields = _before_signing(call, secret, now)
    # The time may stand beside the signature: so it is there before there is one.
    draft = added(scheme.place, written(scheme, b"", fields, _name(call, secret)))
    request = applied(call.request, merged(additions, draft))
    text = find_encoding(scheme.encoding).write(make(replace(call, request=request)))
    value = written(scheme, text, fields, _name(call, secret))
    return merged(additions, added(scheme.place, value))


def _before_signing(
    call: SignedCall, secret: Secret, now: float
) -> tuple[Additions, dict[str, bytes]]:
    """What has to be in the call before it is signed, and beside the signature."""
    scheme, additions, fields = call.scheme, Additions(), {}
    values: list[tuple[Place | None, bytes]] = [
        (scheme.id_place, _made_id(call, now)),
        (scheme.nonce_place, _made_id(call, now)),
        (scheme.key_id_place, secret.key_id.encode()),
    ]
    if scheme.time:
        time = write_time(now, scheme.time.unit)
        values.append((scheme.time.place, time))
    for place, value in values:
        if not place or not value or place.source == "body":
            continue
        if place.source == "signature":
            if place.name:
                fields[place.name] = value
        elif not call.values(place):
            additions = merged(additions, added(place, value))
    return additions, fields


def _name(call: SignedCall, secret: Secret) -> str:
    """The name of the signature, where that says which key made it."""
    place = call.scheme.key_id_place
    is_name = place and place.source == "signature" and not place.name
    return secret.key_id if is_name else ""


def _made_id(call: SignedCall, now: float) -> bytes:
    """An id for a delivery that has none: the same for the same call and time."""
    digest = hashlib.sha256(call.request.body + str(now).encode()).hexdigest()
    return f"msg_{digest[:24]}".encode()
