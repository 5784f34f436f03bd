from odoo import fields, models

from ...engine.authentication import TimeRule
from ...engine.bounds import BOUNDS
from ..bounded import within_bounds


class InboundWebhookScheme(models.Model):
    """When a call was signed, and what tells it from others of its sender."""

    _inherit = "inbound.webhook.scheme"

    time_source = fields.Selection(
        lambda self: self._selection_source(signature=True),
        string="Time In",
        help="Where the time stands at which the sender signed. Empty: it signs none, "
        "and whoever has seen a call could send it again.",
    )
    time_name = fields.Char(string="Time Named")
    time_unit = fields.Selection(
        [
            ("seconds", "Seconds since 1970"),
            ("milliseconds", "Milliseconds since 1970"),
            ("iso8601", "Date and time (ISO 8601)"),
        ],
        string="Time Is Written In",
        required=True,
        default="seconds",
    )
    time_past = fields.Integer(
        string="At Most Old",
        default=BOUNDS["time_past"].default,
        help="Seconds. Some senders try again for hours with the first time.",
    )
    time_future = fields.Integer(
        string="At Most Ahead", default=BOUNDS["time_future"].default, help="Seconds."
    )
    id_source = fields.Selection(
        lambda self: self._selection_source(), string="Delivery Id In"
    )
    id_name = fields.Char(string="Delivery Id Named")
    event_type_source = fields.Selection(
        lambda self: self._selection_source(), string="Event Type In"
    )
    event_type_name = fields.Char(string="Event Type Named")
    nonce_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Value Used Once In",
        help="Where a value stands that no other call may have.",
    )
    nonce_name = fields.Char(string="Value Used Once Named")
    _time_past_bounds = within_bounds("time_past")
    _time_future_bounds = within_bounds("time_future")

    # === BUSINESS METHODS ===

    def _moment_and_identity(self):
        """What the engine's scheme says of that."""
        return {
            "time": self._time_rule(),
            "id_place": self._place("id"),
            "event_type_place": self._place("event_type"),
            "nonce_place": self._place("nonce"),
        }

    def _time_rule(self):
        if not self.time_source:
            return None
        return TimeRule(
            place=self._place("time"),
            unit=self.time_unit,
            past=self.time_past,
            future=self.time_future,
        )
