from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import clean_context

from ...engine.errors import EngineError, InvalidSetup
from ...fields.rpc_json import RpcJson
from ...processing.naming import REQUIRED_BY_CONSTRAINT, computed_from
from ...rights.answerable import path_obstacle
from ...rights.powerful_models import SETTINGS
from ...words.phrases import worded

#: A number and a tick box always have a value, and no record is refused for the want
#: of lines or tags, required or not.
_NEVER_WITHOUT = frozenset(
    {
        *("boolean", "integer", "float", "monetary"),
        *("one2many", "many2many"),
    }
)


class InboundWebhookHandler(models.Model):
    """What cannot work, and what is worth knowing, said while a handler is set up.

    Nothing here is refused: a handler is set up step by step.
    """

    _inherit = "inbound.webhook.handler"

    condition_sentence = fields.Char(
        string="In Words",
        compute="_compute_condition_sentence",
        help="AND binds tighter than OR, as the brackets show.",
    )
    # Without help: a field without a label shows that as its tooltip, and what could
    # be said of these is for developers. What cannot work as it is set up, and what is
    # worth knowing: one sentence each.
    setup_warnings = RpcJson(compute="_compute_setup_warnings")
    setup_hints = RpcJson(compute="_compute_setup_warnings")

    @api.depends(
        "condition_ids.sequence",
        "condition_ids.connector",
        "condition_ids.parameter_id",
        "condition_ids.operator",
        "condition_ids.value",
    )
    @api.depends_context("lang")
    def _compute_condition_sentence(self):
        for handler in self:
            handler.condition_sentence = handler.condition_ids._sentence()

    @api.depends(
        "active",
        "company_id",
        "condition_ids.operator",
        "external_id_parameter_id",
        "mapping_ids.create_missing",
        "match_archived",
        "mapping_ids.field_id",
        "mapping_ids.is_match_key",
        "mapping_ids.policy",
        "mapping_ids.transform",
        "mapping_ids.value_source",
        "may_change_logins",
        "list_order_field_id",
        "look_up_mode",
        "match_domain",
        "method",
        "model_id",
        "operation_mode",
        "parameter_ids.sample_value",
        "parameter_ids.type",
        "processing",
        "response_ids.body",
        "response_ids.headers",
        "return_field_ids",
        "return_path_ids.path",
        "sender_id",
        "user_id",
        "when_off",
    )
    @api.depends_context("lang")
    def _compute_setup_warnings(self):
        for handler in self:
            if handler.model_name in self.env:
                handler.setup_warnings = list(handler._warnings())
                handler.setup_hints = list(handler._hints())
            else:
                handler.setup_warnings = handler.setup_hints = False

    def _warnings(self):
        """What keeps calls from doing what they should, or lets them do too much."""
        yield from self._dangers()
        if not self.user_id:
            # It is chosen as the handler is saved.
            return
        yield from self._user_warnings()
        yield from self._gone_kinds()
        yield from self._match_domain_warnings()
        yield from self._removal_warnings()
        if self.parameter_ids:
            yield from self._mapping_warnings()
            yield from self.mapping_ids._warnings()
        for obstacle in self._all_answer_obstacles():
            yield worded(self.env, obstacle)
        may_wait = self._queues_calls() or self._when_off() == "keep"
        if may_wait and not self._has_worker():
            yield self.env._(
                "The scheduled action that processes waiting calls is switched off: "
                "calls are stored and wait."
            )

    def _dangers(self):
        """What whoever knows the URL could do harm with."""
        user = self.user_id
        if user and (user._is_superuser() or user.has_group(SETTINGS)):
            yield self.env._(
                "Danger: calls run as %s, a Settings administrator, whom nothing is "
                "forbidden. Leave Runs As empty (tab Settings) to have them run as a "
                "user that may do what the target takes and no more.",
                user.name,
            )
        if self.target_power:
            yield self.env._(
                "Danger: %(model)s %(power)s. Who knows the URL has a hand in that. "
                "Only Settings administrators can set this up.",
                model=self.model_id.name,
                power=self.target_power,
            )
        for mapping in self.mapping_ids.filtered("field_id"):
            power = mapping._power()
            if power:
                yield self.env._(
                    "Danger: the field %(field)s %(power)s. Only Settings "
                    "administrators can set this up.",
                    field=mapping.field_id.field_description,
                    power=worded(self.env, power),
                )
        if self._deletes():
            yield self.env._(
                "Danger: calls delete records, which nobody can bring back. Who knows "
                "the URL can delete each that a match key finds. Archive keeps them."
            )
        if self.may_change_logins:
            yield self.env._(
                "Danger: calls may change the contacts of people who log in. Who knows "
                "the URL can have somebody's new password sent to an address of his "
                "own (tab Settings)."
            )

    def _hints(self):
        yield from self._sender_hints()
        if not self.parameter_ids:
            yield self.env._(
                "Next: name the values that a call brings, in the tab Parameters."
            )
        elif self._makes_records() and not (
            self.operation_mode == "create" or self._has_keys()
        ):
            yield self.env._(
                "No match key is ticked in the tab Mapping: each call makes a new "
                "record, none updates one."
            )
        yield from self._archive_hints()
        yield from self._url_hints()

    def _removal_warnings(self):
        """What goes with the parameters that are deleted when the form is saved."""
        removed = self._origin.parameter_ids - self.parameter_ids._origin
        for sentence in removed._uses():
            yield self.env._("Removed with its parameter: %s", sentence)

    def _sender_hints(self):
        author = self.sender_id.sudo()._unknown_author()
        if author:
            yield self.env._(
                "The card that this was made of is by %s, who is no Settings "
                "administrator: read through the mapping before you switch it on.",
                author.name,
            )

    def _user_warnings(self):
        try:
            self._check_runs()
        except InvalidSetup as error:
            yield worded(self.env, error)
        names = {"user": self.user_id.name, "model": self.model_id.name}
        sentences = {
            "read": self.env._(
                "%(user)s, whom this runs as, may not read records of %(model)s: no "
                "call finds one.",
                **names,
            ),
            "create": self.env._(
                "%(user)s, whom this runs as, may not create records of %(model)s: "
                "calls for new ones are refused.",
                **names,
            ),
            "write": self.env._(
                "%(user)s, whom this runs as, may not change records of %(model)s: "
                "calls for present ones are refused.",
                **names,
            ),
            "unlink": self.env._(
                "%(user)s, whom this runs as, may not delete records of %(model)s: "
                "calls are refused.",
                **names,
            ),
        }
        for operation in self._operations():
            if not self._as_user().has_access(operation):
                yield sentences[operation]

    def _mapping_warnings(self):
        if not self._makes_records():
            if not self._has_keys():
                yield self.env._(
                    "No match key is ticked in the tab Mapping: nothing can be looked "
                    "up."
                )
        elif not self.mapping_ids:
            yield self.env._(
                "No value is mapped to a field: a call has nothing to write."
            )
        else:
            for label in self._missing_fields():
                yield self.env._(
                    'The field "%s" is required, and nothing fills it: a new record '
                    "would be refused. Map it, or give it a fixed value.",
                    label,
                )

    def _answer_obstacles(self):
        """Why a look-up cannot answer a field, a sentence each."""
        target = self._as_user()
        paths = [*self._returned_paths(), *self._order_path()]
        for path in dict.fromkeys(paths):
            obstacle = path_obstacle(target, path)
            if obstacle:
                yield obstacle

    def _all_answer_obstacles(self):
        if self.method == "get":
            yield from self._answer_obstacles()
        for response in self.response_ids:
            try:
                yield from response._obstacles()
            except EngineError as error:
                yield error.phrase

    def _has_keys(self):
        """Whether a call can find a record."""
        has_key = bool(self.mapping_ids.filtered("is_match_key"))
        return has_key or bool(self.external_id_parameter_id)

    def _missing_fields(self):
        """The labels of required fields that a new record would be without."""
        target = self._as_user()
        if not target.has_access("create"):
            return []
        mapped = set(self.mapping_ids._writes().field_id.mapped("name"))
        required = [
            field for field in self._required_fields(target) if field.name not in mapped
        ]
        try:
            draft = target.new(target.default_get([field.name for field in required]))
            return [
                field._description_string(self.env)
                for field in required
                if not draft[field.name] and not computed_from(target, field, mapped)
            ]
        except AccessError:
            # A default or a computation reads what this user may not.
            return []

    def _required_fields(self, target):
        demanded = REQUIRED_BY_CONSTRAINT.get(target._name, ())
        made_by_odoo = {*target._inherits.values(), *models.MAGIC_COLUMNS}
        return [
            field
            for name, field in target._fields.items()
            if (field.required or name in demanded)
            and field.type not in _NEVER_WITHOUT
            and name not in made_by_odoo
        ]

    def _as_user(self):
        """The target model as a call's user has it; nobody's defaults of a screen."""
        context = clean_context(self.env.context)
        return self.env(user=self.user_id.id, su=False, context=context)[
            self.model_name
        ]

    def _has_worker(self):
        cron = self.env.ref("inbound_webhook.cron_process_calls", False)
        return bool(cron and cron.sudo().active)
