"""Where a parameter's value is in a payload, be it JSON or a form."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..body.payload import Payload
from ..errors import InvalidSetup
from ..values import MISSING
from .compiled import CompiledPath, compile_path


@dataclass(frozen=True)
class PathValues:
    """What a path found.

    :param values: all of them, in order; empty where there is none
    :param is_plural: several are no surprise: the path or a repeated field asks for it
    """

    values: list[Any]
    is_plural: bool = False


def look_up(payload: Payload, path: str, *, in_any_shape: bool = False) -> PathValues:
    """Find a parameter in a payload; this raises nothing.

    In a form, the name of a field exactly as sent goes first: its values are texts,
    and several of them where it was repeated or its name ends in ``[]``. Otherwise,
    and in JSON, it is a path into the tree, and where it cannot be one (``Your
    name``) a key of the root.

    :param in_any_shape: whether a list may be an object where it has one item, and the
        other way round. What proves who sends a call has to stand where it belongs
    """
    texts = [text for name, text in payload.fields if name == path]
    if texts:
        return PathValues(texts, len(texts) > 1 or path.endswith("[]"))
    compiled = compiled_path(path)
    if compiled is None:
        tree = payload.value
        found = isinstance(tree, dict) and path in tree
        return PathValues([tree[path]] if found else [])
    if not in_any_shape:
        return PathValues(compiled.find(payload.value), compiled.is_plural)
    values = compiled.find_in_any_shape(payload.value)
    return PathValues(values, compiled.is_plural or len(values) > 1)


def look_up_items(payload: Payload, path: str) -> list[Any]:
    """The items of a list, in whatever shape they are; none where there is none."""
    compiled = compiled_path(path)
    return compiled.items(payload.value) if compiled else []


def canonical_path(path: str) -> Any:
    """What is the same however a path is written: ``$.name``, ``name``,
    ``['name']``.

    :return: something to compare; for what is no path, its text
    """
    compiled = compiled_path(path.strip())
    return compiled.steps if compiled else path


def field_value(payload: Payload, name: str) -> Any:
    """One value by its name or path (see :func:`look_up`): a list where it is plural,
    ``MISSING`` where nothing is found.
    """
    found = look_up(payload, name)
    if not found.values:
        return MISSING
    return found.values if found.is_plural else found.values[0]


@lru_cache(maxsize=4096)
def compiled_path(path: str) -> CompiledPath | None:
    """The path, None where it cannot be one; that is remembered as well."""
    try:
        # Whether ".." is allowed was decided when the handler was saved.
        return compile_path(path, allow_descent=True)
    except InvalidSetup:
        return None
