"""The trace: what each step of a call did, so that a screen can explain it.

A line is a JSON-safe dict ``{"step", "state", "code", ...details}``. ``code`` is a
stable name; the words for it are chosen (and translated) where they are shown. Of
details that are phrases, the line keeps the English text, and under ``phrases`` what
it takes to say them in another language.
"""

from typing import Any

from .phrases import Phrase

PASSED = "passed"
STOPPED = "stopped"
FAILED = "failed"
NOTED = "noted"
UNDONE = "undone"
#: What a call has done, by step and code: it is undone where the call does not stand.
_EFFECTS = {
    *(("apply", code) for code in ("created", "updated")),
    *(("apply", code) for code in ("archived", "unarchived", "deleted")),
    ("fulfil", "fired"),
}


class Trace:
    """The steps of one call, in order."""

    def __init__(self, lines: list[dict[str, Any]] | None = None):
        self.lines = list(lines or [])

    def passed(self, step: str, code: str, **details):
        """The step did its work and the call goes on."""
        self._add(step, PASSED, code, details)

    def stopped(self, step: str, code: str, **details):
        """The call ends here, as configured (duplicate, ignored, no match)."""
        self._add(step, STOPPED, code, details)

    def failed(self, step: str, code: str, **details):
        """The call ends here because something is wrong."""
        self._add(step, FAILED, code, details)

    def noted(self, step: str, code: str, **details):
        """Something was tolerated that is worth knowing."""
        self._add(step, NOTED, code, details)

    def undo(self):
        """All that the call had done was rolled back: what passed did not stay.

        An id that was to be a new record's is none: it is taken out, and nobody can
        take it for a record.
        """
        for line in self.lines:
            is_effect = (line["step"], line["code"]) in _EFFECTS
            if is_effect and line["state"] == PASSED:
                line["state"] = UNDONE
                if line["code"] == "created":
                    line["id"] = None

    def reword(self, message: str):
        """Say the last line in other words."""
        line = self.lines[-1]
        line.pop("phrases", None)
        line |= _stored({"message": message})

    def _add(self, step: str, state: str, code: str, details: dict[str, Any]):
        self.lines.append(
            {"step": step, "state": state, "code": code, **_stored(details)}
        )


def _stored(details: dict[str, Any]) -> dict[str, Any]:
    phrases = {
        name: value.to_json()
        for name, value in details.items()
        if isinstance(value, Phrase)
    }
    return {**details, "phrases": phrases} if phrases else details
