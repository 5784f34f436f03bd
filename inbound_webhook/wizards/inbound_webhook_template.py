import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..engine.body import parse_body
from ..engine.errors import EngineError
from ..engine.json_template import propose_parameters

#: Longer values say nothing more in a list.
LONGEST_SAMPLE = 200


class InboundWebhookTemplate(models.TransientModel):
    """Makes the parameters of a handler from a sample of what its sender sends.

    Read again with a changed sample, it shows what is new, gone and different.
    """

    _name = "inbound.webhook.template"
    _description = "Parameters from a Sample"

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade"
    )
    sample_file = fields.Binary(string="File")
    sample = fields.Text(
        help="A body as the sender sends it: JSON, or a form as name=value&name=value."
    )
    line_ids = fields.One2many(
        "inbound.webhook.template.line", "template_id", string="Parameters"
    )

    @api.onchange("sample_file")
    def _onchange_sample_file(self):
        if self.sample_file:
            content = base64.b64decode(self.sample_file)
            self.sample = content.decode("utf-8-sig", "replace")

    def action_read(self):
        """Read the sample, and list what it suggests.

        :raise UserError: the sample cannot be read
        """
        self.ensure_one()
        proposals = propose_parameters(self._tree())
        present = {
            parameter.path or parameter.name: parameter
            for parameter in self.handler_id.parameter_ids
            if parameter.source == "body"
        }
        lines = [self._line(item, present.pop(item.path, None)) for item in proposals]
        lines += [self._gone(parameter) for parameter in present.values()]
        self.line_ids = [Command.clear(), *map(Command.create, lines)]
        return self._reopen()

    def action_apply(self):
        """Make, change and remove the parameters that are ticked."""
        self.ensure_one()
        ticked = self.line_ids.filtered("is_selected")
        taken = set(self.handler_id.parameter_ids.mapped("name"))
        for line in ticked.filtered(lambda line: line.state == "new"):
            name = _free_name(line.name, taken)
            taken.add(name)
            line._make(name)
        for line in ticked.filtered(lambda line: line.state == "changed"):
            line.parameter_id.write(line._type_and_sample())
        ticked.filtered(lambda line: line.state == "gone").parameter_id.unlink()
        return {"type": "ir.actions.act_window_close"}

    def _tree(self):
        handler = self.handler_id
        try:
            payload = parse_body(
                (self.sample or "").encode(),
                None,
                expected=handler.body_type,
                limits=handler._limits(),
            )
        except EngineError as error:
            raise UserError(
                self.env._("The sample cannot be read: %s", error)
            ) from error
        if payload.kind == "empty":
            raise UserError(self.env._("Paste a sample, or upload a file."))
        return payload.value

    def _line(self, proposal, parameter):
        sample = json.dumps(proposal.sample, ensure_ascii=False)
        if isinstance(proposal.sample, str):
            sample = proposal.sample
        state = "new"
        if parameter:
            state = "same" if parameter.type == proposal.type else "changed"
        return {
            "is_selected": state == "new",
            "state": state,
            "name": parameter.name if parameter else proposal.name,
            "type": proposal.type,
            "path": proposal.path,
            "sample_value": sample[:LONGEST_SAMPLE],
            "parameter_id": parameter and parameter.id,
        }

    def _gone(self, parameter):
        return {
            "state": "gone",
            "name": parameter.name,
            "type": parameter.type,
            "path": parameter.path or parameter.name,
            "sample_value": parameter.sample_value,
            "parameter_id": parameter.id,
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parameters from a Sample"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class InboundWebhookTemplateLine(models.TransientModel):
    """A parameter that a sample suggests, or one that is not in it."""

    _name = "inbound.webhook.template.line"
    _description = "Parameter from a Sample"

    template_id = fields.Many2one(
        "inbound.webhook.template", required=True, ondelete="cascade"
    )
    is_selected = fields.Boolean(string="Take")
    state = fields.Selection(
        [
            ("new", "New"),
            ("same", "There already"),
            ("changed", "Another type"),
            ("gone", "Not in the sample"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(required=True)
    type = fields.Selection(
        lambda self: self.env["inbound.webhook.parameter"]._fields["type"].selection,
        required=True,
    )
    path = fields.Char(required=True, readonly=True)
    sample_value = fields.Char(string="Sample", readonly=True)
    parameter_id = fields.Many2one("inbound.webhook.parameter", readonly=True)

    def _make(self, name):
        self.ensure_one()
        handler = self.template_id.handler_id
        return self.env["inbound.webhook.parameter"].create(
            {
                "handler_id": handler.id,
                "sequence": 10 * (len(handler.parameter_ids) + 1),
                "name": name,
                "path": self.path if self.path != name else False,
                **self._type_and_sample(),
            }
        )

    def _type_and_sample(self):
        return {"type": self.type, "sample_value": self.sample_value}


def _free_name(name, taken):
    """The name, or with a number behind it where another parameter has it."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    return candidate
