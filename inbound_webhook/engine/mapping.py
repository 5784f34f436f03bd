"""What a handler writes of a call: which value goes to which field of a record."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from .errors import KeyMissing, ValueRefused
from .keys import key_digest, order_digest
from .notes import Note, Rest
from .parameters import OnInvalid, ParameterSpec
from .phone import with_plus
from .phrases import _lt
from .transforms import apply_transform, makes_another_number
from .types import convert
from .types.email import in_letters
from .value_sources import find_value_source
from .values import ValueContext, is_empty, to_json
from .written import one_line

#: Where Odoo keeps an e-mail address in one spelling, by the field a mapping names.
NORMALISED_ADDRESSES = {
    "email": "email_normalized",
    "email_from": "email_normalized",
}
#: Types of fields whose texts keep their lines.
_SEVERAL_LINES = ("text", "html")
#: Fields that hold a phone number whatever the type of the parameter.
_PHONE_FIELDS = ("phone", "mobile")


#: What becomes of the field of a record that is there already; of ``note``, the value
#: goes into the chatter, and the field is what it is called by.
Policy = Literal["always", "also_empty", "if_empty", "on_create", "append", "note"]


@dataclass(frozen=True)
class MappingSpec:
    """One mapping, as a handler describes it.

    :param field: name of the field of the record
    :param field_type: Odoo's name of its type
    :param source: name of what the value is taken from (``value_sources``)
    :param parameter: name of the parameter
    :param parameter_type: name of its type
    :param constant: text with placeholders
    :param joins_previous_key: whether it counts only with the match key before it
    :param policy: what becomes of the field of a record that is there already
    :param transform: name of what is done to the value, empty for nothing
    :param argument: what the transform needs
    :param create_missing: whether a linked record that is missing is made
    :param on_invalid: what becomes of a value that the field or the look-up does not
        take
    """

    field: str
    field_type: str = "char"
    source: str = "parameter"
    parameter: str = ""
    parameter_type: str = "text"
    constant: str = ""
    is_match_key: bool = False
    joins_previous_key: bool = False
    policy: Policy = "always"
    transform: str = ""
    argument: str = ""
    create_missing: bool = False
    on_invalid: OnInvalid = "refuse"

    @property
    def is_phone(self) -> bool:
        """Whether the field holds phone numbers, which have many spellings."""
        return self.field_type == "char" and (
            self.field in _PHONE_FIELDS or self.parameter_type == "phone"
        )

    @property
    def is_note(self) -> bool:
        """Whether its field is not written: the value goes into the chatter."""
        return self.policy == "note"

    @property
    def names(self) -> set[str]:
        """The parameters that the value is made of."""
        return find_value_source(self.source).names(self)

    def transformed(self, parameters: dict[str, Any]) -> Any:
        """The value as it is to be written, but for what its field makes of it.

        :param parameters: converted parameters by name
        :return: a converted value or a constant's text, None for none
        """
        value = self._value(parameters)
        if not self.transform:
            return value
        return apply_transform(self.transform, value, self.argument)

    def empties(self, emptied: Collection[str]) -> bool:
        """Whether a call that brings no value for it empties the field.

        :param emptied: names of the parameters that the call brings without a value
        """
        return self.policy == "also_empty" and self.names and self.names <= set(emptied)

    def is_said(
        self, parameters: dict[str, Any], emptied: Collection[str] = ()
    ) -> bool:
        """Whether a call says something of the field; also that it is to be empty.

        :param parameters: converted parameters by name
        :param emptied: names of those that the call brings without a value
        """
        value = self.transformed(parameters)
        is_emptied = value is not None and self.policy == "also_empty"
        return not is_empty(value) or is_emptied or bool(self.empties(emptied))

    def is_left(self, rest: Rest) -> bool:
        """Whether it is among what a call left out."""
        is_field_left = self.field in rest.fields and not self.is_note
        return is_field_left or not self.names.isdisjoint(rest.parameters)

    def note(self, parameters: dict[str, Any]) -> Note | None:
        """What is worth knowing of what becomes of a value."""
        value = self._value(parameters)
        if not self.transform or not makes_another_number(self.transform, value):
            return None
        written = apply_transform(self.transform, value)
        details = {"field": self.field, "received": value, "written": written}
        return Note("another_number", details)

    def canonical(self, value: Any, context: ValueContext) -> str | None:
        """An e-mail address or phone number in one spelling, None for anything else."""
        if self.is_phone:
            try:
                return convert(value, "phone", context)
            except ValueRefused:
                return None
        if self.field in NORMALISED_ADDRESSES and context.normalize_email:
            address = context.normalize_email(value)
            return in_letters(address) if address else None
        return None

    def in_one_spelling(self, value: Any, context: ValueContext) -> str | None:
        """A value of the field as a text that is the same for all its spellings."""
        if is_empty(value):
            return None
        text = str(to_json(value))
        # As the field holds it, or the same call would make its record again.
        text = text.strip() if self.field_type in _SEVERAL_LINES else one_line(text)
        text = self.canonical(text, context) or text.casefold()
        return with_plus(text) if self.is_phone else text

    def _value(self, parameters: dict[str, Any]) -> Any:
        return find_value_source(self.source).value(self, parameters)


#: The sender's own id, among the names of the fields by which a record was found.
EXTERNAL_ID = "external_id"
#: What calls do with records: ``upsert`` creates or updates, ``create`` and ``update``
#: do one of the two alone; of the others, none makes a record.
OperationMode = Literal["upsert", "create", "update", "archive", "unarchive", "delete"]
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
        )

    def _external_text(self, parameters: dict[str, Any]) -> str:
        value = parameters.get(self.external_id)
        return "" if is_empty(value) else str(to_json(value)).strip()

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
    is_number = isinstance(value, int | float | Decimal) and value is not True
    return float(value) if is_number and value is not False else value
