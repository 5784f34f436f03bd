"""From a whole call to the parameters that it could have: body, query and headers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..engine.body.payload import Payload
from ..engine.errors import EngineError
from ..engine.extract import Source
from ..engine.items import split_items
from ..engine.masking import MASK, is_credential
from ..engine.types import Type
from .proposals import ProposedParameter, propose_parameters

_OWN_HEADER = re.compile(r"x-(.+)", re.IGNORECASE)
#: Headers that say what the body is, or that proxies on the way add.
_NOT_SAID_BY_SENDER = re.compile(
    r"digest|^forwarded|^real-ip|^request-|^amzn|^cloud|^original|^envoy|^client-ip",
    re.IGNORECASE,
)
#: Takes a tree and the names that others have (``propose_parameters``).
_Propose = Callable[..., list[ProposedParameter]]


@dataclass(frozen=True)
class Found:
    """A value of a sample that could be a parameter.

    :param source: where it is
    """

    source: Source
    proposal: ProposedParameter


def propose_from_call(
    body: Payload | None,
    query: Payload | None = None,
    headers: Iterable[tuple[str, str]] = (),
    split_path: str = "",
    types: Mapping[str, Type] | None = None,
) -> list[Found]:
    """The parameters that a call suggests, no name twice.

    :param body: None where there is none that can be read
    :param headers: (name, value) pairs
    :param split_path: where the list is that the handler makes records of
    :param types: by name, those that they may be of; all by default
    """
    propose = partial(propose_parameters, types=types)
    found: list[Found] = []
    if query and query.value:
        found += [Found("query", item) for item in propose(query.value)]
    if body and body.kind != "empty":
        proposals = _of_body(propose, body, split_path, _names(found))
        found += [Found("body", item) for item in proposals]
    for name, value in headers:
        found += _of_header(propose, name, value, _names(found))
    return found


def _names(found: list[Found]) -> set[str]:
    return {item.proposal.name for item in found}


def _of_body(
    propose: _Propose, body: Payload, split_path: str, taken: set[str]
) -> list[ProposedParameter]:
    """Those of the body; of one that is a list of items, those of its first one too."""
    if not split_path:
        return propose(body.value, taken=taken)
    try:
        first = next(iter(split_items(body, split_path)), None)
    except EngineError:
        first = None
    items = [
        replace(item, path=_item_path(item.path))
        for item in propose(first, taken=taken)
        if first is not None
    ]
    taken = taken | {item.name for item in items}
    rest = propose(body.value, taken=taken)
    root = split_path.strip().removeprefix("$").removeprefix(".")
    return items + [item for item in rest if not item.path.startswith(root)]


def _item_path(path: str) -> str:
    if path == "$":
        return "@"
    return f"@{path}" if path.startswith("[") else f"@.{path}"


def _of_header(
    propose: _Propose, name: str, value: str, taken: set[str]
) -> list[Found]:
    own = _OWN_HEADER.fullmatch(name)
    is_secret = is_credential(name) or MASK in value
    if not own or is_secret or _NOT_SAID_BY_SENDER.search(own[1]):
        return []
    proposals = propose({own[1]: value}, taken=taken)
    return [Found("header", replace(item, path=name)) for item in proposals]
