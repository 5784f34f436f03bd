from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ...engine.bots import check_trap
from ...engine.bounds import BOUNDS
from ...engine.duplicates import check_header_names
from ...engine.errors import EngineError
from ...engine.items import check_split_path
from ...engine.match_domain import parse_domain
from ...engine.pages import Pages
from ...words.phrases import worded
from ..bounded import check_protection_period, protection_within_bounds, within_bounds


class InboundWebhookSender(models.Model):
    """A system that sends calls: what is known of it, as data.

    A handler made of it has parameters, mappings and an answer to adapt. Other addons
    add to the list with records of their own, also for models that are not installed.
    """

    _name = "inbound.webhook.sender"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Sender"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=100)
    category = fields.Selection(
        [
            ("general", "General"),
            ("form", "Forms and Bookings"),
            ("marketing", "Marketing and Ads"),
            ("shop", "Shops and Payments"),
            ("software", "Other Software"),
        ],
        required=True,
        default="general",
    )
    icon = fields.Char(
        default="fa-plug", help="Name of a Font Awesome icon, such as fa-wpforms."
    )
    description = fields.Text(
        string="What It Sends",
        translate=True,
        help="What a call is about, and what becomes of it here: one or two sentences.",
    )
    setup = fields.Html(
        string="How to Set It Up",
        translate=True,
        help="Where in the sender the URL goes, step by step. {{ url }} stands for the "
        "URL of the handler.",
    )
    documentation_url = fields.Char(string="Documentation")
    source = fields.Char(
        string="Checked Against",
        help="Where the format of the sample comes from, with its version.",
    )

    # === WHAT A HANDLER MADE OF IT HAS ===

    method = fields.Selection(
        lambda self: self._selection("handler", "method"),
        required=True,
        default="post",
    )
    body_type = fields.Selection(
        lambda self: self._selection("handler", "body_type"),
        string="Body",
        required=True,
        default="json",
    )
    model_name = fields.Char(
        string="Target Model",
        help="Technical name of the model, such as crm.lead. Empty: whoever makes the "
        "handler chooses.",
    )
    target_id = fields.Many2one(
        "ir.model",
        compute="_compute_target_id",
        help="The target model, where it is installed.",
    )
    processing = fields.Selection(
        lambda self: self._selection("handler", "processing"),
        required=True,
        default="immediate",
    )
    split_path = fields.Char(
        string="One Record per Item of",
        help="Where the list of items stands in the body; $ where it is the list.",
    )
    external_id_name = fields.Char(
        string="Id of the Record",
        help="The parameter by which it knows the record, where it brings one.",
    )
    match_domain = fields.Char(
        string="Look Only Among",
        help="Among which records of the target one is looked for: a domain of fixed "
        "values, such as [('active', '=', True)].",
    )
    match_archived = fields.Selection(
        lambda self: self._selection("handler", "match_archived"),
        string="Archived Records",
        required=True,
        default="no",
        help="Whether a record is looked for in the archive, too. Not looked at: a "
        "call about one that is there makes a new one.",
    )
    delivery_id_header = fields.Char(
        help="The header that holds the same id when the sender repeats a delivery. "
        "Several with commas between: the first one that a call has counts."
    )
    protection_period = fields.Integer(
        default=0,
        help="How long a repeated call is known as one. Repeats have the same delivery "
        "id where a header is named, else the same duplicate keys where there are any, "
        "else the same content.",
    )
    protection_period_unit = fields.Selection(
        lambda self: self._selection("handler", "protection_period_unit"),
        required=True,
        default="days",
    )
    scheme_id = fields.Many2one(
        "inbound.webhook.scheme",
        string="Proves Itself By",
        ondelete="set null",
        help="How it can prove that a call is its own. A handler that is made of it "
        "proposes that, and takes all calls to its URL until a secret is set.",
    )
    body_coverage = fields.Selection(related="scheme_id.body_coverage")
    coverage_note = fields.Char(related="scheme_id.coverage_note")
    handshake_ids = fields.Many2many(
        "inbound.webhook.handshake",
        "inbound_webhook_sender_handshake_rel",
        "sender_id",
        "handshake_id",
        string="Handshakes",
        help="What it asks besides its calls. A handler that is made of it answers "
        "that.",
    )
    line_ids = fields.One2many(
        "inbound.webhook.sender.line",
        "sender_id",
        string="Parameters and Mappings",
        copy=True,
    )
    condition_ids = fields.One2many(
        "inbound.webhook.sender.condition", "sender_id", string="Conditions", copy=True
    )
    response_status_code = fields.Integer(default=200)
    response_content_type = fields.Char(default="application/json")
    response_body = fields.Text(
        help="What the sender has to be answered, where the usual answer is not what "
        "it expects: for calls that count and for those that are ignored."
    )

    honeypot_field = fields.Char(
        string="Trap Field",
        help="The name of a field of the form that people do not see, and programs "
        "fill in.",
    )
    rate_limit_address = fields.Integer(
        string="Calls a Minute of One Address",
        required=True,
        default=BOUNDS["rate_limit_address"].default,
        help="For forms that anybody may send. 0: any number.",
    )
    thanks_text = fields.Text(
        string="Text of Thanks",
        translate=True,
        help="What a visitor reads whose form has arrived. {{ parameter }} stands for "
        "what he sent.",
    )

    # === A SAMPLE ===

    sample = fields.Text(
        help="The body of a call as the sender writes it, with invented persons."
    )
    sample_content_type = fields.Char(default="application/json")
    sample_headers = fields.Text(help="Other headers of it, one a line: Name: value.")

    _sequence_bounds = within_bounds("sequence")
    _response_status_code_bounds = within_bounds("response_status_code")
    _rate_limit_address_bounds = within_bounds("rate_limit_address")
    _protection_bounds = protection_within_bounds()

    @api.model
    def _selection(self, kind, field_name):
        """The choices of a field of handlers or their lines, for a field here."""
        field = self.env[f"inbound.webhook.{kind}"]._fields[field_name]
        return field._description_selection(self.env)

    @api.depends("model_name")
    def _compute_target_id(self):
        for sender in self:
            sender.target_id = self.env["ir.model"]._get(sender.model_name)

    # === CONSTRAINTS ===

    @api.constrains("model_name", "line_ids")
    def _check_target(self):
        for sender in self:
            if sender.line_ids and not sender.model_name:
                raise ValidationError(
                    self.env._(
                        "%s has parameters, so it needs a target model.", sender.name
                    )
                )

    @api.constrains("protection_period", "protection_period_unit")
    def _check_protection_period(self):
        check_protection_period(self)

    @api.constrains("split_path")
    def _check_split_path(self):
        for sender in self.filtered("split_path"):
            try:
                check_split_path(sender.split_path)
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "The path of the list of %(sender)s cannot be used: %(reason)s",
                        sender=sender.name,
                        reason=worded(self.env, error),
                    )
                ) from error

    @api.constrains("match_domain")
    def _check_match_domain(self):
        for sender in self.filtered("match_domain"):
            try:
                parse_domain(sender.match_domain)
            except EngineError as error:
                raise ValidationError(worded(self.env, error)) from error

    @api.constrains("delivery_id_header")
    def _check_delivery_id_header(self):
        for sender in self.filtered("delivery_id_header"):
            try:
                check_header_names(sender.delivery_id_header)
            except EngineError as error:
                raise ValidationError(worded(self.env, error)) from error

    @api.constrains("honeypot_field", "thanks_text", "line_ids")
    def _check_form(self):
        """What a handler made of it could not have."""
        for sender in self:
            try:
                if sender.honeypot_field:
                    check_trap(sender.honeypot_field)
                names = Pages.parse(thanks_text=sender.thanks_text or "").names()
            except EngineError as error:
                raise ValidationError(worded(self.env, error)) from error
            # In a data file the lines come after their sender.
            known = {*sender.line_ids.mapped("name")} or names
            for name in sorted(names - known):
                raise ValidationError(
                    self.env._(
                        "The placeholder %(name)s of %(sender)s is no parameter.",
                        name=f"{{{{ {name} }}}}",
                        sender=sender.name,
                    )
                )

    @api.constrains("body_type", "split_path", "method", "line_ids")
    def _check_lines(self):
        self.line_ids._check_usable()

    # === ACTIONS ===

    def action_make_handler(self):
        """Make a handler of this sender and open it: a click on its card.

        Without a target model the form of a new handler opens.

        :raise UserError: the target model is not installed
        """
        self.ensure_one()
        if not self.model_name:
            return self._handler_form(
                context={
                    "default_active": False,
                    "default_method": self.method,
                    "default_body_type": self.body_type,
                }
            )
        return self._handler_form(res_id=self._make_handler().id)

    def _make_handler(self):
        """Make a handler of this sender, switched off.

        :rtype: InboundWebhookHandler
        :raise UserError: the target model is not installed
        """
        self.ensure_one()
        handlers = self.env["inbound.webhook.handler"]
        about = {"name": self.name, "description": self.description}
        handler = handlers.create({**about, **self._handler_values()})
        self._fill(handler)
        return handler

    def _handler_values(self):
        return {
            "active": False,
            "sender_id": self.id,
            "method": self.method,
            "body_type": self.body_type,
            "model_id": self._installed_target().id,
            "processing": self.processing,
            "split_path": self.split_path,
            "match_domain": self.match_domain,
            "match_archived": self.match_archived,
            "honeypot_field": self.honeypot_field,
            "rate_limit_address": self.rate_limit_address,
            **self._protection_values(),
            # With the handler: its way to tell duplicates may need them.
            "parameter_ids": [
                Command.create(line._parameter_values())
                for line in self.line_ids.filtered("name")
            ],
        }

    def _installed_target(self):
        if not self.target_id:
            raise UserError(
                self.env._(
                    "%(sender)s writes to %(model)s, which is not installed here.",
                    sender=self.name,
                    model=self.model_name,
                )
            )
        return self.target_id

    def _protection_values(self):
        has_keys = any(self.line_ids.mapped("is_duplicate_key"))
        mode = "parameters" if has_keys else "payload"
        return {
            "protection_period": self.protection_period,
            "protection_period_unit": self.protection_period_unit,
            "duplicate_mode": "header" if self.delivery_id_header else mode,
            "duplicate_header": self.delivery_id_header,
        }

    def _fill(self, handler):
        """Give a handler the mappings, conditions and answers."""
        self.line_ids._fill(handler)
        self.condition_ids._fill(handler)
        if self.external_id_name:
            handler.external_id_parameter_id = handler.parameter_ids.filtered(
                lambda parameter: parameter.name == self.external_id_name
            )
        if self.thanks_text:
            # Its placeholders are parameters, which are there now.
            handler.thanks_text = self.thanks_text
        if self.response_body:
            handler.response_ids = [
                Command.create(
                    {
                        "outcome": outcome,
                        "status_code": self.response_status_code,
                        "content_type": self.response_content_type,
                        "body": self.response_body,
                    }
                )
                for outcome in ("success", "ignored")
            ]

    def _handler_form(self, **values):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Webhook"),
            "res_model": "inbound.webhook.handler",
            "views": [(False, "form")],
            **values,
        }
