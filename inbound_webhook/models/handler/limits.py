from odoo import api, fields, models

from ...engine.body import Limits
from ...engine.bounds import BOUNDS
from ..bounded import check_protection_period, protection_within_bounds, within_bounds


def _number(name, **attributes):
    return fields.Integer(required=True, default=BOUNDS[name].default, **attributes)


class InboundWebhookHandler(models.Model):
    """How much one call may bring, how long it may take, and what is kept of it.

    Who knows the URL of a handler can send calls without end: each of these bounds what
    one of them costs.
    """

    _inherit = "inbound.webhook.handler"

    max_body_size = _number(
        "max_body_size",
        string="Largest Body",
        help="In bytes. A larger body is answered 413 and not read.",
    )
    max_body_seconds = _number(
        "max_body_seconds",
        string="Longest Wait for a Body",
        help="Seconds in which a body has to arrive. A later one is answered 408.",
    )
    max_depth = _number(
        "max_depth",
        string="Deepest Nesting",
        help="How many lists and objects of a body may be inside one another.",
    )
    max_nodes = _number(
        "max_nodes",
        string="Most Values",
        help="How many values a body may hold.",
    )
    max_fields = _number(
        "max_fields",
        string="Most Form Fields",
        help="How many fields and files a form may hold.",
    )
    max_files = _number(
        "max_files",
        string="Most Files",
        help="How many files a form may bring. One with more is answered 413.",
    )
    max_items = _number(
        "max_items",
        string="Most Items",
        help="How many items a call may bring, where one record is made of each. One "
        "with more is answered 413, and nothing of it is done.",
    )
    max_links = _number(
        "max_links",
        string="Most Links",
        help="How many values of one list, such as tags, are looked up as records. "
        "The further ones are left out, and the call says so.",
    )
    max_new_links = _number(
        "max_new_links",
        string="Most Linked Records Made",
        help="How many records, such as tags and companies, one call may have made "
        "because they are missing, all items together. What would be more is left out, "
        "and the call says so.",
    )
    max_waiting = _number(
        "max_waiting",
        string="Most Calls Kept",
        help="How many calls may wait for the webhook to be switched on, where it "
        "keeps them. Further ones are answered 503, so that senders try again later.",
    )
    max_seconds = _number(
        "max_seconds",
        string="Longest Processing",
        help="Seconds that a call may take. When they are over, no further item is "
        "begun. Where each item stands by itself, To Fix has the call with those that "
        "are left; where all or none count, everything is undone and the sender is "
        "answered 503.",
    )
    max_headers_size = _number(
        "max_headers_size",
        string="Headers Kept",
        help="Bytes of the headers that the log keeps of a call. Those that a "
        "parameter reads are always kept whole.",
    )
    max_trace_size = _number(
        "max_trace_size",
        string="Explanation Kept",
        help="Bytes of the explanation that the log keeps of a call. Of a longer one "
        "it keeps the beginning and the end.",
    )
    max_kept_per_hour = _number(
        "max_kept_per_hour",
        string="Kept per Hour",
        help="Bytes that the log keeps in an hour of calls that were not applied "
        "(refused, failed, ignored, duplicates). Beyond that, such a call still has a "
        "row, but its body is not kept, and it cannot be replayed. Of calls that were "
        "applied, it keeps ten times as much.",
    )

    _max_body_size_bounds = within_bounds("max_body_size")
    _max_body_seconds_bounds = within_bounds("max_body_seconds")
    _max_depth_bounds = within_bounds("max_depth")
    _max_nodes_bounds = within_bounds("max_nodes")
    _max_fields_bounds = within_bounds("max_fields")
    _max_files_bounds = within_bounds("max_files")
    _max_items_bounds = within_bounds("max_items")
    _max_links_bounds = within_bounds("max_links")
    _max_new_links_bounds = within_bounds("max_new_links")
    _max_waiting_bounds = within_bounds("max_waiting")
    _max_seconds_bounds = within_bounds("max_seconds")
    _max_headers_size_bounds = within_bounds("max_headers_size")
    _max_trace_size_bounds = within_bounds("max_trace_size")
    _max_kept_per_hour_bounds = within_bounds("max_kept_per_hour")
    _protection_bounds = protection_within_bounds()

    @api.constrains("protection_period", "protection_period_unit")
    def _check_protection_period(self):
        check_protection_period(self)

    def _limits(self):
        """How much of a body is read.

        :rtype: Limits
        """
        self.ensure_one()
        return Limits(
            max_bytes=self.max_body_size,
            max_depth=self.max_depth,
            max_nodes=self.max_nodes,
            max_fields=self.max_fields,
            max_files=self.max_files,
        )
