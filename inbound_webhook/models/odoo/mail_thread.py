from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def _check_inbound_webhook_change(self):
        """Refuse a change of a record that calls have to leave as it is."""

    def _note_inbound_webhook_call(self, call, applied):
        """Leave a note of a call on its record; a record without a chatter has none.

        :param call: the call row
        :param Applied applied: what the call did
        """


class MailThread(models.AbstractModel):
    """Records say in their chatter which call made or changed them."""

    _inherit = "mail.thread"

    def _note_inbound_webhook_call(self, call, applied):
        self.ensure_one()
        words = {
            "created": self.env._("Created by %(handler)s, %(call)s"),
            "updated": self.env._("Updated by %(handler)s, %(call)s"),
        }
        # No link: a note is the same for all who read it, and most of them may not open
        # calls. Who may has a button on the record.
        names = {
            "handler": call.handler_id.name,
            "call": self.env._("call %s", call.id),
        }
        self._message_log(body=words[applied.operation] % names)
