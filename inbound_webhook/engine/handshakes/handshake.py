"""A handshake, as data."""

from dataclasses import dataclass
from typing import Literal

from ..authentication.scheme import Place
from ..errors import EngineError

Method = Literal["GET", "POST", "HEAD", "OPTIONS"]
METHODS: tuple[Method, ...] = ("GET", "POST", "HEAD", "OPTIONS")
#: What an answer may be. A browser runs nothing of these.
CONTENT_TYPES = {
    "text": "text/plain; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


class HandshakeRefused(EngineError):
    """A handshake that is not answered as its sender wants it (HTTP 403)."""


@dataclass(frozen=True)
class Condition:
    """What has to stand in a call that is a handshake.

    :param value: what stands there; empty where anything may
    """

    place: Place = Place()
    value: str = ""


@dataclass(frozen=True)
class Handshake:
    """When a call is a handshake, and what becomes of it.

    :param name: for people
    :param conditions: all of them hold
    :param needs_proof: whether it has to prove who sends it, where its handler asks
        for that
    :param token_place: where the token stands that the handler's administrator entered
        in the sender: without it nothing is answered
    :param status: HTTP status of the answer
    :param content_type: of the answer; empty for one without a body
    :param body: text with placeholders (see ``templates``)
    :param headers: (name, text with placeholders) pairs; one whose values are all
        missing is left out
    :param keep_place: where a secret stands that the sender proves itself by from now
        on
    :param show_place: where something stands that an administrator has to see
    :param fetch_place: where an address stands that has to be asked for
    :param fetch_hosts: hosts that may be asked, as ``engine.hosts`` has them
    """

    name: str = ""
    method: Method = "POST"
    conditions: tuple[Condition, ...] = ()
    needs_proof: bool = False
    token_place: Place | None = None
    status: int = 200
    content_type: Literal["", "text", "json"] = "text"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    keep_place: Place | None = None
    show_place: Place | None = None
    fetch_place: Place | None = None
    fetch_hosts: tuple[str, ...] = ()

    @property
    def secret_places(self) -> tuple[Place, ...]:
        """Where what nobody may read stands in its calls."""
        places = (self.token_place, self.keep_place, self.show_place)
        return tuple(place for place in places if place)
