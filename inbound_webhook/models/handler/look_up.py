from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.bounds import BOUNDS
from ...engine.listing import Listing
from ...rights.answerable import NOT_ANSWERED
from ..bounded import within_bounds


class InboundWebhookHandler(models.Model):
    """What a look-up answers: one record or a list, and which fields."""

    _inherit = "inbound.webhook.handler"

    look_up_mode = fields.Selection(
        [("one", "One record"), ("list", "A list of all that match")],
        string="Answer",
        required=True,
        default="one",
        help="A list: all records that have the value of the match key, such as the "
        "open leads of a customer. Where nothing matches, the list is empty.",
    )
    list_limit = fields.Integer(
        string="At Most",
        required=True,
        default=BOUNDS["list_limit"].default,
        help="How many records a list has. The answer says whether there are more.",
    )
    list_order_field_id = fields.Many2one(
        "ir.model.fields",
        string="Sorted By",
        ondelete="set null",
        domain=f"[('model_id', '=', model_id), ('store', '=', True), "
        f"('ttype', 'not in', {(*NOT_ANSWERED, 'many2many', 'json', 'reference')})]",
        help="Records without a value in it come last. Left empty, it is the order in "
        "which the records were made.",
    )
    list_direction = fields.Selection(
        [("desc", "The largest, or newest, first"), ("asc", "The smallest, or oldest")],
        string="Beginning With",
        required=True,
        default="desc",
        help="Of texts, the largest is the one nearest to Z.",
    )
    return_path_ids = fields.One2many(
        "inbound.webhook.answer.field",
        "handler_id",
        string="Of Linked Records",
        copy=True,
        help="Fields of records that the record is linked to, such as Company > Name.",
    )

    _list_limit_bounds = within_bounds("list_limit")

    @api.onchange("model_id")
    def _onchange_model_of_look_up(self):
        self.list_order_field_id = self.return_path_ids = False

    @api.constrains("model_id", "list_order_field_id")
    def _check_list_order(self):
        for handler in self.filtered("list_order_field_id"):
            field = handler.list_order_field_id
            target = self.env[handler.model_name]
            is_own = field.model_id == handler.model_id
            described = target._fields.get(field.name) if is_own else None
            if described is None or not described._description_sortable(self.env):
                raise ValidationError(
                    self.env._(
                        "Records of %(model)s cannot be sorted by %(field)s.",
                        model=handler.model_id.name,
                        field=field.field_description,
                    )
                )

    def _returned_paths(self):
        """Which fields a look-up answers, in their order.

        :rtype: list[str]
        """
        self.ensure_one()
        own, linked = self.return_field_ids, self.return_path_ids
        paths = [*own.mapped("name"), *filter(None, linked.mapped("path"))]
        return [*dict.fromkeys(paths)]

    def _order_path(self):
        """The field that a list is sorted by: none, or one."""
        is_sorted = self.look_up_mode == "list" and self.list_order_field_id
        return [self.list_order_field_id.name] if is_sorted else []

    def _listing(self):
        """How a look-up answers a list.

        :rtype: Listing or None
        """
        if self.method != "get" or self.look_up_mode != "list":
            return None
        return Listing(
            limit=self.list_limit,
            field=self.list_order_field_id.name or "",
            descending=self.list_direction == "desc",
        )
