from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.errors import EngineError
from ...engine.parameters import ParameterSpec, check_parameter
from ...engine.templates import compile_template
from ...engine.transforms import TRANSFORMS, check_transform
from ...engine.types import TYPES
from ...processing.field_values import is_writable
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here

#: What stands for the id of the handler that is made of a sender.
HANDLER_PLACEHOLDER = "{{ handler }}"


class InboundWebhookSenderLine(models.Model):
    """A value that a sender sends and the field it goes to, or a fixed value."""

    _name = "inbound.webhook.sender.line"
    _inherit = "inbound.webhook.sender.part"
    _description = "Inbound Webhook Sender Line"
    _order = "sequence, id"

    name = fields.Char(string="Parameter")
    constant = fields.Char(
        string="Fixed Value",
        help="Instead of a parameter: {{ first_name }} {{ last_name }}.",
    )
    type = fields.Selection(
        lambda self: self.env["inbound.webhook.sender"]._selection("parameter", "type"),
        required=True,
        default="text",
    )
    source = fields.Selection(
        lambda self: self.env["inbound.webhook.sender"]._selection(
            "parameter", "source"
        ),
        required=True,
        default="body",
    )
    path = fields.Char(help="Where the value stands, as in a parameter.")
    required = fields.Boolean(help="A call without this value is refused.")
    default_value = fields.Char(string="Default")
    sample_value = fields.Char(string="Sample")
    is_duplicate_key = fields.Boolean(string="Duplicate Key")
    field_name = fields.Char(
        string="Field",
        help="Technical name of the field of the target. Where it does not exist, "
        "because its app is not installed, the parameter has no mapping.",
    )
    is_match_key = fields.Boolean(string="Match Key")
    joins_previous_key = fields.Boolean(string="With the Key Above")
    policy = fields.Selection(
        lambda self: self.env["inbound.webhook.sender"]._selection("mapping", "policy"),
        string="Write",
        required=True,
        default="always",
    )
    transform = fields.Selection(
        lambda self: self.env["inbound.webhook.sender"]._selection(
            "mapping", "transform"
        )
    )
    transform_argument = fields.Char(
        string="With",
        help="What the transform needs. {{ handler }} stands for the number of the "
        "handler that is made: with it, the numbers of two systems are not confused.",
    )
    create_missing = fields.Boolean()

    _sequence_bounds = within_bounds("sequence")
    _name_unique = models.Constraint(
        "UNIQUE (sender_id, name)", "Two parameters of a sender have the same name."
    )

    @api.constrains("name", "constant", "field_name")
    def _check_kind(self):
        for line in self:
            if bool(line.name) == bool(line.constant):
                raise ValidationError(
                    self.env._(
                        "A line of %s is either a parameter or a fixed value.",
                        line.sender_id.name,
                    )
                )
            if line.constant and not line.field_name:
                raise ValidationError(
                    self.env._(
                        "The fixed value %(value)s of %(sender)s needs a field.",
                        value=line.constant,
                        sender=line.sender_id.name,
                    )
                )

    @api.constrains(
        "name",
        "constant",
        "type",
        "source",
        "path",
        "default_value",
        "transform",
        "transform_argument",
        "sender_id",
    )
    def _check_usable(self):
        for line in self:
            try:
                line._check_by_engine()
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "%(line)s of %(sender)s cannot be used: %(reason)s",
                        line=line.name or line.constant,
                        sender=line.sender_id.name,
                        reason=worded(self.env, error),
                    )
                ) from error

    def _check_by_engine(self):
        if self.name:
            self._check_parameter()
            sender = self.sender_id
            check_parameter(
                self._spec(),
                self.env["inbound.webhook.handler"].new()._value_context(),
                body_kind=sender.body_type,
                has_items=bool(sender.split_path),
            )
        else:
            self._check_placeholders()
        if self.transform:
            name = kind_here(self.env, TRANSFORMS, self.transform)
            check_transform(name, self.transform_argument or "")

    def _check_parameter(self):
        parameters = self.env["inbound.webhook.parameter"]
        parameters._check_usable_name(self.name)
        if self.source == "header":
            parameters._check_usable_header(self.path or self.name)
        if self.source == "body" and self.sender_id.method == "get":
            raise ValidationError(
                self.env._("A GET call has no body to take %s from.", self.name)
            )

    def _check_placeholders(self):
        known = self.sender_id.line_ids.mapped("name")
        for name in sorted(compile_template(self.constant).names):
            if name not in known:
                raise ValidationError(
                    self.env._(
                        "The placeholder %(name)s of %(sender)s is no parameter.",
                        name=f"{{{{ {name} }}}}",
                        sender=self.sender_id.name,
                    )
                )

    def _spec(self):
        return ParameterSpec(
            name=self.name,
            type=kind_here(self.env, TYPES, self.type),
            source=self.source,
            path=self.path or "",
            default=self.default_value or None,
        )

    def _is_read_by(self, parameter):
        """Whether a parameter of a handler stands for the same value of a call."""
        mine, other = (line.path or line.name for line in (self, parameter))
        is_same_place = self.source == parameter.source and mine == other
        return is_same_place and parameter.type in ("text", "integer")

    # === MAKING A HANDLER ===

    def _fill(self, handler):
        """Give a handler the mappings of these lines; it has the parameters already.

        A field that does not exist here, or that no call can fill, is left out.
        """
        by_name = {parameter.name: parameter.id for parameter in handler.parameter_ids}
        fields_by_name = self._writable_fields(handler)
        self.env["inbound.webhook.mapping"].create(
            [
                {
                    "handler_id": handler.id,
                    "parameter_id": by_name.get(line.name),
                    "field_id": fields_by_name[line.field_name].id,
                    **line._mapping_values(handler),
                }
                for line in self
                if line.field_name in fields_by_name
            ]
        )

    def _writable_fields(self, handler):
        found = self.env["ir.model.fields"].search(
            [
                ("model_id", "=", handler.model_id.id),
                ("name", "in", self.mapped("field_name")),
            ]
        )
        return {field.name: field for field in found if is_writable(field)}

    def _parameter_values(self):
        self.ensure_one()
        return {
            "sequence": self.sequence,
            "name": self.name,
            "type": self.type,
            "source": self.source,
            "path": self.path,
            "required": self.required,
            "default_value": self.default_value,
            "sample_value": self.sample_value,
            "is_duplicate_key": self.is_duplicate_key,
        }

    def _mapping_values(self, handler):
        argument = self.transform_argument or ""
        return {
            "sequence": self.sequence,
            "value_source": "constant" if self.constant else "parameter",
            "constant": self.constant,
            "is_match_key": self.is_match_key,
            "joins_previous_key": self.joins_previous_key,
            "policy": self.policy,
            "transform": self.transform,
            "transform_argument": argument.replace(
                HANDLER_PLACEHOLDER, str(handler.id)
            ),
            "create_missing": self.create_missing,
        }
