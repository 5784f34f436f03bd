"""The text of a path to the steps that it takes, through ``jsonpath-ng``.

Its parser is used, not its evaluation. The versions of ``jsonpath-ng`` at large
disagree: up to 1.7 an index on an object raises ``KeyError``, ``1`` equals ``"1"`` in
a filter and ``.*`` finds nothing in a list; all of them recurse. So the syntax tree is
taken apart here, what is not plainly understood is refused while a handler is saved,
and the rest is evaluated as RFC 9535 says, under every version alike.

Refused although it parses, each for what it does otherwise:

* ``\\n`` and ``\\u00e9`` in a name: the parser drops the backslash, keeps the letter.
* ``items.0``: the name of a key, never an index. ``[:]``: in old versions ``[*]``.
* ``[?(@.a == word)]``: taken for a text, so that a slip is a filter for nothing.
* ``=~`` (a regular expression can run for hours), arithmetic, sorting, ``where``,
  `` `len` `` and the like, ``|``: not in RFC 9535, and no two versions agree.
* A second ``..``, the same key twice, several indexes in one pair of brackets: a few
  of them match one value millions of times.
* Queries in a filter that match several values: RFC 9535 forbids comparing them.
"""

import re
import warnings
from collections.abc import Callable
from typing import Any

from jsonpath_ng.exceptions import JSONPathError
from jsonpath_ng.ext import parse

from ..body.text import shortened
from ..errors import InvalidSetup
from .steps import (
    AllOf,
    AnyOf,
    Descent,
    Everything,
    Filter,
    Item,
    Items,
    Names,
    Query,
    Step,
    Test,
)

#: Bodies are nested 200 deep at most; the parser's time grows with the length.
LONGEST = 1_000

_QUOTED = re.compile(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)
_ODD_ESCAPE = re.compile(r"\\[^'\"\\]", re.DOTALL)
_NUMBER_NAME = re.compile(r"(?<![\d\s])\s*\.\s*\d")
_OPERAND = re.compile(r"([=<>~]\s*)([A-Za-z_][\w-]*)")
_KEYED = re.compile(r"\[\s*([A-Za-z_][\w-]*)\s*=\s*([^][=\"']*?)\s*\]")
#: Stands for ``null`` as an operand, which old versions take for the text. No text
#: of a payload holds U+0000.
_NULL = "\x00null"
_COMPARISONS = frozenset({"==", "=", "!=", "<", "<=", ">", ">="})


def parse_path(text: str) -> tuple[Step, ...]:
    """The steps of a path from the root of a tree; none for the root itself.

    :raises InvalidSetup: it cannot be parsed, or is refused (see above)
    """
    text = text.strip()
    try:
        return tuple(_steps(_syntax_tree(text)))
    except _Unsupported as error:
        path = shortened(text)
        message = f"The path {path!r} cannot be used: {error}."
        raise InvalidSetup("path_invalid", message, path=path) from error


class _Unsupported(Exception):
    """Why a path is refused: the rest of a sentence."""


def _syntax_tree(text: str) -> Any:
    if len(text) > LONGEST:
        raise _Unsupported(f"it is longer than {LONGEST} characters")
    if not text.startswith("$"):
        text = f"${text}" if text.startswith(("[", "..")) else f"$.{text}"
    text = _outside_quotes(_expanded, text)
    _check_text(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return parse(_outside_quotes(_with_null, text))
    except (JSONPathError, ValueError, TypeError, AttributeError) as error:
        # Old versions raise bare exceptions, some of them by mistake.
        raise _Unsupported(
            "write it like lead.email, items[0].name or ['odd key'].name. A key needs"
            " brackets and quotes unless it is made of the letters A to Z, digits,"
            " _ and -"
        ) from error


def _outside_quotes(change: Callable[[str], str], text: str) -> str:
    pieces = _QUOTED.split(text)
    pieces[::2] = [change(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _expanded(piece: str) -> str:
    return _KEYED.sub(r"[?(@.\1 = '\2')]", piece)


def _with_null(piece: str) -> str:
    return _OPERAND.sub(lambda m: f"{m[1]}'{_NULL}'" if m[2] == "null" else m[0], piece)


def _check_text(text: str):
    """Refuse what can no longer be told once the text is parsed."""
    pieces = _QUOTED.split(text)
    if any(_ODD_ESCAPE.search(quoted) for quoted in pieces[1::2]):
        raise _Unsupported("a backslash can only be before a quote or a backslash")
    if any(quoted[1:-1] == "*" for quoted in pieces[1::2]):
        raise _Unsupported("a key named * cannot be reached")
    bare = "''".join(pieces[::2])
    if _NUMBER_NAME.search(bare):
        raise _Unsupported("write [0] for an item of a list and ['0'] for a key")
    if re.search(r"\[[\s:]+\]", bare):
        raise _Unsupported("write [*] for all items of a list")
    for _operator, word in _OPERAND.findall(bare):
        if word not in ("true", "false", "null"):
            raise _Unsupported(f"write '{word}' with quotes to compare with a text")


def _steps(root: Any) -> list[Step]:
    steps: list[Step] = []
    # The tree leans to the left, as deep as the path has steps: no recursion. The
    # root of the tree is the leftmost node, the one that leaves nothing waiting.
    waiting = [root]
    while waiting:
        node = waiting.pop()
        kind = type(node).__name__
        if kind == "Child":
            waiting += [node.left, node.right]
        elif kind == "Descendants":
            waiting += [node.left, Descent(), node.right]
        elif isinstance(node, Descent):
            steps.append(node)
        elif kind != "Root" or waiting:
            steps.append(_step(node, kind))
    if steps.count(Descent()) > 1:
        raise _Unsupported("only one .. can be in a path")
    return steps[::-1]


def _step(node: Any, kind: str) -> Step:
    if kind == "Wildcard":
        return Everything()
    if kind == "Fields":
        return _names(node.fields)
    if kind == "Index":
        return Item(_index(node))
    if kind == "Slice":
        return _items(node.start, node.end, node.step)
    if kind == "Filter":
        return Filter(_all_of(node.expressions))
    raise _Unsupported("it has more than names, indexes, slices, [*] and filters [?()]")


def _names(names: tuple[str, ...]) -> Step:
    if names == ("*",):
        return Everything()
    if len(set(names)) < len(names):
        raise _Unsupported("it names a key twice in one place")
    return Names(tuple(names))


def _index(node: Any) -> int:
    # Version 1.8 made the index of a node a tuple of indexes.
    indexes = node.indices if hasattr(node, "indices") else (node.index,)
    if len(indexes) > 1:
        raise _Unsupported("it has several indexes in one pair of brackets")
    return indexes[0]


def _items(start: int | None, stop: int | None, step: int | None) -> Step:
    if step == 0:
        raise _Unsupported("a slice cannot have steps of 0")
    if start is stop is step is None:
        return Everything()
    return Items(start, stop, step)


def _all_of(expressions: list[Any]) -> AllOf:
    return AllOf(tuple(_test(expression) for expression in expressions))


def _test(node: Any) -> Test | AllOf | AnyOf:
    kind = type(node).__name__
    if kind in ("And", "Or"):
        tests = tuple(_test(operand) for operand in node.operands)
        return AllOf(tests) if kind == "And" else AnyOf(tests)
    if kind != "Expression":
        raise _Unsupported("a filter [?()] has more than comparisons, &&, || and !")
    query = _query(node.target)
    if node.op in (None, "!"):
        return Test(query, "missing" if node.op else "exists")
    if node.op not in _COMPARISONS:
        raise _Unsupported(f"{node.op} cannot be used in a filter [?()]")
    return Test(query, node.op, _operand(node.value))


def _operand(value: Any) -> Any:
    if value == _NULL:
        return None
    return value if isinstance(value, str | int | float) else _query(value)


def _query(node: Any) -> Query:
    steps: list[Names | Item] = []
    while type(node).__name__ == "Child":
        step = _step(node.right, type(node.right).__name__)
        if not isinstance(step, Item) and not _is_one_name(step):
            break
        steps.append(step)
        node = node.left
    if type(node).__name__ not in ("Root", "This"):
        raise _Unsupported(
            "what a filter [?()] compares is @ or $ and names and indexes after it,"
            " which lead to one value"
        )
    return Query(type(node).__name__ == "Root", tuple(steps[::-1]))


def _is_one_name(step: Step) -> bool:
    return isinstance(step, Names) and len(step.names) == 1
