"""Which value goes into which field."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ...engine.types import TYPES
from ...engine.types.registry import TEXT_FIELDS
from ..proposed import ProposedParameter
from .meaning import (
    Meaning,
    belongs_to_others,
    is_neutral,
    keys_of,
    squeezed,
)
from .people import as_meant, names_beside_address
from .said import ADDRESS_OF_A_SITE, NUMBER_ABROAD, meaning_of_value, text_of
from .terms import (
    COMPANY,
    CONCEPTS,
    EMAIL,
    FIRST_NAME,
    FULL_NAME,
    LAST_NAME,
    NEVER,
    PHONE,
    SUBJECT,
    WEBSITE,
)

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_OWN_NAME, _OWN_LABEL = 90, 75
_OTHER_FIELD = 2
_EMPTY = 5
_PHONES = ("phone", "mobile")
#: Of a contact: a company, and no person.
_IS_COMPANY = "is_company"
#: The parts of an address, which are of one place.
_OF_ADDRESS = frozenset({"street", "street2", "zip", "city", "state", "country"})
_SHAPES = {
    EMAIL: (40, re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")),
    PHONE: (35, NUMBER_ABROAD),
    WEBSITE: (30, ADDRESS_OF_A_SITE),
}


@dataclass(frozen=True)
class TargetField:
    """A field of the target that a call may fill.

    :param name: its technical name
    :param type: its type, as Odoo names it
    :param labels: what it is called, in one language or several
    :param is_needed: whether no record can be made without it, and nothing fills it
    """

    name: str
    type: str
    labels: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True)
class Guess:
    """What could fill a field.

    :param field: its technical name
    :param parameters: positions of the parameters; of several, each is a part, in order
    :param is_match_key: whether it says which record is meant
    :param makes_records: whether a record that it names may be made
    """

    field: str
    parameters: tuple[int, ...]
    is_match_key: bool = False
    makes_records: bool = False


@dataclass(frozen=True)
class Guesses:
    """What could fill the fields of a target.

    :param mapped: in the order of the parameters; no field is there twice
    :param needed: for each needed field that these leave empty, the positions of the
        parameters that could stand in, none where nothing can
    :param fixed: what new records are besides, whatever a call says: text by field
    """

    mapped: tuple[Guess, ...] = ()
    needed: dict[str, tuple[int, ...]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)


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
        self._parameters, self._table = as_meant(parameters), table
        self._taken, self._fits = taken, fits
        self._meanings = _meanings(self._parameters)
        self._parts_of_addresses = set(
            filter(None, map(self._part_of_address, range(len(parameters))))
        )
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
        return Guesses(tuple(_keyed(mapped, self._parameters)), needed)

    def is_of_company(self, guesses):
        """Whether records are called by a company, as nobody else is named."""
        company = self._best(COMPANY)
        return self._is_person and guesses.needed.get("name") == (company,)

    def _choose(self):
        """Field by position of the parameter, the surest ones first."""
        candidates = [
            candidate
            for position in range(len(self._parameters))
            for candidate in self._candidates(position)
        ]
        candidates.sort(key=lambda item: (-item.score, item.position, item.field))
        chosen, used, place = {}, set(self._taken), None
        for item in candidates:
            if item.position in chosen or item.field in used:
                continue
            part = self._part_of_address(item.position)
            if part and self._is_elsewhere(part, place):
                continue
            if self._can_hold(item.position, item.field):
                chosen[item.position] = item.field
                used.add(item.field)
                place = part[0] if part and place is None else place
        return chosen

    def _is_elsewhere(self, part, place):
        """Whether this part of an address is of another one than what is chosen.

        A state of one address beside the city of another is nowhere.
        """
        where, concept = part
        return where != place and (place, concept) in self._parts_of_addresses

    def _part_of_address(self, position):
        """The keys of the address and which part of it this is, None for none."""
        meaning = self._meanings[position]
        if not meaning or meaning.concept not in _OF_ADDRESS:
            return None
        keys = keys_of(self._parameters[position].key_path)
        return keys[:-1], meaning.concept

    def _candidates(self, position):
        meaning = self._meanings[position]
        names = self._fields_of(meaning.concept) if meaning else ()
        for name in names:
            is_first = name == CONCEPTS[meaning.concept].fields[0]
            score = meaning.score - (0 if is_first else _OTHER_FIELD)
            score -= _EMPTY if self._is_empty(position) else 0
            yield _Candidate(position, name, score)
        if not names:
            yield from self._by_own_name(position)
            yield from self._by_shape(position)

    def _is_empty(self, position):
        sample = self._parameters[position].sample
        return sample is False or sample in (None, "", [], {})

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
        keys = keys_of(self._parameters[position].key_path)
        if not keys or not all(map(is_neutral, keys[:-1])):
            return
        for name, score in self._called.get(squeezed(keys[-1]), {}).items():
            yield _Candidate(position, name, score)

    def _by_shape(self, position):
        parameter = self._parameters[position]
        keys = keys_of(parameter.key_path)
        if self._meanings[position] or any(map(belongs_to_others, keys)):
            return
        text = text_of(parameter.sample)
        for concept, (score, shape) in _SHAPES.items():
            if shape.fullmatch(text):
                for name in self._fields_of(concept):
                    yield _Candidate(position, name, score)

    def _can_hold(self, position, name):
        parameter = self._parameters[position]
        if not _can_fill(parameter, self._table[name].type):
            return False
        return self._fits(parameter, name, self._makes_records(position, name))

    def _makes_records(self, position, name):
        meaning = self._meanings[position]
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
        names = self._names(set(chosen) - set(parts.get(whole, ())))
        if whole in parts and not self._is_better(names, *parts[whole]):
            return parts
        if names and all(self._can_hold(position, whole) for position in names):
            parts[whole] = names
        return parts

    def _names(self, used):
        """Positions of the first and the last name, those of them that there are."""
        found = [self._best(FIRST_NAME, used), self._best(LAST_NAME, used)]
        if None in found and found != [None, None]:
            # "Vorname" and "Name", or "Nombre" and "Apellidos".
            other = self._best(FULL_NAME, used)
            if other is not None and self._meanings[other].is_weak:
                found = [other if position is None else position for position in found]
        if None not in found and _EAST_ASIAN.search(self._last_key(found[1])):
            # Where the family's name is called 姓, it comes first.
            found.reverse()
        return tuple(position for position in found if position is not None)

    def _last_key(self, position):
        return keys_of(self._parameters[position].key_path)[-1]

    def _is_better(self, names, whole):
        """Whether these are the name, and not what seems to be the whole of it."""
        meaning = self._meanings[whole]
        if len(names) < 2 or (meaning and not meaning.is_weak):
            return False
        first, text = (
            text_of(self._parameters[position].sample) for position in (names[0], whole)
        )
        # Where an order has both names and one that is "#1001".
        return whole in names or bool(first) and first not in text

    def _best(self, concept, used=()):
        """The position of the parameter that is most surely this, or None."""
        scores = [
            (-meaning.score, position)
            for position, meaning in enumerate(self._meanings)
            if meaning and meaning.concept == concept and position not in used
        ]
        return min(scores)[1] if scores else None

    def _stand_in(self, name, chosen):
        """Positions of what a record could be called by.

        :param chosen: the field by the position of the parameter
        """
        if self._table[name].type not in TEXT_FIELDS:
            return ()
        whole = self._best(FULL_NAME)
        names = self._names(set())
        if whole is not None and not self._is_better(names, whole):
            names = (whole,)
        subject, company = self._best(SUBJECT), self._best(COMPANY)
        if subject is not None and not self._is_person:
            return (subject,)
        fills = {field: position for position, field in chosen.items()}
        others = (
            *(company, self._best(EMAIL), self._best(PHONE)),
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


def _meanings(parameters: Sequence[ProposedParameter]) -> list[Meaning | None]:
    """What each parameter is, None where nothing says it."""
    meanings = [_meaning(item) for item in parameters]
    for position in names_beside_address(parameters, meanings):
        item = parameters[position]
        key_path = keys_of(item.key_path)[-1:]
        meanings[position] = _meaning(replace(item, key_path=key_path))
    return meanings


def _meaning(parameter: ProposedParameter) -> Meaning | None:
    """What a parameter is, unless its type or its value says that it is not."""
    meaning = meaning_of_value(parameter.key_path, parameter.sample)
    if meaning is None or not CONCEPTS[meaning.concept].types & _types_of(parameter):
        return None
    return meaning


def _types_of(parameter: ProposedParameter) -> set[str]:
    """Names of the types that a parameter's value is of.

    A list that holds one value, as the answers of some forms do, is a text, too.
    """
    is_single = parameter.type == "list" and bool(text_of(parameter.sample))
    return {parameter.type, "text"} if is_single else {parameter.type}


def _can_fill(parameter: ProposedParameter, field_type: str) -> bool:
    return any(field_type in TYPES[name].fills for name in _types_of(parameter))
