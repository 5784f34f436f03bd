"""What a call brings, by what each value means, and which of them belong together."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..proposed import ProposedParameter
from .meaning import Meaning, keys_of
from .people import as_meant, names_beside_address
from .said import meaning_of_value, text_of
from .terms import CONCEPTS, FIRST_NAME, FULL_NAME, LAST_NAME

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
#: The parts of an address, which are of one place.
_OF_ADDRESS = frozenset({"street", "street2", "zip", "city", "state", "country"})
#: The keys that lead to an address, and which part of it something is.
Part = tuple[tuple[str, ...], str]


class Values:
    """The parameters of a call; each is told by its position.

    ``parameters`` have the keys that say by themselves whose something is, and
    ``meanings`` what each is, None where nothing says it.
    """

    def __init__(self, parameters: Sequence[ProposedParameter]):
        self.parameters = as_meant(parameters)
        self.meanings = _meanings(self.parameters)
        self._parts_of_addresses = set(
            filter(None, map(self.part_of_address, range(len(parameters))))
        )

    def best(self, concept: str, used: Collection[int] = ()) -> int | None:
        """The position of the parameter that is most surely this, or None."""
        scores = [
            (-meaning.score, position)
            for position, meaning in enumerate(self.meanings)
            if meaning and meaning.concept == concept and position not in used
        ]
        return min(scores)[1] if scores else None

    def names(self, used: Collection[int] = ()) -> tuple[int, ...]:
        """Positions of the first and the last name, those of them that there are."""
        found = [self.best(FIRST_NAME, used), self.best(LAST_NAME, used)]
        if None in found and found != [None, None]:
            # "Vorname" and "Name", or "Nombre" and "Apellidos".
            other = self.best(FULL_NAME, used)
            if other is not None and self.meanings[other].is_weak:
                found = [other if position is None else position for position in found]
        if None not in found and _EAST_ASIAN.search(self._last_key(found[1])):
            # Where the family's name is called 姓, it comes first.
            found.reverse()
        return tuple(position for position in found if position is not None)

    def is_better_name(self, names: tuple[int, ...], whole: int) -> bool:
        """Whether these are the name, and not what seems to be the whole of it."""
        meaning = self.meanings[whole]
        if len(names) < 2 or (meaning and not meaning.is_weak):
            return False
        first, text = (
            text_of(self.parameters[position].sample) for position in (names[0], whole)
        )
        # Where an order has both names and one that is "#1001".
        return whole in names or bool(first) and first not in text

    def part_of_address(self, position: int) -> Part | None:
        """The keys of the address and which part of it this is, None for none."""
        meaning = self.meanings[position]
        if not meaning or meaning.concept not in _OF_ADDRESS:
            return None
        keys = keys_of(self.parameters[position].key_path)
        return keys[:-1], meaning.concept

    def is_elsewhere(self, part: Part, place: tuple[str, ...] | None) -> bool:
        """Whether this part of an address is of another one than what is chosen.

        A state of one address beside the city of another is nowhere.
        """
        where, concept = part
        return where != place and (place, concept) in self._parts_of_addresses

    def is_empty(self, position: int) -> bool:
        """Whether its sample says nothing."""
        sample = self.parameters[position].sample
        return sample is False or sample in (None, "", [], {})

    def _last_key(self, position: int) -> str:
        return keys_of(self.parameters[position].key_path)[-1]


def types_of(parameter: ProposedParameter) -> set[str]:
    """Names of the types that a parameter's value is of.

    A list that holds one value, as the answers of some forms do, is a text, too.
    """
    is_single = parameter.type == "list" and bool(text_of(parameter.sample))
    return {parameter.type, "text"} if is_single else {parameter.type}


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
    if meaning is None or not CONCEPTS[meaning.concept].types & types_of(parameter):
        return None
    return meaning
