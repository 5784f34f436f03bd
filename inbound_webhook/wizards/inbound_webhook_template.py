import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..authoring.call_parameters import OtherCall, propose_from_call
from ..authoring.guesses import type_for_field
from ..authoring.readings import ORDERS
from ..engine.body import parse_body, parse_query
from ..engine.bots import SECONDS_FIELD
from ..engine.errors import EngineError
from ..engine.items import place_in_call
from ..engine.templates import compile_template
from ..engine.types import TYPES, convert
from ..engine.values import file_phrase
from ..models.kinds import kinds_of
from ..models.sender.open_records import OPEN_RECORDS
from ..words.phrases import worded
from .inbound_webhook_template_line import DATES
from .target_fields import guessed_fields

#: Of more values than this, only those are ticked that a field is known for.
MANY = 25
#: As many of the last calls say of which type values are, and how they are written.
OTHERS = 20


class InboundWebhookTemplate(models.TransientModel):
    """Makes the parameters and mappings of a handler from what its sender sends.

    That is a sample, or a call that came. Read again with a changed sample, it shows
    what is new, gone and different.
    """

    _name = "inbound.webhook.template"
    _description = "Parameters from a Sample"
    _inherit = "inbound.webhook.personal"

    _personal_fields = ("sample", "problem", "remarks")

    handler_id = fields.Many2one(
        "inbound.webhook.handler", required=True, ondelete="cascade"
    )
    method = fields.Selection(related="handler_id.method")
    model_id = fields.Many2one(related="handler_id.model_id")
    call_id = fields.Many2one("inbound.webhook.call", readonly=True, ondelete="cascade")
    sample_file = fields.Binary(string="File")
    sample = fields.Text(
        help="A body as the sender sends it: JSON, or a form as name=value&name=value. "
        "For a look-up, what stands behind the ? of its URL."
    )
    problem = fields.Text(readonly=True)
    remarks = fields.Text(readonly=True)
    has_dates = fields.Boolean(compute="_compute_has_dates")
    body_kind = fields.Selection(
        lambda self: self.env["inbound.webhook.handler"]._fields["body_type"].selection,
        readonly=True,
    )
    is_other_kind = fields.Boolean(compute="_compute_is_other_kind")
    sets_body_type = fields.Boolean(
        string="Set the Handler to It",
        default=True,
        help="The handler is set to the other kind. It reads both where there is no "
        "doubt, but expects the one that it is set to.",
    )
    offers_open_only = fields.Boolean(compute="_compute_offers_open_only")
    is_open_only = fields.Boolean(
        string="Look Only Among Open Ones",
        default=True,
        help="A call about somebody whose lead is won or lost makes a new one.",
    )
    line_ids = fields.One2many(
        "inbound.webhook.template.line", "template_id", string="Parameters"
    )
    needed_ids = fields.One2many("inbound.webhook.template.needed", "template_id")
    gone_ids = fields.Many2many(
        "inbound.webhook.parameter", compute="_compute_gone_ids"
    )
    # What is removed with the ticked parameters, or needs them.
    lost = fields.Text(readonly=True)

    @api.depends("body_kind", "handler_id.body_type")
    def _compute_is_other_kind(self):
        for template in self:
            kind = template.body_kind
            template.is_other_kind = kind and kind != template.handler_id.body_type

    @api.depends("handler_id", "line_ids.is_selected", "line_ids.is_match_key")
    def _compute_offers_open_only(self):
        for template in self:
            handler = template.handler_id
            is_matched = any(template._ticked().mapped("is_match_key"))
            finds = (
                handler.match_domain,
                handler.external_id_parameter_id,
                any(handler.mapping_ids.mapped("is_match_key")),
            )
            template.offers_open_only = (
                is_matched
                and not any(finds)
                and handler.model_name in OPEN_RECORDS
                and handler._makes_records()
            )

    @api.depends("line_ids.type")
    def _compute_has_dates(self):
        for template in self:
            dates = template.line_ids.filtered(lambda line: line.type in DATES)
            template.has_dates = bool(dates)

    @api.depends("line_ids.state")
    def _compute_gone_ids(self):
        for template in self:
            gone = template.line_ids.filtered(lambda line: line.state == "gone")
            template.gone_ids = gone.parameter_id

    @api.onchange("line_ids")
    def _onchange_line_ids(self):
        # Another choice: what it removes is asked for anew.
        self.lost = False

    @api.onchange("sample_file")
    def _onchange_sample_file(self):
        if self.sample_file:
            content = base64.b64decode(self.sample_file)
            self.sample = content.decode("utf-8-sig", "replace")

    def _erase_personal(self):
        # A dialog, and not what anybody keeps.
        self.unlink()

    # === ACTIONS ===

    def action_read(self):
        """Read the sample or the call, and list what it suggests.

        :return: action that shows it
        :raise UserError: the sample cannot be read
        """
        self.ensure_one()
        # Guesses are tried in the fields as the handler's user.
        self.handler_id.check_access("write")
        found = self._of_call() if self.call_id else self._of_sample()
        self._list(found)
        return self._reopen()

    def action_apply(self):
        """Make, change and remove what is ticked, and map it.

        Where that takes a mapping or a condition along, it is asked first.
        """
        self.ensure_one()
        lost = self._ticked()._removed()._uses()
        if lost:
            self.lost = "\n".join(lost)
            return self._reopen()
        return self.action_apply_with_losses()

    def action_apply_with_losses(self):
        """Make, change and remove what is ticked, whatever goes with it."""
        self.ensure_one()
        handler = self.handler_id
        handler.check_access("write")
        if self.is_other_kind and self.sets_body_type:
            handler.body_type = self.body_kind
        if self.offers_open_only and self.is_open_only:
            handler.match_domain = OPEN_RECORDS[handler.model_name]
        ticked = self._ticked()
        ticked._check_replaces()
        names = ticked._apply_to_parameters()
        mappings = ticked._mappings()
        needed = self.needed_ids._mappings(
            names, {item["field_id"] for item in mappings}
        )
        last = max(handler.mapping_ids.mapped("sequence"), default=0)
        self.env["inbound.webhook.mapping"].create(
            [
                {"handler_id": handler.id, "sequence": last + number, **values}
                for number, values in enumerate(needed + mappings, 1)
            ]
        )
        if self.call_id and self.call_id == handler.captured_call_id:
            handler.sudo().captured_call_id = False
        return {"type": "ir.actions.act_window_close"}

    def _ticked(self):
        return self.line_ids.filtered("is_selected").sorted("position")

    # === READING ===

    def _of_sample(self):
        text = (self.sample or "").strip()
        if not text:
            raise UserError(self.env._("Paste a sample, or upload a file."))
        try:
            is_address = text.startswith(("http://", "https://"))
            if self.method == "get" or (self.handler_id.save_on_get and is_address):
                query = parse_query(text.rpartition("?")[2], self._limits())
                return self._of_query(query)
            return self._of_body(text.encode(), None)
        except EngineError as error:
            raise UserError(
                self.env._("The sample cannot be read: %s", worded(self.env, error))
            ) from error

    def _of_call(self):
        request, self.problem = self.call_id._request(), False
        query = parse_query(request.readable_query(), self._limits())
        if self.method == "get" or request.method == "GET":
            return self._of_query(query, request.headers)
        try:
            return self._of_body(
                request.body,
                request.header("Content-Type"),
                content_encoding=request.header("Content-Encoding"),
                query=query,
                headers=request.headers,
            )
        except EngineError as error:
            self.problem = worded(self.env, error)
            return self._proposed(None, query, request.headers)

    def _of_query(self, query, headers=()):
        """What stands in a query; where bodies are read too, it stands for one."""
        sources = self.handler_id.parameter_ids.mapped("source")
        if self.method == "post" and "body" in sources:
            return self._proposed(query, None, headers)
        return self._proposed(None, query, headers)

    def _of_body(
        self, body, content_type, *, content_encoding=None, query=None, headers=()
    ):
        handler = self.handler_id
        payload = parse_body(
            body,
            content_type,
            expected=handler.body_type,
            content_encoding=content_encoding,
            limits=self._limits(),
        )
        # XML is a tree, as JSON is.
        kinds = {"json": "json", "xml": "json", "form": "form"}
        self.body_kind = kinds.get(payload.kind, False)
        return self._proposed(payload, query, headers, handler.split_path or "")

    def _proposed(self, *call):
        handler, types = self.handler_id, kinds_of(self.env, TYPES)
        # They say whether a person filled in the form, and nothing of him.
        own = {SECONDS_FIELD, handler.honeypot_field}
        found = propose_from_call(
            *call,
            types=types,
            context=handler._value_context(),
            others=[OtherCall(*item) for item in handler._last_payloads(OTHERS)],
        )
        return [item for item in found if item.proposal.path not in own]

    def _limits(self):
        return self.handler_id._limits()

    # === LISTING ===

    def _list(self, found):
        """Make a line for each value that was found, and for each that was not."""
        parameters, missing = self._known(found)
        mapped = self._mapped_fields()
        lines = [
            {"position": position, **self._line(item, parameter)}
            for position, (item, parameter) in enumerate(
                zip(found, parameters, strict=True), 1
            )
        ]
        proposals, gone = [item.proposal for item in found], self._gone_from(missing)
        needed = self._add_guesses(lines, proposals)
        self._add_replacements(lines, proposals, mapped, gone)
        for line, parameter in zip(lines, parameters, strict=True):
            if parameter in mapped:
                line |= {"field_id": mapped[parameter].id, "is_mapped": True}
        self._tick(lines)
        self._tick_what_tells(lines)
        self.remarks = "\n".join(self._remarks(lines, proposals)) or False
        if len(lines) > MANY:
            lines.sort(key=lambda line: not line.get("field_id"))
        lines += [self._gone(parameter) for parameter in gone]
        self.line_ids = [Command.clear(), *map(Command.create, lines)]
        self.needed_ids = [Command.clear(), *map(Command.create, needed)]

    def _known(self, found):
        """Which parameter each value is: the one of its place, else of its name.

        :return: the parameters in the order of the values, None where there is none;
            and those that are none of the values
        """
        by_place = {
            parameter._place(): parameter for parameter in self.handler_id.parameter_ids
        }
        known = [
            by_place.pop(place_in_call(item.source, item.proposal.path), None)
            for item in found
        ]
        places = {place_in_call(item.source, item.proposal.path) for item in found}
        at_other_places = [
            item
            for item in self.handler_id.parameter_ids
            if item._place() not in places
        ]
        by_name = {(item.source, item.name): item for item in at_other_places}
        known = [
            parameter or by_name.pop((item.source, item.proposal.name), None)
            for item, parameter in zip(found, known, strict=True)
        ]
        return known, by_name.values()

    def _line(self, item, parameter):
        proposal = item.proposal
        parameters = self.env["inbound.webhook.parameter"]
        name = parameter.name if parameter else proposal.name
        type_name = self._type(proposal, parameter)
        return {
            "state": _state(parameter, proposal, type_name),
            "name": name,
            "proposed_name": name,
            "type": type_name,
            "source": item.source,
            "path": proposal.path,
            "sample_value": parameters._as_sample(_shown(proposal.sample)),
            "date_format": proposal.date_format or "automatic",
            "number_format": proposal.number_format or "automatic",
            "time_zone_from": proposal.time_zone_from,
            "country_from": proposal.country_from,
            "has_value": proposal.sample not in (None, "", [], {}),
            "parameter_id": parameter and parameter.id,
        }

    def _type(self, proposal, parameter):
        """That of the sample; a text is as well what its parameter takes it for.

        A phone number is a text to whoever does not know what it stands for.
        """
        if not parameter or proposal.type != "text":
            return proposal.type
        try:
            convert(proposal.sample, parameter.type, self.handler_id._value_context())
        except EngineError:
            return proposal.type
        return parameter.type

    def _gone_from(self, missing):
        """The parameters that the sample should have and has not.

        A sample is a body; only a call shows what is in the query and the headers.
        """
        sources = {"query"} if self.method == "get" else {"body"}
        if self.call_id:
            sources |= {"query", "header"}
        if self.problem:
            sources.discard("body")
        return [parameter for parameter in missing if parameter.source in sources]

    def _gone(self, parameter):
        return {
            "position": 0,
            "state": "gone",
            "name": parameter.name,
            "proposed_name": parameter.name,
            "type": parameter.type,
            "source": parameter.source,
            "path": parameter.path or parameter.name,
            "sample_value": parameter.sample_value,
            "parameter_id": parameter.id,
            "is_mapped": True,
        }

    def _mapped_fields(self):
        """The field that each parameter fills now, alone or as a part of its value."""
        handler, mapped = self.handler_id, {}
        by_name = {item.name: item for item in handler.parameter_ids}
        for mapping in handler.mapping_ids:
            if mapping.value_source == "parameter":
                mapped.setdefault(mapping.parameter_id, mapping.field_id)
                continue
            for name in sorted(compile_template(mapping.constant).names):
                if name in by_name:
                    mapped.setdefault(by_name[name], mapping.field_id)
        return mapped

    def _add_guesses(self, lines, proposals):
        """Put the guessed fields into the lines.

        :return: values of the lines for the fields that would be empty
        """
        handler = self.handler_id
        taken = set(handler.mapping_ids._writes().field_id.mapped("name"))
        guesses = guessed_fields(handler, proposals, taken)
        ids = self.env["ir.model.fields"]._get_ids(handler.model_name)
        has_key = any(handler.mapping_ids.mapped("is_match_key"))
        for guess in guesses.mapped:
            if self.method == "get" and self._is_link(guess.field):
                # Many records have one language or country: it finds any of them.
                continue
            for part, position in enumerate(guess.parameters):
                lines[position] |= {
                    "field_id": ids[guess.field],
                    "part": part,
                    "is_match_key": self._is_key(guess, has_key),
                    "makes_records": guess.makes_records,
                }
                if lines[position]["state"] == "new":
                    lines[position]["type"] = type_for_field(
                        lines[position]["type"], self._field(guess.field).type
                    )
        return [
            {
                "field_id": ids[name],
                "value": " ".join(
                    f"{{{{ {lines[position]['name']} }}}}" for position in positions
                )
                or handler.name,
            }
            for name, positions in guesses.needed.items()
        ]

    def _add_replacements(self, lines, proposals, mapped, gone):
        """Say of new values which parameter that is gone they may be: renamed.

        That is the one whose field they would fill, or that had the same sample.
        """
        new = [line for line in lines if line["state"] == "new"]
        fields_of_gone = {mapped[item].name: item for item in gone if item in mapped}
        if fields_of_gone:
            handler = self.handler_id
            taken = set(handler.mapping_ids._writes().field_id.mapped("name"))
            guesses = guessed_fields(handler, proposals, taken - set(fields_of_gone))
            for guess in guesses.mapped:
                line = lines[guess.parameters[0]]
                parameter = fields_of_gone.get(guess.field)
                if parameter and len(guess.parameters) == 1 and line in new:
                    line |= {"replaces_id": parameter.id}
        replaced = {line.get("replaces_id") for line in new}
        for parameter in gone:
            same = [
                line
                for line in new
                if line["has_value"]
                and line["type"] == parameter.type
                and line["sample_value"] == parameter.sample_value
                and not line.get("replaces_id")
            ]
            if len(same) == 1 and parameter.id not in replaced:
                same[0] |= {"replaces_id": parameter.id}
        for line in new:
            if line.get("replaces_id"):
                line |= {"field_id": False, "is_match_key": False}

    def _is_link(self, field_name):
        return self._field(field_name).relational

    def _field(self, name):
        return self.env[self.handler_id.model_name]._fields[name]

    def _is_key(self, guess, has_key):
        return self.method == "get" or (guess.is_match_key and not has_key)

    def _tick(self, lines):
        """Tick what a person would: what says something, of much only what is known."""
        is_first = not self.handler_id.mapping_ids
        for line in lines:
            # A file needs no field: it is attached.
            is_known = bool(line.get("field_id")) or line["type"] == "file"
            is_wanted = line["has_value"] and line["source"] != "header"
            if line.get("replaces_id"):
                # A person says whether it is that: a call may lack a value.
                line["is_selected"] = False
            elif line["state"] == "new":
                line["is_selected"] = is_known or (is_wanted and len(lines) <= MANY)
            elif line["state"] == "same":
                line["is_selected"] = (
                    is_first and is_known and not line.get("is_mapped")
                )
            line.pop("has_value")

    def _tick_what_tells(self, lines):
        """Tick what says how others that are ticked are read."""
        told = {
            line[name]
            for line in lines
            if line.get("is_selected")
            for name in ("time_zone_from", "country_from")
        }
        for line in lines:
            if line["state"] == "new" and line["proposed_name"] in told:
                line["is_selected"] = not line.get("replaces_id")

    def _remarks(self, lines, proposals):
        """What is left to choose, a sentence for each value."""
        for line, proposal in zip(lines, proposals, strict=True):
            if proposal.remark and line["state"] in ("new", "changed"):
                yield self.env._(
                    "%(name)s: %(remark)s Choose what its sender means at “Dates Look "
                    "Like”, or such dates are left out.",
                    name=line["name"],
                    remark=worded(self.env, proposal.remark),
                )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What a Call Brings")
            if self.call_id
            else self.env._("Parameters from a Sample"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


def _shown(sample):
    """A value of a sample; of a file, what it is."""
    files = sample if isinstance(sample, list) else [sample]
    phrases = [file_phrase(item) for item in files]
    return ", ".join(phrases) if phrases and all(phrases) else sample


def _state(parameter, proposal, type_name):
    """How a value of the sample is to the parameter that it is, if it is one."""
    if not parameter:
        return "new"
    if parameter._place() != place_in_call(parameter.source, proposal.path):
        return "moved"
    is_decided = bool(proposal.date_format) and parameter.date_format == "automatic"
    is_open = is_decided and proposal.date_format in ORDERS
    is_open |= bool(proposal.number_format) and parameter.number_format == "automatic"
    return "changed" if is_open or parameter.type != type_name else "same"
