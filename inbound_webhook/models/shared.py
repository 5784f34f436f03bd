"""What handlers have in common, schemes and handshakes, and the lines of these."""

from odoo import api, models

from ..engine.authentication import Place
from ..rights.access_checks import denied_with_owner, denied_without_settings
from ..rights.authorship import made_by_others

#: Where the context says that lines are written with what they belong to. No caller
#: can say so: RPC has no such object.
_KEY, _WHOLE = "inbound_webhook_whole", object()


class InboundWebhookShared(models.AbstractModel):
    """What several handlers may have: who changes it changes each of them.

    So those that came with an addon are changed by Settings alone, and others by who
    made them, as long as he may change each handler that has them.
    """

    _name = "inbound.webhook.shared"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Set-Up That Handlers Share"

    #: The field by which handlers have it.
    _field_of_handlers = None

    # === CRUD METHODS ===

    def write(self, vals):
        whole = self.with_context(**{_KEY: _WHOLE})
        result = super(InboundWebhookShared, whole).write(vals)
        self._have_handlers_compiled()
        return result

    def unlink(self):
        handlers = self._handlers()
        result = super().unlink()
        handlers._move_version()
        return result

    def _have_handlers_compiled(self):
        """Have the handlers that have these compiled anew."""
        self._handlers()._move_version()

    def _handlers(self):
        """Handlers that have these, whoever may see them."""
        handlers = self.env["inbound.webhook.handler"].sudo()
        used = [(self._field_of_handlers, "in", self.ids)]
        return handlers.with_context(active_test=False).search(used)

    # === BUSINESS METHODS ===

    def _place(self, prefix):
        """Where something stands in a call; None where that is not said.

        :param str prefix: what the names of the fields begin with that say it
        :rtype: Place or None
        """
        source = self[f"{prefix}_source"]
        return Place(source, self[f"{prefix}_name"] or "") if source else None

    # === RIGHTS ===

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        return denied_without_settings(denied, self, operation)

    def _reserved_for_settings(self):
        """Those that whoever asks may not change without Settings."""
        others = made_by_others(self)
        return others | (self - others).filtered(
            lambda shared: shared._is_used_by_others()
        )

    def _is_used_by_others(self):
        """Whether a handler has it that whoever asks may not change."""
        handlers = self._handlers()
        mine = handlers.with_env(self.env)._filtered_access("write")
        return len(mine) < len(handlers)


class InboundWebhookSharedLine(models.AbstractModel):
    """A line of it: it belongs to who may change that."""

    _name = "inbound.webhook.shared.line"
    _inherit = "inbound.webhook.bounded"
    _description = "Inbound Webhook Line of Set-Up That Handlers Share"

    #: The field that says what it belongs to.
    _owner = None

    # === CRUD METHODS ===

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines[self._owner]._have_handlers_compiled()
        return lines

    def write(self, vals):
        owners = self[self._owner]
        result = super().write(vals)
        # It may belong to another one now.
        self.check_access("write")
        (owners | self[self._owner])._have_handlers_compiled()
        return result

    def unlink(self):
        owners = self[self._owner]
        result = super().unlink()
        owners = owners.exists()
        self._check_owners(owners)
        owners._have_handlers_compiled()
        return result

    def _check_owners(self, owners):
        """Refuse lines by which what they belong to does not work.

        Where that is written with its lines it is looked at as a whole, afterwards:
        some lines are gone by then, and others not there yet.

        :raise ValidationError: something does not work
        """
        if self.env.context.get(_KEY) is not _WHOLE:
            owners._check_usable()

    # === RIGHTS ===

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation == "read":
            return denied
        return denied_with_owner(denied, self, self._owner)
