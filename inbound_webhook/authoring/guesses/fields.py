"""Which value goes into which field."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ...engine.types import TYPES
from ...engine.types.registry import TEXT_FIELDS
from ..proposed import ProposedParameter
from .guess import Guess, Guesses, TargetField
from .meaning import (
    belongs_to_others,
    is_neutral,
    keys_of,
    squeezed,
)
from .said import ADDRESS_OF_A_SITE, NUMBER_ABROAD, text_of
from .terms import (
    COMPANY,
    CONCEPTS,
    EMAIL,
    FULL_NAME,
    NEVER,
    PHONE,
    SUBJECT,
    WEBSITE,
)
from .values import Values, types_of

_OWN_NAME, _OWN_LABEL = 90, 75
_OTHER_FIELD = 2
_EMPTY = 5
_PHONES = ("phone", "mobile")
#: Of a contact: a company, and no person.
_IS_COMPANY = "is_company"
_SHAPES = {
    EMAIL: (40, re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")),
    PHONE: (35, NUMBER_ABROAD),
    WEBSITE: (30, ADDRESS_OF_A_SITE),
}


@dataclass(frozen=True)
class _Candidate:
    position: int
    field: str
    score: int


def guess_fields(
    parameters: Sequence[ProposedParameter],
    fields: Iterable[TargetField],
    *,
    taken: Collection[str] = (),
    fits: Callable[[ProposedParameter, str, bool], bool] = lambda *_: True,
) -> Guesses:
    """Guess which field each parameter fills, by its name, its label and its value.

    :param parameters: what a call brings, in its order
    :param fields: of the target, those that a call may fill
    :param taken: names of fields that are filled already
    :param fits: says of a parameter and the name of a field whether its value can stand
        there; the last argument is whether a record that it names may be made
    """
    fields = list(fields)
    table = {item.name: item for item in fields if item.name not in NEVER}
    guesser = _Guesser(parameters, table, frozenset(taken), fits)
    guesses = guesser.guesses()
    may_be_company = _IS_COMPANY in {item.name for item in fields} - set(taken)
    if may_be_company and guesser.is_of_company(guesses):
        guesses = replace(guesses, fixed={_IS_COMPANY: "yes"})
    return guesses


def type_for_field(type_name: str, field_type: str) -> str:
    """The type of a value that fills a field: the widest one that the field takes.

    A postcode of digits is a text in the next call, and a budget has a sign of a
    currency.

    :param type_name: that the value seems to be of
    :param field_type: Odoo's type of the field
    """
    if type_name not in ("integer", "decimal"):
        return type_name
    if field_type in TEXT_FIELDS:
        return "text"
    return "money" if field_type == "monetary" else type_name


class _Guesser:
    def __init__(self, parameters, table, taken, fits):
        self._values, self._table = Values(parameters), table
        self._taken, self._fits = taken, fits
        self._called = _by_what_they_are_called(table)
        # A person's record calls that person's name its own.
        self._is_person = "contact_name" not in table and {"name", "email"} <= set(
            table
        )

    def guesses(self):
        chosen = self._choose()
        parts = self._join_names(chosen)
        mapped = [
            self._guess(name, positions)
            for name, positions in sorted(parts.items(), key=lambda item: item[1])
        ]
        needed = {
            name: self._stand_in(name, chosen)
            for name, item in self._table.items()
            if item.is_needed and name not in parts and name not in self._taken
        }
        return Guesses(tuple(_keyed(mapped, self._values.parameters)), needed)

    def is_of_company(self, guesses):
        """Whether records are called by a company, as nobody else is named."""
        company = self._values.best(COMPANY)
        return self._is_person and guesses.needed.get("name") == (company,)

    def _choose(self):
        """Field by position of the parameter, the surest ones first."""
        candidates = [
            candidate
            for position in range(len(self._values.parameters))
            for candidate in self._candidates(position)
        ]
        candidates.sort(key=lambda item: (-item.score, item.position, item.field))
        chosen, used, place = {}, set(self._taken), None
        for item in candidates:
            if item.position in chosen or item.field in used:
                continue
            part = self._values.part_of_address(item.position)
            if part and self._values.is_elsewhere(part, place):
                continue
            if self._can_hold(item.position, item.field):
                chosen[item.position] = item.field
                used.add(item.field)
                place = part[0] if part and place is None else place
        return chosen

    def _candidates(self, position):
        meaning = self._values.meanings[position]
        names = self._fields_of(meaning.concept) if meaning else ()
        for name in names:
            is_first = name == CONCEPTS[meaning.concept].fields[0]
            score = meaning.score - (0 if is_first else _OTHER_FIELD)
            score -= _EMPTY if self._values.is_empty(position) else 0
            yield _Candidate(position, name, score)
        if not names:
            yield from self._by_own_name(position)
            yield from self._by_shape(position)

    def _fields_of(self, concept):
        """The fields of the target that hold a concept, the best one first."""
        names = list(CONCEPTS[concept].fields)
        if concept == FULL_NAME and self._is_person:
            names = ["name"]
        elif concept == SUBJECT and self._is_person:
            names = ["subject"]
        elif concept == COMPANY and "contact_name" not in self._table:
            # Where the contact has no field of its own, this is the contact's name.
            names.remove("partner_name")
        return [name for name in names if name in self._table]

    def _by_own_name(self, position):
        keys = keys_of(self._values.parameters[position].key_path)
        if not keys or not all(map(is_neutral, keys[:-1])):
            return
        for name, score in self._called.get(squeezed(keys[-1]), {}).items():
            yield _Candidate(position, name, score)

    def _by_shape(self, position):
        parameter = self._values.parameters[position]
        keys = keys_of(parameter.key_path)
        if self._values.meanings[position] or any(map(belongs_to_others, keys)):
            return
        text = text_of(parameter.sample)
        for concept, (score, shape) in _SHAPES.items():
            if shape.fullmatch(text):
                for name in self._fields_of(concept):
                    yield _Candidate(position, name, score)

    def _can_hold(self, position, name):
        parameter = self._values.parameters[position]
        if not _can_fill(parameter, self._table[name].type):
            return False
        return self._fits(parameter, name, self._makes_records(position, name))

    def _makes_records(self, position, name):
        meaning = self._values.meanings[position]
        if not meaning or self._table[name].type not in ("many2one", "many2many"):
            return False
        concept = CONCEPTS[meaning.concept]
        return concept.makes_records and name in concept.fields

    def _join_names(self, chosen):
        """Positions by field: a first and a last name are the parts of one."""
        parts = {name: (position,) for position, name in chosen.items()}
        whole = next(iter(self._fields_of(FULL_NAME)), None)
        if whole is None or whole in self._taken:
            return parts
        names = self._values.names(set(chosen) - set(parts.get(whole, ())))
        if whole in parts and not self._values.is_better_name(names, *parts[whole]):
            return parts
        if names and all(self._can_hold(position, whole) for position in names):
            parts[whole] = names
        return parts

    def _stand_in(self, name, chosen):
        """Positions of what a record could be called by.

        :param chosen: the field by the position of the parameter
        """
        if self._table[name].type not in TEXT_FIELDS:
            return ()
        whole = self._values.best(FULL_NAME)
        names = self._values.names()
        if whole is not None and not self._values.is_better_name(names, whole):
            names = (whole,)
        subject, company = self._values.best(SUBJECT), self._values.best(COMPANY)
        if subject is not None and not self._is_person:
            return (subject,)
        fills = {field: position for position, field in chosen.items()}
        others = (
            *(company, self._values.best(EMAIL), self._values.best(PHONE)),
            *(fills.get(field) for field in self._fields_of(EMAIL)),
            *(fills.get(field) for field in self._fields_of(PHONE)),
        )
        return names or next(((item,) for item in others if item is not None), ())

    def _guess(self, name, positions):
        makes_records = self._makes_records(positions[0], name)
        return Guess(name, positions, makes_records=makes_records)


def _keyed(guesses: list[Guess], parameters: Sequence[ProposedParameter]):
    """The guesses, with those that say which record is meant.

    That is the e-mail address. Where a sample has none, it is the phone number: each
    message and each call of one person would be somebody new otherwise.
    """
    addresses = [item for item in guesses if item.field in CONCEPTS[EMAIL].fields]
    keys = {item.field for item in addresses}
    if not any(text_of(parameters[item.parameters[0]].sample) for item in addresses):
        keys |= {name for name in _PHONES if name in {item.field for item in guesses}}
    return [replace(item, is_match_key=item.field in keys) for item in guesses]


def _by_what_they_are_called(
    table: dict[str, TargetField],
) -> dict[str, dict[str, int]]:
    """By each name or label the fields that have it, with how sure that makes one."""
    called: dict[str, dict[str, int]] = {}
    for name, item in table.items():
        for label in item.labels:
            called.setdefault(squeezed(label), {})[name] = _OWN_LABEL
        called.setdefault(squeezed(name), {})[name] = _OWN_NAME
    called.pop("", None)
    return called


def _can_fill(parameter: ProposedParameter, field_type: str) -> bool:
    return any(field_type in TYPES[name].fills for name in types_of(parameter))
