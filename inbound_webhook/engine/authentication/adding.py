"""What a sender adds to a call, and the call with it."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

from ..body import parse_body
from ..errors import EngineError, InvalidSetup
from ..paths import compile_path
from ..paths.steps import Item, Names
from ..phrases import _lt
from ..request import IncomingRequest
from .scheme import Additions, Place

_CONTENT_TYPE = ("content-type", "application/json")


def added(place: Place, value: bytes) -> Additions:
    """A value in a place, as what is added to a call."""
    text = value.decode("latin-1")
    if place.source != "header":
        text = value.decode("utf-8", "replace")
    # Of numbered places, the first one.
    name = place.name.removesuffix("*") + ("1" if place.name.endswith("*") else "")
    sources = {"header": "headers"}
    return Additions(**{sources.get(place.source, place.source): ((name, text),)})


def merged(first: Additions, second: Additions) -> Additions:
    """What both add."""
    return Additions(
        first.headers + second.headers,
        first.query + second.query,
        first.form + second.form,
        first.body + second.body,
    )


def applied(request: IncomingRequest, additions: Additions) -> IncomingRequest:
    """A call with what its sender adds to it; what stood there already gives way.

    Where a value is to stand in a body that is a form, that becomes JSON.

    :raises InvalidSetup: a value is to stand in a body that has no place for it
    """
    new = {name.lower() for name, _value in additions.headers}
    headers = [pair for pair in request.headers if pair[0].lower() not in new]
    body = request.body
    if additions.form:
        body = _with_fields(body, additions.form)
    for path, value in additions.body:
        body = _with_value(body, path, value, request)
        if "form" in (request.header("content-type") or ""):
            headers = [pair for pair in headers if pair[0].lower() != _CONTENT_TYPE[0]]
            headers.insert(0, _CONTENT_TYPE)
    return replace(
        request,
        headers=(*headers, *additions.headers),
        query_string=_with_fields(
            request.query_string.encode("latin-1", "replace"), additions.query
        ).decode("latin-1"),
        body=body,
    )


def _with_fields(raw: bytes, fields: tuple[tuple[str, str], ...]) -> bytes:
    new = {quote_plus(name).encode() for name, _value in fields}
    kept = [
        pair for pair in raw.split(b"&") if pair and pair.partition(b"=")[0] not in new
    ]
    pairs = [f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields]
    return b"&".join([*kept, *map(str.encode, pairs)])


def _with_value(body: bytes, path: str, value: str, request: IncomingRequest) -> bytes:
    """A JSON body in which a path leads to a value."""
    steps = compile_path(path).steps
    try:
        tree = parse_body(body, request.header("content-type"), expected="json").value
        _set(tree, [_key(step) for step in steps], value)
    except (EngineError, LookupError, TypeError) as error:
        raise InvalidSetup(
            "place_unreachable",
            _lt("There is no place %(path)r in this body.", path=path),
            path=path,
        ) from error
    return json.dumps(tree).encode()


def _key(step: Any) -> str | int:
    if isinstance(step, Names) and len(step.names) == 1:
        return step.names[0]
    if isinstance(step, Item):
        return step.index
    raise LookupError(step)


def _set(tree: Any, keys: list[str | int], value: str) -> None:
    *way, last = keys
    for key in way:
        if isinstance(tree, dict):
            tree = tree.setdefault(key, {})
        else:
            tree = tree[key]
    tree[last] = value
