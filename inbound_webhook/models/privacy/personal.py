from odoo import api, models
from odoo.tools import SQL

from ...engine.body.tree import readable_path
from ...engine.spreadsheet import plain_cell
from ...log_masking import masked_statements
from ...privacy.finding import found_in
from ...privacy.patterns import patterns

#: Rows that are read at a time: their bodies may be large.
_BATCH = 200


class InboundWebhookPersonal(models.AbstractModel):
    """Rows that keep what calls brought, and so values of people.

    A person is looked for in two steps. The database looks through all rows with
    regular expressions, which know how letters are encoded, and finds the few that can
    hold him. Those are read as calls are read, which decides.

    All this is for superusers: who may ask is decided where it is asked.
    """

    _name = "inbound.webhook.personal"
    _description = "Inbound Webhook Rows with Personal Values"

    #: Stored fields with what came, or with what was made of it.
    _personal_fields = ()
    #: Whether the rows are found and erased with others, whose parts they are.
    _is_personal_part = False

    @api.model
    def _models_with_personal_values(self):
        """The models that keep values of people.

        :rtype: list[str]
        """
        personal = self.env.registry["inbound.webhook.personal"]
        return [
            name
            for name, model in self.env.registry.items()
            if issubclass(model, personal) and model._auto and not model._abstract
        ]

    @api.model
    def _models_looked_up(self):
        """Those whose rows stand for themselves: neither parts of others nor dialogs.

        :rtype: list[str]
        """
        return [
            name
            for name in self._models_with_personal_values()
            if not (self.env[name]._transient or self.env[name]._is_personal_part)
        ]

    @api.model
    def _holding(self, person):
        """The rows that hold a person.

        :param Person person: who is looked for
        """
        ids = self._may_hold(person)
        return self._filtered_in_batches(ids, lambda row: row._places_of(person))

    @api.model
    def _filtered_in_batches(self, ids, function):
        """The rows of some ids for which a function says so, read a few at a time."""
        found = self.browse()
        for start in range(0, len(ids), _BATCH):
            rows = self.browse(ids[start : start + _BATCH])
            found += rows.filtered(function)
            rows.invalidate_recordset()
        return found

    def _places_of(self, person):
        """Where a row holds a person, by the names of its fields.

        :rtype: dict[str, list[Place]]
        """
        self.ensure_one()
        return places_in(person, self._personal_trees())

    def _told_places(self, person):
        """The same for people to read: a text for each place."""
        told = []
        for name, places in self._places_of(person).items():
            label = self._fields[name]._description_string(self.env)
            for path in dict.fromkeys(place.path for place in places):
                where = path and readable_path(path)
                told.append(f"{label}: {where}" if where else label)
        return told

    def _personal_trees(self):
        """What the row keeps, by the names of its fields, as it is read.

        :rtype: dict[str, Any]
        """
        self.ensure_one()
        return {name: self[name] for name in self._personal_fields}

    def _erase_personal(self):
        """Empty what came, and keep the rows."""
        self.write(dict.fromkeys(self._personal_fields, False))

    def _erase_and_tell(self):
        """Empty what came with one row.

        :return: what was done, in words
        :raise UserError: it is being written at this moment
        """
        self.ensure_one()
        self._erase_personal()
        name = self.env["ir.model"]._get(self._name).name
        return self.env._("Erased: %(what)s %(id)s", what=name, id=self.id)

    def export_data(self, fields_to_export):
        """Export nothing that a spreadsheet would compute: strangers wrote it.

        Override.
        """
        exported = super().export_data(fields_to_export)
        rows = exported.get("datas", ())
        return {**exported, "datas": [[*map(plain_cell, row)] for row in rows]}

    # === STATEMENTS ===

    @api.model
    def _may_hold(self, person):
        """Ids of the rows that can hold a person, in their order.

        Each row is looked through once, so it takes as long as they are large, and
        nothing else makes a difference: there is no index, which each call would pay
        for.
        """
        alternatives = [
            SQL(
                "(%s)",
                SQL(" AND ").join(SQL("said ~ %s", pattern) for pattern in wanted),
            )
            for wanted in patterns(person)
        ]
        if not alternatives:
            return []
        self.flush_model(self._personal_fields)
        # Without its OFFSET the text would be made anew for each expression.
        statement = SQL(
            """
            SELECT id, matches FROM (
                SELECT id, is_hidden, %s AS matches FROM (
                    SELECT id, %s AS is_hidden,
                           lower(concat_ws(%s, %s) COLLATE "C") AS said
                      FROM %s OFFSET 0) AS told OFFSET 0) AS asked
             WHERE is_hidden OR matches
          ORDER BY id
            """,
            SQL(" OR ").join(alternatives),
            self._is_hidden_from_patterns(),
            "\n",
            SQL(", ").join(map(self._as_text, self._personal_fields)),
            SQL.identifier(self._table),
        )
        # The values are those of a person.
        with masked_statements():
            rows = self.env.execute_query(statement)
        hidden = [row_id for row_id, matches in rows if not matches]
        looked_into = self._filtered_in_batches(
            hidden, lambda row: row._hidden_may_hold(person)
        )
        return sorted([row_id for row_id, matches in rows if matches] + looked_into.ids)

    def _is_hidden_from_patterns(self):
        """Whether a row holds what has to be decoded before it can be looked through.

        :rtype: SQL
        """
        return SQL("FALSE")

    def _hidden_may_hold(self, person):
        """Whether what is hidden in a row can hold a person. Quicker than to read it.

        :rtype: bool
        """
        return True

    def _as_text(self, name):
        column = SQL.identifier(name)
        if self._fields[name].type == "binary":
            return SQL("encode(%s, 'escape')", column)
        return SQL("%s::text", column)


def places_in(person, trees):
    """Where trees hold a person, by their names.

    :param dict trees: by name; those that hold nothing are none of the result
    :rtype: dict[str, list[Place]]
    """
    places = {name: found_in(person, tree) for name, tree in trees.items() if tree}
    return {name: found for name, found in places.items() if found}
