from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ...rights.access_checks import also_denied, denied_with_owner
from ...rights.personal_values import sees_personal_values
from ...rights.powerful_models import SETTINGS

#: What the description of a field says that can be done with it.
_NOT_ASKED_BY = ("searchable", "sortable", "groupable", "aggregator")


def _is_personal(field):
    return getattr(field, "is_personal", False)


class InboundWebhookLogEntry(models.AbstractModel):
    """A row of the log: it is for whoever may read what the call was about.

    A call holds what it brought and, for a look-up, the values of a record. So its
    reader may read the target of its handler and, where it touched a record, that
    record. Settings administrators, who could give themselves any right, read all.

    The rule is a part of each search, and not a filter behind it: nothing can be
    probed by a condition, a group or a count. The records are looked up one by one
    from the rows that are asked for, by their primary key, so that a log of millions
    stays as fast as without.

    What came with the call (``fields/personal.py``) they see by its names alone, unless
    they have the right to see personal values.
    """

    _name = "inbound.webhook.log.entry"
    _description = "Inbound Webhook Log Entry"

    def _search(self, domain, *args, bypass_access=False, **options):
        if not bypass_access and not self._reads_all():
            domain = Domain(domain) & self._readable()
        return super()._search(domain, *args, bypass_access=bypass_access, **options)

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if not any(self._ids) or self._reads_all():
            return denied
        forbidden = denied[0] if denied else self.browse()
        rest = self - forbidden
        ids = rest.sudo()._search(Domain("id", "in", rest.ids) & self._readable())
        hidden = rest - self.browse(ids)
        return also_denied(denied, hidden, self._not_for_you)

    # === THE VALUES THAT CAME ===

    @api.model
    def _has_field_access(self, field, operation):
        """What came is masked for most readers, and so is no condition for them.

        Where no record is at hand (a search, an order, a group) nothing is masked: by
        asking often enough, they would find out what came.
        """
        allowed = super()._has_field_access(field, operation)
        if operation != "read" or not allowed or self or not _is_personal(field):
            return allowed
        return sees_personal_values(self.env)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Describe the fields that are masked, too: screens show what is left of them.

        Override: what cannot be searched by is left out by Odoo altogether.
        """
        described = super().fields_get(allfields, attributes)
        for name, field in self._fields.items():
            if name in described or not _is_personal(field):
                continue
            if not allfields or name in allfields:
                described[name] = field.get_description(self.env, attributes)
                described[name] |= {
                    key: False for key in _NOT_ASKED_BY if key in described[name]
                }
        return described

    def _determine_fields_to_fetch(self, field_names=None, ignore_when_in_cache=False):
        """Read what is masked along with the rest of the rows that were found."""
        if self or field_names is None or sees_personal_values(self.env):
            return super()._determine_fields_to_fetch(field_names, ignore_when_in_cache)
        personal = [
            name
            for name in field_names
            if name in self._fields and _is_personal(self._fields[name])
        ]
        rest = [name for name in field_names if name not in personal]
        return super()._determine_fields_to_fetch(rest, ignore_when_in_cache) + [
            self._fields[name] for name in personal
        ]

    def _fetch_query(self, query, fields):
        """Read the columns that are masked: whose rows they are has been asked."""
        personal = [field for field in fields if _is_personal(field)]
        if personal and not sees_personal_values(self.env):
            self.sudo()._fetch_query(query, personal)
            fields = [field for field in fields if field not in personal]
        return super()._fetch_query(query, fields)

    # === THE ROWS ===

    def _reads_all(self):
        return self.env.su or self.env.user.has_group(SETTINGS)

    def _not_for_you(self):
        return AccessError(
            self.env._(
                "This call is about records that you may not read, so what it holds "
                "is not shown to you either."
            )
        )

    def _readable(self):
        """The rows that whoever asks may read.

        :rtype: Domain
        """
        raise NotImplementedError

    def _records_out_of_sight(self):
        """Rows about a record that whoever asks may not read.

        :rtype: Domain
        """
        rules = self.env["ir.rule"]
        readable = self._readable_models()
        # Those that no handler works on any more, too: its target was changed since.
        hidden = [Domain("res_model", "not in", [False, *readable])]
        for model in readable:
            if not rules._compute_domain(model, "read").is_true():
                hidden.append(Domain.custom(to_sql=self._hidden_by_rules(model)))
        return Domain.OR(hidden)

    def _readable_models(self):
        """Those of the models touched whose records may be read at all."""
        return [
            name for name in self._models_touched() if self.env[name].has_access("read")
        ]

    def _models_touched(self):
        """Models that rows may be about: the targets of handlers."""
        handlers = self.env["inbound.webhook.handler"].sudo()
        groups = handlers.with_context(active_test=False)._read_group([], ["model_id"])
        names = [model.model for (model,) in groups]
        return [name for name in names if name in self.env]

    def _hidden_by_rules(self, model):
        """A condition in SQL: the record of a row is none that a reader may read."""
        target = self.env[model].with_context(active_test=False)

        def to_sql(row, alias, _query):
            readable = target._search([])
            readable.add_where(
                SQL(
                    "%s = %s",
                    SQL.identifier(readable.table, "id"),
                    row._field_to_sql(alias, "res_id"),
                )
            )
            return SQL(
                "(%s = %s AND %s IS NOT NULL AND NOT EXISTS %s)",
                row._field_to_sql(alias, "res_model"),
                model,
                row._field_to_sql(alias, "res_id"),
                readable.subselect(SQL("1")),
            )

        return to_sql


class InboundWebhookCall(models.Model):
    """Who reads calls, and who deletes them."""

    _name = "inbound.webhook.call"
    _inherit = ["inbound.webhook.call", "inbound.webhook.log.entry"]

    def _check_access(self, operation):
        denied = super()._check_access(operation)
        if operation != "unlink" or self._reads_all():
            return denied
        return denied_with_owner(denied, self, "handler_id")

    def _readable(self):
        handlers = self.env["inbound.webhook.handler"].with_context(active_test=False)
        mine = handlers.sudo()._search(
            [("model_id.model", "in", self._readable_models())]
        )
        items = self.env["inbound.webhook.call.item"]
        in_sight = ~self._records_out_of_sight()
        in_sight &= ~Domain("item_ids", "any!", items._records_out_of_sight())
        return (
            Domain("handler_id", "in", list(mine))
            & in_sight
            & self._repeats_in_sight(in_sight)
        )

    def _repeats_in_sight(self, in_sight):
        """The rows that repeat none out of sight, and are not repeated by one.

        The same request is in both rows, and the first one's answer in that of a
        duplicate. Of a duplicate whose first call is gone nobody knows any more.
        """
        no_duplicate = Domain("duplicate_of_id", "=", False)
        no_duplicate &= Domain("status", "!=", "duplicate")
        return (
            (no_duplicate | self._first_in_sight("duplicate_of_id", in_sight))
            & (
                Domain("replay_of_id", "=", False)
                | self._first_in_sight("replay_of_id", in_sight)
            )
            & ~Domain("replay_ids", "any!", ~in_sight)
        )

    def _first_in_sight(self, field_name, in_sight):
        """A condition in SQL: the call that a row repeats is in sight.

        A single value, looked up where a row repeats one: as a join, PostgreSQL would
        read the whole log for it.
        """
        calls = self.sudo()
        in_sight = in_sight.optimize_full(calls)

        def to_sql(row, alias, _query):
            first = Query(calls.env, f"{calls._table}__first", calls._table_sql)
            first.add_where(
                SQL(
                    "%s = %s",
                    SQL.identifier(first.table, "id"),
                    row._field_to_sql(alias, field_name),
                )
            )
            return SQL(
                "COALESCE(%s, FALSE)",
                first.subselect(in_sight._to_sql(calls, first.table, first)),
            )

        return Domain.custom(to_sql=to_sql)


class InboundWebhookCallItem(models.Model):
    """Items are read with their calls."""

    _name = "inbound.webhook.call.item"
    _inherit = ["inbound.webhook.call.item", "inbound.webhook.log.entry"]

    def _readable(self):
        calls = self.env["inbound.webhook.call"]
        return Domain("call_id", "any!", calls._readable())
