"""Paths, parsed once and found in trees."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..body.text import shortened
from ..errors import InvalidSetup
from ..phrases import _lt
from ..values import MISSING
from .filters import holds
from .parser import parse_path
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
