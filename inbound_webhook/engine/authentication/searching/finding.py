"""Finds the scheme by which a call is signed with a secret."""

import hmac
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...body import Limits
from ...errors import InvalidSetup, NotAuthentic
from ...phrases import Phrase, _lt
from ...request import IncomingRequest
from ..asymmetric import find_asymmetric
from ..call import SignedCall
from ..checking import check_scheme
from ..hashes import HASHES
from ..scheme import Place, Scheme, Secret
from ..times import at_any_time
from ..verifying import verify_call
from ..wording import in_words
from .keys import public_forms, shared_forms
from .messages import messages
from .places import HASH_SIZES, Found, ids, signatures
from .tokens import secret_itself, token_schemes, tokens

#: More values than would be looked at as signatures.
_MOST_SIGNATURES = 30
_TWINS = {"base64": "base64url", "base64_unpadded": "base64url_unpadded"}
#: How many schemes are proposed at most.
_MOST_PROPOSALS = 3


@dataclass(frozen=True)
class Proposal:
    """A scheme that fits a call.

    :param scheme: by which the call is authentic
    :param phrase: the same in words
    :param name: of the known sender whose scheme it is, if any
    """

    scheme: Scheme
    phrase: Phrase
    name: str = ""


def find_schemes(
    request: IncomingRequest,
    public_url: str,
    secret: Secret,
    known: Sequence[tuple[str, Scheme]] = (),
    seconds: float = 2.0,
    limits: Limits | None = None,
) -> list[Proposal]:
    """Find out how a call is signed.

    Known schemes are tried first, and then parts, their order, what joins them, the
    encoding and the form of the key. The clock says nothing here: a call that was
    captured may be old. One call may fit by chance of what it lacks (an empty body): a
    second one should be asked for before a scheme is used.

    :param request: one call as it came
    :param public_url: the address that the sender was given
    :param secret: what the sender and we share, or the sender's public key
    :param known: names and schemes of senders
    :param seconds: after which nothing more is tried
    :return: schemes that fit, the likeliest first; none where the secret is another one
    """
    call = SignedCall(Scheme(), request, public_url, limits or Limits())
    search = _Search(call, secret, time.monotonic() + seconds)
    now = next((token.now for token in tokens(call)), 0)
    named = [
        Proposal(scheme, _in_known_words(name, scheme), name)
        for name, scheme in known
        if search.fits(scheme, now)
    ]
    if named:
        return named[:_MOST_PROPOSALS]
    found = []
    for scheme in search.schemes():
        if scheme not in found:
            found.append(scheme)
        if len(found) == _MOST_PROPOSALS:
            break
    return [Proposal(scheme, in_words(scheme)) for scheme in found]


class _Search:
    """One search.

    :param call: of no scheme
    :param deadline: on the clock of ``time.monotonic``
    """

    def __init__(self, call: SignedCall, secret: Secret, deadline: float):
        self.call = call
        self.secret = secret
        self.deadline = deadline

    def fits(self, scheme: Scheme, now: float = 0) -> bool:
        """Whether the call is authentic by a scheme, whenever it was made.

        :param now: a time at which a token of it is valid
        """
        scheme = at_any_time(scheme)
        try:
            check_scheme(scheme)
            verify_call(replace(self.call, scheme=scheme), [self.secret], now)
        except (InvalidSetup, NotAuthentic):
            return False
        return scheme.kind != "none"

    def schemes(self) -> Iterator[Scheme]:
        """Schemes that fit, the likeliest first, until the time is up."""
        yield from self._tokens()
        found = signatures(self.call)
        for way in (self._public, self._hmacs, self._hashes):
            # What fits in the first way is not looked for in the others.
            hits = list(way(found))
            if hits:
                yield from hits
                return

    def _is_over(self) -> bool:
        return time.monotonic() > self.deadline

    def _tokens(self) -> Iterator[Scheme]:
        """The secret itself somewhere in the call, or a token that it signed."""
        for scheme in secret_itself(self.call, self.secret):
            if self.fits(scheme):
                yield scheme
        for scheme, now in token_schemes(self.call, self.secret):
            if self.fits(scheme, now):
                yield scheme

    def _hmacs(self, found: list[Found]) -> Iterator[Scheme]:
        keys = list(shared_forms(self.secret))
        for item, scheme, message in self._messages(found):
            name = HASH_SIZES.get(len(item.signature))
            for form, key in keys if name else ():
                if hmac.digest(key, message, name) == item.signature:
                    scheme = replace(scheme, algorithm=f"hmac_{name}", **form)
                    yield from self._confirmed(scheme)
                    return

    def _hashes(self, found: list[Found]) -> Iterator[Scheme]:
        for item, scheme, message in self._messages(found, with_secret=True):
            name = HASH_SIZES.get(len(item.signature))
            if name in ("sha1", "sha256") and HASHES[name](message) == item.signature:
                yield from self._confirmed(replace(scheme, algorithm=name))
                return

    def _public(self, found: list[Found]) -> Iterator[Scheme]:
        forms = list(public_forms(self.secret))
        if not forms:
            return
        for item, scheme, message in self._messages(found):
            for form, name, key in forms:
                if find_asymmetric(name).is_signed(key, item.signature, message):
                    scheme = replace(scheme, kind="public_key", algorithm=name, **form)
                    yield from self._confirmed(scheme)
                    return

    def _messages(
        self, found: list[Found], with_secret: bool = False
    ) -> Iterator[tuple[Found, Scheme, bytes]]:
        """What may be signed, of each signature in turn: of a large body, all that can
        be tried of one would take the time of the others."""
        waiting = [
            (item, messages(self.call, item, self.secret, with_secret))
            for item in found[:_MOST_SIGNATURES]
        ]
        while waiting:
            for item, made in list(waiting):
                if self._is_over():
                    return
                scheme, message = next(made, (None, b""))
                if scheme is None:
                    waiting.remove((item, made))
                else:
                    yield item, scheme, message

    def _confirmed(self, scheme: Scheme) -> Iterator[Scheme]:
        """The scheme, with what it does not need to fit, where it can be saved.

        A signature in base64 may have none of the letters that differ in base64 for
        URLs: then either fits, until another call comes.
        """
        scheme = replace(scheme, id_place=scheme.id_place or self.id_place)
        twin = _TWINS.get(scheme.encoding, scheme.encoding)
        for encoding in dict.fromkeys((scheme.encoding, twin)):
            same = replace(scheme, encoding=encoding)
            if self.fits(same):
                yield same

    @cached_property
    def id_place(self) -> Place | None:
        """The header that holds the id of the delivery, by its name."""
        return next((place for place, _value in ids(self.call)), None)


def _in_known_words(name: str, scheme: Scheme) -> Phrase:
    return _lt(
        "This is how %(sender)s signs: %(scheme)s", sender=name, scheme=in_words(scheme)
    )
