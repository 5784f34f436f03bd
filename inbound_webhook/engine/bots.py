"""What tells programs that fill in forms from people.

A *trap* is a field that people do not see, and programs fill in like any other. The
*time* is how many seconds the form was open before it was sent, as a script in the page
says. Neither proves anything: who writes a program for this very form gets past both.
They keep out those that try each form they find.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from .body import Payload
from .errors import InvalidSetup
from .phrases import _lt

#: The field in which a form says how long it was open.
SECONDS_FIELD = "_seconds"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_SECONDS = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True)
class BotTraps:
    """How a handler tells programs.

    :param trap: name of the field that people leave empty; empty for none
    :param seconds: the shortest time in which a person fills the form in; 0 for any
    """

    trap: str = ""
    seconds: int = 0

    def is_sprung(self, payload: Payload) -> bool:
        """Whether the trap is filled in."""
        return bool(self.trap and _values(payload, self.trap))

    def without_trap(self, payload: Payload) -> Payload:
        """The body without that field, of which nothing else is to be said."""
        value = payload.value
        if not self.trap or not isinstance(value, dict) or self.trap not in value:
            return payload
        rest = {name: held for name, held in value.items() if name != self.trap}
        fields = tuple(pair for pair in payload.fields if pair[0] != self.trap)
        return replace(payload, value=rest, fields=fields)

    def is_too_fast(self, payload: Payload) -> bool:
        """Whether the form was sent sooner than a person does, by what it says."""
        taken = seconds_taken(payload)
        return taken is not None and taken < self.seconds


def seconds_taken(payload: Payload) -> float | None:
    """How long the form was open; None where it does not say so."""
    values = _values(payload, SECONDS_FIELD)
    text = str(values[-1]) if values else ""
    return float(text) if _SECONDS.fullmatch(text) else None


def check_trap(name: str) -> None:
    """Check the name of a trap as it is saved.

    :raises InvalidSetup: it is no plain name of a field
    """
    if not _NAME.fullmatch(name):
        raise InvalidSetup(
            "trap_invalid",
            _lt(
                "%(name)s cannot be the name of the trap field: take letters, digits "
                "and hyphens.",
                name=name,
            ),
            name=name,
        )


def _values(payload: Payload, name: str) -> list[Any]:
    """What the fields of a name hold, at the top of the body; none that is blank."""
    if payload.kind == "form":
        values: list[Any] = [text for field, text in payload.fields if field == name]
    elif isinstance(payload.value, dict):
        values = [payload.value.get(name)]
    else:
        values = []
    texts = [value.strip() if isinstance(value, str) else value for value in values]
    return [each for each in texts if each not in (None, "") and each is not False]
