from odoo import models


class InboundWebhookHandler(models.Model):
    """A copy of a handler, with all that belongs to it but its URL and its calls."""

    _inherit = "inbound.webhook.handler"

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "active" not in (default or {}):
            # Nobody knows its URL yet, and it may need another look before anyone does.
            for vals in vals_list:
                vals["active"] = False
        if "name" not in (default or {}):
            for handler, vals in zip(self, vals_list, strict=True):
                vals["name"] = self.env._("%s (copy)", handler.name)
        return vals_list

    def copy(self, default=None):
        """Copy mappings, conditions and actions too, on to the copied parameters.

        The copy is switched off, unless ``default`` says otherwise.
        """
        copies = super().copy(default)
        for handler, copied in zip(self, copies, strict=True):
            handler._copy_lines(copied)
            handler._copy_rules(copied)
        return copies

    def action_duplicate(self):
        """Copy the handler and open the copy."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.copy().id,
            "views": [(False, "form")],
        }

    def _copy_lines(self, copied):
        pairs = zip(self.parameter_ids, copied.parameter_ids, strict=True)
        parameters = {old.id: new.id for old, new in pairs}
        self.parameter_ids._copy_told_by(parameters)
        for name in ("event_time_parameter_id", "external_id_parameter_id"):
            copied[name] = parameters.get(self[name].id)
        for line in (*self.mapping_ids, *self.condition_ids):
            line.copy(
                {
                    "handler_id": copied.id,
                    "parameter_id": parameters.get(line.parameter_id.id),
                }
            )

    def _copy_rules(self, copied):
        """Copy the automation rules, or say that they are not copied.

        They run as superuser, so they are made by Settings administrators only.
        """
        handler = self.with_context(active_test=False)
        if not self.env.is_system():
            count = len(handler.sudo().automation_ids)
            if count:
                self._say_rules_are_missing(count)
            return
        for rule in handler.automation_ids:
            rule_copy = rule.copy(
                {
                    "name": self._renamed(rule, copied),
                    "inbound_webhook_handler_id": copied.id,
                }
            )
            actions = zip(
                rule.action_server_ids, rule_copy.action_server_ids, strict=False
            )
            for action, action_copy in actions:
                action_copy.name = action.name
                template = action.template_id
                if template.name and template.name.startswith(f"{self.name}: "):
                    # Made for this handler: a change for the copy is not for both.
                    name = {"name": self._renamed(template, copied)}
                    action_copy.template_id = template.copy(name)

    def _renamed(self, record, copied):
        """The name of what belongs to this handler, for the same of its copy."""
        prefix, rest = f"{self.name}: ", record.name
        if rest.startswith(prefix):
            return f"{copied.name}: {rest.removeprefix(prefix)}"
        return rest

    def _say_rules_are_missing(self, count):
        """Tell whoever copies the handler, on the screen."""
        message = self.env._(
            "%(count)s action(s) of %(handler)s are not copied. Only a Settings "
            "administrator can make actions: ask one to copy the webhook, or to add "
            "them to the copy.",
            count=count,
            handler=self.name,
        )
        self.env.user._bus_send(
            "simple_notification",
            {"type": "warning", "message": message, "sticky": True},
        )
