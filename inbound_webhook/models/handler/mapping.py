import hashlib
import json
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...engine.errors import InvalidSetup, KeyMissing, ValueRefused
from ...engine.extract import dump
from ...engine.keys import key_digest
from ...engine.phone import with_plus
from ...engine.phrases import _lt
from ...engine.templates import compile_template
from ...engine.transforms import (
    TRANSFORMS,
    apply_transform,
    check_transform,
    makes_another_number,
)
from ...engine.types import convert
from ...engine.values import is_empty, to_json
from ...fields.rpc_json import RpcJson
from ...processing.field_values import WRITABLE_TYPES, is_writable
from ...processing.finder import NORMALISED_ADDRESSES
from ...rights.powerful_models import power_of_field
from ...words.phrases import worded
from ..bounded import within_bounds

#: Fields that hold a phone number whatever the type of the parameter.
_PHONE_FIELDS = ("phone", "mobile")


class InboundWebhookMapping(models.Model):
    """Which field of the target a parameter, or a constant, is written to."""

    _name = "inbound.webhook.mapping"
    _inherit = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Mapping"
    _order = "sequence, id"

    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    value_source = fields.Selection(
        [("parameter", "Parameter"), ("constant", "Fixed value")],
        string="Value",
        required=True,
        default="parameter",
    )
    parameter_id = fields.Many2one(
        "inbound.webhook.parameter",
        ondelete="cascade",
        domain="[('handler_id', '=', handler_id)]",
    )
    sample_value = fields.Char(
        related="parameter_id.sample_value",
        # A form that is not saved may name a parameter of anybody's.
        related_sudo=False,
        groups="inbound_webhook.group_administrator",
        help="A value that the parameter may have.",
    )
    constant = fields.Char(
        string="Fixed Value",
        help="The same for every call, such as a sales team. {{ parameter }} stands "
        "for what a call brings: {{ first_name }} {{ last_name }}.",
    )
    field_id = fields.Many2one(
        "ir.model.fields",
        required=True,
        ondelete="cascade",
        domain="[('model_id', '=', parent.model_id), '|', ('name', '=', 'id'), '&', "
        "'&', ('readonly', '=', False), ('store', '=', True), "
        "('ttype', 'in', writable_types)]",
        help="What the value is written to. The ID, which answers name, can only be "
        "looked for: it is never written.",
    )
    writable_types = RpcJson(compute="_compute_writable_types")
    is_match_key = fields.Boolean(
        string="Match Key",
        help="An existing record with this value is updated (or found). Several match "
        "keys are tried in their order, until one finds a record. 0 and no are values, "
        "too.",
    )
    joins_previous_key = fields.Boolean(
        string="With the Key Above",
        help="Counts only together with the match key above, such as a name that has "
        "to go with a company.",
    )
    policy = fields.Selection(
        [
            ("always", "Always"),
            ("if_empty", "Only if empty"),
            ("on_create", "On creation only"),
        ],
        string="Write",
        required=True,
        default="always",
        help="What happens to the field of a record that is there already.",
    )
    transform = fields.Selection(
        lambda self: self._selection_transform(),
        help="What is done to the value before it is written.",
    )
    transform_argument = fields.Char(
        string="With",
        help="What the transform needs: the text before or after, the separator, or a "
        "table such as: new = Prospect; won = Customer; * = Other",
    )
    create_missing = fields.Boolean(
        help="Where the field links to another record and none has this name, make one."
    )

    _sequence_bounds = within_bounds("sequence")

    @api.model
    def _selection_transform(self):
        return [(name, worded(self.env, t.label)) for name, t in TRANSFORMS.items()]

    def _compute_writable_types(self):
        self.writable_types = sorted(WRITABLE_TYPES)

    @api.constrains("value_source", "parameter_id", "constant", "handler_id")
    def _check_value_source(self):
        for mapping in self:
            parameter = mapping.parameter_id
            is_constant = mapping.value_source == "constant"
            if is_constant and not mapping.constant:
                raise ValidationError(
                    self.env._("A mapping of a fixed value needs the value.")
                )
            if is_constant:
                mapping._check_placeholders()
            is_needed = parameter or not is_constant
            if is_needed and parameter.sudo().handler_id != mapping.handler_id:
                raise ValidationError(
                    self.env._("A mapping needs a parameter of its own handler.")
                )

    def _check_placeholders(self):
        try:
            names = compile_template(self.constant).names
        except InvalidSetup as error:
            raise ValidationError(
                self.env._("A fixed value cannot be used: %s", worded(self.env, error))
            ) from error
        for name in sorted(names - set(self.handler_id.parameter_ids.mapped("name"))):
            raise ValidationError(
                self.env._(
                    "The placeholder %s of a fixed value is no parameter.",
                    f"{{{{ {name} }}}}",
                )
            )

    @api.onchange("field_id")
    def _onchange_field_id(self):
        if self.field_id.name == "id":
            self.is_match_key = True

    @api.constrains("field_id", "handler_id", "is_match_key")
    def _check_field(self):
        for mapping in self:
            field = mapping.field_id
            if field.model_id != mapping.handler_id.model_id:
                raise ValidationError(
                    self.env._(
                        "The field %(field)s does not belong to %(model)s.",
                        field=field.field_description,
                        model=mapping.handler_id.model_id.name,
                    )
                )
            if field.name == "id":
                mapping._check_id()
            elif not is_writable(field):
                raise ValidationError(
                    self.env._(
                        "The field %s cannot be filled by a call.",
                        field.field_description,
                    )
                )

    def _check_id(self):
        if not self.is_match_key:
            raise ValidationError(
                self.env._(
                    "The ID of a record cannot be filled by a call. It can be a match "
                    "key, to find or update the record that has it."
                )
            )

    @api.constrains("transform", "transform_argument")
    def _check_transform(self):
        for mapping in self.filtered("transform"):
            try:
                check_transform(mapping.transform, mapping.transform_argument or "")
            except InvalidSetup as error:
                raise ValidationError(
                    self.env._(
                        "A transform cannot be used: %s", worded(self.env, error)
                    )
                ) from error

    @api.constrains("is_match_key", "field_id")
    def _check_match_key(self):
        for mapping in self.filtered("is_match_key"):
            if mapping.field_id.ttype in ("html", "many2many"):
                raise ValidationError(
                    self.env._(
                        "Records cannot be matched by the field %s.",
                        mapping.field_id.field_description,
                    )
                )

    def _power(self):
        """What the field has power over, as ``power_of_field`` says it, or None."""
        self.ensure_one()
        return power_of_field(
            self.env,
            self.handler_id.model_name,
            self.field_id.name,
            self.create_missing,
        )

    def _value(self, parameters):
        """The value that this mapping takes from a call.

        :param dict parameters: converted parameters by name
        :return: a converted value or a constant's text, None for none
        """
        self.ensure_one()
        if self.value_source == "constant":
            return compile_template(self.constant).render_text(dump(parameters))
        return parameters.get(self.parameter_id.name)

    def _transformed_value(self, parameters):
        """The value as it is to be written, but for what its field makes of it."""
        value = self._value(parameters)
        if not self.transform:
            return value
        return apply_transform(self.transform, value, self.transform_argument or "")

    def _note(self, parameters):
        """What is worth knowing of what becomes of a value, for the trace.

        :return: code and details, or None
        """
        value = self._value(parameters)
        if not self.transform or not makes_another_number(self.transform, value):
            return None
        written = apply_transform(self.transform, value)
        details = {"field": self.field_id.name, "received": value, "written": written}
        return "another_number", details

    def _match_keys(self):
        """The match keys among these mappings, each of one field or of several.

        :rtype: list[InboundWebhookMapping]
        """
        keys = []
        for mapping in self.filtered("is_match_key"):
            if mapping.joins_previous_key and keys:
                keys[-1] |= mapping
            else:
                keys.append(mapping)
        return keys

    def _ordering_key(self, parameters):
        """What calls have in common that have to be processed in the order they came.

        It is the first match key that a call has a value for. Which record that finds,
        if any, nobody knows before the earlier calls are through.

        :param dict parameters: converted parameters by name
        :return: SHA-256 (hex) of handler, fields and values, None without a value
        """
        first = next(self._keys_with_values(_said_by(parameters)), None)
        if not first:
            return None
        parts = [self.handler_id.id, *first]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _key_digests(self, parameters):
        """What stands for the record of a call, by each match key that has a value.

        :param dict parameters: converted parameters by name
        :return: digests, as :func:`~..engine.keys.key_digest` makes them
        :rtype: list[str]
        """
        return self._digests(_said_by(parameters))

    def _record_digests(self, values):
        """What stands for a record that is made, as :meth:`_key_digests`.

        By what its fields are to hold, whatever the calls say that come to that: a link
        by its name or its id, 5 or 5.0.

        :param dict values: those for ``create``
        """
        return self._digests(lambda mapping: _as_held(values, mapping.field_id.name))

    def _digests(self, value_of):
        model = self.handler_id.model_name
        digests = []
        for names, values in self._keys_with_values(value_of):
            digests.append(key_digest(model, names, values))
        for mapping in self._addresses_of_joined_keys():
            text = mapping._in_one_spelling(value_of(mapping))
            if text:
                digests.append(key_digest(model, [mapping.field_id.name], [text]))
        return digests

    def _keys_with_values(self, value_of):
        """The match keys that a call has a value for.

        :param value_of: function that takes a mapping and gives the value of its field
        :return: for each, the names of its fields and their values in one spelling
        """
        for key in self._match_keys():
            values = [mapping._in_one_spelling(value_of(mapping)) for mapping in key]
            if all(values):
                yield key.mapped("field_id.name"), values

    def _addresses_of_joined_keys(self):
        """E-mail addresses and phone numbers that are a match key with others.

        Another handler may have them for a key alone. Not so names, places and fixed
        values: calls that make many records of one place would have to wait for one
        another.
        """
        joined = [key for key in self._match_keys() if len(key) > 1]
        return (
            self.browse()
            .union(*joined)
            .filtered(
                lambda mapping: mapping._is_phone()
                or mapping.field_id.name in NORMALISED_ADDRESSES
            )
        )

    def _in_one_spelling(self, value):
        """The value of a match key as a text that is the same for all its spellings."""
        if is_empty(value):
            return None
        text = str(to_json(value)).strip()
        text = self._canonical(text) or text.casefold()
        return with_plus(text) if self._is_phone() else text

    def _applies_to(self, record):
        """Whether the policy lets this mapping write to a record (empty: a new one)."""
        self.ensure_one()
        if not record or self.policy == "always":
            return True
        return self.policy == "if_empty" and not record[self.field_id.name]

    def _is_phone(self):
        """Whether the field holds phone numbers, which have many spellings."""
        self.ensure_one()
        return self.field_id.ttype == "char" and (
            self.field_id.name in _PHONE_FIELDS or self.parameter_id.type == "phone"
        )

    def _is_planned(self, number):
        """Whether a phone number without its extension is one of a numbering plan."""
        context = self.handler_id._value_context()
        return bool(context.format_phone(number, context.country_code))

    def _canonical(self, value):
        """An e-mail address or phone number in one spelling, None for anything else."""
        context = self.handler_id._value_context()
        if self._is_phone():
            try:
                return convert(value, "phone", context)
            except ValueRefused:
                return None
        if self.field_id.name in NORMALISED_ADDRESSES:
            return context.normalize_email(value) or None
        return None

    def _key_missing(self):
        """The error of a look-up that has no value for any match key.

        :rtype: KeyMissing
        """
        keys = [
            " + ".join(name for mapping in key for name in mapping._places())
            for key in self._match_keys()
        ]
        return KeyMissing(
            "key_missing",
            _lt(
                "The call does not say what to look up. It needs a value for %(keys)s.",
                keys=" / ".join(keys),
            ),
        )

    def _places(self):
        """Where the values of a mapping are in a call, for its sender."""
        names = {self.parameter_id.name}
        if self.value_source == "constant":
            names = compile_template(self.constant).names
        return [
            parameter._place_for_sender()
            for parameter in self.handler_id.parameter_ids
            if parameter.name in names
        ]


def _said_by(parameters):
    """A function that gives the value of a mapping, of a call with these parameters."""
    return lambda mapping: mapping._transformed_value(parameters)


def _as_held(values, name):
    """The value of a field, numbers in one spelling."""
    value = values.get(name)
    is_number = isinstance(value, int | float | Decimal) and value is not True
    return float(value) if is_number and value is not False else value
