"""Whether a handshake can work at all, and harms nobody: asked as it is saved."""

import re

from ..answer_headers import is_settable
from ..authentication.coverage import body_coverage
from ..authentication.scheme import Place, Scheme
from ..bounds import BOUNDS
from ..errors import InvalidSetup
from ..hosts import host_patterns
from ..paths import compile_path
from ..phrases import _lt
from .handshake import CONTENT_TYPES, METHODS, Handshake
from .templates import AnswerTemplate, check_answer_header, compile_answer

_SOURCES = ("header", "query", "form", "body")
#: What is signed there are letters and digits, of whatever body a call has.
_LIKE_CHALLENGES = frozenset({"body_sha256", "form_sorted"})
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
#: Characters of an answer before a value stands in it.
LONGEST_BODY = 4096
MOST_CONDITIONS = 10
MOST_HEADERS = 10


def check_handshake(handshake: Handshake) -> None:
    """Check a handshake as it is saved.

    :raises InvalidSetup: something that it says cannot work
    """
    if handshake.method not in METHODS:
        raise InvalidSetup("handshake_method", _lt("Calls have no such method."))
    if len(handshake.conditions) > MOST_CONDITIONS:
        raise _too_many(MOST_CONDITIONS)
    for condition in handshake.conditions:
        _check_place(handshake, condition.place)
    _check_open_ended(handshake)
    _check_answer(handshake)
    for place in (
        *(handshake.token_place, handshake.keep_place),
        *(handshake.show_place, handshake.fetch_place),
    ):
        if place:
            _check_place(handshake, place)
    _check_fetching(handshake)


def check_with_scheme(handshake: Handshake, scheme: Scheme) -> None:
    """Check that whoever asks for a handshake is not answered with what proves a call.

    Where the answer is a hash of the sender's challenge, and calls are proved by the
    hash of some of their values, a challenge that looks like these would be signed.

    :param scheme: by which the calls of the same handler prove themselves
    :raises InvalidSetup: it would
    """
    if hashes_challenges(handshake) and _signs_like_challenges(scheme):
        raise InvalidSetup(
            "handshake_signs_calls",
            _lt(
                "This handshake hashes what anybody asks for with the secret, and "
                "calls prove themselves by the hash of a few values: anybody could "
                "have a call signed."
            ),
        )


def hashes_challenges(handshake: Handshake) -> bool:
    """Whether the answer holds the HMAC of what its sender asks for."""
    return any(
        placeholder.algorithm
        for answer in _answers(handshake)
        for _name, placeholder in answer.placeholders
    )


def answers_every_call(handshake: Handshake) -> bool:
    """Whether each call of its method is one: it asks for nothing else."""
    return not (handshake.conditions or handshake.token_place)


def _signs_like_challenges(scheme: Scheme) -> bool:
    """Whether a challenge can be what calls with a body of whatever are signed by.

    A body itself is none: that of a call which could be one is refused as it comes.
    """
    if scheme.kind == "jwt":
        return True
    if scheme.kind != "signature":
        return False
    kinds = {part.kind for part in scheme.parts}
    is_hash = bool(scheme.prehash or kinds & _LIKE_CHALLENGES)
    return is_hash or body_coverage(scheme) != "whole"


def _check_open_ended(handshake: Handshake) -> None:
    """What is kept, shown or asked for has to be there, or the call is none."""
    asked = {condition.place for condition in handshake.conditions}
    for place in (handshake.keep_place, handshake.show_place, handshake.fetch_place):
        if place and place not in asked:
            raise InvalidSetup(
                "handshake_place_not_asked",
                _lt(
                    "Say among the conditions that %(place)s has to be there.",
                    place=place.name,
                ),
                place=place.name,
            )


def _check_answer(handshake: Handshake) -> None:
    low, high = BOUNDS["handshake_status"].lowest, BOUNDS["handshake_status"].highest
    if not low <= handshake.status <= high:
        raise InvalidSetup(
            "handshake_status",
            _lt(
                "A handshake is answered with a status from %(low)s to %(high)s.",
                low=low,
                high=high,
            ),
        )
    if handshake.content_type not in ("", *CONTENT_TYPES):
        raise InvalidSetup("handshake_type", _lt("An answer has no such type."))
    has_none = not handshake.content_type or handshake.status == 204
    if handshake.body and (has_none or handshake.method == "HEAD"):
        raise InvalidSetup(
            "handshake_body",
            _lt("The answer has no body, so leave it empty, or choose what it is."),
        )
    if len(handshake.body) > LONGEST_BODY:
        raise InvalidSetup("handshake_body", _lt("The answer is too long."))
    if len(handshake.headers) > MOST_HEADERS:
        raise _too_many(MOST_HEADERS)
    for name, text in handshake.headers:
        if not _HEADER_NAME.fullmatch(name) or not is_settable(name):
            raise InvalidSetup(
                "header_reserved",
                _lt("The header %(name)s cannot be set here", name=name),
                name=name,
            )
        if name.lower() == "location":
            raise InvalidSetup(
                "header_reserved", _lt("A handshake leads nowhere: it has no Location")
            )
        check_answer_header(text)
    for answer in _answers(handshake):
        for _name, placeholder in answer.placeholders:
            _check_place(handshake, placeholder.place)


def _check_place(handshake: Handshake, place: Place) -> None:
    is_named = bool(place.name) and not place.name.endswith("*")
    if place.source not in _SOURCES or not is_named:
        raise InvalidSetup(
            "handshake_place", _lt("Say where it stands, and what it is called there.")
        )
    if place.source == "body":
        compile_path(place.name)
    if place.source in ("form", "body") and handshake.method != "POST":
        raise InvalidSetup(
            "handshake_place",
            _lt("A %(method)s call has no body.", method=handshake.method),
        )


def _check_fetching(handshake: Handshake) -> None:
    host_patterns("\n".join(handshake.fetch_hosts))
    if bool(handshake.fetch_place) != bool(handshake.fetch_hosts):
        raise InvalidSetup(
            "handshake_hosts",
            _lt(
                "Say both where the address stands that is asked for, and which hosts "
                "may be asked."
            ),
        )


def _answers(handshake: Handshake) -> list[AnswerTemplate]:
    texts = [handshake.body, *(text for _name, text in handshake.headers)]
    return [compile_answer(text) for text in texts]


def _too_many(most: int) -> InvalidSetup:
    return InvalidSetup(
        "handshake_too_long", _lt("At most %(most)s can be said here.", most=most)
    )
