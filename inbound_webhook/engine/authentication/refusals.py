"""What is said to a sender whose call is refused: what is wrong, and never a secret."""

from ..errors import NotAuthentic
from ..phrases import Phrase, _lt
from .scheme import Place

#: What sources are called in a sentence.
_WHERE = {
    "header": lambda name: _lt("the header %(name)s", name=name),
    "query": lambda name: _lt("the field %(name)s of the query", name=name),
    "form": lambda name: _lt("the field %(name)s of the form", name=name),
    "body": lambda name: _lt("%(name)s in the body", name=name),
    "signature": lambda name: _lt("the field %(name)s of the signature", name=name),
}


def where(place: Place) -> Phrase:
    """A place, in words."""
    return _WHERE[place.source](place.name)


def missing(place: Place) -> NotAuthentic:
    """There is no signature (or token) where it is expected."""
    return NotAuthentic(
        "signature_missing",
        _lt("Nothing proves who sends this: %(where)s is missing.", where=where(place)),
        **_details(place),
    )


def malformed(place: Place) -> NotAuthentic:
    """What stands in the place of the signature can be none."""
    return NotAuthentic(
        "signature_malformed",
        _lt(
            "What is in %(where)s cannot be the signature that is expected there.",
            where=where(place),
        ),
        **_details(place),
    )


def repeated(place: Place) -> NotAuthentic:
    """What must stand once in a call stands there several times."""
    return NotAuthentic(
        "place_repeated",
        _lt("There is more than one of %(where)s.", where=where(place)),
        **_details(place),
    )


def wrong(place: Place) -> NotAuthentic:
    """A signature (or token) that none of the secrets makes."""
    return NotAuthentic(
        "signature_wrong",
        _lt("What is in %(where)s does not fit this call.", where=where(place)),
        **_details(place),
    )


def signed_for_anybody(place: Place) -> NotAuthentic:
    """What is signed is what a handshake signs for whoever asks."""
    return NotAuthentic(
        "signed_for_anybody",
        _lt(
            "What is in %(where)s proves nothing: a handshake of this webhook signs "
            "the same for anybody.",
            where=where(place),
        ),
        **_details(place),
    )


def part_missing(what: Phrase | str, kind: str) -> NotAuthentic:
    """Something that is signed is not in the call."""
    return NotAuthentic(
        "part_missing",
        _lt("The signature covers %(what)s, which is missing.", what=what),
        part=kind,
    )


def claim_wrong(name: str) -> NotAuthentic:
    """A token that is signed right says something else than it should."""
    return NotAuthentic(
        "claim_wrong",
        _lt("The claim %(name)s of the token does not fit this call.", name=name),
        name=name,
    )


def digest_wrong(name: str) -> NotAuthentic:
    """The digest of the body that is signed is that of another one."""
    return NotAuthentic(
        "digest_wrong",
        _lt("The header %(name)s is not the digest of this body.", name=name),
        name=name,
    )


def component_missing(name: str) -> NotAuthentic:
    """The signature leaves out what the scheme asks for."""
    return NotAuthentic(
        "component_missing",
        _lt("The signature has to cover %(name)s, and does not.", name=name),
        name=name,
    )


def ambiguous_id(place: Place) -> NotAuthentic:
    """The id of the delivery holds what stands between the signed parts."""
    return NotAuthentic(
        "delivery_id_ambiguous",
        _lt(
            "What is in %(where)s holds the character that joins the signed parts, so"
            " the call could be read in two ways.",
            where=where(place),
        ),
        **_details(place),
    )


def time_malformed(place: Place) -> NotAuthentic:
    """What stands in the place of the time is none."""
    return NotAuthentic(
        "time_malformed",
        _lt("What is in %(where)s is no time.", where=where(place)),
        **_details(place),
    )


def too_old(seconds: int, allowed: int) -> NotAuthentic:
    """The call was signed too long ago."""
    return NotAuthentic(
        "too_old",
        _lt(
            "This was signed %(seconds)s seconds ago, more than the %(allowed)s that"
            " are allowed.",
            seconds=seconds,
            allowed=allowed,
        ),
        seconds=seconds,
        allowed=allowed,
    )


def in_future(seconds: int, allowed: int) -> NotAuthentic:
    """The call says that it will be signed."""
    return NotAuthentic(
        "in_future",
        _lt(
            "This was signed %(seconds)s seconds ahead of our clock, more than the"
            " %(allowed)s that are allowed.",
            seconds=seconds,
            allowed=allowed,
        ),
        seconds=seconds,
        allowed=allowed,
    )


def key_unknown(place: Place) -> NotAuthentic:
    """The certificate that a call names is not there: it has to be fetched first."""
    return NotAuthentic(
        "key_unknown",
        _lt(
            "The certificate that %(where)s names was not fetched yet.",
            where=where(place),
        ),
        **_details(place),
    )


def key_refused(place: Place) -> NotAuthentic:
    """A call names a certificate at an address where its sender has none."""
    return NotAuthentic(
        "key_refused",
        _lt(
            "The address in %(where)s is none at which the sender has certificates.",
            where=where(place),
        ),
        **_details(place),
    )


def key_unreachable(place: Place) -> NotAuthentic:
    """The server at which the certificate of a sender is does not answer."""
    return NotAuthentic(
        "key_unreachable",
        _lt(
            "The certificate that %(where)s names cannot be fetched at the moment.",
            where=where(place),
        ),
        **_details(place),
    )


def key_unfit(place: Place) -> NotAuthentic:
    """What is at the address is no certificate, of another kind, or over."""
    return NotAuthentic(
        "key_unfit",
        _lt("What %(where)s leads to is no certificate that fits.", where=where(place)),
        **_details(place),
    )


def secret_missing() -> NotAuthentic:
    """No secret is set, or none that is still alive: nobody can be let in."""
    return NotAuthentic(
        "secret_missing",
        _lt("No secret is set up for this webhook, so no call can be let in."),
    )


def secret_invalid() -> NotAuthentic:
    """The secret cannot be the key that the scheme asks for."""
    return NotAuthentic(
        "secret_invalid",
        _lt("The secret of this webhook is not set up right, so no call is let in."),
    )


def misconfigured() -> NotAuthentic:
    """The scheme says something that cannot work; :func:`check_scheme` knows what."""
    return NotAuthentic(
        "scheme_invalid",
        _lt("How this webhook proves its senders is not set up right."),
    )


def _details(place: Place) -> dict[str, str]:
    return {"source": place.source, "name": place.name}
