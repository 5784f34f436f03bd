"""Parameters of a call: found in the payload, the query or a header, and converted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from .body.payload import Payload
from .errors import InvalidSetup, ValueRefused
from .items import is_item_path, look_up_item, root_path
from .paths import PathValues, compile_path, look_up
from .phrases import _lt
from .types import convert, find_type
from .values import MISSING, ValueContext, to_json

Source = Literal["body", "query", "header"]


@dataclass(frozen=True)
class ParameterSpec:
    """One parameter, as a handler describes it.

    :param name: its name in mappings, conditions and answers
    :param type: name of its type (``types.TYPES``)
    :param source: where it is
    :param path: path or field name; of a header, its name; empty for ``name``
    :param required: whether a call without it is refused
    :param default: text that stands in where a call has no value
    """

    name: str
    type: str = "text"
    source: Source = "body"
    path: str = ""
    required: bool = False
    default: str | None = None

    @property
    def place(self) -> str:
        """The path, field name or header name."""
        return self.path or self.name

    @property
    def place_for_sender(self) -> str:
        """Where the value is, as its sender knows it."""
        return f"{self.name} ({self.place})" if self.place != self.name else self.name


@dataclass
class Extraction:
    """The parameters of one call.

    :param values: converted values by name; None where there is none
    :param lines: a JSON-safe dict for each parameter: ``name``, ``found`` (a value
        came), ``defaulted``, ``matches`` where several values came and the first
        was taken, ``error`` (code and sentence) where it was refused
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)


def check_parameter(
    spec: ParameterSpec,
    context: ValueContext,
    *,
    body_kind: Literal["json", "form"] = "json",
    allow_descent: bool = False,
    has_items: bool = False,
):
    """Check a parameter as it is saved.

    :param body_kind: what the handler expects; a form may have any field name
    :param allow_descent: whether the handler allows ``..``
    :param has_items: whether the handler makes one record of each item of a list
    :raises InvalidSetup: its type, path or default can never work
    """
    find_type(spec.type)
    if spec.source == "body" and is_item_path(spec.place):
        if not has_items:
            raise InvalidSetup(
                "item_path",
                _lt(
                    "A path that begins with @ is one into an item, and this handler"
                    " does not make one record of each item."
                ),
            )
        compile_path(root_path(spec.place), allow_descent=allow_descent)
    elif spec.source == "body" and body_kind == "json" and spec.path:
        # A name alone is looked up as a key of the root where it is no path.
        compile_path(spec.place, allow_descent=allow_descent)
    _default(spec, context)


def extract(
    specs: Iterable[ParameterSpec],
    payload: Payload,
    query: Payload,
    request_header: Callable[[str], str | None],
    context: ValueContext,
    item: Any = MISSING,
) -> Extraction:
    """Find and convert all parameters of a call, or of one item of it.

    :param request_header: gives the value of a header by its name, None for none
    :param item: the item that paths with ``@`` reach into
    :raises ValueRefused: a value is missing or does not fit. The first one is raised,
        its ``parameter`` in the details; ``lines`` there has all parameters.
    :raises InvalidSetup: a type or a default cannot work
    """
    result, refusals = Extraction(), []
    for spec in specs:
        found = _find(spec, payload, query, request_header, item)
        line = {"name": spec.name, "found": False, "defaulted": False}
        result.lines.append(line)
        try:
            result.values[spec.name] = _value(spec, found, context, line)
        except ValueRefused as error:
            line["error"] = {"code": error.code, "message": str(error)}
            refusals.append(error)
    if refusals:
        refusals[0].details["lines"] = result.lines
        raise refusals[0]
    return result


def dump(values: dict[str, Any]) -> dict[str, Any]:
    """Converted values by name, each in the form in which it is stored and shown."""
    return {name: to_json(value) for name, value in values.items()}


def _find(
    spec: ParameterSpec,
    payload: Payload,
    query: Payload,
    request_header: Callable[[str], str | None],
    item: Any,
) -> PathValues:
    if spec.source == "header":
        text = request_header(spec.place)
        return PathValues([] if text is None else [text])
    if spec.source == "query":
        return look_up(query, spec.place)
    if item is not MISSING and is_item_path(spec.place):
        return look_up_item(item, spec.place)
    return look_up(payload, spec.place)


def _value(
    spec: ParameterSpec, found: PathValues, context: ValueContext, line: dict[str, Any]
) -> Any:
    try:
        value = convert(_received(spec, found, line), spec.type, context)
    except ValueRefused as error:
        raise _named(spec, error) from error
    if value is not None:
        line["found"] = True
        return value
    value = _default(spec, context)
    line["defaulted"] = value is not None
    if value is None and spec.required:
        raise _missing(spec)
    return value


def _received(spec: ParameterSpec, found: PathValues, line: dict[str, Any]) -> Any:
    """The value to convert, of all that were found; None where there is none."""
    if found.is_plural and find_type(spec.type).takes_lists:
        # Lists are put end to end: the values of a keyed item, the tags of all items.
        return [
            item
            for value in found.values
            for item in (value if isinstance(value, list) else [value])
        ]
    if len(found.values) > 1:
        line["matches"] = len(found.values)
    return found.values[0] if found.values else None


def _default(spec: ParameterSpec, context: ValueContext) -> Any:
    try:
        return convert(spec.default, spec.type, context)
    except ValueRefused as error:
        raise InvalidSetup(
            "default_invalid",
            _lt(
                "The default of the parameter %(parameter)r does not fit: %(reason)s",
                parameter=spec.name,
                reason=error.phrase,
            ),
            parameter=spec.name,
            **error.details,
        ) from error


def _named(spec: ParameterSpec, error: ValueRefused) -> ValueRefused:
    return ValueRefused(
        error.code,
        _lt(
            "The parameter %(parameter)r does not fit: %(reason)s",
            parameter=spec.name,
            reason=error.phrase,
        ),
        parameter=spec.name,
        **error.details,
    )


def _missing(spec: ParameterSpec) -> ValueRefused:
    place = {
        "body": _lt("at %(path)r in the body", path=spec.place),
        "query": _lt("as %(name)r in the query of the URL", name=spec.place),
        "header": _lt("in the header %(name)r", name=spec.place),
    }[spec.source]
    return ValueRefused(
        "parameter_missing",
        _lt(
            "The parameter %(parameter)r is missing; it is expected %(place)s.",
            parameter=spec.name,
            place=place,
        ),
        parameter=spec.name,
        received=None,
        expected=spec.type,
    )
