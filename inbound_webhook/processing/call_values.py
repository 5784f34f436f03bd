"""The values of one call for the fields of one record."""

from ..engine.errors import ValueRefused
from ..engine.phrases import Term, _lt
from ..engine.values import MISSING
from .belonging import belongings_of, owners_of, scope_of
from .field_values import NOWHERE, field_value

_LINKS = ("many2one", "many2many")


class CallValues:
    """What a call says of the fields of a record, worked out one field after the other.

    A link may depend on another field of the same record (a state on its country),
    which the call says too, or the record has. So the order of the mappings does not
    matter.

    :param HandlerSpec spec: the handler
    :param mappings: those of its mappings that have a say
    :param target: empty recordset, in the environment of the handler's user
    :param dict parameters: converted parameters by name
    :param record: the record that is there, if any

    ``notes`` has what is worth knowing of a value: pairs of a code and details.
    """

    def __init__(self, spec, mappings, target, parameters, record=None):
        self._target = target
        self._record = target.browse() if record is None else record
        self._context = spec.context
        self._country = target.env["res.country"].browse(spec.runner.country_id or ())
        self._said, self.notes = {}, []
        for mapping in mappings:
            value = mapping.transformed(parameters)
            # What a call does not say, it does not change.
            if value is not None:
                self._said[mapping.field] = (value, mapping)
                self.notes += filter(None, [mapping.note(parameters)])
        self._values = {}
        self._under_way = set()
        self._makes_records = False

    def to_find(self, names):
        """The values to look for a record by.

        Nothing is made: what links to a record that is yet to be made is not there.

        :param names: fields, of which those are left out that the call says nothing of
        :rtype: dict
        :raise ValueRefused: a value does not fit its field
        """
        values = {}
        for name in names:
            if name in self._said:
                value = self._value_to_find(name)
                if value is not None and value != "":
                    values[name] = value
        return values

    def to_write(self):
        """The values for ``create`` or ``write``.

        :rtype: dict
        :raise ValueRefused: a value does not fit its field
        """
        self._makes_records = True
        values = {name: self._value(name) for name in self._said if name != "id"}
        return {**values, **self._owners(values), **self._orphans(values)}

    def _value_to_find(self, name):
        try:
            return self._value(name)
        except ValueRefused as error:
            _, mapping = self._said.get(error.details.get("field"), (None, None))
            if error.code == "relation_missing" and mapping and mapping.create_missing:
                return NOWHERE
            raise

    def _value(self, name):
        if name not in self._values:
            self._under_way.add(name)
            self._values[name] = self._fitting(name, self._scope(name))
            self._under_way.discard(name)
        return self._values[name]

    def _fitting(self, name, scope):
        value, mapping = self._said[name]
        try:
            return field_value(
                self._target,
                name,
                value,
                self._context,
                create_missing=self._makes_records and mapping.create_missing,
                scope=scope,
            )
        except ValueRefused as error:
            raise _refused_by_field(self._target, mapping, error) from error

    def _scope(self, name):
        if self._target._fields[name].type not in _LINKS:
            return None
        return scope_of(self._target, name, self._known, self._country)

    def _known(self, name):
        """The value of a field as the record will have it, as far as that is known."""
        model_field = self._target._fields[name]
        if name in self._said and name not in self._under_way:
            value = self._value(name)
            if model_field.type == "many2many":
                value = [command[1] for command in value]
        else:
            value = self._record[name]
            if model_field.relational:
                value = value.id if model_field.type == "many2one" else value.ids
        return value or MISSING

    def _owners(self, values):
        """What linked records belong to, where nothing says otherwise.

        A state brings its country along, as it does in the form of a contact.
        """
        found = {}
        for name, value in values.items():
            model_field = self._target._fields[name]
            if model_field.type != "many2one" or not value:
                continue
            linked = self._target.env[model_field.comodel_name].browse(value)
            for owner in owners_of(self._target, name):
                if self._known(owner.name) is MISSING:
                    found[owner.name] = linked[owner.link].id
        return found

    def _orphans(self, values):
        """Links of the record that do not belong to what they depend on any more."""
        found = {}
        for name, value in values.items() if self._record else ():
            if self._target._fields[name].type != "many2one":
                continue
            if value == self._record[name].id:
                continue
            for link, owner in belongings_of(self._target, name):
                present = self._record[link]
                if link not in values and present and present[owner.link].id != value:
                    found[link] = False
        return found


def _refused_by_field(target, mapping, error):
    """The error of a value: which parameter, and which field.

    Senders read the field's name, and screens what it is called there.
    """
    field = mapping.field
    term = Term(repr(field), f"{target._name}:{field}")
    if mapping.source == "parameter":
        phrase = _lt(
            "The parameter %(parameter)r does not fit the field %(field)s: %(reason)s",
            parameter=mapping.parameter,
            field=term,
            reason=error.phrase,
        )
    else:
        phrase = _lt(
            "The fixed value of the field %(field)s does not fit: %(reason)s",
            field=term,
            reason=error.phrase,
        )
    return ValueRefused(error.code, phrase, **{**error.details, "field": field})
