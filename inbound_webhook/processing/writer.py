from dataclasses import dataclass, field, replace
from typing import Any

from odoo import api, models
from odoo.fields import Command

from ..engine.errors import RecordMissing
from ..engine.keys import key_digest
from ..engine.phrases import _lt
from .call_values import CallValues
from .finder import Match
from .record_values import shown


@dataclass
class Applied:
    """What a call did to a record.

    :param operation: created, updated, unchanged, found or not_found
    :param record: the record, empty for not_found
    :param match: how it was found
    :param changes: ``{"field", "old", "new"}`` of each field that was written
    :param notes: what is worth knowing of a value: pairs of a code and details
    """

    operation: str
    record: Any
    match: Match
    changes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


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
        :raise EngineError: a value does not fit its field, the match is ambiguous, or
            the record that the call names by its id is not there
        :raise odoo.exceptions.UserError: access denied, or the record is not valid
        """
        return [self._apply_one(handler, parameters) for parameters in batch]

    @api.model
    def _look_up(self, handler, parameters):
        """Find the record that a GET call asks for.

        :rtype: Applied
        :raise KeyMissing: the call has no value to look up by
        """
        match = self._match(handler, parameters)
        if not match.by:
            raise handler.mapping_ids._key_missing()
        return Applied("found" if match.record else "not_found", match.record, match)

    def _match(self, handler, parameters):
        mappings, target = handler.mapping_ids, self.env[handler.model_name]
        names = mappings.filtered("is_match_key").field_id.mapped("name")
        values = CallValues(handler, mappings, target, parameters).to_find(names)
        return self.env["inbound.webhook.finder"]._find(handler, values)

    def _apply_one(self, handler, parameters):
        match = self._match(handler, parameters)
        record = match.record
        if not record and "id" in match.by:
            raise RecordMissing(
                "record_missing",
                _lt(
                    "There is no %(model)s with the id of this call.",
                    model=record._description,
                ),
            )
        mappings = handler.mapping_ids.filtered(
            lambda mapping: mapping._applies_to(record)
        )
        target = self.env[handler.model_name]
        said = CallValues(handler, mappings, target, parameters, record)
        values = said.to_write()
        if not record:
            # Nobody else makes it meanwhile.
            self.env["inbound.webhook.key"]._claim(
                handler.mapping_ids._record_digests(values)
            )
        save = self._update if record else self._create
        return replace(save(match, values), notes=said.notes)

    @api.model
    def _attach(self, record, files):
        """Attach the files of a form to the record, unless it has them already.

        :param files: ``UploadedFile`` of the engine
        """
        if not files:
            return
        record._check_inbound_webhook_change()
        attachments = self.env["ir.attachment"]
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        present = set(attachments.search(domain).mapped(lambda item: item.checksum))
        new = {}
        for file in files:
            checksum = attachments._compute_checksum(file.content)
            if checksum not in present:
                new.setdefault(checksum, file)
        # Another call may bring the same file for the same record.
        place = [record._name, str(record.id)]
        self.env["inbound.webhook.key"]._claim(
            key_digest(
                "ir.attachment", ["res_model", "res_id", "checksum"], [*place, c]
            )
            for c in new
        )
        attachments.create(
            [
                {
                    "name": file.filename or file.field,
                    "raw": file.content,
                    "res_model": record._name,
                    "res_id": record.id,
                }
                for file in new.values()
            ]
        )

    def _create(self, match, values):
        target = match.record
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
        return Applied("created", target.browse(record.id), match, changes)

    def _update(self, match, values):
        record = match.record
        changed = {
            name: value
            for name, value in values.items()
            if not self._holds(record, name, value)
        }
        if not changed:
            return Applied("unchanged", record, match)
        old = {name: shown(record, name) for name in changed}
        record.write(dict(changed))
        changes = [
            {"field": name, "old": old[name], "new": shown(record, name)}
            for name in changed
        ]
        return Applied("updated", record, match, changes)

    def _holds(self, record, name, value):
        """Whether a field has a value already; links count one by one."""
        model_field = record._fields[name]
        if model_field.type == "many2many":
            linked = {command[1] for command in value if command[0] == Command.LINK}
            return linked <= set(record[name].ids)
        cached = model_field.convert_to_cache(value, record)
        return record[name] == model_field.convert_to_record(cached, record)
