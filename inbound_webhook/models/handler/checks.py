from odoo import api, models
from odoo.exceptions import ValidationError

from ...engine.duplicates import check_header_names
from ...engine.errors import InvalidSetup
from ...engine.items import check_split_path
from ...words.phrases import worded


class InboundWebhookHandler(models.Model):
    """What is refused as a handler is saved, so that no call has to meet it."""

    _inherit = "inbound.webhook.handler"

    @api.constrains("split_path", "method")
    def _check_split_path(self):
        for handler in self.filtered("split_path"):
            if handler.method == "get":
                raise ValidationError(
                    self.env._("A GET call has no body with a list of items.")
                )
            try:
                check_split_path(handler.split_path)
            except InvalidSetup as error:
                raise ValidationError(
                    self.env._(
                        "The path of the list cannot be used: %s",
                        worded(self.env, error),
                    )
                ) from error

    @api.constrains("model_id", "return_field_ids")
    def _check_model(self):
        for handler in self:
            target = self.env.get(handler.model_name)
            internal = handler.model_name.startswith(("ir.", "inbound.webhook."))
            if target is None or target._abstract or target._transient or internal:
                raise ValidationError(
                    self.env._(
                        "%s cannot be the target of calls.", handler.model_id.name
                    )
                )
            for field in handler.return_field_ids:
                if field.model_id != handler.model_id:
                    raise ValidationError(
                        self.env._(
                            "The field %(field)s does not belong to %(model)s.",
                            field=field.field_description,
                            model=handler.model_id.name,
                        )
                    )
        self.mapping_ids._check_field()
        self.mapping_ids._check_note()
        self.response_ids._check_templates()
        self.return_path_ids._check_path()

    @api.constrains("return_field_ids", "return_path_ids", "list_order_field_id")
    def _check_return_fields(self):
        """Refuse fields that the handler's user cannot be answered, or sorted by."""
        for handler in self:
            for obstacle in handler._answer_obstacles():
                raise ValidationError(worded(self.env, obstacle))

    @api.constrains("body_type", "split_path", "allow_descent")
    def _check_paths(self):
        self.parameter_ids._check_usable()

    @api.constrains(
        *("duplicate_mode", "duplicate_header", "protection_period", "parameter_ids"),
        *("auth_type", "scheme_id"),
    )
    def _check_duplicate_mode(self):
        for handler in self.filtered("protection_period"):
            if handler.duplicate_mode == "header":
                handler._check_duplicate_header()
            keys = handler.parameter_ids.filtered("is_duplicate_key")
            if handler.duplicate_mode == "parameters" and not keys:
                raise ValidationError(
                    self.env._("Tick the parameters that make a call a duplicate.")
                )

    def _check_duplicate_header(self):
        if not self.duplicate_header:
            if self._id_scheme():
                return
            raise ValidationError(
                self.env._("Name the header that holds the delivery id.")
            )
        try:
            check_header_names(self.duplicate_header)
        except InvalidSetup as error:
            raise ValidationError(worded(self.env, error)) from error

    @api.constrains("method", "parameter_ids")
    def _check_get_sources(self):
        for handler in self.filtered(lambda handler: handler.method == "get"):
            if "body" in handler.parameter_ids.mapped("source"):
                raise ValidationError(
                    self.env._(
                        "A GET call has no body: take its parameters from the query "
                        "or from a header."
                    )
                )

    @api.constrains("user_id", "company_id")
    def _check_user_company(self):
        for handler in self:
            company = handler.company_id
            if company and company not in handler.user_id.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s has no access to the company %(company)s.",
                        user=handler.user_id.name,
                        company=company.name,
                    )
                )
