from odoo import api, models
from odoo.tools import SQL


class InboundWebhookCall(models.Model):
    """Calls about a record that people merge into another one are about that one.

    As its messages and files are, for Odoo. What was left out of it can be written
    there, and whoever looks for what is known of a person finds the call.
    """

    _inherit = "inbound.webhook.call"

    @api.model
    def _follow(self, gone, record):
        _update_rows(self, gone, record)

    def _trace_with_merges(self):
        """The trace, and after what was done to a record that has been merged since,
        a line that says into which one.

        :rtype: list[dict]
        """
        self.ensure_one()
        told = []
        for line in self.trace or []:
            told.append(line)
            if line["step"] == "apply" and line["state"] == "passed":
                told += self._merge_of(line)
        return told

    def _merge_of(self, line):
        """The line that says so of the record of a line of the trace, if it is so."""
        gone, position = line.get("id"), line.get("item")
        items = self.item_ids.filtered(lambda item: item.position == position)
        record_id = items.res_id if position else self.res_id
        if gone and record_id and gone != record_id:
            said = {"state": "noted", "code": "merged", "gone": gone}
            about = {name: line[name] for name in ("model", "item") if name in line}
            yield {"step": line["step"], **said, "ids": [record_id], **about}


class InboundWebhookCallItem(models.Model):
    _inherit = "inbound.webhook.call.item"

    @api.model
    def _follow(self, gone, record):
        _update_rows(self, gone, record)


def _update_rows(rows, gone, record):
    """Have all rows of a table that are about some records be about another one."""
    rows.flush_model(["res_model", "res_id"])
    rows.env.cr.execute(
        SQL(
            "UPDATE %s SET res_id = %s WHERE res_model = %s AND res_id = ANY(%s)",
            SQL.identifier(rows._table),
            record.id,
            record._name,
            gone.ids,
        )
    )
    rows.invalidate_model(["res_id"])
