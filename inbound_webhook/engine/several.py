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
from .paths.writing import member_path
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
        self._lists: dict[tuple[bool, tuple[Step, ...]], _Passed] = {}
        self._ways: dict[str, tuple[bool, CompiledPath]] = {}
        self._types = {}
        for spec in specs:
            is_of_item = is_item_path(spec.place)
            tree = item if is_of_item else payload.value
            # In a call of several items, what is beside them is the same for all.
            is_beside = item is not MISSING and not is_of_item
            is_tree = isinstance(tree, dict | list) and not is_beside
            if spec.source == "body" and is_tree:
                self._types[spec.name] = spec.type
                self._pass(spec, is_of_item, tree, payload)

    def _pass(self, spec: ParameterSpec, is_of_item: bool, tree: Any, payload: Payload):
        path = compiled_path(root_path(spec.place) if is_of_item else spec.place)
        is_field = any(name == spec.place for name, _text in payload.fields)
        if path is None or is_field or _takes_all(spec.type):
            return
        if not _leads_to_one(path, tree) or (path.is_plural and spec.type == "emails"):
            return
        steps: tuple[Step, ...] = ()
        value = tree
        for step in path.steps:
            if _is_of_several(value):
                found = self._lists.setdefault((is_of_item, steps), _Passed(len(value)))
                if step == _ALL:
                    found.by_all.add(spec.name)
                    steps, value = (*steps, _FIRST), value[0]
                    continue
                if isinstance(step, Names):
                    found.by_name.add(spec.name)
                    steps, value = (*steps, _FIRST), value[0]
                elif step == _FIRST:
                    found.by_index.add(spec.name)
                else:
                    found.others.add(spec.name)
            steps, value = (*steps, step), _inside(value, step)
        if steps != path.steps:
            self._ways[spec.name] = is_of_item, CompiledPath(path.text, steps)

    def first_of(self, name: str) -> CompiledPath | None:
        """The path to a parameter in the first object; None where its own is right."""
        is_of_item, path = self._ways.get(name, (False, None))
        counts = path is not None and any(
            of_item == is_of_item
            and path.steps[: len(steps)] == steps
            and name in found.by_name | found.by_all
            and self._is_of_records(steps, found)
            for (of_item, steps), found in self._lists.items()
        )
        return path if counts else None

    def notes(self) -> list[Note]:
        """What to say of the objects that do not count."""
        return [
            _note(is_of_item, steps, found)
            for (is_of_item, steps), found in self._lists.items()
            if self._is_of_records(steps, found)
        ]

    def _is_of_records(self, steps: tuple[Step, ...], found: _Passed) -> bool:
        """Whether the first object is to be told from the others."""
        names = found.parameters
        if found.by_name:
            return not steps or len(names) > 1
        if not names:
            return False
        is_of_persons = any(self._types[name] in _OF_PERSONS for name in names)
        is_body = not steps and not found.by_all
        return is_body or (len(names) > 1 and is_of_persons)


def _takes_all(type_name: str) -> bool:
    """Whether several values are one value of a type."""
    return type_name == "json" or find_type(type_name).form in ("list", "object")


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
    path = _written(steps)
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


def _written(steps: tuple[Step, ...]) -> str:
    path = "$"
    for step in steps:
        if isinstance(step, Names):
            path = member_path(path, step.names[0])
        else:
            path = f"{path}[{step.index}]"
    return path
