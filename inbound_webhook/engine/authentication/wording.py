"""A scheme, in words."""

from ..phrases import Phrase, _lt, joined
from .encodings import ENCODINGS
from .kinds import find_scheme_kind
from .parts import PART_KINDS
from .refusals import where
from .scheme import Part, Scheme
from .visible import visible

#: How a secret is written, in words.
KEY_FORMATS = {
    "text": _lt("as it is"),
    "hex": _lt("as hex"),
    "base64": _lt("as base64"),
    "base64url": _lt("as base64 for URLs"),
    "pem": _lt("as PEM"),
    "der": _lt("as DER in base64"),
    "jwk": _lt("as JWK"),
}
DERIVATIONS = {
    "sha1": _lt("its SHA-1 is the key"),
    "sha256": _lt("its SHA-256 is the key"),
    "sha256_hex": _lt("its SHA-256 in hex is the key"),
    "nfkd": _lt("its letters in the form NFKD of Unicode are the key"),
    "nfkd_sha256": _lt("the SHA-256 of its form NFKD is the key"),
}


def in_words(scheme: Scheme) -> Phrase:
    """What a scheme says, as a sentence for the administrator."""
    kind = find_scheme_kind(scheme.kind)
    if not kind.has_place:
        return _lt("%(kind)s.", kind=kind.label)
    if not kind.signs_parts:
        return _lt("%(kind)s in %(where)s.", kind=kind.label, where=where(scheme.place))
    return _lt(
        "%(algorithm)s of: %(parts)s. In %(where)s, written in %(encoding)s; the secret"
        " is read %(format)s.",
        algorithm=algorithm_name(scheme.algorithm),
        parts=_parts(scheme),
        where=_where(scheme),
        encoding=ENCODINGS[scheme.encoding].label,
        format=_key(scheme),
    )


def algorithm_name(name: str) -> str:
    """The name of an algorithm as it is written elsewhere: ``HMAC-SHA256``."""
    return name.upper().replace("_", "-")


def part_in_words(part: Part) -> Phrase | str:
    """One part of what is signed."""
    label = PART_KINDS[part.kind].label if part.kind in PART_KINDS else part.kind
    if part.kind == "text":
        return f'"{_on_one_line(part.argument)}"'
    if not part.argument:
        return label
    return _lt("%(label)s %(argument)s", label=label, argument=part.argument)


def _parts(scheme: Scheme) -> Phrase:
    parts = [part_in_words(part) for part in scheme.parts]
    if not scheme.joiner or len(parts) < 2:
        return joined(parts)
    if scheme.joiner == "\n":
        return _lt("%(parts)s, with a line break between them", parts=joined(parts))
    return _lt(
        '%(parts)s, with "%(joiner)s" between them',
        parts=joined(parts),
        joiner=_on_one_line(scheme.joiner),
    )


def _on_one_line(text: str) -> str:
    """A text with its line breaks shown, and not made: it stands in a sentence."""
    return visible(text.encode()).replace("\n", "")


def _where(scheme: Scheme) -> Phrase:
    place = where(scheme.place)
    if scheme.shape == "named" and scheme.names:
        names = ", ".join(scheme.names)
        return _lt("%(where)s under %(names)s", where=place, names=names)
    if scheme.prefix:
        return _lt('%(where)s behind "%(prefix)s"', where=place, prefix=scheme.prefix)
    return place


def _key(scheme: Scheme) -> Phrase:
    read = KEY_FORMATS[scheme.key_format]
    if scheme.key_prefix:
        read = _lt('%(read)s behind "%(prefix)s"', read=read, prefix=scheme.key_prefix)
    if not scheme.key_derivation:
        return read
    return _lt(
        "%(read)s, and %(made)s", read=read, made=DERIVATIONS[scheme.key_derivation]
    )
