from dataclasses import dataclass, field
from typing import Any

from odoo import api, models
from odoo.fields import Domain

from ..engine.errors import AmbiguousMatch
from ..engine.phrases import _lt
from .field_values import escaped

#: Fields that Odoo itself normalises for search, by the field a mapping names.
NORMALISED_FIELDS = {
    "email": "email_normalized",
    "email_from": "email_normalized",
    "phone": "phone_sanitized",
}
_CANDIDATES_NAMED = 20


@dataclass
class Match:
    """What the match keys of a call find.

    :param record: one record, or none
    :param fields: names of the fields of the key that found it
    :param candidates: ids of all that match where there are several, the first few
    """

    record: Any
    fields: list[str] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)

    def details(self):
        """For the trace."""
        return {
            name: value
            for name, value in (
                ("matched_by", self.fields),
                ("candidates", self.candidates),
            )
            if value
        }


class InboundWebhookFinder(models.AbstractModel):
    """Finds the record that a call is about, by the match keys of its handler.

    Called in the environment of the handler's user: what that user may not see is not
    found.
    """

    _name = "inbound.webhook.finder"
    _description = "Inbound Webhook Finder"

    @api.model
    def _find(self, handler, values):
        """The record that the first match key with a match finds.

        Keys are tried in their order. One of several fields (name and company) needs
        a value in each, and all of them have to match.

        :param dict values: field values by name, of the match keys at least
        :rtype: Match
        :raise AmbiguousMatch: several match, and the handler says to refuse that
        """
        target = self.env[handler.model_name]
        for key in handler.mapping_ids._match_keys():
            names = key.mapped("field_id.name")
            if not all(values.get(name) for name in names):
                continue
            domains = [self._domain(target, mapping, values) for mapping in key]
            found = target.search(Domain.AND(domains), order="id")
            if found:
                return self._choose(handler, names, found)
        return Match(target)

    def _domain(self, target, mapping, values):
        name = mapping.field_id.name
        value = values[name]
        normalised = NORMALISED_FIELDS.get(name)
        if normalised in target._fields:
            canonical = mapping._canonical(value)
            if canonical:
                return Domain(normalised, "=", canonical)
        if isinstance(value, str) and target._fields[name].type in ("char", "text"):
            return Domain(name, "=ilike", escaped(value))
        return Domain(name, "=", value)

    def _choose(self, handler, names, found):
        if len(found) == 1:
            return Match(found, names)
        candidates = found[:_CANDIDATES_NAMED].ids
        if handler.match_policy == "refuse":
            raise AmbiguousMatch(
                "match_ambiguous",
                _lt(
                    "%(count)s records have this value in %(fields)s.",
                    count=len(found),
                    fields=", ".join(names),
                ),
                fields=names,
                count=len(found),
                candidates=candidates,
            )
        position = 0 if handler.match_policy == "oldest" else -1
        return Match(found[position], names, candidates)
