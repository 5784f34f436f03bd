import uuid

from odoo import api, fields, models
from odoo.tools import SQL

#: What changes without being a part of what is compiled.
_NOT_COMPILED = frozenset(
    {"active", "listening_until", "captured_call_id", "captured_request", "sequence"}
)


class InboundWebhookHandler(models.Model):
    """The version of a handler, which moves with each change of it or of its lines.

    Wherever that is made: the version is a part of the row that each call reads. What
    was compiled of that very version is remembered by each worker, so a change counts
    from the next call on, everywhere.
    """

    _inherit = "inbound.webhook.handler"

    version = fields.Char(
        readonly=True,
        copy=False,
        help="Another one with each change. Calls are processed as it says.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        handlers = super().create([_without_version(vals) for vals in vals_list])
        handlers._move_version()
        return handlers

    def write(self, vals):
        vals = _without_version(vals)
        result = super().write(vals)
        if not vals.keys() <= _NOT_COMPILED:
            self._move_version()
        return result

    def update_field_translations(self, field_name, translations, source_lang=""):
        result = super().update_field_translations(
            field_name, translations, source_lang=source_lang
        )
        self._move_version()
        return result

    def _move_version(self):
        """Have the next call compile these handlers anew.

        A version is never used twice, not even by a transaction that is rolled back:
        what was compiled in that is remembered all the same.
        """
        if not self.ids:
            return
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE inbound_webhook_handler SET version = %s WHERE id IN %s",
                uuid.uuid4().hex,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["version"], flush=False)


class InboundWebhookHandlerLine(models.AbstractModel):
    """A change of a line is one of its handler."""

    _inherit = "inbound.webhook.handler.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.sudo().handler_id._move_version()
        return lines

    def write(self, vals):
        before = self.sudo().handler_id
        result = super().write(vals)
        (before | self.sudo().handler_id)._move_version()
        return result

    def unlink(self):
        handlers = self.sudo().handler_id
        result = super().unlink()
        handlers._move_version()
        return result


def _without_version(vals):
    return {name: value for name, value in vals.items() if name != "version"}
