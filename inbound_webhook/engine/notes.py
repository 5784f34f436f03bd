"""What is worth knowing of a call that stands, though it is no failure.

Notes of a body (``body/notes.py``), of parameters (``extract.py``) and of fields
(``processing/call_values.py``) are the same: a stable code and details. All of them
are lines of the trace. Those that are ``NOTEWORTHY`` say that something which a call
brought is not where it was to go: they mark the call in the log (``Outcome.notes``),
stand on the record and under To Fix.

======================== ==================================================
value_left_out           ``parameter``; ``field`` of what that or a look-up does not
                         take; ``received``, and a ``message`` that says why
default_taken            the same, where a default stands in its place
items_left_out           ``list`` and ``count``: objects in place of one, of which
                         the first one counts for ``parameters``; ``message``
                         (``several.py``)
charset_guessed          of a body: ``body/notes.py``
charset_doubtful         the same
value_unused             ``parameter`` that does not fit and that no record needs,
                         ``received``, ``message``
items_unused             as ``items_left_out``, where no record needs the parameters,
                         or one needs ``others``, which are of other items
word_of_nothing          ``parameter``, and ``received``, a word that means nothing
values_joined            ``parameter``, a text that holds the values of several, and
                         their ``count``
other_place              ``parameter``, which the call does not bring, and a ``hint``
                         what may be meant by something else
time_ahead               ``received``, the time of an event that is still to come
field_older              ``field`` that a newer event wrote; both times, ``received``
                         and ``latest``
named                    ``field``, which has to have a value and got ``written``
======================== ==================================================
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field, replace
from typing import Any

from .errors import ValueRefused
from .phrases import Phrase, _lt

#: Codes of notes that a person has to know of, and may do something about.
NOTEWORTHY = frozenset(
    {
        *("value_left_out", "default_taken", "items_left_out"),
        *("charset_guessed", "charset_doubtful"),
    }
)
#: Notes whose sentences are told; nobody reads more.
MOST_TOLD = 20


@dataclass(frozen=True)
class Note:
    """One thing that is worth knowing: a stable code and details.

    :param details: JSON-safe, or phrases
    :param for_sender: the sentence for who sent the call, where that is another one
    """

    code: str
    details: dict[str, Any] = field(default_factory=dict)
    for_sender: Phrase | None = None

    @property
    def is_noteworthy(self) -> bool:
        """Whether it marks the call."""
        return self.code in NOTEWORTHY

    @property
    def message(self) -> Phrase | str:
        """The sentence that says it, where it is noteworthy."""
        return self.details["message"]

    def unless_needed(self, names: Set[str]) -> "Note":
        """The same note; of a parameter that no record needs, one that marks no call.

        Nothing is lacking then, and there is nothing to write once it is mended. Nor is
        anything where a record is made of several items of a list.

        :param names: of the parameters that records are made of
        """
        if self.code == "items_left_out":
            is_needed = not names.isdisjoint(self.details["parameters"])
            is_known = not names.isdisjoint(self.details["others"])
            is_lost = is_needed and not is_known
            return self if is_lost else replace(self, code="items_unused")
        if self.code != "value_left_out" or self.details["parameter"] in names:
            return self
        return replace(self, code="value_unused")

    def of_item(self, number: int, named: Callable[[Phrase | str], Phrase]) -> "Note":
        """The same note of one item of a call.

        :param named: takes a sentence, gives the one that names the item
        """
        details = {**self.details, "item": number, "message": named(self.message)}
        for_sender = self.for_sender and named(self.for_sender)
        return replace(self, details=details, for_sender=for_sender)


def left_out(
    error: ValueRefused,
    *,
    defaulted: bool = False,
    for_sender: ValueRefused | None = None,
    **about: Any,
) -> Note:
    """The note of a value that does not fit.

    :param error: why it does not, in a sentence that names it
    :param defaulted: whether a default stands in its place
    :param for_sender: why it does not, as its sender may know it
    :param about: ``parameter`` and ``field``
    """
    message = _left_out(error, defaulted)
    received = error.details.get("received")
    code = "default_taken" if defaulted else "value_left_out"
    details = {**about, "received": received, "message": message}
    return Note(code, details, for_sender and _left_out(for_sender, defaulted))


def _left_out(error: ValueRefused, defaulted: bool) -> Phrase:
    if defaulted:
        return _lt("%(said)s Its default is taken.", said=error.phrase)
    return _lt("%(said)s It is left out.", said=error.phrase)


def told(notes: Iterable[Note], *, to_sender: bool = False) -> list[Phrase | str]:
    """The sentences of noteworthy notes, of many the first ones."""
    messages = [
        (to_sender and note.for_sender) or note.message
        for note in notes
        if note.is_noteworthy
    ]
    more = len(messages) - MOST_TOLD
    if more > 0:
        messages[MOST_TOLD:] = [_lt("... and %(count)s more", count=more)]
    return messages


@dataclass(frozen=True)
class Rest:
    """What a replay is to write, and nothing else: what was left out before.

    :param model: technical name of the model of the record
    :param record_id: the record that lacks it
    :param is_new: whether the call, or a replay of it, made the record
    :param parameters: names of those that were left out of all fields
    :param refused: pairs of a field that did not take its value, and of the parameter,
        or None, that this was
    """

    model: str
    record_id: int
    is_new: bool = False
    parameters: frozenset[str] = frozenset()
    refused: frozenset[tuple[str, str | None]] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that did not take their value."""
        return frozenset(field for field, _parameter in self.refused)

    @property
    def all_parameters(self) -> frozenset[str]:
        """Names of the parameters that were left out of some field, or of all."""
        refused = {parameter for _field, parameter in self.refused if parameter}
        return self.parameters | refused

    def in_other_fields(self, filled: Set[tuple[str, str]]) -> "Rest":
        """The same, where values that a field did not take are to fill other ones now.

        :param filled: pairs of a field and the parameter that is mapped to it today
        """
        moved = {
            parameter
            for field, parameter in self.refused
            if parameter and (field, parameter) not in filled
        }
        return replace(self, parameters=self.parameters | moved)
