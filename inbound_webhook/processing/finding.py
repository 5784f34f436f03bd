"""Finds the record that a call is about, by the match keys of its handler.

In the environment of the handler's user: what that user may not see is not found.
"""

from dataclasses import dataclass, field
from typing import Any

from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.errors import AmbiguousMatch, InvalidSetup, ValueRefused
from ..engine.mapping import NORMALISED_ADDRESSES
from ..engine.match_domain import parse_domain
from ..engine.notes import Note
from ..engine.phrases import _lt
from ..engine.records import EXTERNAL_ID
from ..engine.types.amounts import Amount
from .addresses import normalised_domain, typed_domain
from .call_values import CallValues
from .escaping import escaped
from .external_id import ExternalId
from .phone_key import PhoneKey
from .record_currency import in_currency_of

_NUMBERS = ("integer", "float", "monetary")
_CANDIDATES_NAMED = 20


@dataclass
class Match:
    """What the match keys of a call find.

    :param record: one record, or none; several where a list is looked for
    :param fields: names of the fields of the key that found it
    :param candidates: ids of all that match where there are several, the first few
    :param by: names of the fields of all keys that the call has values for
    :param notes: what was left out of the keys
    :param refusal: why, the ``ValueRefused`` of the first one; None where nothing was
    :param has_more: whether more match than a list takes
    """

    record: Any
    fields: list[str] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
    by: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    refusal: ValueRefused | None = None
    has_more: bool = False

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


def find(env, spec, parameters):
    """The record that the first match key with a match finds.

    Keys are tried in their order. One of several fields (name and company) needs a
    value in each, and all of them have to match. 0 and no are values. A handler that
    answers a list finds all of that key.

    :param env: of the handler's user
    :param HandlerSpec spec: the handler
    :param dict parameters: converted parameters by name
    :rtype: Match
    :raise ValueRefused: a value does not fit its field, and refuses the call
    :raise AmbiguousMatch: several match, and the handler says to refuse that
    """
    record, target = spec.record, env[spec.record.model]
    said = _said_of_keys(spec, target, parameters)
    external = ExternalId.of(env, record, parameters)
    match = _matched(spec, target, said, external)
    noted = [note for each in said for note in each.notes if note.is_noteworthy]
    match.notes = [note for at, note in enumerate(noted) if note not in noted[:at]]
    match.refusal = next(filter(None, [each.refusal() for each in said]), None)
    return match


def _said_of_keys(spec, target, parameters):
    """What a call says of the fields of each match key.

    Where it says several things of a field, a key means its own: a contact is found by
    the address that it had, and has another one then.

    :return: a ``CallValues`` for each key; those whose fields are no other key's share
        one
    """
    record, said, fields = spec.record, [], set()
    keys = [mapping for key in record.keys for mapping in key]
    # What is said last of a field counts: that of the key, then of those before others.
    others = [mapping for mapping in record.mappings if not mapping.is_match_key]
    for key in record.keys:
        names = {mapping.field for mapping in key}
        if not said or fields & names:
            rest = [mapping for mapping in reversed(keys) if mapping not in key]
            values = CallValues(spec, [*others, *rest, *key], target, parameters)
        said.append(values)
        fields |= names
    return said


def _matched(spec, target, said, external):
    """The record that the first match key with a match finds.

    The sender's own id goes before all: an address may change. What its system has
    under another id is another record, though it has the same address.

    :param said: what the call says of each key, as ``CallValues``
    :param ExternalId external: the sender's id of the record, or None
    """
    record, listing, match = spec.record, spec.listing, Match(target)
    told = [
        each.to_find([mapping.field for mapping in key])
        for key, each in zip(record.keys, said, strict=True)
    ]
    if external:
        match.by.add(EXTERNAL_ID)
        domain = Domain("id", "=", external.record_id())
        found = _among_those(target, record, domain)
        if found:
            return Match(found, [EXTERNAL_ID], by=match.by)
    for key, each, values in zip(record.keys, said, told, strict=True):
        names = [mapping.field for mapping in key]
        if not all(name in values for name in names):
            continue
        match.by.update(names)
        found = _search(target, spec, key, values, each.country_of_numbers)
        if external:
            found = external.not_of_others(found)
        if found and listing:
            has_more = len(found) > listing.limit
            listed = found[: listing.limit]
            return Match(listed, names, has_more=has_more, by=match.by)
        if found:
            return _chosen(record.match_policy, names, found, match.by)
    return match


def _search(target, spec, key, values, country):
    """The records that have all values of one key, the oldest first.

    Those of a list come in its order, and one more than it takes, if there are more.
    """
    rule, listing, context = spec.record, spec.listing, spec.context
    domains, phones = [], []
    for mapping in key:
        value = values[mapping.field]
        value = float(value) if isinstance(value, Amount) else value
        phone = mapping.is_phone and PhoneKey.of(
            mapping, target, context, value, country
        )
        if phone:
            phones.append(phone)
            domains.append(phone.domain())
        else:
            domains.append(_domain(target, mapping, value, context))
    fields = [name for phone in phones for name in phone.fields]
    amounts = [
        item.field
        for item in key
        if isinstance(values[item.field], Amount) and values[item.field].may_be
    ]
    # Of what is looked through afterwards, nobody knows how much will be left.
    is_all = bool(phones or amounts or rule.external_id)
    found = _among_those(target, rule, Domain.AND(domains), fields, listing, is_all)
    for phone in phones:
        found = phone.among(found)
    for name in amounts:
        found = in_currency_of(found, name, values[name])
    return found if listing else _rather_in_use(found, rule)


def _among_those(target, rule, domain, fields=(), listing=None, is_all=True):
    """The records of a domain among which one is looked for, the oldest first.

    :param RecordSpec rule: among which records
    :param fields: names of those that are read with them
    :param Listing listing: their order, and how many; None for one record
    :param is_all: whether all are needed, however many a list takes
    """
    searched, fields = target, [*fields]
    if rule.sees_archived and target._active_name:
        # The context of what is found goes on to all that is done with it.
        searched = target.with_context(active_test=False)
        fields.append(target._active_name)
    domain &= _among(target, rule)
    order = listing.order if listing else "id"
    limit = listing.limit + 1 if listing and not is_all else None
    found = searched.search_fetch(domain, fields, order=order, limit=limit)
    return found.with_env(target.env)


def _rather_in_use(found, rule):
    """Those in use, which go before all that are archived; the others if none is."""
    name = found._active_name if rule.sees_archived else None
    return (name and found.filtered(name)) or found


def _among(target, rule):
    """The records among which one is looked for.

    :raise InvalidSetup: there is no such field any more
    """
    if not rule.match_domain:
        return Domain.TRUE
    domain = Domain(parse_domain(rule.match_domain, target._active_name))
    try:
        domain.validate(target)
    except ValueError as error:
        message = _lt("Look Only Among names a field that is not there any more.")
        raise InvalidSetup("match_domain", message) from error
    return domain


def _domain(target, mapping, value, context):
    name = mapping.field
    normalised = NORMALISED_ADDRESSES.get(name)
    if normalised in target._fields:
        canonical = mapping.canonical(value, context)
        if canonical:
            return normalised_domain(normalised, canonical)
    field_type = target._fields[name].type
    if mapping.parameter_type == "email" and field_type == "char":
        return typed_domain(name, value)
    if isinstance(value, str) and field_type in ("char", "text"):
        return Domain(name, "=ilike", escaped(value))
    if field_type in _NUMBERS and not value:
        return _exactly(name, value)
    return Domain(name, "=", value)


def _chosen(policy, names, found, by):
    if len(found) == 1:
        return Match(found, names, by=by)
    candidates = found[:_CANDIDATES_NAMED].ids
    if policy == "refuse":
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
    position = 0 if policy == "oldest" else -1
    return Match(found[position], names, candidates, by)


def _exactly(name, number):
    """Records that have this number; for Odoo, those that have none are at 0, too."""
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "%s = %s", model._field_to_sql(alias, name, query), number
        )
    )
