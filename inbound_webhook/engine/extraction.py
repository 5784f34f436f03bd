"""What was found of the parameters of one call, and what that means for the call."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from .did_you_mean import Hints
from .errors import KeyMissing, ValueRefused
from .notes import Note
from .parameters import ParameterSpec
from .phrases import Phrase, _lt
from .values import Unconverted


@dataclass
class Extraction:
    """The parameters of one call.

    :param values: converted values by name; None where there is none
    :param lines: a JSON-safe dict for each parameter: ``name``, ``found`` (a value
        came), ``defaulted``, ``matches`` where several values came and the first
        was taken, ``error`` (code and sentence) where it does not fit or is missing
    :param unconverted: what came, of values that do not fit or mean nothing
    :param emptied: names of those that the call brings without a value
    :param notes: what was left out, and what may be meant by something else
    :param refusals: why the call is to be refused, unless its conditions say that it
        does not count
    :param tolerated: why it would be, had the handler not said to leave values out
    :param beside: what the call has at places that no parameter reads, where it has
        nothing at those that one does; the first few paths
    :param absent: the parameters that the call says nothing of, by name
    :param hints: gives what may be meant by something else; None where none is absent
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    unconverted: dict[str, Unconverted] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    refusals: list[ValueRefused] = field(default_factory=list)
    tolerated: list[ValueRefused] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    absent: dict[str, ParameterSpec] = field(default_factory=dict)
    hints: Callable[[], Hints] | None = None

    @property
    def for_conditions(self) -> dict[str, Any]:
        """Values by name as conditions see them: as they came where no type fits."""
        return {**self.values, **self.unconverted}

    def check(self) -> "Extraction":
        """Itself, where nothing refuses the call.

        :raises ValueRefused: a value is missing or does not fit. The first one is
            raised, its ``parameter`` in the details; ``lines`` there has all
            parameters.
        """
        if self.refusals:
            self.refusals[0].details["lines"] = self.lines
            raise self.refusals[0]
        return self

    def silence(self, parameters: Collection[ParameterSpec]) -> ValueRefused | None:
        """Why a call is refused that would make a record and says nothing of it.

        A default is the word of the handler and not of the call. What was left out has
        a note, and somebody may mend it.

        :param parameters: those that have a say in the record
        :return: None where the call says something, or none of them could
        """
        came = {line["name"] for line in self.lines if line["found"]}
        names = {item.name for item in parameters}
        left = {error.details["parameter"] for error in self.tolerated}
        if not names or names & (came | left):
            return None
        said = _lt(
            "None of the parameters has a value, so there is nothing to make a"
            " record of. Looked for: %(names)s. %(instead)s",
            names=", ".join(item.place_for_sender for item in parameters),
            instead=_lt("The call has: %(paths)s.", paths=", ".join(self.beside))
            if self.beside
            else _lt("The call has no other values."),
        )
        # What it has may be called the same, and stand elsewhere.
        hint = self._hint_of(item.name for item in parameters)
        return ValueRefused(
            "nothing_said",
            _lt("%(said)s %(hint)s", said=said, hint=hint) if hint else said,
        )

    def instead_of(self, error: KeyMissing) -> KeyMissing | ValueRefused:
        """What to say of a call that has nothing to look up by, if it comes of this.

        :param error: what is said otherwise
        """
        if self.tolerated:
            return self.tolerated[0]
        hint = self._hint_of(error.details["wanted"])
        if not hint:
            return error
        phrase = _lt("%(said)s %(hint)s", said=error.phrase, hint=hint)
        return KeyMissing(error.code, phrase, **error.details)

    def _hint_of(self, names: Iterable[str]) -> Phrase | None:
        """What may be meant by something else, of the first parameter of some."""
        wanted = [self.absent[name] for name in names if name in self.absent]
        if not wanted or not self.hints:
            return None
        hints = self.hints()
        found = (
            hints.of(item.source, item.place, type_name=item.type) for item in wanted
        )
        return next(filter(None, found), None)
