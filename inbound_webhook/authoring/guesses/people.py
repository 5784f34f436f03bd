"""Keys whose meaning depends on what stands beside them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..proposed import ProposedParameter
from .meaning import squeezed
from .said import text_of

#: Whoever stands beside one of these as the user is the one who talks to them.
_CUSTOMERS = frozenset({"contact", "customer", "caller", "client", "lead", "visitor"})


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
