import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby

from ..authoring.guesses import is_message
from ..authoring.tick_boxes import table_of_sentence
from ..engine.types import TYPES
from ..fields.rpc_json import RpcJson
from ..models.kinds import selection_of
from ..processing.appending import APPENDED_TYPES
from ..processing.field_values import WRITABLE_TYPES

#: Types that can be written in many ways.
DATES = ("date", "datetime")
NUMBERS = ("integer", "decimal", "money", "percent")
#: Types that are read by the country that they are of.
_OF_COUNTRIES = ("phone", "vat")
_TEXTS = ("char", "text", "html")
_PLACEHOLDER = re.compile(r"{{\s*(.*?)\s*}}")


class InboundWebhookTemplateLine(models.TransientModel):
    """A parameter that a sample suggests, or one that is not in it."""

    _name = "inbound.webhook.template.line"
    _description = "Parameter from a Sample"

    template_id = fields.Many2one(
        "inbound.webhook.template", required=True, ondelete="cascade"
    )
    position = fields.Integer(readonly=True)
    is_selected = fields.Boolean(string="Take")
    state = fields.Selection(
        [
            ("new", "New"),
            ("same", "There already"),
            ("moved", "Elsewhere: tick to change it"),
            ("changed", "Another type or format: tick to change it"),
            ("gone", "Gone: tick to remove it"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(required=True)
    proposed_name = fields.Char(readonly=True)
    type = fields.Selection(
        lambda self: selection_of(self.env, TYPES),
        required=True,
    )
    date_format = fields.Selection(
        lambda self: self.env["inbound.webhook.parameter"]._selection_date_format(),
        string="Dates Look Like",
        required=True,
        default="automatic",
        help="As the samples and the last calls decide it.",
    )
    number_format = fields.Selection(
        lambda self: (
            self.env["inbound.webhook.parameter"]._fields["number_format"].selection
        ),
        string="Numbers Look Like",
        required=True,
        default="automatic",
        help="As the samples and the last calls decide it.",
    )
    time_zone_from = fields.Char(readonly=True)
    country_from = fields.Char(readonly=True)
    source = fields.Selection(
        lambda self: self.env["inbound.webhook.parameter"]._fields["source"].selection,
        required=True,
        readonly=True,
    )
    path = fields.Char(required=True, readonly=True)
    sample_value = fields.Char(string="Sample", readonly=True)
    parameter_id = fields.Many2one("inbound.webhook.parameter", readonly=True)
    gone_ids = fields.Many2many(related="template_id.gone_ids")
    replaces_id = fields.Many2one(
        "inbound.webhook.parameter",
        string="In Place of",
        domain="[('id', 'in', gone_ids)]",
        help="A parameter that the sender calls otherwise now. It keeps its name, its "
        "mapping and its conditions, and is read from here.",
    )
    model_id = fields.Many2one(related="template_id.model_id")
    writable_types = RpcJson(compute="_compute_writable_types")
    field_id = fields.Many2one(
        "ir.model.fields",
        domain="[('model_id', '=', model_id), ('readonly', '=', False), "
        "('store', '=', True), ('ttype', 'in', writable_types)]",
        ondelete="cascade",
        help="What the value is written to. Two lines with the same field, such as a "
        "first and a last name, make one value of it. Empty: it is not written.",
    )
    is_mapped = fields.Boolean(readonly=True)
    is_match_key = fields.Boolean(
        string="Match Key",
        help="A record with this value that is there already is updated or found.",
    )
    part = fields.Integer(readonly=True)
    makes_records = fields.Boolean(readonly=True)

    def _compute_writable_types(self):
        self.writable_types = sorted(WRITABLE_TYPES)

    @api.onchange("replaces_id")
    def _onchange_replaces_id(self):
        if self.replaces_id:
            self.is_selected = True

    @api.onchange("field_id")
    def _onchange_field_id(self):
        self.part = 0
        self.makes_records = False
        if self.field_id:
            self.is_selected = True
        else:
            self.is_match_key = False

    def _apply_to_parameters(self):
        """Make, change and remove the parameters of these lines.

        :return: what each one is called now, by the name that was proposed for it
        """
        taken = set(self.template_id.handler_id.parameter_ids.mapped("name"))
        for line in self.filtered("replaces_id"):
            line.parameter_id = line.replaces_id
            line.parameter_id.write(
                {"source": line.source, **line._place(line.replaces_id.name)}
            )
        new = self.filtered(lambda line: line.state == "new" and not line.replaces_id)
        for line in new:
            name = _free_name(line.name, taken)
            taken.add(name)
            line.parameter_id = line._make(name)
        for line in self.filtered(lambda line: line.state in ("moved", "changed")):
            line.parameter_id.write(line._place(line.parameter_id.name))
        gone = self.filtered(lambda line: line.state == "gone")
        self._removed().unlink()
        self._set_what_tells()
        return {line.proposed_name: line.parameter_id.name for line in self - gone}

    def _set_what_tells(self):
        """Say which parameters tell how others are read, where both are there."""
        everything = self.template_id.line_ids.filtered("parameter_id")
        by_name = {line.proposed_name: line.parameter_id for line in everything}
        for line in self.filtered(lambda item: item.state in ("new", "changed")):
            told_by = {
                "time_zone_parameter_id": line.type == "datetime"
                and by_name.get(line.time_zone_from),
                "country_parameter_id": line.type in _OF_COUNTRIES
                and by_name.get(line.country_from),
            }
            line.parameter_id.write(
                {
                    name: teller.id
                    for name, teller in told_by.items()
                    if teller and teller != line.parameter_id
                }
            )

    def _removed(self):
        """The parameters that these lines remove, without those that are replaced."""
        gone = self.filtered(lambda line: line.state == "gone")
        return gone.parameter_id - self.replaces_id

    def _check_replaces(self):
        """Each parameter is at one place.

        :raise UserError: two lines take the place of the same one
        """
        for parameter, lines in groupby(
            self.filtered("replaces_id"), lambda line: line.replaces_id
        ):
            if len(lines) > 1:
                raise UserError(
                    self.env._(
                        "The parameter %(name)s can be replaced by one value: "
                        "%(names)s are several.",
                        name=parameter.name,
                        names=", ".join(line.name for line in lines),
                    )
                )

    def _make(self, name):
        self.ensure_one()
        handler = self.template_id.handler_id
        return self.env["inbound.webhook.parameter"].create(
            {
                "handler_id": handler.id,
                "sequence": 10 * (len(handler.parameter_ids) + 1),
                "name": name,
                "source": self.source,
                **self._place(name),
            }
        )

    def _place(self, name):
        """Where the value of the parameter of this name is, and what it looks like."""
        return {
            "path": self.path if self.path != name else False,
            "type": self.type,
            # A form sends nothing for a box that is not ticked.
            "absent_is_no": self.type == "boolean" and self._is_of_form(),
            # Of a file the line only says what it is.
            "sample_value": False if self.type == "file" else self.sample_value,
            "date_format": self._date_format(),
            "number_format": self._number_format(),
        }

    def _date_format(self):
        """How its dates are written: what a person chose for the parameter stays."""
        chosen = self.parameter_id.date_format or "automatic"
        is_new = chosen == "automatic" and self.type in DATES
        return self.date_format if is_new else chosen

    def _number_format(self):
        """The same of how its numbers are written."""
        chosen = self.parameter_id.number_format or "automatic"
        is_new = chosen == "automatic" and self.type in NUMBERS
        return self.number_format if is_new else chosen

    def _is_of_form(self):
        return self.source == "body" and self.template_id.handler_id.body_type == "form"

    def _box_mapping(self, field):
        """What a box that says a sentence means, for the mapping of this line."""
        table = field.ttype == "boolean" and table_of_sentence(self.sample_value)
        if not table or self.type != "text":
            return {}
        return {"transform": "value_table", "transform_argument": table}

    def _mappings(self):
        """Values of the mappings that these lines ask for, one for each field.

        :raise UserError: a field is filled already, or by values that do not join
        """
        lines = self.filtered(
            lambda line: line.field_id
            and not line.is_mapped
            and not line.replaces_id
            and line.state != "gone"
        )
        by_field = groupby(lines, lambda line: line.field_id)
        return [
            self.browse().union(*parts).sorted("part")._mapping(field)
            for field, parts in by_field
        ]

    def _mapping(self, field):
        """Values of the mapping that has these lines fill a field."""
        handler = self.template_id.handler_id
        if field in handler.mapping_ids._writes().field_id:
            raise UserError(
                self.env._("The field %s is filled already.", field.field_description)
            )
        values = {
            "field_id": field.id,
            "is_match_key": any(self.mapped("is_match_key")),
            "create_missing": any(self.mapped("makes_records")),
            "policy": self._policy(field),
        }
        if len(self) == 1:
            values |= self._box_mapping(field)
            return {**values, "parameter_id": self.parameter_id.id}
        if field.ttype not in _TEXTS:
            raise UserError(
                self.env._(
                    "The field %(field)s can hold one value: %(names)s are several.",
                    field=field.field_description,
                    names=", ".join(self.mapped("name")),
                )
            )
        names = self.mapped("parameter_id.name")
        text = " ".join(f"{{{{ {name} }}}}" for name in names)
        return {**values, "value_source": "constant", "constant": text}

    def _policy(self, field):
        """How these lines write a field: no message goes for the sake of another."""
        says = [field.name, *self.mapped("name")]
        is_added = field.ttype in APPENDED_TYPES and any(map(is_message, says))
        is_look_up = self.template_id.handler_id.method == "get"
        return "append" if is_added and not is_look_up else "always"


class InboundWebhookTemplateNeeded(models.TransientModel):
    """A field that every new record needs and that no value of the sample fills."""

    _name = "inbound.webhook.template.needed"
    _description = "Needed Field of a Sample"

    template_id = fields.Many2one(
        "inbound.webhook.template", required=True, ondelete="cascade"
    )
    field_id = fields.Many2one(
        "ir.model.fields", required=True, readonly=True, ondelete="cascade"
    )
    value = fields.Char(
        help="A text, the same for every new record. {{ parameter }} stands for what a "
        "call brings."
    )

    def _mappings(self, names, filled):
        """Values of the mappings that fill these fields, on creation.

        :param dict names: what parameters are called now, by their proposed names
        :param set filled: ids of fields that need nothing any more
        """
        return [
            {
                "field_id": line.field_id.id,
                "value_source": "constant",
                "constant": _renamed(line.value, names),
                "policy": "on_create",
            }
            for line in self
            if line.value and line.field_id.id not in filled
        ]


def _free_name(name, taken):
    """The name, or with a number behind it where another parameter has it."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    return candidate


def _renamed(text, names):
    """A text with placeholders, in which each has the name of its parameter now."""

    def renamed(match):
        return f"{{{{ {names.get(match[1], match[1])} }}}}"

    return _PLACEHOLDER.sub(renamed, text)
