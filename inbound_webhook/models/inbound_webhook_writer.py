from dataclasses import dataclass, field
from typing import Any

from odoo import api, models
from odoo.fields import Command, Domain

from ..engine.errors import ValueRefused
from ..engine.transforms import apply_transform
from .field_values import escaped, field_value
from .record_values import shown

#: Fields that Odoo itself normalises for search, by the field a mapping names.
_NORMALISED_FIELDS = {
    "email": "email_normalized",
    "email_from": "email_normalized",
    "phone": "phone_sanitized",
}


class AmbiguousMatch(ValueRefused):
    """Several records match, and the handler says to refuse such a call."""


@dataclass
class Applied:
    """What a call did to a record.

    :param operation: created, updated, unchanged, found or not_found
    :param record: the record, empty for not_found
    :param changes: ``{"field", "old", "new"}`` of each field that was written
    """

    operation: str
    record: Any
    changes: list[dict[str, Any]] = field(default_factory=list)


class InboundWebhookWriter(models.AbstractModel):
    """Finds the record of a call by its match keys, and creates or updates it.

    Called in the environment of the handler's user, whose rights decide.
    """

    _name = "inbound.webhook.writer"
    _description = "Inbound Webhook Writer"

    @api.model
    def _apply(self, handler, batch):
        """Create or update one record for each call of a batch.

        :param handler: the handler, readable (its own environment is kept)
        :param list[dict] batch: converted parameters by name, one dict a call
        :rtype: list[Applied]
        :raise EngineError: a value does not fit its field, or the match is ambiguous
        :raise odoo.exceptions.UserError: access denied, or the record is not valid
        """
        return [self._apply_one(handler, parameters) for parameters in batch]

    @api.model
    def _look_up(self, handler, parameters):
        """Find the record that a GET call asks for.

        :rtype: Applied
        """
        target = self.env[handler.model_name]
        values = self._field_values(handler, target, parameters, keys_only=True)
        record = self._find(handler, target, values)
        return Applied("found" if record else "not_found", record)

    def _apply_one(self, handler, parameters):
        target = self.env[handler.model_name]
        values = self._field_values(handler, target, parameters)
        record = self._find(handler, target, values)
        if record:
            return self._update(handler, record, values)
        return self._create(target, values)

    def _field_values(self, handler, target, parameters, keys_only=False):
        """Values for ``create`` or ``write``, by field name.

        A parameter without a value is left out: what a call does not say, it does
        not change.
        """
        context, values = handler._value_context(), {}
        for mapping in handler.mapping_ids:
            if keys_only and not mapping.is_match_key:
                continue
            value = mapping._value(parameters)
            if mapping.transform:
                value = apply_transform(mapping.transform, value)
            if value is not None:
                name = mapping.field_id.name
                values[name] = field_value(
                    target, name, value, context, create_missing=mapping.create_missing
                )
        return values

    # === FINDING ===

    def _find(self, handler, target, values):
        """The record that the first match key with a match finds, or none."""
        for mapping in handler.mapping_ids.filtered("is_match_key"):
            value = values.get(mapping.field_id.name)
            if value in (None, False, ""):
                continue
            found = target.search(self._match_domain(target, mapping, value))
            if found:
                return self._choose(handler, mapping, found.sorted("id"))
        return target

    def _match_domain(self, target, mapping, value):
        name = mapping.field_id.name
        normalised = _NORMALISED_FIELDS.get(name)
        if normalised in target._fields:
            context = mapping.handler_id._value_context()
            canonical = mapping._canonical(value, context)
            if canonical:
                return Domain(normalised, "=", canonical)
        if isinstance(value, str) and target._fields[name].type in ("char", "text"):
            return Domain(name, "=ilike", escaped(value))
        return Domain(name, "=", value)

    def _choose(self, handler, mapping, found):
        if len(found) == 1 or handler.match_policy == "oldest":
            return found[:1]
        if handler.match_policy == "newest":
            return found[-1:]
        raise AmbiguousMatch(
            "match_ambiguous",
            f"{len(found)} records have this value in {mapping.field_id.name!r}.",
            field=mapping.field_id.name,
            candidates=found[:20].ids,
        )

    # === WRITING ===

    def _create(self, target, values):
        values = dict(values)
        owner = target._fields.get("user_id")
        if owner is not None and not owner.required:
            # The model's default is the user at the screen; here that would be the
            # handler's user, who did nothing.
            values.setdefault("user_id", False)
        creator = target.with_context(mail_create_nosubscribe=True)
        # A copy, since models add values of their own to what they are given.
        record = creator.create(dict(values))
        changes = [
            {"field": name, "old": None, "new": shown(record, name)}
            for name in values
            if record[name]
        ]
        return Applied("created", target.browse(record.id), changes)

    def _update(self, handler, record, values):
        changed = self._changed_values(handler, record, values)
        if not changed:
            return Applied("unchanged", record)
        old = {name: shown(record, name) for name in changed}
        record.write(changed)
        changes = [
            {"field": name, "old": old[name], "new": shown(record, name)}
            for name in changed
        ]
        return Applied("updated", record, changes)

    def _changed_values(self, handler, record, values):
        """The values that the policies let through and that the record lacks."""
        changed = {}
        for mapping in handler.mapping_ids:
            name = mapping.field_id.name
            if name not in values or mapping.policy == "on_create":
                continue
            if mapping.policy == "if_empty" and record[name]:
                continue
            if not self._holds(record, name, values[name]):
                changed[name] = values[name]
        return changed

    def _holds(self, record, name, value):
        """Whether a field has a value already; links count one by one."""
        model_field = record._fields[name]
        if model_field.type == "many2many":
            linked = {command[1] for command in value if command[0] == Command.LINK}
            return linked <= set(record[name].ids)
        cached = model_field.convert_to_cache(value, record)
        return record[name] == model_field.convert_to_record(cached, record)
