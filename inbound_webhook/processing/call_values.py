"""The values of one call for the fields of one record."""

from contextlib import suppress
from functools import partial

from odoo.fields import Command

from ..engine.errors import ValueRefused
from ..engine.notes import Note, left_out
from ..engine.parameters import default_of
from ..engine.phone_plans import PhoneText
from ..engine.phrases import _lt
from ..engine.types.amounts import Amount
from ..engine.values import MISSING, is_empty, refused
from .appending import appended
from .belonging import scope_of
from .both_sides import orphans_dropped, owners_brought
from .call_context import call_context
from .field_refusals import refused_by_field
from .field_rules import check_rules
from .field_values import NOWHERE, field_value
from .link_allowance import LinkAllowance
from .naming import is_demanded, needed_name, stand_in_name
from .phone_country import country_of_numbers
from .record_currency import (
    check_currency,
    currency_field_of,
    currency_of_record,
    telling,
)
from .said import EMPTY, said_of

_LINKS = ("many2one", "many2many")


class CallValues:
    """What a call says of the fields of a record, worked out one field after the other.

    A link may depend on another field of the same record (a state on its country),
    which the call says too, or the record has. So the order of the mappings does not
    matter.

    What its field does not take is left out, or a default stands in its place, where
    the mapping says so.

    :param HandlerSpec spec: the handler
    :param mappings: those of its mappings that have a say
    :param target: empty recordset, in the environment of the handler's user
    :param dict parameters: converted parameters by name
    :param record: the record that is there, if any
    :param emptied: names of the parameters that the call brings without a value
    :param ValueRefused silence: why no record is made of a call that says nothing of
        one; None where it does
    :param odd: what Odoo refuses though its field takes it: an ``OddValue`` by field

    ``notes`` has what is worth knowing of a value, as :class:`~..engine.notes.Note`.
    """

    def __init__(
        self,
        spec,
        mappings,
        target,
        parameters,
        record=None,
        emptied=(),
        silence=None,
        odd=None,
    ):
        self._spec, self._odd = spec, odd or {}
        # What goes into the chatter is said of no field.
        mappings = [mapping for mapping in mappings if not mapping.is_note]
        self._mappings = mappings
        self._target = target
        self._record = target.browse() if record is None else record
        self._context, self._silence = spec.context, silence
        context = call_context(target.env)
        self._allowance = context.allowance if context else LinkAllowance()
        self._country = target.env["res.country"].browse(spec.runner.country_id or ())
        self._said, self.notes = said_of(mappings, parameters, emptied, spec.context)
        self._left_out = {}
        self._values = {}
        self._under_way = set()
        self._makes_records = False

    def to_find(self, names):
        """The values to look for a record by.

        Nothing is made: what links to a record that is yet to be made is not there.

        :param names: fields, of which those are left out that the call says nothing of
        :rtype: dict
        :raise ValueRefused: a value does not fit its field, and refuses the call
        """
        values = {}
        for name in names:
            if name in self._said and self._said[name][0] is not EMPTY:
                value = self._value_to_find(name)
                if value not in (None, "", MISSING):
                    values[name] = value
        return values

    def to_write(self):
        """The values for ``create`` or ``write``.

        :rtype: dict
        :raise ValueRefused: a value does not fit its field, and refuses the call; or a
            new record needs it
        """
        self._makes_records = True
        if self._silence and not self._record:
            raise self._silence
        values = {name: self._value(name) for name in self._said if name != "id"}
        values = {name: item for name, item in values.items() if item is not MISSING}
        if not self._record:
            values |= self._name(values)
            self._check_nothing_needed(values)
        return {
            **values,
            **owners_brought(self._target, values, self._known),
            **orphans_dropped(self._record, values),
        }

    def country_of_numbers(self):
        """The country of the record's phone numbers, as far as it is known by now.

        :return: ISO code, or None
        """
        with suppress(ValueRefused):
            return country_of_numbers(self._record, self._known, self._said)
        return None

    def refusal(self):
        """Why the first value that was left out was; None where none was.

        :rtype: ValueRefused or None
        """
        return next(iter(self._left_out.values()), None)

    def _name(self, values):
        """A name for a new record that would be lost for the want of one."""
        name = needed_name(self._target, values, self._mappings)
        if not name:
            return {}
        text = stand_in_name(self._target, name, values, self._spec.name)
        self.notes.append(Note("named", {"field": name, "written": text}))
        return {name: text}

    def _check_nothing_needed(self, values):
        """:raise ValueRefused: a new record cannot be without what was left out"""
        for name, error in self._left_out.items():
            field = self._target._fields[name]
            # What Odoo computes later is missing where the database asks for it.
            is_needed = field.required and name not in values and not field.precompute
            if is_needed and not self._target.default_get([name]).get(name):
                raise error

    def _value_to_find(self, name):
        try:
            return self._value(name)
        except ValueRefused as error:
            if self._is_yet_to_be_made(error, error.details.get("field")):
                return NOWHERE
            raise

    def _is_yet_to_be_made(self, error, name):
        """Whether a link is to a record that the call makes, later than now."""
        if self._makes_records:
            return False
        _, mapping = self._said.get(name, (None, None))
        is_missing = error.code == "relation_missing"
        return is_missing and mapping is not None and mapping.create_missing

    def _value(self, name):
        """The value for a field; MISSING where what the call says was left out."""
        if name not in self._values:
            self._under_way.add(name)
            try:
                self._work_out_currency(name)
                self._values[name] = self._fitting(name, self._scope(name))
            finally:
                self._under_way.discard(name)
        return self._values[name]

    def _fitting(self, name, scope):
        value, mapping = self._said[name]
        if name in self._odd:
            return self._without_odd(name, scope)
        try:
            if value is EMPTY:
                return self._emptied(name)
            return self._converted(name, value, scope)
        except ValueRefused as error:
            refused = refused_by_field(self._target, mapping, error)
            is_yet_to_be_made = self._is_yet_to_be_made(error, name)
            # Which record an id means cannot be left open: another one would be made.
            if mapping.on_invalid == "refuse" or name == "id" or is_yet_to_be_made:
                raise refused from error
            return self._default(name, scope, error, refused)

    def _converted(self, name, value, scope):
        mapping = self._said[name][1]
        refuses = mapping.on_invalid == "refuse"
        if isinstance(value, PhoneText) and self._makes_records:
            value = str(value.in_country(self.country_of_numbers(), self._context))
        converted = field_value(
            self._target,
            name,
            value,
            self._context,
            create_missing=self._makes_records and mapping.create_missing,
            scope=scope,
            leave_out=None if refuses else partial(self._leave_out, name),
            allowance=self._allowance,
        )
        if isinstance(converted, Amount) and self._makes_records:
            self._check_currency(name, converted)
            return float(converted)
        if mapping.policy == "append" and self._makes_records:
            return appended(self._record, name, converted, self._context.timezone)
        return converted

    def _work_out_currency(self, name):
        """What decides about the currency of a field; what refuses the call there does
        it for its own sake.
        """
        of_field = currency_field_of(self._target, name)
        if of_field and self._makes_records:
            for other in telling(self._record, of_field, self._said):
                self._told(other)

    def _check_currency(self, name, amount):
        """:raise ValueRefused: the record is in another currency"""
        of_field = currency_field_of(self._target, name)
        if of_field and amount.may_be:
            currency = currency_of_record(
                self._record, of_field, self._said, self._told
            )
            is_said = of_field in self._said
            check_currency(self._target, name, amount, currency, is_said)

    def _emptied(self, name):
        model_field = self._target._fields[name]
        if model_field.required or is_demanded(self._target, name):
            raise refused(None, _lt("a value: the field cannot be empty"))
        check_rules(self._target, model_field, False, None)
        return [Command.clear()] if model_field.type == "many2many" else False

    def _without_odd(self, name, scope):
        """What stands in the place of a value that Odoo refuses."""
        odd, mapping = self._odd[name], self._said[name][1]
        default = MISSING
        if not odd.is_default_odd:
            default = self._default_that_fits(name, scope)
        is_default = default is not MISSING
        self._leave_out(name, odd.error, is_default, odd.for_sender)
        if not is_default:
            refused = refused_by_field(self._target, mapping, odd.for_sender)
            self._left_out[name] = refused
        return default

    def _default(self, name, scope, error, refused_by_field):
        """What stands in the place of a value that its field does not take."""
        default = self._default_that_fits(name, scope)
        is_default = default is not MISSING
        self._leave_out(name, error, defaulted=is_default)
        if not is_default:
            self._left_out[name] = refused_by_field
        return default

    def _default_that_fits(self, name, scope):
        """The default of the parameter as its field takes it; MISSING for none."""
        mapping = self._said[name][1]
        parameters = {item.name: item for item in self._spec.parameters}
        parameter = parameters.get(mapping.parameter)
        if mapping.on_invalid != "default" or not parameter:
            return MISSING
        default = default_of(parameter, self._context)
        default = mapping.transformed({parameter.name: default})
        if is_empty(default):
            return MISSING
        try:
            return self._converted(name, default, scope)
        except ValueRefused:
            return MISSING

    def _leave_out(self, name, error, defaulted=False, for_sender=None):
        mapping = self._said[name][1]
        named = partial(refused_by_field, self._target, mapping)
        about = {"field": name, "parameter": mapping.parameter or None}
        if for_sender:
            about["for_sender"] = named(for_sender)
        self.notes.append(left_out(named(error), defaulted=defaulted, **about))

    def _scope(self, name):
        if self._target._fields[name].type not in _LINKS:
            return None
        return scope_of(
            self._target,
            name,
            self._known,
            self._told,
            self._country,
            self._left_out,
        )

    def _told(self, name):
        """The value of a field that the call says; false where it empties it."""
        if name not in self._said or name in self._under_way:
            return MISSING
        return self._value(name)

    def _known(self, name):
        """The value of a field as the record will have it, as far as that is known."""
        model_field = self._target._fields[name]
        value = self._told(name)
        if model_field.type == "many2many" and value is not MISSING:
            value = [command[1] for command in value if command[1]]
        if value is MISSING:
            value = self._record[name]
            if model_field.relational:
                value = value.id if model_field.type == "many2one" else value.ids
        return value or MISSING
