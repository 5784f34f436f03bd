"""Parameters of a call: found in the payload, the query or a header, and converted."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .body.payload import Payload
from .countries import country_of
from .did_you_mean import Hints
from .errors import InvalidSetup, KeyMissing, ValueRefused
from .items import is_item_path, look_up_item, place_in_call, root_path
from .notes import Note, left_out
from .paths import PathValues, compile_path, look_up
from .phrases import Phrase, _lt
from .types import convert, find_type
from .types.moments import check_format
from .values import (
    MISSING,
    Unconverted,
    ValueContext,
    file_phrase,
    is_empty,
    refused,
    to_json,
)

Source = Literal["body", "query", "header"]
#: What becomes of a value that does not fit: it is left out, it refuses the call, or a
#: default stands in its place.
OnInvalid = Literal["skip", "refuse", "default"]


@dataclass(frozen=True)
class ParameterSpec:
    """One parameter, as a handler describes it.

    :param name: its name in mappings, conditions and answers
    :param type: name of its type (``types.TYPES``)
    :param source: where it is
    :param path: path or field name; of a header, its name; empty for ``name``
    :param required: whether a call without it is refused
    :param default: text that stands in where a call has no value
    :param absent_is_no: whether that a call has no value is a no, as of a box that is
        not ticked
    :param on_invalid: what becomes of a value that does not fit its type
    :param date_format: name of the way in which a date is written, empty for automatic
    :param date_pattern: where that is a pattern, the pattern
    :param number_format: how numbers are written, empty where that is not known
    :param timezone: name of that of times that name none, empty for the handler's
    :param timezone_parameter: name of the parameter that says it, empty for none
    :param country_parameter: name of the parameter that says of which country a number
        is, empty for none
    """

    name: str
    type: str = "text"
    source: Source = "body"
    path: str = ""
    required: bool = False
    default: str | None = None
    absent_is_no: bool = False
    on_invalid: OnInvalid = "refuse"
    date_format: str = ""
    date_pattern: str = ""
    number_format: str = ""
    timezone: str = ""
    timezone_parameter: str = ""
    country_parameter: str = ""

    @property
    def depends_on_others(self) -> bool:
        """Whether other parameters say how its value is read."""
        return bool(self.timezone_parameter or self.country_parameter)

    def context(self, context: ValueContext) -> ValueContext:
        """How its value is read, as far as it says so itself."""
        if not (self.date_format or self.number_format or self.timezone):
            return context
        return replace(
            context,
            date_format=self.date_format,
            date_pattern=self.date_pattern,
            number_format=self.number_format,
            timezone=self.timezone or context.timezone,
        )

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
        was taken, ``error`` (code and sentence) where it does not fit or is missing
    :param unconverted: what came, of values that do not fit or mean nothing
    :param emptied: names of those that the call brings without a value
    :param notes: what was left out, and what may be meant by something else
    :param refusals: why the call is to be refused, unless its conditions say that it
        does not count
    :param tolerated: why it would be, had the handler not said to leave values out
    :param beside: what the call has at places that no parameter reads, where it has
        nothing at those that one does; the first few paths
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    unconverted: dict[str, Unconverted] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    refusals: list[ValueRefused] = field(default_factory=list)
    tolerated: list[ValueRefused] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def for_conditions(self) -> dict[str, Any]:
        """Values by name as conditions see them: as they came where no type fits."""
        return {**self.values, **self.unconverted}

    def check(self) -> "Extraction":
        """Itself, where nothing refuses the call.

        :raises ValueRefused: a value is missing or does not fit. The first one is
            raised, its ``parameter`` in the details; ``lines`` there has all
            parameters.
        """
        if self.refusals:
            self.refusals[0].details["lines"] = self.lines
            raise self.refusals[0]
        return self

    def silence(self, parameters: Collection[ParameterSpec]) -> ValueRefused | None:
        """Why a call is refused that would make a record and says nothing of it.

        A default is the word of the handler and not of the call. What was left out has
        a note, and somebody may mend it.

        :param parameters: those that have a say in the record
        :return: None where the call says something, or none of them could
        """
        came = {line["name"] for line in self.lines if line["found"]}
        is_said = not came.isdisjoint(item.name for item in parameters)
        if not parameters or is_said or self.tolerated:
            return None
        return ValueRefused(
            "nothing_said",
            _lt(
                "None of the parameters has a value, so there is nothing to make a"
                " record of. Looked for: %(names)s. %(instead)s",
                names=", ".join(item.place_for_sender for item in parameters),
                instead=_lt("The call has: %(paths)s.", paths=", ".join(self.beside))
                if self.beside
                else _lt("The call has no other values."),
            ),
        )

    def instead_of(self, error: KeyMissing) -> KeyMissing | ValueRefused:
        """What to say of a call that has nothing to look up by, if it comes of this.

        :param error: what is said otherwise
        """
        if self.tolerated:
            return self.tolerated[0]
        hints = [note.details["hint"] for note in self.notes if "hint" in note.details]
        if not hints:
            return error
        phrase = _lt("%(said)s %(hint)s", said=error.phrase, hint=hints[0])
        return KeyMissing(error.code, phrase, **error.details)


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
    check_format(spec.date_format, spec.date_pattern)
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
    default_of(spec, context)


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
    :raises InvalidSetup: a type or a default cannot work
    """
    specs, result = tuple(specs), Extraction()
    readings = [_Reading(spec, context, result) for spec in specs]
    # Those that say how others are read come first.
    for reading in sorted(readings, key=lambda item: item.spec.depends_on_others):
        reading.take(_find(reading.spec, payload, query, request_header, item))
    absent = [reading for reading in readings if reading.is_absent]
    is_silent = not any(line["found"] for line in result.lines)
    if absent or is_silent:
        read = {place_in_call(spec.source, spec.place) for spec in specs}
        hints = Hints(payload, query, request_header, item, read)
        for reading in absent:
            reading.say_absent(hints)
        if is_silent:
            result.beside = hints.names()
    result.refusals = [item.refusal for item in readings if item.refusal]
    return result


def dump(values: dict[str, Any]) -> dict[str, Any]:
    """Converted values by name, each in the form in which it is stored and shown.

    Of a text that holds a file, what it is stands in its place: the body has it.
    """
    return {name: _dumped(value) for name, value in values.items()}


def _dumped(value: Any) -> Any:
    value = to_json(value)
    if isinstance(value, str):
        return str(file_phrase(value) or value)
    if isinstance(value, list):
        return [_dumped(item) for item in value]
    if isinstance(value, dict):
        return {key: _dumped(item) for key, item in value.items()}
    return value


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
    return look_up(payload, spec.place, in_any_shape=True)


class _Reading:
    """One parameter of one call, on its way to its value.

    :param result: what is filled in
    """

    def __init__(self, spec: ParameterSpec, context: ValueContext, result: Extraction):
        self.spec = spec
        self.is_absent = False
        self.refusal: ValueRefused | None = None
        self._context = spec.context(context)
        self._result = result
        self._line = {"name": spec.name, "found": False, "defaulted": False}
        result.lines.append(self._line)

    def take(self, found: PathValues):
        """Take the value of all that were found at its place."""
        self._result.values[self.spec.name] = self._value(found)

    def say_absent(self, hints: Hints):
        """Say that there is no value, and what may be meant by something else."""
        spec = self.spec
        hint = hints.of(spec.source, spec.place, alike=spec.required)
        if spec.required:
            self._refuse(_missing(spec, hint))
        elif hint:
            details = {"parameter": spec.name, "hint": hint}
            self._result.notes.append(Note("other_place", details))

    def _value(self, found: PathValues) -> Any:
        name, received = self.spec.name, _received(self.spec, found, self._line)
        said = self._context.nothing.without(received)
        try:
            self._context = self._told_by_others()
            value = convert(said, self.spec.type, self._context)
        except ValueRefused as error:
            self._result.unconverted[name] = Unconverted(_single(received))
            return self._unfit(error)
        is_word = said is not received
        if is_word and is_empty(value):
            self._result.unconverted[name] = Unconverted(_single(received), True)
            value = None
        elif found.values and is_empty(value):
            self._result.emptied.add(name)
        if value is not None:
            self._line["found"] = True
            return value
        value = self._default()
        if value is None and self.spec.absent_is_no:
            self._line["defaulted"] = True
            value = False
        self.is_absent = value is None and (self.spec.required or not found.values)
        return value

    def _told_by_others(self) -> ValueContext:
        """The context with what other parameters of the call say of it.

        :raises ValueRefused: a time zone that is none: a time would be another one
        """
        context, values = self._context, self._result.values
        country = values.get(self.spec.country_parameter)
        if isinstance(country, str):
            languages = [context.language] if context.language else []
            # Of a country that nobody knows, a number is not one of the company's.
            code = country_of(country, languages)
            context = replace(context, country_code=code, is_country_told=True)
        zone = values.get(self.spec.timezone_parameter)
        if isinstance(zone, str):
            context = replace(context, timezone=zone)
            try:
                _zone = context.zone
            except InvalidSetup as error:
                raise refused(zone, _lt("a time zone"), error.phrase) from error
        return context

    def _unfit(self, error: ValueRefused) -> Any:
        """What stands in the place of a value that does not fit."""
        named, policy = _named(self.spec, error), self.spec.on_invalid
        if policy == "refuse":
            self._refuse(named)
            return None
        self._say(named)
        self._result.tolerated.append(named)
        value = self._default() if policy == "default" else None
        self._result.notes.append(
            left_out(named, defaulted=value is not None, parameter=self.spec.name)
        )
        return value

    def _default(self) -> Any:
        value = default_of(self.spec, self._context)
        self._line["defaulted"] = value is not None
        return value

    def _refuse(self, error: ValueRefused):
        self.refusal = error
        self._say(error)

    def _say(self, error: ValueRefused):
        self._line["error"] = {"code": error.code, "message": str(error)}


def _single(received: Any) -> Any:
    """The item of a list of one, as types take it."""
    is_one = isinstance(received, list) and len(received) == 1
    return received[0] if is_one else received


def _received(spec: ParameterSpec, found: PathValues, line: dict[str, Any]) -> Any:
    """The value to convert, of all that were found; None where there is none."""
    value_type = find_type(spec.type)
    if found.is_plural and value_type.takes_lists:
        if value_type.takes_first and len(found.values) > 1:
            line["matches"] = len(found.values)
        # Lists are put end to end: the values of a keyed item, the tags of all items.
        return [
            item
            for value in found.values
            for item in (value if isinstance(value, list) else [value])
        ]
    if len(found.values) > 1:
        line["matches"] = len(found.values)
    return found.values[0] if found.values else None


def default_of(spec: ParameterSpec, context: ValueContext) -> Any:
    """The default of a parameter, converted; None for none.

    :raises InvalidSetup: it is no value of its type
    """
    try:
        return convert(spec.default, spec.type, spec.context(context))
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


def _missing(spec: ParameterSpec, hint: Phrase | None) -> ValueRefused:
    place = {
        "body": _lt("at %(path)r in the body", path=spec.place),
        "query": _lt("as %(name)r in the query of the URL", name=spec.place),
        "header": _lt("in the header %(name)r", name=spec.place),
    }[spec.source]
    said = _lt(
        "The parameter %(parameter)r is missing; it is expected %(place)s.",
        parameter=spec.name,
        place=place,
    )
    return ValueRefused(
        "parameter_missing",
        _lt("%(said)s %(hint)s", said=said, hint=hint) if hint else said,
        parameter=spec.name,
        received=None,
        expected=spec.type,
    )
