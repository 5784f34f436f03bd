"""Paths, parsed once and found in trees."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from ..body.text import shortened
from ..errors import InvalidSetup
from ..phrases import _lt
from ..values import MISSING
from .filters import holds
from .parser import parse_path
from .shapes import as_items, is_one_item
from .steps import Descent, Everything, Filter, Item, Items, Names, Step


@dataclass(frozen=True)
class CompiledPath:
    """A path that can be found in any tree; finding raises nothing.

    :param text: the path as it was written
    :param steps: what it does, from the root of the tree
    """

    text: str
    steps: tuple[Step, ...]

    @property
    def is_plural(self) -> bool:
        """Whether it may match several values."""
        return not all(step.is_single for step in self.steps)

    def find(self, tree: Any) -> list[Any]:
        """All values that match, in the order of the tree."""
        # One list for each step, no recursion: neither a deep tree nor a long path
        # can exhaust the stack.
        values = [tree]
        for step in self.steps:
            values = [found for value in values for found in _take(step, value, tree)]
        return values

    def find_in_any_shape(self, tree: Any) -> list[Any]:
        """As :meth:`find`, and where one shape was meant and another one came.

        ``items[0].sku`` and ``items[*].sku`` also where ``items`` is the only item;
        ``items.sku`` also where it is a list: of all items then.
        """
        values, previous = [tree], None
        for number, step in enumerate(self.steps):
            following = self.steps[number + 1] if self.steps[number + 1 :] else None
            take = partial(_take_in_any_shape, following=following)
            # A descent comes by each item itself: in its list it would be found twice.
            take = _take if isinstance(previous, Descent) else take
            values = [found for value in values for found in take(step, value, tree)]
            previous = step
        return values

    def items(self, tree: Any) -> list[Any]:
        """The items of the list that it leads to, or several values that it finds."""
        above = self
        if self.steps and self.steps[-1] == Everything():
            above = CompiledPath(self.text, self.steps[:-1])
        elif self.is_plural:
            return self.find_in_any_shape(tree)
        found = above.find_in_any_shape(tree)
        return [item for value in found for item in as_items(value)]

    def first(self, tree: Any) -> Any:
        """The first value that matches, ``MISSING`` for none."""
        return next(iter(self.find(tree)), MISSING)


def compile_path(text: str, *, allow_descent: bool = False) -> CompiledPath:
    """Compile a path; the last thousands are remembered.

    :param allow_descent: whether ``..`` may be in it: it reads the whole tree
    :raises InvalidSetup: it cannot be parsed, or is not supported
    """
    compiled = _compile(text)
    if not allow_descent and Descent() in compiled.steps:
        path = shortened(text)
        raise InvalidSetup(
            "path_descent",
            _lt(
                "The path %(path)r searches the whole payload (..), which this webhook"
                " does not allow; name the way to the value.",
                path=path,
            ),
            path=path,
        )
    return compiled


@lru_cache(maxsize=4096)
def _compile(text: str) -> CompiledPath:
    return CompiledPath(text, parse_path(text))


def _take(step: Step, value: Any, tree: Any) -> list[Any]:
    """What one step finds in one value."""
    if isinstance(step, Descent):
        return list(_descendants(value))
    if isinstance(value, dict):
        return _take_from_dict(step, value, tree)
    return _take_from_list(step, value, tree) if isinstance(value, list) else []


def _take_in_any_shape(
    step: Step, value: Any, tree: Any, following: Step | None
) -> list[Any]:
    if is_one_item(step, value, following):
        return [value]
    found = _take(step, value, tree)
    if found or isinstance(step, Descent):
        return found
    if isinstance(step, Names):
        items = value if isinstance(value, list) else []
        return [member for item in items for member in _take(step, item, tree)]
    return _take(step, as_items(value), tree) if isinstance(value, dict) else []


def _take_from_dict(step: Step, value: dict, tree: Any) -> list[Any]:
    if isinstance(step, Names):
        return [value[name] for name in step.names if name in value]
    if isinstance(step, Everything):
        return list(value.values())
    if isinstance(step, Filter):
        return [member for member in value.values() if holds(step.tests, member, tree)]
    return []


def _take_from_list(step: Step, value: list, tree: Any) -> list[Any]:
    if isinstance(step, Item):
        return [value[step.index]] if -len(value) <= step.index < len(value) else []
    if isinstance(step, Items):
        return value[step.start : step.stop : step.step]
    if isinstance(step, Everything):
        return value
    if isinstance(step, Filter):
        return [item for item in value if holds(step.tests, item, tree)]
    return []


def _descendants(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
