"""Keys whose meaning depends on what stands beside them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ...engine.body.tree import KeyPath
from ..proposed import ProposedParameter
from .meaning import Meaning, keys_of, meaning_of, squeezed
from .said import text_of
from .terms import EMAIL, FIRST_NAME, FULL_NAME, LAST_NAME, MOBILE, PHONE

#: Whoever stands beside one of these as the user is the one who talks to them.
_CUSTOMERS = frozenset({"contact", "customer", "caller", "client", "lead", "visitor"})

_NAMES = frozenset({FULL_NAME, FIRST_NAME, LAST_NAME})


def as_meant(parameters: Sequence[ProposedParameter]) -> list[ProposedParameter]:
    """The parameters with keys that say by themselves whose something is.

    The ``user`` beside a contact is an agent. An ``item`` that has an address is a
    person. A ``number`` that has a name is a line of the company. An ``amount`` of
    payments is in cents where its currency has small letters, as Stripe writes both.
    What became of a mail that went to somebody is about a mail of our own.
    """
    beside = defaultdict(dict)
    for item in parameters:
        for end, key in enumerate(item.key_path):
            if isinstance(key, str):
                beside[item.key_path[:end]].setdefault(squeezed(key), item.sample)
    return [_as_meant(item, beside) for item in parameters]


def _as_meant(item, beside):
    path = item.key_path
    keys = [_key(path, end, beside) for end in range(len(path))]
    around = beside[path[:-1]] if path else {}
    if path and _is_in_cents(path[-1], item.sample, around.get("currency")):
        keys[-1] = "cents"
    return replace(item, key_path=tuple(keys))


def _key(path, end, beside):
    key, around = path[end], beside[path[:end]]
    called = squeezed(key) if isinstance(key, str) else ""
    below = beside.get(path[: end + 1], {})
    if called == "user" and not _CUSTOMERS.isdisjoint(around):
        return "agent"
    if called == "item" and "@" in text_of(below.get("email")):
        return "person"
    if called == "eventdata" and {"event", "recipient"} <= below.keys():
        return "campaign"
    return "line" if called == "number" and "name" in below else key


def _is_in_cents(key, amount, currency):
    return (
        key == "amount"
        and isinstance(amount, int)
        and isinstance(currency, str)
        and len(currency) == 3
        and currency.islower()
    )


def names_beside_address(
    parameters: Sequence[ProposedParameter], meanings: Sequence[Meaning | None]
) -> set[int]:
    """Positions of names that are below a word which does not say whose they are.

    What is called a name beside the address by which somebody is reached is the name
    of whoever that is: ``{"supplier": {"name": ..., "email": ...}}``. Nothing is found
    where a name stands elsewhere whose keys say that it is a person's.

    :param meanings: what each parameter is, by its own keys; what belongs to an agent
        or an owner is no address
    """
    place = _place_of_address(parameters, meanings)
    if not place:
        return set()
    own = {
        position
        for position, item in enumerate(parameters)
        if _place(item.key_path) == place
    }
    elsewhere = (
        meaning for position, meaning in enumerate(meanings) if position not in own
    )
    if any(meaning and meaning.concept in _NAMES for meaning in elsewhere):
        return set()
    return {
        position
        for position in own
        if meanings[position] is None and _is_called_name(parameters[position].key_path)
    }


def _place_of_address(parameters, meanings):
    """The keys of the object with the surest e-mail address, else phone number."""
    for concepts in ({EMAIL}, {PHONE, MOBILE}):
        found = [
            (not text_of(parameters[position].sample), -meaning.score, position)
            for position, meaning in enumerate(meanings)
            if meaning and meaning.concept in concepts
        ]
        if found:
            *_rest, position = min(found)
            return _place(parameters[position].key_path)
    return ()


def _place(key_path: KeyPath) -> KeyPath:
    """The keys and indexes that lead to the object that a value is in.

    What only holds the value, such as the text of an element, is no object.
    """
    said = [end for end, key in enumerate(key_path) if isinstance(key, str)]
    count = len(keys_of(key_path))
    return key_path[: said[count - 1]] if count else ()


def _is_called_name(key_path):
    meaning = meaning_of(keys_of(key_path)[-1:])
    return meaning is not None and meaning.concept in _NAMES
