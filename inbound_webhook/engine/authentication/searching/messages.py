"""What a sender may have signed: parts, their order, and what joins them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, permutations

from ...errors import NotAuthentic
from ..call import SignedCall
from ..preparing import part_bytes
from ..scheme import Part, Place, Scheme, Secret, TimeRule
from .places import MOST_LEAVES, Found, ids, leaves, times

#: Joiners, the likeliest first.
JOINERS = (".", "", ":", "|", "\n", ",", ";", "-", "_", "&", " ", "+", "/")
#: What is signed, in the order of likelihood. Each letter is a part: the Body, the
#: Time, the Id, the Url, the Method, the Path with the query, the sorted Form, the
#: sorted Query, the Version that stands in front of the signature, the Secret, the Hash
#: of the body, its CRC.
_ORDERS = (
    *("B", "TB", "ITB", "VTB", "TIB", "BT", "UB", "BU", "UF", "MUBT", "IB", "BI"),
    *("MUB", "TU", "UT", "TUB", "UTB", "TMPB", "MPTB", "MPB", "UBT", "BUT", "TBU"),
    *("VITB", "VB", "VTIB", "IBT", "BTI", "BIT", "TBI", "TMUB", "MTUB", "MUTB", "PB"),
    *("BP", "TPB", "PTB", "MPBT", "U", "F", "Q", "UQ", "T", "I", "TI", "IT", "H", "TH"),
    *("MPTH", "TMPH", "MUTH", "ITH", "UH", "MUH", "C"),
    *("MTB", "TMB", "MB", "MBT", "MITB", "MTIB"),
)
#: The same of a plain hash, in which the secret is one of the parts.
_ORDERS_OF_HASHES = (
    *("SB", "BS", "BTS", "SBT", "TBS", "STB", "SMUB", "SUB", "UBS", "ST", "TS", "SIT"),
    *("TIS", "SI", "IS", "SFS", "SF", "FS", "SQ", "QS", "ITBS", "SITB"),
)
_PARTS = {
    "B": Part("body"),
    "T": Part("time"),
    "I": Part("delivery_id"),
    "U": Part("url"),
    "M": Part("method"),
    "P": Part("path_and_query"),
    "F": Part("form_sorted"),
    "Q": Part("query_sorted"),
    "S": Part("secret"),
    "H": Part("body_sha256"),
    "C": Part("body_crc32"),
}
#: How many texts beside a signature in the body may be what is signed.
_MOST_BESIDE = 5


def messages(
    call: SignedCall, found: Found, secret: Secret, with_secret: bool = False
) -> Iterator[tuple[Scheme, bytes]]:
    """Schemes for a signature, each with the bytes that are signed by it.

    :param found: the signature
    :param with_secret: whether the secret is one of the parts
    """
    if found.scheme.place.source == "body" and not with_secret:
        yield from _beside(call, found)
    rules = [rule for rule, _value in times(call, found)]
    places = [place for place, _value in ids(call)]
    orders = _ORDERS_OF_HASHES if with_secret else _ORDERS
    for order in orders:
        for scheme in _filled(found, order, rules, places):
            read = _read(replace(call, scheme=scheme), secret)
            if read is None:
                continue
            for joiner in JOINERS if len(read) > 1 else ("",):
                yield replace(scheme, joiner=joiner), joiner.encode().join(read)


def _filled(
    found: Found, order: str, rules: list[TimeRule], places: list[Place]
) -> Iterator[Scheme]:
    """Schemes with these parts, for each time and each id that the call has."""
    rules = rules if "T" in order else [None]
    places = places if "I" in order else [None]
    versions = _versions(found) if "V" in order else [""]
    for rule in rules:
        for place in places:
            for version in versions:
                parts = tuple(
                    Part("text", version) if letter == "V" else _PARTS[letter]
                    for letter in order
                )
                yield replace(found.scheme, parts=parts, time=rule, id_place=place)


def _read(call: SignedCall, secret: Secret) -> list[bytes] | None:
    """The parts of a call; None where one is missing, or says nothing."""
    read = []
    for part in call.scheme.parts:
        try:
            value = part_bytes(call, part, secret)
        except NotAuthentic:
            return None
        if not value and part.kind != "body":
            return None
        read.append(value)
    return read


def _versions(found: Found) -> list[str]:
    """What stands in front of the signature may be signed as well: ``v0``."""
    scheme = found.scheme
    words = [scheme.prefix.rstrip("=:, "), *scheme.names]
    return [word for word in words if word]


def _beside(call: SignedCall, found: Found) -> Iterator[tuple[Scheme, bytes]]:
    """Texts that stand beside the signature in the body, in any order."""
    path, _point, _name = found.scheme.place.name.rpartition(".")
    beside = [
        (place, value)
        for place, value in islice(leaves(call.tree), MOST_LEAVES)
        if place.rpartition(".")[0] == path and place != found.scheme.place.name
    ][:_MOST_BESIDE]
    for size in (1, 2, 3):
        for chosen in permutations(beside, size):
            parts = tuple(Part("body_path", place) for place, _value in chosen)
            scheme = replace(found.scheme, parts=parts)
            for joiner in JOINERS if size > 1 else ("",):
                value = joiner.encode().join(value for _place, value in chosen)
                yield replace(scheme, joiner=joiner), value
