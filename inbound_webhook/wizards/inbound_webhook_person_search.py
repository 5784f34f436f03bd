import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..privacy.person import Person
from ..rights.powerful_models import SETTINGS
from ..words.person_report import report, written

#: More than this nobody looks through.
_MOST_LINES = 1_000


class InboundWebhookPersonSearch(models.TransientModel):
    """Where a person is in what calls left behind; to be told, and to be erased.

    What whoever asks may not read is not found, and nothing says that it is there.
    """

    _name = "inbound.webhook.person.search"
    _description = "Inbound Webhook Person Search"
    _inherit = "inbound.webhook.personal"
    _transient_max_hours = 1

    _personal_fields = ("email", "name", "phone")

    email = fields.Char(string="E-Mail", size=200)
    name = fields.Char(size=200)
    phone = fields.Char(size=50)
    has_searched = fields.Boolean(readonly=True)
    line_ids = fields.One2many(
        "inbound.webhook.person.place", "search_id", string="Places"
    )
    is_cut = fields.Boolean(readonly=True)
    report = fields.Binary(compute="_compute_report")
    report_name = fields.Char(compute="_compute_report")

    @api.depends("line_ids")
    def _compute_display_name(self):
        # Not the name of the person, which would stand in the address of the page.
        self.display_name = self.env._("Find a Person")

    @api.depends("email", "name", "phone", "line_ids.is_selected")
    def _compute_report(self):
        for search in self:
            text = report(self.env, search._person(), search._selected_calls())
            # The mark tells programs of Windows that it is UTF-8.
            search.report = base64.b64encode(text.encode("utf-8-sig"))
            search.report_name = f"{self.env._('webhook-calls')}.txt"

    # === ACTIONS ===

    def action_find(self):
        """List where the person is.

        :raise UserError: nothing says who is looked for
        """
        self.ensure_one()
        person = self._person()
        if not person:
            raise UserError(
                self.env._("Enter an e-mail address, a name or a phone number.")
            )
        found = self._found(person)
        self.write(
            {
                "has_searched": True,
                "is_cut": len(found) > _MOST_LINES,
                "line_ids": [
                    Command.clear(),
                    *map(Command.create, found[:_MOST_LINES]),
                ],
            }
        )
        return True

    def action_export(self):
        """Hand over what the selected calls hold of the person, as a text."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/report"
            "?download=true&filename_field=report_name",
            "target": "self",
        }

    def action_erase(self):
        """Empty what is selected, and keep the rows."""
        self.ensure_one()
        selected = self.line_ids.filtered(lambda line: line._may_erase())
        selected._erase()
        if selected:
            self._erase_dialogs()
        selected.write({"is_erased": True, "is_selected": False})
        # Nor is it kept here who it was.
        self.write(dict.fromkeys(self._personal_fields, False))
        self.line_ids.write({"places": False, "written": False})
        return True

    # === BUSINESS METHODS ===

    def _person(self):
        return Person(self.email or "", self.name or "", self.phone or "")

    def _selected_calls(self):
        lines = self.line_ids.filtered(
            lambda line: line.is_selected and line.res_model == "inbound.webhook.call"
        )
        return self._of_all_companies("inbound.webhook.call").browse(
            lines.mapped("res_id")
        )

    def _erase_dialogs(self):
        """Close the dialogs that hold the person, which are kept for hours.

        Those of others by Settings alone: somebody is at work in them.
        """
        dialogs = set(self._models_with_personal_values()) - set(
            self._models_looked_up()
        )
        for model in dialogs:
            rows = self.env[model].sudo()
            if not rows._transient:
                continue
            rows = rows._holding(self._person())
            if not self.env.user.has_group(SETTINGS):
                rows = rows.filtered(lambda row: row.create_uid == self.env.user)
            if model == self._name:
                rows -= self
            rows._erase_personal()

    def _of_all_companies(self, model):
        """A model for whoever asks, in all companies that are his.

        What is erased must not depend on the companies that happen to be ticked.
        """
        companies = self.env.user.company_ids.ids
        return self.env[model].with_context(allowed_company_ids=companies)

    def _found(self, person):
        """Values of the lines."""
        calls = self._of_all_companies("inbound.webhook.call")
        ids = calls.sudo()._holding(person).ids
        found = [
            self._line_values(call, person)
            for call in calls.search([("id", "in", ids)], order="id desc")
        ]
        for model in set(self._models_looked_up()) - {calls._name}:
            rows = self._of_all_companies(model).sudo()._holding(person).sudo(False)
            found += [self._line_values(row, person) for row in _erasable(rows)]
        return found

    def _line_values(self, row, person):
        is_call = row._name == "inbound.webhook.call"
        return {
            "res_model": row._name,
            "res_id": row.id,
            "places": "\n".join(row.sudo()._told_places(person)),
            "written": written(row, person) if is_call else False,
            "is_selected": True,
        }

    def _erase_personal(self):
        self.unlink()


class InboundWebhookPersonPlace(models.TransientModel):
    """A row that holds the person."""

    _name = "inbound.webhook.person.place"
    _description = "Inbound Webhook Place of a Person"
    _order = "id"

    search_id = fields.Many2one(
        "inbound.webhook.person.search", required=True, ondelete="cascade"
    )
    is_selected = fields.Boolean(string="Take")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    what = fields.Char(compute="_compute_what")
    date = fields.Datetime(compute="_compute_what")
    handler_name = fields.Char(string="Handler", compute="_compute_what")
    places = fields.Text(string="Where It Is", readonly=True)
    written = fields.Text(string="What It Wrote", readonly=True)
    is_erased = fields.Boolean(string="Erased", readonly=True)

    @api.depends("res_model", "res_id")
    def _compute_what(self):
        for line in self:
            # What a line is about its maker may have made up.
            row = _in_sight(line._row().sudo(False)).sudo()
            handler = _handler_of(row)
            line.what = line._told(row) if row else False
            dates = [name for name in ("request_date", "date") if name in row._fields]
            line.date = row[dates[0]] if dates else False
            line.handler_name = handler.name

    # === ACTIONS ===

    def action_open(self):
        """Open the call, or the handler whose row it is."""
        self.ensure_one()
        row = self._row().sudo(False)
        if not row:
            raise UserError(self.env._("It is not there any more."))
        opened = row if row._name == "inbound.webhook.call" else _handler_of(row)
        opened.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": opened._name,
            "res_id": opened.id,
            "views": [(False, "form")],
        }

    # === BUSINESS METHODS ===

    def _row(self):
        """The row, for superusers; empty where it is gone, or of another kind."""
        search, model = self.search_id, self.res_model
        if model not in search._models_looked_up():
            return self.env["inbound.webhook.call"].sudo()
        rows = search._of_all_companies(model).sudo()
        return rows.browse(self.res_id).exists()

    def _told(self, row):
        words = {
            "inbound.webhook.call": self.env._("Call %s", row.id),
            "inbound.webhook.alert": self.env._("An alert that waits"),
            "inbound.webhook.handler": self.env._("The captured call"),
        }
        if row._name == "inbound.webhook.parameter":
            return self.env._("The sample of the parameter %s", row.name)
        return words.get(row._name) or self.env["ir.model"]._get(row._name).name

    def _may_erase(self):
        return self.is_selected and not self.is_erased

    def _erase(self):
        for line in self:
            row = line._row().sudo(False)
            if row._name == "inbound.webhook.call":
                row.action_erase()
            else:
                _erasable(row).sudo()._erase_personal()


def _in_sight(rows):
    """The rows that whoever asks may find."""
    if rows._name == "inbound.webhook.call":
        return rows._filtered_access("read")
    return _erasable(rows)


def _erasable(rows):
    """The rows that whoever asks may empty.

    What nobody may write is for Settings: who looks for somebody called as a setting
    must not take out of the list of changes what it was changed from.
    """
    nothing = rows.browse()
    if nothing.has_access("write"):
        return rows._filtered_access("write")
    if not rows.env.user.has_group(SETTINGS):
        return nothing
    # Alerts nobody reads, and they are gone within minutes.
    return rows._filtered_access("read") if nothing.has_access("read") else rows


def _handler_of(row):
    """The handler that a row is of."""
    if row._name == "inbound.webhook.handler":
        return row
    return row.call_id.handler_id if "call_id" in row._fields else row.handler_id
