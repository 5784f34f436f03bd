from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...engine.errors import InvalidSetup
from ...engine.templates import compile_template
from ...engine.transforms import TRANSFORMS, check_transform
from ...engine.value_sources import VALUE_SOURCES, find_value_source
from ...fields.rpc_json import RpcJson
from ...processing.appending import APPENDED_TYPES
from ...processing.field_values import WRITABLE_TYPES, is_writable
from ...rights.powerful_models import power_of_field
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here, selection_of


class InboundWebhookMapping(models.Model):
    """Which field of the target a parameter, or a constant, is written to."""

    _name = "inbound.webhook.mapping"
    _inherit = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Mapping"
    _order = "sequence, id"

    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    value_source = fields.Selection(
        lambda self: selection_of(self.env, VALUE_SOURCES),
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
            ("also_empty", "Always, also when empty"),
            ("if_empty", "Only if empty"),
            ("on_create", "On creation only"),
            ("append", "Add to what is there"),
            ("note", "Leave a note in the chatter"),
        ],
        string="Write",
        required=True,
        default="always",
        help="What happens to the field of a record that is there already. Also when "
        "empty: a call that brings the value empty (no text, null, an empty list, "
        "false where it is no Yes/No) empties the field, too; a call without it never "
        "does. Add to what is there: a text goes below the others, with its date and "
        "call; what came last is not added twice. Leave a note: the value goes into "
        "the chatter, as an internal note that nobody is sent, and the field, which "
        "only gives the note its name, stays as it is.",
    )
    transform = fields.Selection(
        lambda self: selection_of(self.env, TRANSFORMS),
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

    def _compute_writable_types(self):
        self.writable_types = sorted(WRITABLE_TYPES)

    @api.constrains("value_source", "parameter_id", "constant", "handler_id")
    def _check_value_source(self):
        for mapping in self:
            mapping._check_known_source()
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

    def _check_known_source(self):
        name = kind_here(self.env, VALUE_SOURCES, self.value_source)
        try:
            find_value_source(name)
        except InvalidSetup as error:
            raise ValidationError(worded(self.env, error)) from error

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
                name = kind_here(self.env, TRANSFORMS, mapping.transform)
                check_transform(name, mapping.transform_argument or "")
            except InvalidSetup as error:
                raise ValidationError(
                    self.env._(
                        "A transform cannot be used: %s", worded(self.env, error)
                    )
                ) from error

    @api.constrains("is_match_key", "field_id")
    def _check_match_key(self):
        for mapping in self.filtered("is_match_key"):
            if mapping.field_id.ttype in ("html", "many2many", "binary"):
                raise ValidationError(
                    self.env._(
                        "Records cannot be matched by the field %s.",
                        mapping.field_id.field_description,
                    )
                )

    @api.constrains("policy", "field_id", "is_match_key")
    def _check_appended(self):
        for mapping in self.filtered(lambda mapping: mapping.policy == "append"):
            field = mapping.field_id
            if field.ttype not in APPENDED_TYPES or mapping.is_match_key:
                raise ValidationError(
                    self.env._(
                        "Nothing can be added to the field %s: choose a field of "
                        "several lines that is no match key, or another Write.",
                        field.field_description,
                    )
                )

    @api.constrains("policy", "field_id", "is_match_key", "parameter_id", "handler_id")
    def _check_note(self):
        for mapping in self.filtered(lambda mapping: mapping.policy == "note"):
            if not mapping.handler_id.model_id.is_mail_thread:
                raise ValidationError(
                    self.env._(
                        "%s has no chatter: no note can be left there. Choose another "
                        "Write.",
                        mapping.handler_id.model_id.name,
                    )
                )
            if mapping.is_match_key:
                raise ValidationError(
                    self.env._(
                        "The field %s gives a note its name and is not written, so it "
                        "cannot be a match key.",
                        mapping.field_id.field_description,
                    )
                )

    def _writes(self):
        """Those that write to their field."""
        return self.filtered(lambda mapping: mapping.policy != "note")

    def _power(self):
        """What the field has power over, as ``power_of_field`` says it, or None."""
        self.ensure_one()
        return power_of_field(
            self.env,
            self.handler_id.model_name,
            self.field_id.name,
            self.create_missing,
        )
