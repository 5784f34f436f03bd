import json

from odoo import fields, models
from odoo.tools import SQL

from ...engine.body.text import shortened

_LONGEST_SUMMARY = 80
_CAPTURED = ("captured", "captured_not_authentic")


class InboundWebhookCall(models.Model):
    """Calls to choose one from, told apart by the first words of what they brought."""

    _inherit = "inbound.webhook.call"

    def action_test(self):
        """Open the test console in a dialog, with this call to begin with."""
        self.ensure_one()
        handler = self.handler_id
        handler.check_access("write")
        return {
            "type": "ir.actions.client",
            "tag": "inbound_webhook.test_console",
            "name": self.env._("Test: %s", handler.name),
            "target": "new",
            "params": {"handler_id": handler.id, "call_id": self.id},
            "context": {"dialog_size": "extra-large"},
        }

    def _choices(self):
        """What a person chooses a call by.

        :return: ``id``, ``date``, ``status``, ``status_label``, ``is_captured`` and
            ``summary`` of each
        :rtype: list[dict]
        """
        labels = dict(self._fields["status"]._description_selection(self.env))
        bodies = self._body_starts()
        return [
            {
                "id": call.id,
                "date": fields.Datetime.to_string(call.request_date),
                "status": call.status,
                "status_label": labels[call.status],
                "is_captured": call.reason in _CAPTURED,
                "summary": _short(call._values_in_words() or bodies.get(call.id, "")),
            }
            for call in self
        ]

    def _values_in_words(self):
        self.ensure_one()
        values = json.loads(self.parameters or "{}").values()
        return ", ".join(str(value) for value in values if value not in (None, ""))

    def _body_starts(self):
        """How the bodies begin, by id: as a whole they may be large."""
        if not self:
            return {}
        rows = self.env.execute_query(
            SQL(
                "SELECT id, substring(body from 1 for %s) FROM inbound_webhook_call"
                " WHERE id IN %s AND body IS NOT NULL",
                # A character may take four bytes.
                4 * _LONGEST_SUMMARY,
                self._ids,
            )
        )
        return {
            call_id: bytes(start).decode(errors="replace") for call_id, start in rows
        }


def _short(text):
    return shortened(" ".join(text.split()), _LONGEST_SUMMARY)
