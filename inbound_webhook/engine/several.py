"""Calls that hold several objects where each parameter means one.

A sender that has one lead to tell of sends an object, or a list of one; of two, a list
of two. The values of two leads are none of one, so the first object counts, and a note
says that there are more.

====================================  ==============================================
``leads.name`` and ``leads.email``    meant one object, and a list has come: the first
                                      counts, for all parameters that pass the list
``tags.name`` alone                   of one key, the values of all are meant: a list
                                      of texts, as it ever was
``[0].email``                         the first, of a body that is a list
``leads[0].name``, ``.email``         the same, where one is an address or a phone
                                      number: of lines and options, the first is meant
``leads.tags``, beside such           of a type that takes a list, the tags of the first
                                      where each has a list; else one value of each
``leads[:1].name``, ``leads[*].name`` says itself how many are meant
====================================  ==============================================
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .body.payload import Payload
from .items import is_item_path, root_path
from .notes import Note
from .parameters import ParameterSpec
from .paths import CompiledPath, compiled_path
from .paths.steps import Everything, Item, Names, Step
from .paths.writing import path_of
from .phrases import _lt
from .types import find_type
from .values import MISSING

#: What tells one person from another.
_OF_PERSONS = frozenset({"email", "phone"})
_FIRST, _ALL = Item(0), Everything()


@dataclass
class _Passed:
    """A list of several objects that paths to one value pass.

    :param count: how many it has
    :param by_index: names of parameters that ask for its first item
    :param by_name: names of those that know of no list
    :param by_all: names of those that ask for all items, and of which one holds one
    :param others: names of those that ask for another item: a list that is known
    """

    count: int
    by_index: set[str] = field(default_factory=set)
    by_name: set[str] = field(default_factory=set)
    by_all: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    @property
    def parameters(self) -> set[str]:
        """The names of all of them."""
        return self.by_index | self.by_name | self.by_all


class SeveralItems:
    """The lists of several objects in a call that parameters pass.

    :param specs: those of the handler
    :param payload: the body
    :param item: the item of the call that paths with ``@`` reach into
    """

    def __init__(
        self, specs: Iterable[ParameterSpec], payload: Payload, item: Any = MISSING
    ):
        self._is_of_item = item is not MISSING
        self._lists: dict[tuple[Step, ...], _Passed] = {}
        self._types: dict[str, str] = {}
        self._paths: dict[str, CompiledPath] = {}
        #: By name of a parameter, the lists that it passes without saying so, by the
        #: numbers of the steps of its path.
        self._passing: dict[str, dict[int, tuple[Step, ...]]] = {}
        tree = item if self._is_of_item else payload.value
        for spec in specs if isinstance(tree, dict | list) else ():
            # In a call of several items, what is beside them is the same for all.
            if spec.source == "body" and is_item_path(spec.place) is self._is_of_item:
                self._pass(spec, tree, payload)

    def _pass(self, spec: ParameterSpec, tree: Any, payload: Payload):
        place = root_path(spec.place) if self._is_of_item else spec.place
        path, takes_all = compiled_path(place), _takes_all(spec.type)
        is_field = any(name == spec.place for name, _text in payload.fields)
        if path is None or is_field or not _leads_to_one(path, tree):
            return
        if path.is_plural and (takes_all or spec.type == "emails"):
            return
        self._types[spec.name], self._paths[spec.name] = spec.type, path
        passing = self._passing.setdefault(spec.name, {})
        steps: tuple[Step, ...] = ()
        value = tree
        for number, step in enumerate(path.steps):
            if _is_of_several(value):
                if not takes_all:
                    self._note_passed(spec.name, steps, len(value), step)
                if step == _ALL or isinstance(step, Names):
                    passing[number] = steps
                    steps, value = (*steps, _FIRST), value[0]
            if step != _ALL:
                steps, value = (*steps, step), _inside(value, step)
        if takes_all and not _are_lists(path.find_in_any_shape(tree)):
            # Of the last list that it passes, all values together are the one value.
            passing.pop(max(passing, default=None), None)

    def _note_passed(self, name: str, steps: tuple[Step, ...], count: int, step: Step):
        found = self._lists.setdefault(steps, _Passed(count))
        if step == _ALL:
            found.by_all.add(name)
        elif isinstance(step, Names):
            found.by_name.add(name)
        else:
            (found.by_index if step == _FIRST else found.others).add(name)

    def first_of(self, name: str) -> CompiledPath | None:
        """The path to a parameter in the first object; None where its own is right."""
        of_records = {
            number
            for number, steps in self._passing.get(name, {}).items()
            if self._is_of_records(steps, self._lists.get(steps))
        }
        if not of_records:
            return None
        path, steps = self._paths[name], []
        for number, step in enumerate(path.steps):
            steps += [_FIRST] if number in of_records else []
            steps += [] if number in of_records and step == _ALL else [step]
        return CompiledPath(path.text, tuple(steps))

    def notes(self) -> list[Note]:
        """What to say of the objects that do not count."""
        return [
            _note(self._is_of_item, steps, found)
            for steps, found in self._lists.items()
            if self._is_of_records(steps, found)
        ]

    def _is_of_records(self, steps: tuple[Step, ...], found: _Passed | None) -> bool:
        """Whether the first object is to be told from the others."""
        names = found.parameters if found else set()
        if not found or not names:
            return False
        if found.by_name:
            return not steps or len(names) > 1
        is_of_persons = any(self._types[name] in _OF_PERSONS for name in names)
        is_body = not steps and not found.by_all
        return is_body or (len(names) > 1 and is_of_persons)


def _takes_all(type_name: str) -> bool:
    """Whether several values are one value of a type."""
    return type_name == "json" or find_type(type_name).form in ("list", "object")


def _are_lists(values: list[Any]) -> bool:
    """Whether each is a list or an object of its own."""
    return all(isinstance(value, list | dict) for value in values)


def _is_of_several(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) > 1
        and all(isinstance(item, dict) for item in value)
    )


def _leads_to_one(path: CompiledPath, tree: Any) -> bool:
    """Whether a path leads to one value, or would if each list had one item."""
    value = tree
    for step in path.steps:
        if step == _ALL and _is_of_several(value):
            value = value[0]
        elif step.is_single:
            several = isinstance(step, Names) and _is_of_several(value)
            value = _inside(value[0] if several else value, step)
        else:
            return False
    return True


def _inside(value: Any, step: Step) -> Any:
    """What a step to one value leads to; None for nothing."""
    if isinstance(step, Names):
        if isinstance(value, list) and len(value) == 1:
            [value] = value
        return value.get(step.names[0]) if isinstance(value, dict) else None
    if isinstance(value, dict):
        return value if step in (_FIRST, Item(-1)) else None
    is_there = isinstance(value, list) and -len(value) <= step.index < len(value)
    return value[step.index] if is_there else None


def _note(is_of_item: bool, steps: tuple[Step, ...], found: _Passed) -> Note:
    path = path_of(steps)
    told = path if not is_of_item else f"@.{path}" if steps else "@"
    said = _lt(
        "The call has %(count)s of %(path)s, and only the first of them counts.",
        count=found.count,
        path=repr(told),
    )
    if told == "$":
        said = _lt(
            "The body is a list of %(count)s, and only the first of them counts.",
            count=found.count,
        )
    if not is_of_item:
        said = _lt(
            "%(said)s For a record of each, write %(path)s at One Record per Item of.",
            said=said,
            path=path,
        )
    details = {
        "list": told,
        "count": found.count,
        "parameters": sorted(found.parameters),
        "others": sorted(found.others),
        "message": said,
    }
    return Note("items_left_out", details)
