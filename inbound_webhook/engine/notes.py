"""What is worth knowing of a call that stands, though it is no failure.

Notes of a body (``body/notes.py``), of parameters (``extract.py``) and of fields
(``processing/call_values.py``) are the same: a stable code and details. All of them
are lines of the trace. Those that are ``NOTEWORTHY`` say that something which a call
brought is not where it was to go: they mark the call in the log (``Outcome.notes``),
stand on the record and under To Fix.

======================== ==================================================
value_left_out           ``parameter``, ``received``, ``reason``; of what a field or a
                         look-up does not take, ``field`` as well
default_taken            the same, where a default stands in its place
======================== ==================================================
"""

from dataclasses import dataclass, field
from typing import Any

from .errors import ValueRefused

#: Codes of notes that a person has to know of, and may do something about.
NOTEWORTHY = frozenset({"value_left_out", "default_taken"})


@dataclass(frozen=True)
class Note:
    """One thing that is worth knowing: a stable code and details.

    :param details: JSON-safe, or phrases
    """

    code: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_noteworthy(self) -> bool:
        """Whether it marks the call."""
        return self.code in NOTEWORTHY


def left_out(error: ValueRefused, *, defaulted: bool = False, **about: Any) -> Note:
    """The note of a value that does not fit.

    :param error: why it does not
    :param defaulted: whether a default stands in its place
    :param about: ``parameter`` and ``field``
    """
    return Note(
        "default_taken" if defaulted else "value_left_out",
        {
            **about,
            "received": error.details.get("received"),
            "reason": error.phrase,
        },
    )
