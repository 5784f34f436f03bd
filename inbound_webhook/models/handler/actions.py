from odoo import models
from odoo.fields import Command

from ..odoo.base_automation import TRIGGER
from ..odoo.ir_actions_server_alert import ALERT


class InboundWebhookHandler(models.Model):
    """What a call sets in motion, picked from a list.

    Each makes an ordinary automation rule with an ordinary server action, which opens
    to be adapted.
    """

    _inherit = "inbound.webhook.handler"

    def action_add_rule(self):
        """Open Odoo's own form for a new rule of this handler."""
        self.ensure_one()
        self.env["base.automation"].check_access("create")
        return self._rule_form(
            context={
                "default_name": self.name,
                "default_model_id": self.model_id.id,
                "default_trigger": TRIGGER,
                "default_inbound_webhook_handler_id": self.id,
                "default_active": True,
            }
        )

    def action_add_alert(self):
        """Alert the record's owner, or who stands in for one."""
        name = self.env._("Alert the owner")
        return self._add_rule(
            name,
            {"state": ALERT},
            inbound_webhook_operation=self._operation_of_rule("changed"),
        )

    def action_add_activity(self):
        """Schedule an activity for the record's owner."""
        name = self.env._("Schedule an activity for the owner")
        has_owner = "user_id" in self.env[self.model_name]._fields
        return self._add_rule(
            name,
            {
                "state": "next_activity",
                "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                "activity_summary": self.env._("Follow up: %s", self.name),
                "activity_user_type": "generic" if has_owner else "specific",
                "activity_user_field_name": "user_id" if has_owner else False,
                "activity_user_id": False if has_owner else self.user_id.id,
            },
        )

    def action_add_email(self):
        """Send an e-mail to the contact."""
        name = self.env._("Send an e-mail to the contact")
        template = self._make_template(
            subject=self.env._("We have received your message"),
            body=self.env._("Thank you for your message. We will be in touch."),
            use_default_to=True,
        )
        return self._add_rule(
            name,
            {
                "state": "mail_post",
                "template_id": template.id,
                "mail_post_method": "email",
            },
            inbound_webhook_operation=self._operation_of_rule("created"),
        )

    def action_add_note(self):
        """Post a note on the record."""
        name = self.env._("Post a note")
        template = self._make_template(
            subject=self.name,
            body=self.env._("A call has come in: %s", self.name),
        )
        return self._add_rule(
            name,
            {
                "state": "mail_post",
                "template_id": template.id,
                "mail_post_method": "note",
            },
        )

    def action_add_assignment(self):
        """Assign the record to the members of a sales team in turn."""
        name = self.env._("Assign to a sales team in turn")
        team = self.env["crm.team"].search([], limit=1)
        return self._add_rule(
            name,
            {"state": "inbound_webhook_assign", "inbound_webhook_team_id": team.id},
            inbound_webhook_operation=self._operation_of_rule("created"),
        )

    def action_add_url(self):
        """Call another URL. The rule is off until it has the right one."""
        return self._add_rule(
            self.env._("Call another URL"),
            {"state": "webhook", "webhook_url": "https://example.com/"},
            active=False,
        )

    def _operation_of_rule(self, operation):
        """What a call has to have done; a look-up creates and changes nothing."""
        return "found" if self.method == "get" else operation

    def _add_rule(self, name, action, **values):
        self.ensure_one()
        rule = self.env["base.automation"].create(
            {
                "name": f"{self.name}: {name}",
                "model_id": self.model_id.id,
                "trigger": TRIGGER,
                "inbound_webhook_handler_id": self.id,
                # The list of handlers has a default of its own for this field.
                "active": True,
                "action_server_ids": [
                    Command.create(
                        {
                            "name": name,
                            "model_id": self.model_id.id,
                            "usage": "base_automation",
                            **action,
                        }
                    )
                ],
                **values,
            }
        )
        return self._rule_form(res_id=rule.id)

    def _rule_form(self, **values):
        return {
            "type": "ir.actions.act_window",
            "res_model": "base.automation",
            "views": [(False, "form")],
            **values,
        }

    def _make_template(self, subject, body, use_default_to=False):
        return self.env["mail.template"].create(
            {
                "name": f"{self.name}: {subject}",
                "model_id": self.model_id.id,
                "subject": subject,
                "body_html": f"<p>{body}</p>",
                # Who is in the template is e-mailed, also by a note.
                "use_default_to": use_default_to,
                "auto_delete": True,
            }
        )
