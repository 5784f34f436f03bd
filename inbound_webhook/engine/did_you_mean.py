"""What a call has in place of a value that is not where a parameter looks for it.

``email`` is missing, but there is an ``e_mail``; or it came in the query and not in the
body; or ``billing.email`` is no path but the name of one key.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .body.payload import Payload
from .body.text import shortened
from .errors import EngineError
from .items import is_item_path, root_path
from .likeness import bare_name, likeness
from .paths import canonical_path
from .paths.steps import Item, Names
from .paths.writing import member_path, path_of
from .phrases import Phrase, _lt
from .types import Type, convert, find_type
from .values import MISSING, ValueContext

#: A body may hold a hundred thousand values; what is misspelt is not far down.
_MOST_KEYS = 500
#: Of the rest of a body that holds several items, each of which may lack something.
_MOST_KEYS_OF_REST = 50
_LONGEST_KEY = 100
#: An address of e-mail is no longer, and hundreds of longer texts would take time.
_LONGEST_VALUE = 254
#: Of the names that a call has, as many are told.
_MOST_TOLD = 5
_LONGEST_TOLD = 40
#: How alike a name is, from 0 to 1, whose value looks like what is wanted: more than
#: one that holds the name (``email_allowed``), less than ``mail``.
_LOOKS = 0.8

_PLACES = {
    "body": _lt("the body"),
    "query": _lt("the query of the URL"),
    "header": _lt("a header"),
}

#: Keys and the index 0 that lead to a value.
_Steps = tuple[Names | Item, ...]


@dataclass(frozen=True)
class _Candidate:
    """A value that stands somewhere in a call.

    :param place: ``query``, ``body`` or ``item``
    :param value: what stands there
    :param bare: its name as it is compared
    """

    place: str
    steps: _Steps
    value: Any
    bare: str

    @property
    def source(self) -> str:
        return "query" if self.place == "query" else "body"

    @property
    def path(self) -> str:
        if self.place == "query":
            return self.steps[-1].names[0]
        return path_of(self.steps, "@" if self.place == "item" else "$")


class Hints:
    """What one call, or one item of it, has at other places.

    :param read: the places that parameters read, as ``place_in_call`` gives them: what
        stands there is known, and nobody means it by another name
    """

    def __init__(
        self,
        payload: Payload,
        query: Payload,
        request_header: Callable[[str], str | None],
        item: Any,
        read: Collection[tuple[str, Any]],
    ):
        self._payload = payload
        self._query = query
        self._request_header = request_header
        self._item = item
        self._read = read
        self._found: list[_Candidate] | None = None

    def of(
        self, source: str, place: str, *, alike: bool = True, type_name: str = "text"
    ) -> Phrase | None:
        """A sentence about what may be meant, None where nothing is like it.

        :param place: path, field name, or name of the query or the header
        :param alike: whether names that are spelt in a similar way count, and the same
            one elsewhere in the body; else only one beside it with the same letters
        :param type_name: type of what is wanted, by which its value may be known
        """
        if source == "body":
            path = self._key_of_that_name(place)
            if path:
                return said_of_key(place, path)
        name = last_name(place)
        if not name:
            return None
        bare = bare_name(name)
        same = [found for found in self._candidates() if found.bare == bare]
        here = [found for found in same if found.source == source]
        if not alike:
            here = [found for found in here if found.steps[:-1] == _parent(place)]
        if here:
            return _did_you_mean(here[0].path)
        elsewhere = [found for found in same if found.source != source]
        if elsewhere:
            return _elsewhere(source, elsewhere[0].source, elsewhere[0].path)
        if source != "header" and self._request_header(name):
            return _elsewhere(source, "header", name)
        if not alike:
            return None
        found = self._most_alike(name, type_name, lambda it: it.source == source)
        if found:
            return _did_you_mean(found.path)
        found = self._most_alike(name, type_name, lambda it: it.source != source)
        return _mean_elsewhere(source, found.source, found.path) if found else None

    def names(self) -> list[str]:
        """The paths of the first values that nothing reads, those at the top first."""
        # Of a GET call that saves, the query is the body as well.
        paths = dict.fromkeys(found.path for found in self._candidates())
        return [shortened(path, _LONGEST_TOLD) for path in islice(paths, _MOST_TOLD)]

    def _key_of_that_name(self, place: str) -> str | None:
        if is_item_path(place):
            return key_of_that_name(self._item, root_path(place), "@")
        return key_of_that_name(self._payload.value, place)

    def _most_alike(
        self, name: str, type_name: str, counts: Callable[[_Candidate], bool]
    ) -> _Candidate | None:
        wanted = find_type(type_name)
        best, most = None, 0.0
        for found in filter(counts, self._candidates()):
            alike = likeness(name, found.steps[-1].names[0], most)
            if alike < _LOOKS and _looks_like(wanted, found.value):
                alike = max(alike, _LOOKS)
            if alike > most:
                best, most = found, alike
        return best

    def _candidates(self) -> list[_Candidate]:
        """All values that nothing reads, those at the top first."""
        if self._found is None:
            self._found = [
                _Candidate(place, steps, value, bare_name(steps[-1].names[0]))
                for place, steps, value in self._places()
                if (place, steps) not in self._read
            ]
        return self._found

    def _places(self) -> Iterator[tuple[str, _Steps, Any]]:
        texts: dict[str, str] = {}
        for name, text in self._query.fields:
            texts.setdefault(name, text)
        for name, text in texts.items():
            if len(name) <= _LONGEST_KEY:
                yield "query", (Names((name,)),), text
        most = _MOST_KEYS
        if self._item is not MISSING:
            for steps, value in _members(self._item, _MOST_KEYS):
                yield "item", steps, value
            most = _MOST_KEYS_OF_REST
        for steps, value in _members(self._payload.value, most):
            yield "body", steps, value


def likely_members(tree: Any) -> Iterator[tuple[tuple[Names | Item, ...], Any]]:
    """The steps to members of a tree, and what they are, those at the top first."""
    return _members(tree, _MOST_KEYS)


def key_of_that_name(tree: Any, place: str, root: str = "$") -> str | None:
    """The path to a key that is called as a path is written; None for none.

    Of ``a.b.c``, that may be the key ``a.b.c``, or ``b.c`` in the object ``a``.

    :param place: a path that finds nothing
    :param root: how the path begins
    """
    name = place.strip().removeprefix("$").removeprefix(".")
    if "[" in name or not ("." in name or " " in name):
        return None
    pieces, path = name.split("."), root
    while pieces and isinstance(tree, dict):
        rest = ".".join(pieces)
        if rest in tree and (len(pieces) > 1 or " " in rest):
            return member_path(path, rest)
        head = pieces.pop(0)
        tree, path = tree.get(head), member_path(path, head)
    return None


def said_of_key(place: str, path: str) -> Phrase:
    """What is said of a path that is no path but the name of a key.

    :param place: as it is written
    :param path: that finds the key
    """
    return _lt(
        "There is a key of the very name %(name)r: its path is %(path)s, in brackets.",
        name=place,
        path=path,
    )


def _looks_like(wanted: Type, value: Any) -> bool:
    """Whether a value can be nothing but one of a type of texts, such as an address."""
    is_short = isinstance(value, str) and len(value) <= _LONGEST_VALUE
    if not is_short or wanted.form != "text":
        return False
    if not wanted.suggests(frozenset(), value):
        return False
    try:
        return convert(value, wanted.name, ValueContext()) is not None
    except EngineError:
        return False


def _members(tree: Any, most: int) -> Iterator[tuple[_Steps, Any]]:
    """The steps to each member and what it is, level by level; of lists, those of the
    first item.
    """
    waiting: list[tuple[Any, _Steps]] = [(tree, ())]
    for value, steps in waiting:
        if isinstance(value, list) and value:
            waiting.append((value[0], (*steps, Item(0))))
        elif isinstance(value, dict):
            for key, member in value.items():
                most -= 1
                if most < 0:
                    return
                if len(key) <= _LONGEST_KEY:
                    yield (*steps, Names((key,))), member
                    waiting.append((member, (*steps, Names((key,)))))


def last_name(place: str) -> str | None:
    """The name of what a path leads to."""
    steps = canonical_path(root_path(place) if is_item_path(place) else place)
    if isinstance(steps, str):
        return steps
    names = [step for step in steps if isinstance(step, Names)]
    return names[-1].names[0] if names else None


def _parent(place: str) -> Any:
    """The steps to what the value of a path is a member of."""
    steps = canonical_path(root_path(place) if is_item_path(place) else place)
    return () if isinstance(steps, str) else steps[:-1]


def _did_you_mean(path: str) -> Phrase:
    return _lt("Did you mean %(path)r?", path=path)


def _mean_elsewhere(source: str, found_source: str, path: str) -> Phrase:
    return _lt(
        "Did you mean %(path)r in %(found)s? It is looked for in %(expected)s.",
        path=path,
        found=_PLACES[found_source],
        expected=_PLACES[source],
    )


def _elsewhere(source: str, found_source: str, path: str) -> Phrase:
    return _lt(
        "%(path)r came in %(found)s, and it is looked for in %(expected)s.",
        path=path,
        found=_PLACES[found_source],
        expected=_PLACES[source],
    )
