"""What a path consists of, once it is understood."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Names:
    """Members of an object, in this order."""

    names: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Whether it finds one value at most."""
        return len(self.names) == 1


@dataclass(frozen=True)
class Item:
    """One item of a list; a negative index counts from its end."""

    index: int
    is_single: ClassVar[bool] = True


@dataclass(frozen=True)
class Items:
    """Several items of a list, as a slice of Python."""

    start: int | None
    stop: int | None
    step: int | None
    is_single: ClassVar[bool] = False


@dataclass(frozen=True)
class Everything:
    """All members of an object, all items of a list."""

    is_single: ClassVar[bool] = False


@dataclass(frozen=True)
class Descent:
    """A value and all values below it."""

    is_single: ClassVar[bool] = False


@dataclass(frozen=True)
class Query:
    """A path inside a filter, to one value at most.

    :param from_root: it starts at the root of the tree, not at the item
    """

    from_root: bool
    steps: tuple[Names | Item, ...]

    @property
    def is_member(self) -> bool:
        """Whether it is one member of the item."""
        is_name = len(self.steps) == 1 and isinstance(self.steps[0], Names)
        return is_name and not self.from_root


@dataclass(frozen=True)
class FilterTest:
    """Whether a query finds something, or something that compares so.

    :param operator: a comparison, or ``exists``
    :param operand: a scalar or a query; unused without a comparison
    """

    query: Query
    operator: str
    operand: Any = None


@dataclass(frozen=True)
class AllOf:
    """Every one of the tests holds."""

    tests: tuple[Any, ...]


@dataclass(frozen=True)
class AnyOf:
    """One at least of the tests holds."""

    tests: tuple[Any, ...]


@dataclass(frozen=True)
class NoneOf:
    """None of the tests holds."""

    tests: tuple[Any, ...]


@dataclass(frozen=True)
class Filter:
    """Members or items for which the tests hold."""

    tests: AllOf
    is_single: ClassVar[bool] = False


Step = Names | Item | Items | Everything | Descent | Filter
