"""From a whole call to the parameters that it could have: body, query and headers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from ..engine.body.payload import Payload
from ..engine.errors import EngineError
from ..engine.items import is_item_path, look_up_item, split_items
from ..engine.masking import MASK, is_credential
from ..engine.parameters import Source
from ..engine.paths import look_up
from ..engine.types import TYPES, Type
from ..engine.types.registry import text_of_element
from ..engine.values import ValueContext, is_empty
from .proposals import propose_parameters
from .proposed import ProposedParameter
from .readings import Countries, Observed, with_readings
from .record_lists import RecordList
from .sample_types import likely_type

_OWN_HEADER = re.compile(r"x-(.+)", re.IGNORECASE)
#: Headers that say what the body is, or that proxies on the way add.
_NOT_SAID_BY_SENDER = re.compile(
    r"digest|^forwarded|^real-ip|^request-|^amzn|^cloud|^original|^envoy|^client-ip",
    re.IGNORECASE,
)
_CONTEXT = ValueContext()
#: Takes a tree and the names that others have (``propose_parameters``).
_Propose = Callable[..., list[ProposedParameter]]


class OtherCall(NamedTuple):
    """Another call of the same sender: it shows what else comes.

    :param body: None where there is none that can be read
    """

    body: Payload | None
    query: Payload | None = None


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
    context: ValueContext = _CONTEXT,
    others: Sequence[OtherCall] = (),
    only_first_of: RecordList | None = None,
) -> list[Found]:
    """The parameters that a call suggests, no name twice.

    Of which type they are and how their values are written is what all values together
    decide: those of this call, of all its items, and of other calls.

    :param body: None where there is none that can be read
    :param headers: (name, value) pairs
    :param split_path: where the list is that the handler makes records of
    :param types: by name, those that they may be of; all by default
    :param context: how values are read where nothing else is said
    :param others: what came before
    :param only_first_of: the list of records of which the handler reads the first one
    """
    propose = partial(propose_parameters, types=types, context=context)
    found: list[Found] = []
    if query and query.value:
        found += [Found("query", item) for item in propose(query.value)]
    if body and body.kind != "empty":
        proposals = _of_body(propose, body, split_path, _names(found))
        if only_first_of:
            proposals = _of_first_record(proposals, only_first_of)
        found += [Found("body", item) for item in proposals]
    for name, value in headers:
        found += _of_header(propose, name, value, _names(found))
    calls = (OtherCall(body, query), *others)
    observed = [
        Observed(
            item.proposal,
            _values(_in_all_records(item, only_first_of), calls, split_path, context),
        )
        for item in found
    ]
    proposals = with_readings(_typed(observed, types, context), context)
    return [
        replace(item, proposal=proposal)
        for item, proposal in zip(found, proposals, strict=True)
    ]


def _typed(
    observed: list[Observed], types: Mapping[str, Type] | None, context: ValueContext
) -> list[Observed]:
    """With the types that all values together are of."""
    typed, countries = [], Countries(observed, context)
    for item in observed:
        proposal = item.proposal
        _name, country = countries.beside(proposal.key_path)
        local = replace(context, country_code=country or context.country_code)
        guess = likely_type(
            proposal.name,
            proposal.key_path,
            item.values or (proposal.sample,),
            types,
            local,
        )
        typed.append(replace(item, proposal=replace(proposal, type=guess)))
    return typed


def _values(
    found: Found, calls: Sequence[OtherCall], split_path: str, context: ValueContext
) -> tuple[Any, ...]:
    """What is at the place of a proposal in each call, if it says something."""
    values = [
        text_of_element(value, TYPES["text"])
        for call in calls
        for value in _values_in(found, call, split_path)
    ]
    # A header is of this call alone.
    values = values or [found.proposal.sample]
    return tuple(
        value
        for value in values
        if not is_empty(value) and not context.nothing.means_nothing(value)
    )


def _values_in(found: Found, call: OtherCall, split_path: str) -> Iterator[Any]:
    path = found.proposal.path
    if found.source == "query" and call.query:
        yield from look_up(call.query, path).values
    elif found.source == "body" and call.body and is_item_path(path):
        for item in _items(call.body, split_path):
            yield from look_up_item(item, path).values
    elif found.source == "body" and call.body:
        yield from look_up(call.body, path, in_any_shape=True).values


def _items(body: Payload, split_path: str) -> list[Any]:
    try:
        return list(split_items(body, split_path))
    except EngineError:
        return []


def _names(found: list[Found]) -> set[str]:
    return {item.proposal.name for item in found}


def _of_body(
    propose: _Propose, body: Payload, split_path: str, taken: set[str]
) -> list[ProposedParameter]:
    """Those of the body; of one that is a list of items, those of its first one too."""
    if not split_path:
        return propose(body.value, taken=taken)
    first = next(iter(_items(body, split_path)), None)
    items = [
        replace(item, path=_item_path(item.path))
        for item in propose(first, taken=taken)
        if first is not None
    ]
    taken = taken | {item.name for item in items}
    rest = propose(body.value, taken=taken)
    root = split_path.strip().removeprefix("$").removeprefix(".")
    return items + [item for item in rest if not item.path.startswith(root)]


def _of_first_record(
    proposals: list[ProposedParameter], records: RecordList
) -> list[ProposedParameter]:
    """Without those of other records; those of the first by what they are in it."""
    kept = []
    for item in proposals:
        index = _index_in(item.path, records)
        if index is None and not item.path.startswith(f"{records.path}."):
            kept.append(item)
        elif not index:
            start = len(records.keys) + (0 if index is None else 1)
            kept.append(replace(item, key_path=item.key_path[start:]))
    return kept


def _in_all_records(found: Found, records: RecordList | None) -> Found:
    """Where the same is in each of them: one may say how the others are written."""
    path = found.proposal.path
    if not records or found.source != "body" or _index_in(path, records) is None:
        return found
    rest = path.removeprefix(_start_of(records)).partition("]")[2]
    proposal = replace(found.proposal, path=f"{records.path}[*]{rest}")
    return replace(found, proposal=proposal)


def _index_in(path: str, records: RecordList) -> int | None:
    """Which of the records a path goes into, None where it goes elsewhere."""
    match = re.match(rf"{re.escape(_start_of(records))}\[(\d+)\]", path, re.ASCII)
    return int(match[1]) if match else None


def _start_of(records: RecordList) -> str:
    """How paths into it begin: those into the body itself have no $ in front."""
    return records.path.removeprefix("$")


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
