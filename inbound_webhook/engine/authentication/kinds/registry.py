"""The kinds of schemes, found by name."""

from collections.abc import Callable
from dataclasses import dataclass

from ...errors import InvalidSetup
from ...kinds import Kind, add_kind, registering_addon
from ...phrases import _lt
from ..call import SignedCall
from ..scheme import Additions, Place, Proof, Scheme, Secret


def _needs_nothing(_scheme: Scheme) -> None:
    """Nothing that the scheme says can be wrong for this kind."""


def _takes_any(_scheme: Scheme, _secret: Secret) -> None:
    """Any secret will do."""


@dataclass(frozen=True)
class SchemeKind(Kind):
    """One kind of schemes.

    :param verify: takes a call, a secret (None of a kind that asks for none) and the
        time in seconds since 1970; raises NotAuthentic where the secret does not make
        that call, and InvalidSetup where it cannot be read. A kind that signs gives
        what it finds as a ``Proof``, others nothing
    :param sign: takes the call that is to be signed, the secret (of public keys, the
        private key) and the time; gives what the sender adds to it
    :param algorithms: names of those that it can have, in the order of people's choice
    :param own_time: the name under which the kind finds the time in the signature
        itself: the time of a scheme is ``Place("signature", own_time)``
    :param own_place: where the proof stands, whatever a scheme says; None where the
        scheme says it
    :param signs_parts: whether it signs the parts that a scheme lists
    :param is_open: whether it asks for no secret
    :param check: takes a scheme as it is saved, raises InvalidSetup where that cannot
        work
    :param check_secret: the same for a secret
    """

    verify: Callable[[SignedCall, Secret, float], Proof | None]
    sign: Callable[[SignedCall, Secret, float], Additions]
    algorithms: tuple[str, ...] = ()
    own_time: str = ""
    own_place: Place | None = None
    signs_parts: bool = False
    is_open: bool = False
    check: Callable[[Scheme], None] = _needs_nothing
    check_secret: Callable[[Scheme, Secret], None] = _takes_any

    @property
    def has_place(self) -> bool:
        """Whether a scheme says where the proof stands."""
        return not self.is_open and self.own_place is None


#: Kinds of schemes by name, in the order in which people choose.
SCHEME_KINDS: dict[str, SchemeKind] = {}


def register_scheme_kind(name: str, label: str, **traits) -> SchemeKind:
    """Make a kind of schemes known.

    :param label: what people read, a phrase
    :param traits: as :class:`SchemeKind` has them
    """
    kind = SchemeKind(name, label, addon=registering_addon(), **traits)
    return add_kind(SCHEME_KINDS, kind)


def find_scheme_kind(name: str) -> SchemeKind:
    """:raises InvalidSetup: there is no kind of that name"""
    if name not in SCHEME_KINDS:
        raise InvalidSetup(
            "scheme_kind_unknown",
            _lt("There is no kind of proof %(name)r.", name=name),
            kind=name,
        )
    return SCHEME_KINDS[name]
