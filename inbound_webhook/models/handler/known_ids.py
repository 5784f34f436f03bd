from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class InboundWebhookHandler(models.Model):
    """A handler made of an earlier card, before that knew the sender's ids.

    It goes on finding records as it did. That it could find them by the id is said, and
    somebody decides: from then on, two records with one address are two.
    """

    _inherit = "inbound.webhook.handler"

    proposes_external_id = fields.Boolean(
        compute="_compute_proposes_external_id",
        help="Whether the sender brings an id of the record that matches none.",
    )

    @api.depends(
        "external_id_parameter_id",
        "mapping_ids.is_match_key",
        "mapping_ids.parameter_id",
        "model_id",
        "sender_id",
    )
    def _compute_proposes_external_id(self):
        for handler in self:
            line = handler._line_of_external_id()
            keys = handler.mapping_ids.filtered("is_match_key").parameter_id
            handler.proposes_external_id = (
                line
                and handler.parameter_ids
                and handler.model_name == handler.sender_id.model_name
                and not handler.external_id_parameter_id
                and not keys.filtered(line._is_read_by)
            )

    def _line_of_external_id(self):
        """The line of the sender's card that has its id of the record."""
        sender = self.sender_id
        return sender.line_ids.filtered(
            lambda line: line.name and line.name == sender.external_id_name
        )

    def action_match_by_external_id(self):
        """Have records found by the sender's id, and only else by the match keys.

        :raise UserError: the sender has none
        """
        self.ensure_one()
        self.check_access("write")
        line = self._line_of_external_id()
        if not line:
            raise UserError(self.env._("No id of records is known of this sender."))
        if not self.parameter_ids.filtered(line._is_read_by):
            values = {**line._parameter_values(), "name": self._free_name(line.name)}
            self.parameter_ids = [Command.create(values)]
        self.external_id_parameter_id = self.parameter_ids.filtered(line._is_read_by)[0]

    def _free_name(self, name):
        """A name that no parameter has: the one wanted, or with a line behind it."""
        taken = set(self.parameter_ids.mapped("name"))
        while name in taken:
            name += "_"
        return name

    @api.depends("proposes_external_id")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _hints(self):
        yield from super()._hints()
        if self.proposes_external_id:
            yield self.env._(
                "%s says by an id of its own which record it means, and this webhook "
                "does not look at it: a record without a value for the match keys is "
                "made again with each call (tab Mapping).",
                self.sender_id.name,
            )
