import json

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...engine.errors import EngineError
from ...engine.items import place_in_call
from ...engine.masking import is_credential
from ...engine.parameters import ParameterSpec, check_parameter
from ...engine.templates import compile_template
from ...engine.types import TYPES
from ...words.phrases import worded
from ..bounded import within_bounds
from ..kinds import kind_here, selection_of

#: What placeholders of answers begin with already.
_TAKEN_NAMES = ("record", "call")
#: Longer values say nothing more in a list.
LONGEST_SAMPLE = 200


class InboundWebhookParameter(models.Model):
    """A value that a call brings: its name, its type and where it stands."""

    _name = "inbound.webhook.parameter"
    _inherit = "inbound.webhook.handler.line"
    _description = "Inbound Webhook Parameter"
    _order = "sequence, id"

    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    name = fields.Char(
        required=True,
        help="Letters, digits and underscores: answers use it as {{ name }}.",
    )
    type = fields.Selection(
        lambda self: selection_of(self.env, TYPES),
        required=True,
        default="text",
        help="What the value has to be, or it does not fit.",
    )
    source = fields.Selection(
        [("body", "Body"), ("query", "Query"), ("header", "Header")],
        required=True,
        default="body",
        help="Where the value stands: in the body, behind the ? of the URL, or in a "
        "header.",
    )
    path = fields.Char(
        help="Where in the body: lead.email or items[0].name (JSONPath) for JSON, "
        "fields[key=email].value for the value of the item whose key is email, "
        "the field's name for a form; else the name in the query or of the header. "
        "Leave it empty where it is the parameter's name."
    )
    required = fields.Boolean(help="A call without this value is refused.")
    default_value = fields.Char(
        string="Default", help="What to take when the call brings no value."
    )
    #: Made of a call, it is what that one brought: it is not for all who read the log.
    sample_value = fields.Char(
        string="Sample",
        groups="inbound_webhook.group_administrator",
        help="A value as the sender writes it.",
    )
    duplicate_mode = fields.Selection(related="handler_id.duplicate_mode")
    is_duplicate_key = fields.Boolean(
        string="Duplicate Key",
        help="Calls with the same value here (and in the other parameters ticked) "
        "are duplicates.",
    )

    _sequence_bounds = within_bounds("sequence")
    _name_unique = models.Constraint(
        "UNIQUE (handler_id, name)", "Two parameters of a handler have the same name."
    )

    @api.constrains("name")
    def _check_name(self):
        for parameter in self:
            self._check_usable_name(parameter.name)

    @api.model
    def _check_usable_name(self, name):
        if not name.isidentifier() or name in _TAKEN_NAMES:
            raise ValidationError(
                self.env._(
                    '"%s" is no name for a parameter: use letters, digits and '
                    "underscores, beginning with a letter.",
                    name,
                )
            )

    @api.constrains("path", "source", "name", "type", "default_value", "handler_id")
    def _check_usable(self):
        for parameter, spec in zip(self, self._specs(), strict=True):
            handler = parameter.handler_id
            try:
                check_parameter(
                    spec,
                    handler._value_context(),
                    body_kind=handler.body_type,
                    allow_descent=handler.allow_descent,
                    has_items=bool(handler.split_path),
                )
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "The parameter %(name)s cannot be used: %(reason)s",
                        name=parameter.name,
                        reason=worded(self.env, error),
                    )
                ) from error

    @api.constrains("source")
    def _check_source(self):
        self.handler_id._check_get_sources()

    @api.constrains("source", "path", "name")
    def _check_header(self):
        for parameter in self.filtered(lambda item: item.source == "header"):
            self._check_usable_header(parameter.path or parameter.name)

    @api.model
    def _check_usable_header(self, header):
        if is_credential(header):
            raise ValidationError(
                self.env._(
                    "The header %s holds credentials. They are not kept, so it "
                    "cannot be a parameter.",
                    header,
                )
            )

    @api.constrains("is_duplicate_key")
    def _check_duplicate_key(self):
        self.handler_id._check_duplicate_mode()

    def _reads_body_at(self, path):
        """Whether it takes what stands at a path of the body.

        :param str path: as ``authoring.proposals`` writes it
        """
        self.ensure_one()
        return self._place() == place_in_call("body", path)

    def _place(self):
        """Where it is read, to be compared: the same however its path is written."""
        self.ensure_one()
        return place_in_call(self.source, self.path or self.name)

    def _uses(self):
        """What goes, or does no longer work, when these parameters are removed.

        :return: sentences in the user's language
        :rtype: list[str]
        """
        return [sentence for parameter in self for sentence in parameter._uses_of_one()]

    def _uses_of_one(self):
        yield from self._uses_of_lines()
        handler = self.handler_id
        if self.name in handler._pages_or_plain(None).names():
            yield self.env._("A page for visitors names %s", self.name)
        for other in handler.parameter_ids:
            if self in other.time_zone_parameter_id | other.country_parameter_id:
                yield self.env._(
                    "%(name)s says how %(other)s is read",
                    name=self.name,
                    other=other.name,
                )
        if self.is_duplicate_key:
            yield self.env._("%s tells duplicates", self.name)
        if handler.event_time_parameter_id == self:
            yield self.env._("%s says which calls are older", self.name)
        if handler.external_id_parameter_id == self:
            yield self.env._("%s is the sender's id of the record", self.name)

    def _uses_of_lines(self):
        handler = self.handler_id
        for mapping in handler.mapping_ids:
            words = {"name": self.name, "field": mapping.field_id.field_description}
            if mapping.parameter_id == self:
                yield self.env._("The mapping of %(name)s to “%(field)s”", **words)
            elif self.name in compile_template(mapping.constant or "").names:
                yield self.env._(
                    "The fixed value of “%(field)s” names %(name)s", **words
                )
        for condition in handler.condition_ids:
            if condition.parameter_id == self:
                yield self.env._("The condition on %s", self.name)
        for response in handler.response_ids:
            if self.name in response._names():
                yield self.env._("A response names %s", self.name)

    @api.model
    def _values_of_proposal(self, proposal):
        """Values of a parameter that a sample suggests.

        :param ProposedParameter proposal: what is suggested
        :rtype: dict
        """
        return {
            "name": proposal.name,
            "type": proposal.type,
            "path": proposal.path if proposal.path != proposal.name else False,
            "sample_value": self._as_sample(proposal.sample),
            "date_format": proposal.date_format or "automatic",
        }

    @api.model
    def _as_sample(self, value):
        """A value as a sample of a parameter, no longer than a list can show."""
        if value is None:
            return ""
        if not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False)
        return value[:LONGEST_SAMPLE]

    def _specs(self):
        """The parameters as the engine takes them.

        :rtype: list[ParameterSpec]
        """
        return [
            ParameterSpec(
                name=parameter.name,
                type=kind_here(self.env, TYPES, parameter.type),
                source=parameter.source,
                path=parameter.path or "",
                required=parameter.required,
                default=parameter.default_value or None,
                on_invalid=parameter.on_invalid or "skip",
                **parameter._reading(),
            )
            for parameter in self
        ]
