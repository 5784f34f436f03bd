"""Among which records a call finds one: a domain as Odoo writes it, of literals alone.

A domain comes from people and is kept as a text. It is read and never run: no name, no
call, no operator that passes by somebody's rights is a part of it. Which fields there
are is for Odoo to say.
"""

import ast
from collections.abc import Iterator
from typing import Any

from .errors import InvalidSetup
from .phrases import Phrase, _lt

#: Characters of a domain. Whoever needs more needs a field of his own.
LONGEST_DOMAIN = 2_000
#: Domains within domains.
_DEEPEST = 4
_CONNECTORS = {"&": 2, "|": 2, "!": 1}
_IN_LISTS = ("in", "not in")
_OF_LINKS = ("any", "not any")
_OF_TREES = ("child_of", "parent_of")
_OF_TEXTS = (
    *("like", "not like", "ilike", "not ilike"),
    *("=like", "not =like", "=ilike", "not =ilike"),
)
_OF_VALUES = ("=", "!=", "<", ">", "<=", ">=")
#: What the editor of domains writes for all records, and for none.
_ALL, _NONE = (1, "=", 1), (0, "=", 1)
_CONSTANTS = (_ALL, _NONE)
_PLAIN = (str, int, float, bool, type(None))


def parse_domain(text: str, active_name: str | None = None) -> list[Any]:
    """A domain as Odoo takes it, of the text that a handler keeps.

    :param active_name: field that says whether a record is archived. *Include archived*
        of Odoo's editor says nothing then: the handler has a choice for that
    :raises InvalidSetup: it is none, or more than literals
    """
    if not text.strip():
        return []
    if len(text) > LONGEST_DOMAIN:
        raise _invalid(
            _lt("it is longer than %(count)s characters", count=LONGEST_DOMAIN)
        )
    try:
        tree = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise _invalid(_lt("only fixed values can stand in it, no code")) from error
    checked = _checked(tree, 0)
    return [_ALL if _includes_archived(item, active_name) else item for item in checked]


def _includes_archived(item: Any, active_name: str | None) -> bool:
    """Whether a condition is the switch of Odoo's editor."""
    if not (active_name and isinstance(item, tuple)):
        return False
    name, operator, value = item
    return name == active_name and operator == "in" and {*value} == {False, True}


def conditions_of(domain: list[Any], path: str = "") -> Iterator[tuple[str, str, Any]]:
    """The conditions of a parsed domain, those of domains within it, too.

    :param path: what leads to the records that the domain is about
    :return: path of the field, operator and value; the value of a domain within is None
    """
    for item in domain:
        if not isinstance(item, tuple) or item in _CONSTANTS:
            continue
        name, operator, value = item
        within = f"{path}{name}"
        if operator in _OF_LINKS:
            yield within, operator, None
            yield from conditions_of(value, f"{within}.")
        else:
            yield within, operator, value


def _checked(tree: Any, depth: int) -> list[Any]:
    if not isinstance(tree, list | tuple) or depth > _DEEPEST:
        raise _invalid(_lt("it is no list of conditions"))
    domain = [_item(item, depth) for item in tree]
    # Odoo joins what stands beside each other, so there may be more than one left.
    left = 0
    for item in reversed(domain):
        needed = _CONNECTORS.get(item, 0) if isinstance(item, str) else 0
        if left < needed:
            raise _invalid(_lt("%(operator)r joins nothing", operator=item))
        left += 1 - needed
    return domain


def _item(item: Any, depth: int) -> Any:
    if isinstance(item, str) and item in _CONNECTORS:
        return item
    if not isinstance(item, list | tuple) or len(item) != 3:
        raise _invalid(_lt("it is no list of conditions"))
    name, operator, value = item
    if tuple(item) in _CONSTANTS:
        return tuple(item)
    if not (isinstance(name, str) and all(map(str.isidentifier, name.split(".")))):
        raise _invalid(_lt("%(name)r is no field", name=str(name)))
    if not isinstance(operator, str) or not _takes(operator, value):
        raise _invalid(
            _lt(
                "the condition on %(name)r compares in no way that is allowed here",
                name=name,
            )
        )
    if operator in _OF_LINKS:
        value = _checked(value, depth + 1)
    return name, operator, list(value) if isinstance(value, tuple) else value


def _takes(operator: str, value: Any) -> bool:
    """Whether there is such an operator, for such a value."""
    if operator in _OF_LINKS:
        return isinstance(value, list | tuple)
    if operator in _IN_LISTS:
        return isinstance(value, list | tuple) and all(map(_is_plain, value))
    if operator in _OF_TREES:
        items = value if isinstance(value, list | tuple) else [value]
        return all(type(item) is int for item in items)
    if operator in _OF_TEXTS:
        return isinstance(value, str) and _is_plain(value)
    return operator in _OF_VALUES and _is_plain(value)


def _is_plain(value: Any) -> bool:
    """Whether the database takes a value for what it is."""
    if isinstance(value, str):
        return value.isprintable()
    is_endless = isinstance(value, float) and not abs(value) < float("inf")
    return isinstance(value, _PLAIN) and not is_endless


def _invalid(reason: Phrase) -> InvalidSetup:
    return InvalidSetup(
        "match_domain", _lt("Look Only Among cannot be used: %(reason)s", reason=reason)
    )
