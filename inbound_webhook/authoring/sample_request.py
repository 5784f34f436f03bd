"""A sample of the calls that a handler takes, from its parameters.

Read by the same parameters, the call gives back the values that it was made of: that
is tried out here, and what does not come back is left out.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from ..engine.body import Limits, NoteBook, Payload, parse_body, parse_query
from ..engine.body.json_reader import parse_json
from ..engine.body.payload import Files
from ..engine.errors import EngineError, InvalidSetup
from ..engine.extract import extract
from ..engine.items import is_item_path, root_path, split_items
from ..engine.parameters import ParameterSpec
from ..engine.paths import CompiledPath, compile_path
from ..engine.paths.steps import Names
from ..engine.phrases import _lt
from ..engine.request import IncomingRequest
from ..engine.types import convert, find_type
from ..engine.values import MISSING, ValueContext
from .sample_tree import CannotPlace, filled, place, place_each
from .sample_values import plausible_value

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
_LIMITS = Limits()
_NO_PLACE = _lt("No sample can be made for the place where it stands.")

#: Pairs of name and text: a form, a query, headers.
_Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class SampleRequest:
    """A call that could come, and what it lacks.

    :param request: the call
    :param left_out: a sentence for each parameter that it has no value for, by name
    """

    request: IncomingRequest
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Wanted:
    """A value that the call is to have.

    :param text: as the sender writes it
    :param value: as the parameter reads it
    :param is_own: it is the parameter's sample or default; else any value will do
    """

    spec: ParameterSpec
    text: str
    value: Any
    is_own: bool

    @property
    def is_container(self) -> bool:
        """Whether it is a list or an object; files are written as texts."""
        is_one = find_type(self.spec.type).form in ("list", "object")
        return is_one and not isinstance(self.value, Files)

    def in_json(self) -> Any:
        """The value as a sender of JSON writes it."""
        if self.is_container:
            return self.value
        has_literal = find_type(self.spec.type).form == "value"
        literal = _literal(self.text) if has_literal else None
        return self.text if literal is None else literal


def build_sample_request(
    parameters: Iterable[tuple[ParameterSpec, str | None]],
    context: ValueContext,
    *,
    method: Literal["GET", "POST"] = "POST",
    body_kind: Literal["json", "form"] = "json",
    split_path: str = "",
) -> SampleRequest:
    """A call that the parameters of a handler read.

    :param parameters: each with its sample as the sender writes it; for one without,
        its default or something plausible stands in
    :param method: with GET there is no body
    :param split_path: where the list is that one record is made of each item of
    """
    wanted, left_out = [], {}
    for spec, sample in parameters:
        try:
            wanted.append(_wanted(spec, sample, context))
        except EngineError as error:
            left_out[spec.name] = _lt(
                "Its sample does not fit: %(reason)s", reason=error.phrase
            )
    # What may be anything comes last, and takes what the others have made.
    wanted.sort(key=lambda want: not want.is_own and want.is_container)
    builder = _Builder(context, method, body_kind, split_path)
    while True:
        request, lost = builder.build(wanted)
        lost = lost or builder.not_read(request, wanted)
        if not lost:
            return SampleRequest(request, left_out)
        left_out |= {want.spec.name: _NO_PLACE for want in lost}
        wanted = [want for want in wanted if want not in lost]


def _wanted(spec: ParameterSpec, sample: str | None, context: ValueContext) -> _Wanted:
    """:raises EngineError: the sample does not fit the type"""
    own = next((text for text in (sample, spec.default) if text and text.strip()), None)
    text = plausible_value(spec.type, spec.name) if own is None else own
    return _Wanted(spec, text, convert(text, spec.type, context), own is not None)


class _Builder:
    """Builds the calls of one handler, and reads them as it would."""

    def __init__(
        self, context: ValueContext, method: str, body_kind: str, split_path: str
    ):
        self._context = context
        self._method = method
        self._body_kind = body_kind
        self._split_path = split_path if method == "POST" else ""

    def build(self, wanted: list[_Wanted]) -> tuple[IncomingRequest, list[_Wanted]]:
        """A call with these values, and those that there is no place for."""
        lost: list[_Wanted] = []
        body, headers = b"", []
        if self._method == "POST":
            is_json = self._body_kind == "json"
            headers.append(("Content-Type", JSON_TYPE if is_json else FORM_TYPE))
            write = self._json_body if is_json else self._form_body
            body = write(_of(wanted, "body"), lost)
        query = _fields(_of(wanted, "query"), lost)
        headers += [(want.spec.place, want.text) for want in _of(wanted, "header")]
        request = IncomingRequest(
            self._method,
            tuple(headers),
            query_string=urlencode(query, errors="replace"),
            body=body,
        )
        return request, lost

    def not_read(
        self, request: IncomingRequest, wanted: list[_Wanted]
    ) -> list[_Wanted]:
        """Those of the values that a call does not give to their parameters."""
        try:
            payload = parse_body(
                request.body,
                request.header("Content-Type"),
                expected=self._body_kind,
            )
        except EngineError:
            return _of(wanted, "body")
        try:
            query = parse_query(request.query_string)
        except EngineError:
            return _of(wanted, "query")
        item = self._first_item(payload)
        return [w for w in wanted if not self._reads(request, payload, query, item, w)]

    def _reads(
        self,
        request: IncomingRequest,
        payload: Payload,
        query: Payload,
        item: Any,
        want: _Wanted,
    ) -> bool:
        spec = want.spec
        if spec.source == "header" and not _fits_header(spec.place, want.text):
            return False
        try:
            found = extract([spec], payload, query, request.header, self._context, item)
            found.check()
        except EngineError:
            return False
        is_right = not want.is_own or found.values[spec.name] == want.value
        return found.lines[0]["found"] and is_right

    def _first_item(self, payload: Payload) -> Any:
        if not self._split_path:
            return MISSING
        try:
            return next(iter(split_items(payload, self._split_path)), MISSING)
        except EngineError:
            return MISSING

    # === BODIES ===

    def _json_body(self, wanted: list[_Wanted], lost: list[_Wanted]) -> bytes:
        tree = self._items(wanted, lost)
        rest = [want for want in wanted if not self._is_of_item(want)]
        tree = filled(_tree(tree, rest, lost))
        if tree is None:
            tree = {}
        return json.dumps(tree, ensure_ascii=False, indent=2).encode(errors="replace")

    def _form_body(self, wanted: list[_Wanted], lost: list[_Wanted]) -> bytes:
        rest = [want for want in wanted if not self._is_of_item(want)]
        pairs = _fields(rest, lost)
        items = filled(self._items(wanted, lost))
        if isinstance(items, dict):
            pairs += [
                pair
                for name, value in items.items()
                for pair in _bracket_fields(name, value)
            ]
        return urlencode(pairs, errors="replace").encode()

    def _is_of_item(self, want: _Wanted) -> bool:
        return bool(self._split_path) and is_item_path(want.spec.place)

    def _items(self, wanted: list[_Wanted], lost: list[_Wanted]) -> Any:
        """The tree of a list with one item, as far as parameters reach into it."""
        if not self._split_path:
            return MISSING
        own = [want for want in wanted if self._is_of_item(want)]
        item = _tree(MISSING, own, lost)
        item = {} if item is MISSING else item
        path = _path(self._split_path)
        try:
            return place(MISSING, path.steps, item if path.is_plural else [item])
        except CannotPlace:
            lost += own
            return MISSING


def _of(wanted: list[_Wanted], source: str) -> list[_Wanted]:
    return [want for want in wanted if want.spec.source == source]


def _tree(tree: Any, wanted: list[_Wanted], lost: list[_Wanted]) -> Any:
    """A tree with these values in their places."""
    for want in wanted:
        try:
            tree = _with_value(tree, want)
        except CannotPlace:
            lost.append(want)
    return tree


def _with_value(tree: Any, want: _Wanted) -> Any:
    """:raises CannotPlace: something else is there, or the path is too much"""
    text = want.spec.place
    path = _path(root_path(text) if is_item_path(text) else text)
    if not want.is_own and path.first(tree) is not MISSING:
        return tree
    value = want.in_json()
    if isinstance(value, list) and not any(isinstance(item, list) for item in value):
        with contextlib.suppress(CannotPlace):
            return place_each(tree, path.steps, value)
    return place(tree, path.steps, value)


def _path(text: str) -> CompiledPath:
    """A path; a text that cannot be one is the name of a key."""
    try:
        return compile_path(text, allow_descent=True)
    except InvalidSetup:
        return CompiledPath(text, (Names((text,)),))


def _fields(wanted: list[_Wanted], lost: list[_Wanted]) -> _Pairs:
    """The fields of a form or a query."""
    texts: dict[str, list[str]] = {}
    for want in wanted:
        name, own = want.spec.place, _texts(want)
        if texts.setdefault(name, own) != own and want.is_own:
            lost.append(want)
    return [(name, text) for name, several in texts.items() for text in several]


def _texts(want: _Wanted) -> list[str]:
    """What is in the fields of one name: several texts only where the name says so."""
    takes_lists = find_type(want.spec.type).takes_lists
    if want.spec.place.endswith("[]") and takes_lists and isinstance(want.value, list):
        return [_field_text(item) for item in want.value]
    return [want.text]


def _bracket_fields(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The fields of a form that a tree is made of: ``items[0][email]``."""
    if isinstance(value, dict):
        branches = list(value.items())
    elif isinstance(value, list):
        branches = list(enumerate(value))
    else:
        yield name, _field_text(value)
        return
    for key, branch in branches:
        yield from _bracket_fields(f"{name}[{key}]", branch)


def _field_text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _fits_header(name: str, text: str) -> bool:
    """Whether a header arrives as it was meant, whatever sends it."""
    is_plain = text.isascii() and text.isprintable() and text == text.strip()
    is_name = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return is_plain and is_name


def _literal(text: str) -> int | float | bool | None:
    """The number or boolean that a text is in JSON, None where it is none."""
    try:
        value = parse_json(text, _LIMITS, NoteBook())
    except EngineError:
        return None
    return value if isinstance(value, int | float) else None
