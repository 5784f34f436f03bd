import ast

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from odoo.addons.phone_validation.tools.phone_validation import phone_format

from ...engine.bounds import BOUNDS
from ...engine.duplicates import UNIT_SECONDS
from ...engine.nothing import nothing_words
from ...engine.values import ValueContext
from ...rights.answerable import NOT_ANSWERED
from ...rights.powerful_models import SETTINGS
from ..bounded import within_bounds


class InboundWebhookHandler(models.Model):
    """What one URL does with the calls that other systems send to it."""

    _name = "inbound.webhook.handler"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Handler"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    description = fields.Text(
        help="What the calls are and who sends them: for whoever opens this later."
    )
    active = fields.Boolean(
        default=True,
        copy=False,
        help="Switched off, the handler processes nothing. What becomes of calls that "
        "come meanwhile is chosen beside it.",
    )
    sequence = fields.Integer(default=BOUNDS["sequence"].default)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Where the user of the handler works: it decides which records are seen "
        "and what new ones get by default.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Runs As",
        ondelete="restrict",
        domain=[("share", "=", False)],
        context={"inbound_webhook_runners": True},
        help="A call may do what this user may do, and nothing else. Left empty, it is "
        "a user that is there for webhooks alone: nobody can log in as it, and it has "
        "the rights that the target takes.",
    )
    method = fields.Selection(
        [("post", "POST: create or update"), ("get", "GET: look up")],
        required=True,
        default="post",
        help="POST creates or updates a record, GET finds one and answers its fields. "
        "For a sender that can only open a URL, and whose calls are to make records: "
        "POST, and Save on GET Too.",
    )
    body_type = fields.Selection(
        [("json", "JSON"), ("form", "Form")],
        string="Body",
        required=True,
        default="json",
        help="How the sender writes the body of its calls. A body of the other kind "
        "is read as well where there is no doubt what it is. XML goes with JSON.",
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Target",
        required=True,
        ondelete="cascade",
        domain=[
            ("abstract", "=", False),
            ("transient", "=", False),
            ("model", "not =like", "ir.%"),
            ("model", "not =like", "inbound.webhook.%"),
        ],
        help="What the calls look up, create or update, such as a lead or a contact.",
    )
    model_name = fields.Char(related="model_id.model", string="Target Model")
    protection_period = fields.Integer(
        default=0,
        help="A call that repeats an earlier one within this time is not processed "
        "again: it gets the first one's answer, if it has the same content. 0 switches "
        "this off.",
    )
    protection_period_unit = fields.Selection(
        [
            ("seconds", "Seconds"),
            ("minutes", "Minutes"),
            ("hours", "Hours"),
            ("days", "Days"),
        ],
        required=True,
        default="minutes",
    )
    duplicate_mode = fields.Selection(
        [
            ("payload", "The same request"),
            ("parameters", "The same values in chosen parameters"),
            ("header", "The same delivery id in a header"),
        ],
        string="A Duplicate Has",
        required=True,
        default="payload",
        help="The same request is a duplicate until another call changes the same "
        "record: then it undoes that change, and is processed. The same values, or the "
        "same delivery id, are one whatever came between, also with other content; "
        "such a call says so in the log.",
    )
    duplicate_header = fields.Char(
        string="Delivery Id Header",
        help="Name of the header that holds the sender's id of the delivery, such as "
        "X-GitHub-Delivery. Several with commas between, such as webhook-id, svix-id: "
        "the first one that a call has counts. Left empty, it is the id that the "
        "scheme under Who May Call names. Of a call without any, the whole request is "
        "compared.",
    )
    volatile_fields = fields.Text(
        string="Leave Out",
        help="What differs from one delivery to the next though the call is the same, "
        "such as timestamp, meta.sent_at: fields of the body, and names in the query "
        "or of headers that a parameter reads, with commas between or one a line.",
    )
    processing = fields.Selection(
        [("immediate", "While the sender waits"), ("queued", "In the background")],
        required=True,
        default="immediate",
        help="In the background: the sender is answered 202 as soon as its call is "
        "stored, or as the tab Responses says. What the call does follows within a "
        "minute, and is tried again later if it fails for a reason that may pass.",
    )
    split_path = fields.Char(
        string="One Record per Item of",
        help="Where the list of items stands in the body, such as events, or $ where "
        "the body is the list. The paths of parameters that begin with @ reach into "
        "the item: @.email. Empty: a call is about one record.",
    )
    split_mode = fields.Selection(
        [
            ("all", "All items or none"),
            ("each", "Each item by itself"),
        ],
        string="Items That Fail",
        required=True,
        default="all",
        help="All or none: one item that is wrong has the whole call refused. Each by "
        "itself: the others are processed, and the answer says which ones failed.",
    )
    match_policy = fields.Selection(
        [
            ("newest", "Take the newest"),
            ("oldest", "Take the oldest"),
            ("refuse", "Refuse the call"),
        ],
        string="If Several Match",
        required=True,
        default="newest",
        help="What to do when more than one record has the value of a match key.",
    )
    sender_id = fields.Many2one(
        "inbound.webhook.sender",
        ondelete="set null",
        help="The system that sends the calls, if it is one that is known here.",
    )
    allow_descent = fields.Boolean(
        string="Search at Any Depth",
        help="Allows .. in the paths of parameters, as in $..email. It finds a name "
        "wherever it stands, so that a sender who adds one changes what is found.",
    )
    pass_changes_on = fields.Boolean(
        help="What a call changes is told to other systems too, by automation rules "
        "that call a URL when a record changes. Off, because two systems that tell "
        "each other of every change never stop. Rules that run on calls of this "
        "webhook are not concerned."
    )
    note_on_record = fields.Boolean(
        string="Note on the Record",
        default=True,
        help="The record's chatter says which call created or updated it.",
    )
    retention_days = fields.Integer(
        string="Keep Calls for",
        default=BOUNDS["retention_days"].default,
        help="Days after which calls are removed from the log; those under To Fix "
        "after four times as many. 0 keeps them for ever.",
    )
    return_field_ids = fields.Many2many(
        "ir.model.fields",
        string="Answer With",
        domain=f"[('model_id', '=', model_id), ('ttype', 'not in', {NOT_ANSWERED})]",
        help="The fields of the record that a look-up answers. Those of records that "
        "it is linked to are chosen below.",
    )
    parameter_ids = fields.One2many(
        "inbound.webhook.parameter", "handler_id", copy=True
    )
    mapping_ids = fields.One2many("inbound.webhook.mapping", "handler_id", copy=False)
    condition_ids = fields.One2many(
        "inbound.webhook.condition", "handler_id", copy=False
    )
    response_ids = fields.One2many("inbound.webhook.response", "handler_id", copy=True)
    automation_ids = fields.One2many(
        "base.automation",
        "inbound_webhook_handler_id",
        string="Actions",
        groups=SETTINGS,
    )
    call_ids = fields.One2many("inbound.webhook.call", "handler_id")
    may_change = fields.Boolean(
        compute="_compute_may_change", help="Whether the reader may change the handler."
    )

    _retention_days_bounds = within_bounds("retention_days")
    _sequence_bounds = within_bounds("sequence")

    # === COMPUTE AND ONCHANGE METHODS ===

    @api.depends(
        *("company_id", "mapping_ids", "may_change_logins", "method", "model_id"),
        *("operation_mode", "user_id"),
    )
    @api.depends_context("uid")
    def _compute_may_change(self):
        changeable = self._filtered_access("write")
        for handler in self:
            handler.may_change = handler in changeable

    @api.onchange("sender_id")
    def _onchange_sender_id(self):
        if self.sender_id.delivery_id_header:
            self.duplicate_mode = "header"
            self.duplicate_header = self.sender_id.delivery_id_header
        if self.sender_id.scheme_id.auth_type == self.auth_type:
            self.scheme_id = self.sender_id.scheme_id

    @api.onchange("model_id")
    def _onchange_model_id(self):
        self.return_field_ids = False
        self.mapping_ids = False

    # === ACTIONS ===

    def action_open_calls(self):
        """Open the calls of this handler."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inbound_webhook.action_inbound_webhook_call"
        )
        context = ast.literal_eval(action["context"])
        action["context"] = {**context, "default_handler_id": self.id}
        action["domain"] = [("handler_id", "=", self.id)]
        return action

    # === BUSINESS METHODS ===

    def _queues_calls(self):
        """Whether calls wait in a queue; a look-up is answered with what it finds."""
        self.ensure_one()
        return self.processing == "queued" and self.method == "post"

    def _protection_seconds(self):
        """The protection period in seconds, 0 for none."""
        self.ensure_one()
        return self.protection_period * UNIT_SECONDS[self.protection_period_unit]

    def _value_context(self):
        """How the values of a call are read: where its user is.

        :rtype: ValueContext
        """
        self.ensure_one()
        place = (self.company_id or self.user_id.company_id).country_id
        return value_context(
            self.user_id.tz, place.code, self.user_id.lang, self.nothing_words
        )


def value_context(timezone, country_code, language=None, words=None):
    """How values are read.

    :param timezone: name of that of the user, or nothing
    :param country_code: of his company, or nothing
    :param language: of the user, or nothing
    :param words: that mean nothing, one on a line, or nothing
    :rtype: ValueContext
    """
    return ValueContext(
        timezone=timezone or "UTC",
        country_code=country_code or None,
        language=language or None,
        normalize_email=tools.email_normalize,
        format_phone=_format_phone,
        nothing=nothing_words(words or ""),
    )


def _format_phone(number, country_code):
    """A phone number in E.164 where it can be read as one, else False."""
    try:
        formatted = phone_format(number, country_code, None, force_format="E164")
    except UserError:
        return False
    # Without the library phonenumbers, Odoo gives back what it is given.
    return formatted.startswith("+") and formatted
