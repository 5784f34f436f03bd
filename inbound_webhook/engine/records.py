"""The record of a call: what it is found by, and what is done with it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from .errors import KeyMissing
from .keys import key_digest, order_digest
from .mapping import NORMALISED_ADDRESSES, MappingSpec
from .parameters import ParameterSpec
from .phrases import _lt
from .values import ValueContext, is_empty, to_json

#: The sender's own id, among the names of the fields by which a record was found.
EXTERNAL_ID = "external_id"
#: What calls do with records: ``upsert`` creates or updates, ``create`` and ``update``
#: do one of the two alone; of the others, none makes a record.
OperationMode = Literal["upsert", "create", "update", "archive", "unarchive", "delete"]
#: 7 is 7.0 where a program has made a fraction of it, as spreadsheets do.
_WHOLE_NUMBER = re.compile(r"\A(-?\d+)\.0+\Z", re.ASCII)
#: Fields that tell a record, together.
Key = tuple[MappingSpec, ...]
#: Gives the value of a mapping's field.
ValueOf = Callable[[MappingSpec], Any]


@dataclass(frozen=True)
class RecordSpec:
    """A record that a handler looks up, or makes and changes.

    :param model: technical name
    :param mappings: what it is found by and what is written to it
    :param match_policy: what is done where several match
    :param operation_mode: what a call does with it
    :param match_archived: whether it is looked for in the archive as well, and brought
        back from there
    :param match_domain: among which records it is looked for, as a text; empty for all
    :param event_time: name of the parameter that says when the event was, if one does
    :param event_time_scope: whether a record has one such time, or each field its own
    :param external_id: name of the parameter that is the sender's id of the record, if
        one is
    :param external_system: whose ids these are
    """

    model: str
    mappings: tuple[MappingSpec, ...] = ()
    match_policy: Literal["newest", "oldest", "refuse"] = "newest"
    operation_mode: OperationMode = "upsert"
    match_archived: Literal["no", "found", "restore"] = "no"
    match_domain: str = ""
    event_time: str = ""
    event_time_scope: Literal["record", "field"] = "record"
    external_id: str = ""
    external_system: str = ""

    @property
    def makes(self) -> bool:
        """Whether a call makes a record where it finds none."""
        return self.operation_mode in ("upsert", "create")

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Names of the parameters that it is made of, and found or ordered by."""
        names = {self.event_time, self.external_id} - {""}
        return frozenset(names.union(*(mapping.names for mapping in self.mappings)))

    @property
    def may_leave_out(self) -> bool:
        """Whether there is a value without which a record is saved all the same."""
        return any(
            mapping.on_invalid != "refuse" and not mapping.is_note
            for mapping in self.mappings
        )

    @property
    def sees_archived(self) -> bool:
        """Whether archived records are found.

        A repeated event that archives or deletes finds what the first one did.
        """
        is_asked = self.operation_mode in ("archive", "unarchive", "delete")
        return is_asked or self.match_archived != "no"

    @property
    def leaves_active(self) -> bool | None:
        """Whether a record is to be in use after a call; None where it stays so."""
        if self.operation_mode == "archive":
            return False
        is_back = self.operation_mode == "unarchive" or self.match_archived == "restore"
        return True if is_back else None

    def written_by(
        self, mappings: Iterable[MappingSpec], active_name: str | None
    ) -> set[str]:
        """The fields that are written by mappings, and by what is done with the record.

        :param active_name: the field that says whether it is archived
        """
        names = {mapping.field for mapping in mappings if not mapping.is_note}
        is_moved = self.operation_mode in ("archive", "unarchive") and active_name
        return names | {active_name} if is_moved else names

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The match keys, each of one field or of several."""
        keys: list[Key] = []
        for mapping in self.mappings:
            if not mapping.is_match_key:
                continue
            if mapping.joins_previous_key and keys:
                keys[-1] += (mapping,)
            else:
                keys.append((mapping,))
        return tuple(keys)

    def ordering_key(
        self, handler_id: int, parameters: dict[str, Any], context: ValueContext
    ) -> str | None:
        """What calls have in common that have to be processed in the order they came.

        It is the first match key that a call has a value for. Which record that finds,
        if any, nobody knows before the earlier calls are through.

        :return: SHA-256 (hex) of handler, fields and values, None without a value
        """
        text = self._external_text(parameters)
        if text:
            return order_digest(handler_id, [self.external_system], [text])
        said = _said_by(parameters)
        first = next(self._keys_with_values(said, context), None)
        return order_digest(handler_id, *first) if first else None

    def digests(self, parameters: dict[str, Any], context: ValueContext) -> list[str]:
        """What stands for the record of a call, by each match key that has a value.

        :param parameters: converted parameters by name
        :return: as :func:`~.keys.key_digest` makes them
        """
        external = self.external_digest(parameters)
        digests = self._digests(_said_by(parameters), context)
        return [*digests, external] if external else digests

    def external_digest(self, parameters: dict[str, Any]) -> str | None:
        """What stands for the sender's id of a record; None where there is none.

        :param parameters: converted parameters by name
        """
        text = self._external_text(parameters)
        return key_digest(self.model, [self.external_system], [text]) if text else None

    def digests_of_new(
        self,
        values: dict[str, Any],
        context: ValueContext,
        parameters: dict[str, Any],
    ) -> list[str]:
        """What stands for a record that is made, as :meth:`digests`.

        By what its fields are to hold, whatever the calls say that come to that: a link
        by its name or its id, 5 or 5.0.

        :param values: by field
        :param parameters: converted parameters by name
        """
        external = self.external_digest(parameters)
        held = self._digests(lambda item: _as_held(values, item.field), context)
        return [*held, external] if external else held

    def key_missing(self, parameters: tuple[ParameterSpec, ...]) -> KeyMissing:
        """The error of a look-up that has no value for any match key.

        :param parameters: of the handler
        """
        keys = [
            " + ".join(
                parameter.place_for_sender
                for mapping in key
                for parameter in parameters
                if parameter.name in mapping.names
            )
            for key in self.keys
        ]
        keys += [
            parameter.place_for_sender
            for parameter in parameters
            if parameter.name == self.external_id
        ]
        return KeyMissing(
            "key_missing",
            _lt(
                "The call does not say what to look up. It needs a value for %(keys)s.",
                keys=" / ".join(keys),
            ),
            wanted=self._key_parameters(parameters),
        )

    def _key_parameters(self, parameters: tuple[ParameterSpec, ...]) -> list[str]:
        """The names of the parameters that a record is known by."""
        names = {self.external_id}.union(
            *(mapping.names for key in self.keys for mapping in key)
        )
        return [item.name for item in parameters if item.name in names]

    def _external_text(self, parameters: dict[str, Any]) -> str:
        value = parameters.get(self.external_id)
        if is_empty(value):
            return ""
        return _WHOLE_NUMBER.sub(r"\1", str(to_json(value)).strip())

    def _digests(self, value_of: ValueOf, context: ValueContext) -> list[str]:
        digests = [
            key_digest(self.model, names, values)
            for names, values in self._keys_with_values(value_of, context)
        ]
        for mapping in self._addresses_of_joined_keys():
            text = mapping.in_one_spelling(value_of(mapping), context)
            if text:
                digests.append(key_digest(self.model, [mapping.field], [text]))
        return digests

    def _keys_with_values(
        self, value_of: ValueOf, context: ValueContext
    ) -> Iterator[tuple[list[str], list[str]]]:
        """The match keys that a call has a value for.

        :return: for each, the names of its fields and their values in one spelling
        """
        for key in self.keys:
            values = [item.in_one_spelling(value_of(item), context) for item in key]
            if all(values):
                yield [mapping.field for mapping in key], values

    def _addresses_of_joined_keys(self) -> list[MappingSpec]:
        """E-mail addresses and phone numbers that are a match key with others.

        Another handler may have them for a key alone. Not so names, places and fixed
        values: calls that make many records of one place would have to wait for one
        another.
        """
        return [
            mapping
            for key in self.keys
            for mapping in key
            if len(key) > 1
            and (mapping.is_phone or mapping.field in NORMALISED_ADDRESSES)
        ]


def _said_by(parameters: dict[str, Any]) -> ValueOf:
    """A function that gives the value of a mapping, of a call with these parameters."""
    return lambda mapping: mapping.transformed(parameters)


def _as_held(values: dict[str, Any], name: str) -> Any:
    """The value of a field, numbers in one spelling."""
    value = values.get(name)
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return float(value) if is_number else value
