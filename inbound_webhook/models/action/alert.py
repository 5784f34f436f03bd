import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.body.text import shortened
from ...fields.rpc_json import RpcJson
from ...log_masking import log_failure, masked_statements

_logger = logging.getLogger(__name__)

PAUSE_AFTER_FAILURE = timedelta(hours=1)
CRON = "inbound_webhook.cron_send_alerts"
#: The others are in the inbox.
_CHANGES_IN_TOAST = 3


class InboundWebhookAlert(models.Model):
    """News of one record for one person, gathered until they are sent.

    Many calls for one record within the time that the action says make one alert. It
    is sent by a cron after that time, in a transaction of its own: no alert leaves for
    a call that is rolled back.
    """

    _name = "inbound.webhook.alert"
    _description = "Inbound Webhook Alert"
    _log_access = False

    action_id = fields.Many2one("ir.actions.server", required=True, ondelete="cascade")
    call_id = fields.Many2one("inbound.webhook.call", ondelete="set null")
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    call_count = fields.Integer(default=0)
    changes = RpcJson()
    due_date = fields.Datetime(required=True)

    _about = models.UniqueIndex("(res_model, res_id, action_id, user_id)")

    # === GATHERING ===

    @api.model
    def _gather(self, action, record, user, context):
        """Add a call to the alert that waits, or begin one.

        :param action: the server action that alerts
        :param record: what the alert is about
        :param user: whom it is for
        :param CallContext context: the call, None where the action runs without one
        """
        due = fields.Datetime.now() + timedelta(minutes=action.inbound_webhook_fold)
        alert = self._waiting(action, record, user, due)
        alert.write(
            {
                "call_id": context and context.call.id,
                "call_count": alert.call_count + 1,
                "changes": _folded(alert.changes, context.changes if context else ()),
            }
        )

    def _waiting(self, action, record, user, due):
        # Two calls at once begin one alert: the second one meets a conflict here, and
        # begins again.
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO inbound_webhook_alert (
                            action_id, res_model, res_id, user_id, due_date, call_count)
                     VALUES (%s, %s, %s, %s, %s, 0)
                ON CONFLICT DO NOTHING
                  RETURNING id
                """,
                action.id,
                record._name,
                record.id,
                user.id,
                due,
            )
        )
        if rows:
            self.env.ref(CRON)._trigger(at=due)
            return self.browse(rows[0][0])
        return self.search(
            [
                ("action_id", "=", action.id),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("user_id", "=", user.id),
            ]
        )

    # === SENDING ===

    @api.model
    @masked_statements()
    def _cron_send(self):
        """Send the alerts whose time has come."""
        due = self.search([("due_date", "<=", fields.Datetime.now())], order="id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(due))
        for alert in due:
            alert._send_or_postpone()
            if not commit(1):
                return

    def _send_or_postpone(self):
        """Send an alert; one that fails stops no other, and is tried again later."""
        try:
            self.try_lock_for_update()._send()
            self.env.cr.flush()
        except Exception as error:
            self.env.cr.rollback()
            log_failure(_logger, f"Alert {self.id} failed", error)
            self.due_date = fields.Datetime.now() + PAUSE_AFTER_FAILURE

    def _send(self):
        """Notify the person, and be gone.

        At once on the screen where one is open, and to keep as the person wants it:
        in the inbox or by e-mail.
        """
        for alert in self:
            record = alert._record()
            if record:
                alert._notify(record, alert._subject(record))
        self.unlink()

    def _notify(self, record, subject):
        self.user_id._bus_send(
            # As Odoo's own of that name, with a way to the record.
            "inbound_webhook.simple_notification",
            {
                "title": subject,
                "message": self._changes_in_a_line(record),
                "res_model": record._name,
                "res_id": record.id,
            },
        )
        record.message_notify(
            partner_ids=self.user_id.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=subject,
            body=self.env["ir.qweb"]._render(
                "inbound_webhook.alert_body", self._body_values(record)
            ),
            email_layout_xmlid="mail.mail_notification_layout",
            email_add_signature=False,
        )

    def _record(self):
        """The record as its person sees it; empty where it is gone or not for them."""
        self.ensure_one()
        if self.res_model not in self.env:
            return None
        user = self.user_id
        records = self.env[self.res_model].with_user(user)
        context = {
            "lang": user.lang,
            "tz": user.tz,
            # A cron would leave e-mails to another cron, which may take an hour.
            "mail_notify_force_send": True,
        }
        record = records.with_context(**context).browse(self.res_id)
        return record.exists().filtered(lambda item: item.has_access("read"))

    def _subject(self, record):
        name = record.display_name
        handler = self.call_id.handler_id.name
        if not handler:
            return self.env._("News of %s", name)
        return record.env._("%(handler)s: news of %(name)s", handler=handler, name=name)

    def _body_values(self, record):
        base_url = record.get_base_url()
        return {
            "record": record,
            "url": f"{base_url}/mail/view?model={record._name}&res_id={record.id}",
            "handler": self.call_id.handler_id.name,
            "call": self.call_id,
            "call_url": self.user_id.has_group("inbound_webhook.group_user")
            and f"{base_url}/odoo/inbound-webhook-calls/{self.call_id.id}",
            "call_count": self.call_count,
            "changes": self._told_changes(record),
        }

    def _told_changes(self, record):
        """The changes with the labels of their fields, without what is not for them."""
        return [
            {
                **change,
                "label": record._fields[change["field"]]._description_string(
                    record.env
                ),
            }
            for change in self.changes or ()
            if change["field"] in record._fields
            and record._has_field_access(record._fields[change["field"]], "read")
        ]

    def _changes_in_a_line(self, record):
        """The first changes, for a toast."""
        told = self._told_changes(record)
        parts = [
            f"{item['label']}: {_in_words(item['old'])} → {_in_words(item['new'])}"
            for item in told[:_CHANGES_IN_TOAST]
        ]
        return "; ".join(parts) + ("; …" if len(told) > _CHANGES_IN_TOAST else "")


def _in_words(value):
    if value in (None, "", []):
        return "–"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return shortened(text)


def _folded(gathered, changes):
    """Changes, one for each field: from before the first one to after the last."""
    folded = {change["field"]: change for change in gathered or ()}
    for change in changes:
        first = folded.get(change["field"], change)
        folded[change["field"]] = {**change, "old": first["old"]}
    return list(folded.values())
