"""What keeps values of calls beside their rows."""

from odoo import models


class InboundWebhookCallItem(models.Model):
    """Why an item failed may name what it brought."""

    _name = "inbound.webhook.call.item"
    _inherit = ["inbound.webhook.call.item", "inbound.webhook.personal"]

    _personal_fields = ("error_message", "error_phrase")
    _is_personal_part = True


class InboundWebhookAlert(models.Model):
    """An alert that waits to be sent says what was changed."""

    _name = "inbound.webhook.alert"
    _inherit = ["inbound.webhook.alert", "inbound.webhook.personal"]

    _personal_fields = ("changes",)


class InboundWebhookHandler(models.Model):
    """What a captured call proved itself by is kept for a day."""

    _name = "inbound.webhook.handler"
    _inherit = ["inbound.webhook.handler", "inbound.webhook.personal"]

    _personal_fields = ("captured_request",)


class InboundWebhookParameter(models.Model):
    """A sample may be what somebody sent."""

    _name = "inbound.webhook.parameter"
    _inherit = ["inbound.webhook.parameter", "inbound.webhook.personal"]

    _personal_fields = ("sample_value",)


class InboundWebhookChange(models.Model):
    """A fixed value, or that of a condition, may be somebody's."""

    _name = "inbound.webhook.change"
    _inherit = ["inbound.webhook.change", "inbound.webhook.personal"]

    _personal_fields = ("subject", "old_value", "new_value")
