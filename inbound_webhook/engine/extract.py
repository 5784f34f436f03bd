"""Parameters of a call: found in the payload, the query or a header, and converted."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from .body.payload import BytesInTree, Payload
from .body.text import REPLACEMENT
from .countries import country_of
from .did_you_mean import Hints
from .errors import InvalidSetup, ValueRefused
from .extraction import Extraction
from .items import is_item_path, look_up_item, place_in_call
from .notes import Note, left_out
from .parameter_refusals import missing, unfit
from .parameters import ParameterSpec, default_of
from .paths import PathValues, look_up, numbered
from .phrases import _lt
from .several import SeveralItems
from .types import convert, find_type
from .unread_texts import (
    first_unread,
    has_unread_texts,
    readable_part,
    undecodable,
)
from .values import (
    MISSING,
    Unconverted,
    ValueContext,
    description,
    is_empty,
    refused,
)

#: Words that mean nothing which the trace names, of a list.
_MOST_WORDS = 3


def extract(
    specs: Iterable[ParameterSpec],
    payload: Payload,
    query: Payload,
    request_header: Callable[[str], str | BytesInTree | None],
    context: ValueContext,
    item: Any = MISSING,
) -> Extraction:
    """Find and convert all parameters of a call, or of one item of it.

    :param request_header: gives the value of a header by its name, None for none
    :param item: the item that paths with ``@`` reach into
    :raises InvalidSetup: a type or a default cannot work
    """
    specs, result = tuple(specs), Extraction()
    has_bytes = has_unread_texts((*payload.notes, *query.notes))
    readings = [_Reading(spec, context, result, has_bytes) for spec in specs]
    # Those that say how others are read come first.
    several = SeveralItems(specs, payload, item)
    for reading in sorted(readings, key=lambda item: item.spec.depends_on_others):
        found = _find_in_first(reading.spec, several, payload, item)
        reading.take(found or _find(reading.spec, payload, query, request_header, item))
    result.notes += several.notes()
    absent = [reading for reading in readings if reading.is_absent]
    is_silent = not any(line["found"] for line in result.lines)
    if absent or is_silent:
        read = {place_in_call(spec.source, spec.place) for spec in specs}
        # Made anew where it is asked again: of each item of many, it holds a lot.
        result.hints = partial(Hints, payload, query, request_header, item, read)
        result.absent = {reading.spec.name: reading.spec for reading in absent}
        hints = result.hints()
        for reading in absent:
            reading.say_absent(hints)
        if is_silent:
            result.beside = hints.names()
    result.refusals = [item.refusal for item in readings if item.refusal]
    return result


def _find_in_first(
    spec: ParameterSpec, several: SeveralItems, payload: Payload, item: Any
) -> PathValues | None:
    """What the first of several objects has; None where its own path is right."""
    path = several.first_of(spec.name)
    if path is None:
        return None
    tree = item if is_item_path(spec.place) else payload.value
    values = path.find_in_any_shape(tree)
    return PathValues(values, len(values) > 1)


def _find(
    spec: ParameterSpec,
    payload: Payload,
    query: Payload,
    request_header: Callable[[str], str | BytesInTree | None],
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
    :param has_bytes: whether the call has texts that cannot be read
    """

    def __init__(
        self,
        spec: ParameterSpec,
        context: ValueContext,
        result: Extraction,
        has_bytes: bool,
    ):
        self.spec = spec
        self._has_bytes = has_bytes
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
        hint = hints.of(
            spec.source, spec.place, alike=spec.required, type_name=spec.type
        )
        if spec.required:
            self._refuse(missing(spec, hint))
        elif hint:
            details = {"parameter": spec.name, "hint": hint}
            self._result.notes.append(Note("other_place", details))

    def _value(self, found: PathValues) -> Any:
        name, received = self.spec.name, _received(self.spec, found, self._line)
        try:
            came = received
            may_be_bytes = self._has_bytes or isinstance(received, BytesInTree)
            # A file may be any bytes.
            if may_be_bytes and self.spec.type != "file":
                received = readable_part(received)
            said = self._context.nothing.without(received)
            self._context = self._told_by_others()
            value = convert(said, self.spec.type, self._context)
        except ValueRefused as error:
            self._result.unconverted[name] = Unconverted(_as_it_came(received))
            return self._unfit(error)
        if received is not came:
            self._say_unread_part(came)
        is_word = said is not received
        if is_word and is_empty(value):
            self._result.unconverted[name] = Unconverted(_single(received), True)
            self._say_word_of_nothing(received)
            value = None
        elif found.values and is_empty(value):
            self._result.emptied.add(name)
        if value is not None:
            self._line["found"] = True
            self._say_joined(found, received)
            return value
        value = self._default()
        if value is None and self.spec.absent_is_no:
            self._line["defaulted"] = True
            value = False
        self.is_absent = value is None and (self.spec.required or not found.values)
        return value

    def _say_unread_part(self, came: Any):
        """Say that not all of a value can be read, where a part is left out of it."""
        unread = first_unread(came)
        if unread is not None:
            named = unfit(self.spec, undecodable(unread), is_part=True)
            self._result.notes.append(left_out(named, parameter=self.spec.name))

    def _say_joined(self, found: PathValues, received: Any):
        """Say that one text holds the values of several."""
        items = received if isinstance(received, list) else []
        said = [item for item in items if not is_empty(item)]
        is_of_all = found.is_plural and self.spec.type == "text"
        is_list = any(isinstance(item, list | dict) for item in said)
        if is_of_all and len(said) > 1 and not is_list:
            details = {"parameter": self.spec.name, "count": len(said)}
            self._result.notes.append(Note("values_joined", details))

    def _say_word_of_nothing(self, received: Any):
        details = {"parameter": self.spec.name, "received": _words(received)}
        self._result.notes.append(Note("word_of_nothing", details))

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
        named, policy = unfit(self.spec, error), self.spec.on_invalid
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


def _as_it_came(received: Any) -> Any:
    """A value that does not fit, as conditions see it: of bytes, that there is one."""
    single = _single(received)
    return REPLACEMENT if isinstance(single, BytesInTree) else single


def _single(received: Any) -> Any:
    """The item of a list of one, as types take it."""
    is_one = isinstance(received, list) and len(received) == 1
    return received[0] if is_one else received


def _words(received: Any) -> str:
    """Words that mean nothing, in quotes: one, or the first ones of a list."""
    items = received if isinstance(received, list) else [received]
    # Beside them may be what is empty: an object, a list.
    texts = dict.fromkeys(item for item in items if isinstance(item, str))
    words = [description(text) for text in texts]
    words[_MOST_WORDS:] = ["…"] if len(words) > _MOST_WORDS else []
    return ", ".join(words)


def _received(spec: ParameterSpec, found: PathValues, line: dict[str, Any]) -> Any:
    """The value to convert, of all that were found; None where there is none."""
    value_type = find_type(spec.type)
    if found.is_plural and value_type.takes_lists:
        if value_type.takes_first and len(found.values) > 1:
            line["matches"] = len(found.values)
        # Lists are put end to end: the values of a keyed item, the tags of all items.
        lists = (
            value if isinstance(value, list) else numbered(value) or [value]
            for value in found.values
        )
        return [item for items in lists for item in items]
    if len(found.values) > 1:
        line["matches"] = len(found.values)
    return found.values[0] if found.values else None
