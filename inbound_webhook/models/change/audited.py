from odoo import api, models


class InboundWebhookAudited(models.AbstractModel):
    """What says what calls may do: each change of it is written down."""

    _name = "inbound.webhook.audited"
    _description = "Inbound Webhook Set-Up Whose Changes Are Written Down"

    #: Fields that say nothing of what calls may do, or what somebody sent.
    _not_audited = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["inbound.webhook.change"]._made(records)
        return records

    def write(self, vals):
        self.env["inbound.webhook.change"]._before(self)
        return super().write(vals)

    def unlink(self):
        self.env["inbound.webhook.change"]._removed(self)
        return super().unlink()

    def _audited_about(self):
        """What a row of changes says of this record.

        :return: ``kind``, ``subject``, the handler and its company
        :rtype: dict
        """
        self.ensure_one()
        handler = self._audited_handler()
        return _about(self, self._audited_name(), handler)

    def _audited_name(self):
        """What people call it."""
        return self.display_name

    def _audited_handler(self):
        """The handler that it belongs to, or none."""
        return self.env["inbound.webhook.handler"]


class InboundWebhookHandler(models.Model):
    _name = "inbound.webhook.handler"
    _inherit = ["inbound.webhook.handler", "inbound.webhook.audited"]

    _not_audited = (
        *("version", "token_digest", "description", "listening_until"),
        *("captured_call_id", "captured_request"),
        # Of the old URL it says until when it goes on.
        *("kept_old_token", "old_token_digest"),
    )

    def _audited_handler(self):
        return self


class InboundWebhookHandlerLine(models.AbstractModel):
    _name = "inbound.webhook.handler.line"
    _inherit = ["inbound.webhook.handler.line", "inbound.webhook.audited"]

    def _audited_handler(self):
        return self.handler_id


class InboundWebhookParameter(models.Model):
    _inherit = "inbound.webhook.parameter"

    _not_audited = ("sample_value",)

    def _audited_name(self):
        return self.name


class InboundWebhookMapping(models.Model):
    _inherit = "inbound.webhook.mapping"

    def _audited_name(self):
        return self.field_id.field_description


class InboundWebhookCondition(models.Model):
    _inherit = "inbound.webhook.condition"

    def _audited_name(self):
        return self._sentence()


class InboundWebhookResponse(models.Model):
    _inherit = "inbound.webhook.response"

    def _audited_name(self):
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        return labels[self.outcome]


class InboundWebhookAnswerField(models.Model):
    _inherit = "inbound.webhook.answer.field"

    def _audited_name(self):
        return self.path


class InboundWebhookScheme(models.Model):
    _name = "inbound.webhook.scheme"
    _inherit = ["inbound.webhook.scheme", "inbound.webhook.audited"]


class InboundWebhookSchemePart(models.Model):
    _name = "inbound.webhook.scheme.part"
    _inherit = ["inbound.webhook.scheme.part", "inbound.webhook.audited"]

    def _audited_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return f"{self.scheme_id.display_name}: {labels.get(self.kind, self.kind)}"


class InboundWebhookHandshake(models.Model):
    _name = "inbound.webhook.handshake"
    _inherit = ["inbound.webhook.handshake", "inbound.webhook.audited"]

    _not_audited = ("vector",)


class InboundWebhookHandshakeCondition(models.Model):
    _name = "inbound.webhook.handshake.condition"
    _inherit = ["inbound.webhook.handshake.condition", "inbound.webhook.audited"]

    def _audited_name(self):
        return f"{self.handshake_id.display_name}: {self.name}"


class BaseAutomation(models.Model):
    """Rules that run on the calls of a handler are a part of what it does."""

    _name = "base.automation"
    _inherit = "base.automation"

    _not_audited = ("last_run", "description", "url", "webhook_uuid")

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env["inbound.webhook.change"]._made(rules._of_handlers())
        return rules

    def write(self, vals):
        self.env["inbound.webhook.change"]._before(self._of_handlers())
        return super().write(vals)

    def unlink(self):
        self.env["inbound.webhook.change"]._removed(self._of_handlers())
        return super().unlink()

    def _of_handlers(self):
        return self.filtered("inbound_webhook_handler_id")

    def _audited_about(self):
        return _about(self, self.name, self.inbound_webhook_handler_id)


def _about(record, name, handler):
    return {
        "kind": record._name,
        "subject": name,
        "handler_id": handler.id,
        "handler_name": handler.name,
        "company_id": handler.company_id.id,
    }
