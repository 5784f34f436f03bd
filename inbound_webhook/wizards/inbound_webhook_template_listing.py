from odoo import models
from odoo.fields import Command

from ..authoring.readings import ORDERS
from ..engine.errors import EngineError
from ..engine.items import is_item_path, place_in_call
from ..engine.templates import compile_template
from ..engine.types import convert
from ..engine.values import file_phrase
from ..words.phrases import worded
from .inbound_webhook_template_line import DATES, NUMBERS

#: Of more values than this, only those are ticked that a field is known for.
MANY = 25


class InboundWebhookTemplate(models.TransientModel):
    """Lists what was found, beside what the handler reads already."""

    _inherit = "inbound.webhook.template"

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
        self.shows_number_format = any(
            item.number_format or (item.remark and item.type in NUMBERS)
            for item in proposals
        )
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
            elif line["state"] == "moved":
                # What was read of the first item is to be read of each.
                is_of_item = line["source"] == "body" and is_item_path(line["path"])
                line["is_selected"] = self.makes_each and is_of_item
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
            if not proposal.remark or line["state"] not in ("new", "changed"):
                continue
            said = {
                "name": line["name"],
                "remark": worded(self.env, proposal.remark),
            }
            if proposal.type in DATES:
                yield self.env._(
                    "%(name)s: %(remark)s Choose what its sender means at “Dates Look "
                    "Like”, or such dates are left out.",
                    **said,
                )
            else:
                yield self.env._(
                    "%(name)s: %(remark)s Choose it below, or such numbers are left "
                    "out.",
                    **said,
                )


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
