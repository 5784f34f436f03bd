"""What would leave Odoo, or the transaction, at once is held back in a rehearsal."""

from odoo import api, models

from ...processing.call_context import call_context
from ...processing.rehearsal.transaction import Ran, current_rehearsal

#: Kinds of server actions that reach other systems: told, and not run.
_REACHES_OUT = frozenset({"webhook", "sms", "whatsapp"})


class IrActionsServer(models.Model):
    """Actions are noted in a rehearsal, and reach nobody."""

    _inherit = "ir.actions.server"

    def _run(self, records, eval_context):
        rehearsal = current_rehearsal()
        if rehearsal is None:
            return super()._run(records, eval_context)
        ran = self._note_rehearsed(is_held=self.state in _REACHES_OUT)
        if ran.is_held:
            return False
        refused = len(rehearsal.refusals)
        try:
            return super()._run(records, eval_context)
        except Exception as error:
            ran.error = str(error)
            raise
        finally:
            # Also where the code went on after it.
            ran.error = next(iter(rehearsal.refusals[refused:]), ran.error)

    def _note_rehearsed(self, is_held):
        """Have it told that this action ran, or that it would.

        :rtype: Ran
        """
        context = call_context(self.env)
        is_own = bool(context and context.is_fulfilling)
        ran = Ran(self.id, is_own=is_own, is_held=is_held)
        current_rehearsal().actions.append(ran)
        return ran

    def _get_eval_context(self, action=None):
        """Have ``log()`` write nothing, since it commits by itself."""
        eval_context = super()._get_eval_context(action)
        if current_rehearsal():
            eval_context["log"] = _log_nothing
        return eval_context


class IrCron(models.Model):
    """Scheduled actions that code starts are told, and do not run."""

    _inherit = "ir.cron"

    def method_direct_trigger(self):
        """Have it told what would run: it has transactions of its own, and others."""
        if not current_rehearsal():
            return super().method_direct_trigger()
        self.ensure_one()
        self.browse().check_access("write")
        self.sudo().ir_actions_server_id._note_rehearsed(is_held=True)
        return True


class IrMailServer(models.Model):
    """E-mails that code sends at once stay here."""

    _inherit = "ir.mail_server"

    @classmethod
    def _disable_send(cls):
        return current_rehearsal() or super()._disable_send()


class MailMail(models.Model):
    """E-mails are noted in a rehearsal."""

    _inherit = "mail.mail"

    @api.model_create_multi
    def create(self, vals_list):
        mails = super().create(vals_list)
        rehearsal = current_rehearsal()
        if rehearsal is not None:
            rehearsal.mails += [mail._inbound_webhook_summary() for mail in mails]
        return mails

    def _inbound_webhook_summary(self):
        addresses = [self.email_to, *self.recipient_ids.mapped("email_formatted")]
        return {
            "subject": self.subject or "",
            "to": ", ".join(address for address in addresses if address),
        }


class MailThread(models.AbstractModel):
    """Notifications that are pushed to browsers at once stay here."""

    _inherit = "mail.thread"

    def _notify_thread_by_web_push(self, message, recipients_data, **kwargs):
        if current_rehearsal():
            return None
        return super()._notify_thread_by_web_push(message, recipients_data, **kwargs)


def _log_nothing(message, level="info"):
    """Stands in for the ``log`` of code actions."""
