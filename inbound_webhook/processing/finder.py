from dataclasses import dataclass, field
from typing import Any

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.errors import AmbiguousMatch
from ..engine.phrases import _lt
from .linked_records import escaped
from .phone_key import PhoneKey

#: Where Odoo keeps an e-mail address in one spelling, by the field a mapping names.
NORMALISED_ADDRESSES = {
    "email": "email_normalized",
    "email_from": "email_normalized",
}
_NUMBERS = ("integer", "float", "monetary")
_CANDIDATES_NAMED = 20


@dataclass
class Match:
    """What the match keys of a call find.

    :param record: one record, or none
    :param fields: names of the fields of the key that found it
    :param candidates: ids of all that match where there are several, the first few
    :param by: names of the fields of all keys that the call has values for
    """

    record: Any
    fields: list[str] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
    by: set[str] = field(default_factory=set)

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
        a value in each, and all of them have to match. 0 and no are values.

        :param dict values: field values by name, of the match keys that have one
        :rtype: Match
        :raise AmbiguousMatch: several match, and the handler says to refuse that
        """
        target = self.env[handler.model_name]
        match = Match(target)
        for key in handler.mapping_ids._match_keys():
            names = key.mapped("field_id.name")
            if not all(name in values for name in names):
                continue
            match.by.update(names)
            found = self._search(target, key, values)
            if found:
                return self._choose(handler, names, found, match.by)
        return match

    def _search(self, target, key, values):
        """The records that have all values of one key, the oldest first."""
        domains, phones = [], []
        for mapping in key:
            name = mapping.field_id.name
            phone = mapping._is_phone() and PhoneKey.of(mapping, target, values[name])
            if phone:
                phones.append(phone)
                domains.append(phone.domain())
            else:
                domains.append(self._domain(target, mapping, values[name]))
        fields = [phone.field for phone in phones]
        found = target.search_fetch(Domain.AND(domains), fields, order="id")
        for phone in phones:
            found = found.filtered(phone.is_same)
        return found

    def _domain(self, target, mapping, value):
        name = mapping.field_id.name
        normalised = NORMALISED_ADDRESSES.get(name)
        if normalised in target._fields:
            canonical = mapping._canonical(value)
            if canonical:
                return Domain(normalised, "=", canonical)
        field_type = target._fields[name].type
        if isinstance(value, str) and field_type in ("char", "text"):
            return Domain(name, "=ilike", escaped(value))
        if field_type in _NUMBERS and not value:
            return _exactly(name, value)
        return Domain(name, "=", value)

    def _choose(self, handler, names, found, by):
        if len(found) == 1:
            return Match(found, names, by=by)
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
        return Match(found[position], names, candidates, by)


def _exactly(name, number):
    """Records that have this number; for Odoo, those that have none are at 0, too."""
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "%s = %s", model._field_to_sql(alias, name, query), number
        )
    )
