"""What every signed kind needs of a call: the signatures in it, and the bytes signed.

There is no branch for a sender here, and none for a kind.
"""

from . import refusals
from .call import SignedCall
from .hashes import PREHASHES
from .parts import find_part
from .scheme import Part, Secret
from .shapes import MOST_CANDIDATES, Candidate, candidates_in


def candidates(call: SignedCall, secret: Secret) -> list[Candidate]:
    """What may be the signature of a call that is made with a secret.

    :raises NotAuthentic: there is none (``signature_missing``), or what stands in its
        place cannot be one (``signature_malformed``), or it stands there twice; or the
        call says that it is made with another secret (``signature_wrong``)
    """
    place = call.scheme.place
    values = [value for value in call.each_value(place) if value]
    if not values:
        raise refusals.missing(place)
    found = [item for value in values for item in candidates_in(call.scheme, value)]
    if not found or len(found) > MOST_CANDIDATES:
        raise refusals.malformed(place)
    found = [item for item in found if _is_key(call, item, secret)]
    if not found:
        raise refusals.wrong(place)
    return found


def message(call: SignedCall, secret: Secret) -> bytes:
    """The bytes that are signed, hashed first where the scheme says so.

    :raises NotAuthentic: a part is missing (``part_missing``), or cannot be told
    :raises InvalidSetup: the scheme names what there is not
    """
    prehash = PREHASHES.get(call.scheme.prehash, PREHASHES[""])
    return prehash(signed_bytes(call, secret))


def signed_bytes(call: SignedCall, secret: Secret) -> bytes:
    """The parts, joined; raises as :func:`message`."""
    return call.scheme.joiner.encode().join(
        part_bytes(call, part, secret) for part in call.scheme.parts
    )


def part_bytes(call: SignedCall, part: Part, secret: Secret) -> bytes:
    """One part of what is signed; raises as :func:`message`."""
    kind = find_part(part.kind)
    found = kind.read(call, part.argument, secret)
    if found is not None:
        return found
    if part.if_missing == "empty":
        return b""
    raise refusals.part_missing(kind.label, part.kind)


def _is_key(call: SignedCall, candidate: Candidate, secret: Secret) -> bool:
    """Whether a signature is made with a secret, as far as the call says."""
    place = call.scheme.key_id_place
    if place is None:
        return True
    # Of a sender whose certificate is fetched, what is entered is such a name.
    wanted = secret.value.strip() if call.scheme.key_url_place else secret.key_id
    if place.source == "signature" and not place.name:
        return candidate.name == wanted.encode()
    return call.value(place) == wanted.encode()
