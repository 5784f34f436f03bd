"""The text of a path to the steps that it takes, through ``jsonpath-ng``.

Its parser is used, not its evaluation. The versions of ``jsonpath-ng`` at large
disagree: up to 1.7 an index on an object raises ``KeyError``, ``1`` equals ``"1"`` in
a filter and ``.*`` finds nothing in a list; all of them recurse. So the syntax tree is
taken apart here, what is not plainly understood is refused while a handler is saved,
and the rest is evaluated as RFC 9535 says, under every version alike.

Versions before 1.16 do not know ``!``, and none knows it before brackets, so what is
negated is taken out before and read by itself. Names in other letters than those of
ASCII are put between quotes, which every version takes.

Refused although it parses, each for what it does otherwise:

* ``items.0``: the name of a key, never an index. ``[:]``: in old versions ``[*]``.
* ``[?(@.a == word)]``: taken for a text, so that a slip is a filter for nothing.
* ``=~`` (a regular expression can run for hours), arithmetic, sorting, ``where``,
  `` `len` `` and the like, ``|``: not in RFC 9535, and no two versions agree.
* A second ``..``, the same key twice, several indexes in one pair of brackets: a few
  of them match one value millions of times.
* Queries in a filter that match several values: RFC 9535 forbids comparing them.
"""

import re
from dataclasses import dataclass
from typing import Any

from jsonpath_ng.exceptions import JSONPathError
from jsonpath_ng.ext import parse

from ..body.text import shortened
from ..errors import InvalidSetup
from ..phrases import Phrase, _lt
from .literals import Literals
from .steps import (
    AllOf,
    AnyOf,
    Descent,
    Everything,
    Filter,
    FilterTest,
    Item,
    Items,
    Names,
    NoneOf,
    Query,
    Step,
)
from .writing import member_path

#: Bodies are nested 200 deep at most; the parser's time grows with the length.
LONGEST = 4_000
#: Tests inside tests of a filter are the one thing here that recurses.
MOST_BRACKETS = 50

_NUMBER_NAME = re.compile(r"(?<![\d\s])\s*\.\s*\d")
_OPERAND = re.compile(r"([=<>~]\s*)([A-Za-z_][\w-]*)")
_EXPONENT = re.compile(
    r"([=<>]\s*)(-?\d+(?:\.\d+)?[eE][+-]?\d{1,3})(?![\w.])", re.ASCII
)
#: ``[key=email]``, ``[@name=email]``, ``[field.ref=email]``: the item whose member says
#: so, or a member of that.
_MEMBER = r"@?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*"
_KEYED = re.compile(rf"\[\s*({_MEMBER})\s*=\s*([^][=\"'\\\x00]*?)\s*\]")
#: ``[question='Your name']``, with a stand-in for the text.
_KEYED_BY_TEXT = re.compile(
    rf"\[\s*({_MEMBER})\s*={{1,2}}\s*('\x00\d+')\s*\]", re.ASCII
)
#: ``.größe``, which RFC 9535 allows without quotes.
_WIDE_NAME = re.compile(
    r"(\.?)\.\s*((?:[A-Za-z_]|[^\x00-\x7f])(?:[A-Za-z0-9_-]|[^\x00-\x7f])*)"
)
#: Names that are no path as they are, such as ``Your name``.
_NAMES_ALONE = re.compile(r"[^\[\]()*@'\"\\]+")
_LONGEST_HINT = 200
_NEGATION = re.compile(r"([(?&|]\s*)!(?!=)\s*")
_QUERY = re.compile(r"[@$](?:\s*\.\s*[\w-]+|\s*\[[^\[\]]*\])*", re.ASCII)
_UNION = re.compile(r"(?<![|&])[|&](?![|&])")
_COMPARISONS = frozenset({"==", "=", "!=", "<", "<=", ">", ">="})


def parse_path(text: str) -> tuple[Step, ...]:
    """The steps of a path from the root of a tree; none for the root itself.

    :raises InvalidSetup: it cannot be parsed, or is refused (see above)
    """
    text = text.strip()
    try:
        return _Reader().steps(text)
    except _Unsupported as error:
        path = shortened(text)
        said = _lt(
            "The path %(path)r cannot be used: %(reason)s.",
            path=path,
            reason=error.reason,
        )
        raise InvalidSetup("path_invalid", _with_hint(said, text), path=path) from error


def _with_hint(said: Phrase, text: str) -> Phrase:
    """What is said of a path that cannot be used, with how it may be meant."""
    if "/" in text and " " not in text:
        # As XPath and file names have it.
        path = text.strip("/").replace("/", ".")
        try:
            _Reader().steps(path)
        except _Unsupported:
            return said
        return _lt(
            "%(said)s Between names stands a dot: %(path)s.", said=said, path=path
        )
    if len(text) > _LONGEST_HINT or not _NAMES_ALONE.fullmatch(text):
        return said
    path = "$"
    for name in text.removeprefix("$.").split("."):
        path = member_path(path, name.strip())
    return _lt(
        "%(said)s For keys of these names, it is %(path)s.", said=said, path=path
    )


class _Unsupported(Exception):
    """Why a path is refused: the rest of a sentence."""

    def __init__(self, reason: Phrase):
        super().__init__(reason)
        self.reason = reason


class _Reader:
    """Reads one path; the texts in it are kept apart from its syntax."""

    def __init__(self):
        self._literals = Literals()

    def steps(self, text: str) -> tuple[Step, ...]:
        if len(text) > LONGEST:
            raise _Unsupported(
                _lt("it is longer than %(limit)s characters", limit=LONGEST)
            )
        if not text.startswith("$"):
            text = f"${text}" if text.startswith(("[", "..")) else f"$.{text}"
        steps = self._steps(self._syntax_tree(text))
        if steps.count(Descent()) > 1:
            raise _Unsupported(_lt("only one .. can be in a path"))
        return tuple(steps)

    def _syntax_tree(self, text: str) -> Any:
        try:
            text = self._literals.take_out(text, self._without_sugar)
            text = _KEYED_BY_TEXT.sub(lambda match: self._keyed(*match.groups()), text)
        except ValueError as error:
            raise _not_understood() from error
        _check_syntax(text)
        return self._parsed(text)

    def _parsed(self, text: str) -> Any:
        text = self._without_negations(text)
        try:
            return parse(text)
        except (JSONPathError, ValueError, TypeError, AttributeError) as error:
            # Old versions raise bare exceptions, some of them by mistake.
            raise _not_understood() from error

    def _without_sugar(self, piece: str) -> str:
        def null(match: re.Match) -> str:
            is_null = match[2] == "null"
            return match[1] + self._literals.stand_in(None) if is_null else match[0]

        def exponent(match: re.Match) -> str:
            return match[1] + self._literals.stand_in(float(match[2]))

        def keyed(match: re.Match) -> str:
            return self._keyed(match[1], self._literals.stand_in(match[2]))

        def wide(match: re.Match) -> str:
            if match[2].isascii():
                return match[0]
            descent = ".." if match[1] else ""
            return f"{descent}[{self._literals.stand_in(match[2])}]"

        # A blank in RFC 9535, which no version of the parser knows.
        piece = piece.replace("\r", " ")
        for pattern, change in (
            (_KEYED, keyed),
            (_OPERAND, null),
            (_EXPONENT, exponent),
            (_WIDE_NAME, wide),
        ):
            piece = pattern.sub(change, piece)
        return piece

    def _keyed(self, name: str, stand_in: str) -> str:
        """The filter for the item whose member has a value.

        :param name: of the member; of an attribute of XML, with its ``@``
        :param stand_in: for the value
        """
        is_attribute = name.startswith("@")
        member = f"[{self._literals.stand_in(name)}]" if is_attribute else f".{name}"
        return f"[?(@{member} = {stand_in})]"

    def _without_negations(self, text: str) -> str:
        """The text with a stand-in for a member in place of each negation."""
        pieces, end = [], 0
        while match := _NEGATION.search(text, end):
            stop = _end_of_negated(text, match.end())
            stand_in = self._literals.stand_in(_Negated(text[match.end() : stop]))
            pieces += [text[end : match.start()], f"{match[1]}@[{stand_in}]"]
            end = stop
        return "".join([*pieces, text[end:]])

    def _none_of(self, text: str) -> NoneOf:
        [step] = self._steps(self._parsed(f"$[?({text})]"))
        return NoneOf((step.tests,))

    def _steps(self, root: Any) -> list[Step]:
        steps: list[Step] = []
        # The tree leans to the left, as deep as the path has steps: no recursion. The
        # root is its leftmost node, the one that leaves nothing waiting.
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
                steps.append(self._step(node, kind))
        return steps[::-1]

    def _step(self, node: Any, kind: str) -> Step:
        if kind == "Wildcard":
            return Everything()
        if kind == "Fields":
            return self._names(node.fields)
        if kind == "Index":
            return Item(_index(node))
        if kind == "Slice":
            return _items(node.start, node.end, node.step)
        if kind == "Filter":
            return Filter(self._all_of(node.expressions))
        raise _Unsupported(
            _lt("it has more than names, indexes, slices, [*] and filters [?()]")
        )

    def _names(self, fields: tuple[str, ...]) -> Step:
        if fields == ("*",):
            return Everything()
        names = tuple(self._literals.put_back(field) for field in fields)
        if len(set(names)) < len(names):
            raise _Unsupported(_lt("it names a key twice in one place"))
        return Names(names)

    def _all_of(self, expressions: list[Any]) -> AllOf:
        return AllOf(tuple(self._test(expression) for expression in expressions))

    def _test(self, node: Any) -> FilterTest | AllOf | AnyOf | NoneOf:
        kind = type(node).__name__
        if kind == "And":
            return self._all_of(node.operands)
        if kind == "Or":
            return AnyOf(tuple(self._test(operand) for operand in node.operands))
        if kind != "Expression":
            raise _Unsupported(
                _lt("a filter [?()] has more than comparisons, &&, || and !")
            )
        query = self._query(node.target)
        negated = query.steps[0].names[0] if query.is_member else None
        if isinstance(negated, _Negated) and node.op is None:
            return self._none_of(negated.text)
        if isinstance(negated, _Negated):
            raise _Unsupported(_lt("write ! before brackets: !(@.a == 1)"))
        if node.op is None:
            return FilterTest(query, "exists")
        if node.op not in _COMPARISONS:
            raise _Unsupported(
                _lt("%(operator)s cannot be used in a filter [?()]", operator=node.op)
            )
        return FilterTest(query, node.op, self._operand(node.value))

    def _operand(self, value: Any) -> Any:
        if isinstance(value, str | int | float):
            return self._literals.put_back(value)
        return self._query(value)

    def _query(self, node: Any) -> Query:
        steps: list[Names | Item] = []
        while type(node).__name__ == "Child":
            step = self._step(node.right, type(node.right).__name__)
            if not step.is_single:
                break
            steps.append(step)
            node = node.left
        if type(node).__name__ not in ("Root", "This"):
            raise _Unsupported(
                _lt(
                    "what a filter [?()] compares is @ or $ and names and indexes"
                    " after it, which lead to one value"
                )
            )
        return Query(type(node).__name__ == "Root", tuple(steps[::-1]))


@dataclass(frozen=True)
class _Negated:
    """What stands behind a ``!`` in a filter."""

    text: str


def _end_of_negated(text: str, start: int) -> int:
    """Where what begins here ends: brackets, or a query."""
    if not text.startswith("(", start):
        match = _QUERY.match(text, start)
        if match is None:
            raise _not_understood()
        return match.end()
    depth = 0
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if not depth:
            return position + 1
    raise _not_understood()


def _not_understood() -> _Unsupported:
    return _Unsupported(
        _lt(
            "write it like lead.email, items[0].name or ['odd key'].name. A key needs"
            " brackets and quotes unless it is made of letters, digits, _ and -"
        )
    )


def _check_syntax(text: str):
    """Refuse what can no longer be told once the text is parsed."""
    if text.count("(") > MOST_BRACKETS:
        raise _Unsupported(
            _lt("it has more than %(limit)s brackets (", limit=MOST_BRACKETS)
        )
    if _NUMBER_NAME.search(text):
        raise _Unsupported(_lt("write [0] for an item of a list and ['0'] for a key"))
    if re.search(r"\[[\s:]+\]", text):
        raise _Unsupported(_lt("write [*] for all items of a list"))
    if _UNION.search(text):
        raise _Unsupported(
            _lt("| and & cannot be used; || and && can, in filters [?()]")
        )
    for _operator, word in _OPERAND.findall(text):
        if word not in ("true", "false"):
            raise _Unsupported(
                _lt("write '%(word)s' with quotes to compare with a text", word=word)
            )


def _index(node: Any) -> int:
    # Version 1.8 made the index of a node a tuple of indexes.
    indexes = node.indices if hasattr(node, "indices") else (node.index,)
    if len(indexes) > 1:
        raise _Unsupported(_lt("it has several indexes in one pair of brackets"))
    return indexes[0]


def _items(start: int | None, stop: int | None, step: int | None) -> Step:
    if step == 0:
        raise _Unsupported(_lt("a slice cannot have steps of 0"))
    if start is stop is step is None:
        return Everything()
    return Items(start, stop, step)
