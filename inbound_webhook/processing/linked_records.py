"""The record that a value of a call means, for a field that links to one.

Looked up with the rights of the handler's user. A value never reaches a link as a list
or a dict, which Odoo would take for commands.
"""

import re
from dataclasses import replace

from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.phrases import _lt
from ..engine.spelling import is_one_of_names, is_same_name, several_names
from ..engine.values import refused
from ..engine.written import one_line
from .addresses import address_in, normalised_domain, typed_domain
from .belonging import Scope, coded_owners
from .escaping import escaped
from .link_refusals import link_refused, name_of
from .made_records import made_record
from .world_names import (
    installed_languages,
    is_of_the_world,
    names_country,
    world_domain,
)

#: What an id can be: a positive number that fits its column.
LARGEST_ID = 2**31 - 1
_EXTERNAL_ID = re.compile(r"[a-z]\w*\.[\w.-]+", re.ASCII)
_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)
#: Of how many names spellings are compared: a country has fewer states, and a state
#: fewer cities.
_MOST_COMPARED = 1000
#: The code of a state with that of its country: ``US-CA``, ``US_CA``.
_FULL_CODE = re.compile(r"(?P<before>[A-Za-z]{2})[-_.:](?P<code>[A-Za-z0-9]{1,5})")
#: Where an address is as somebody typed it.
_ADDRESS_FIELDS = ("email", "email_from", "work_email")


def linked_record(related, value, scope, create_missing, country=None, allowance=None):
    """The record that a value names.

    A number is its id. A text is looked up as an external id (``base.be``), an e-mail
    address (``Jo <jo@x.example>`` as well), a code, a login and a name, in this order,
    and last, where it is made of digits, as an id: a name of digits goes before the id
    that it would be by chance. A name is one in the user's language, else in any other
    that is installed. Countries, currencies and languages have those of the world, and
    currencies their numbers of three digits (ISO 4217), which go before an id in texts.

    :param related: empty recordset, in the environment of the handler's user
    :param Scope scope: among which records; None for all
    :param create_missing: make one where none is found. Digits are its name then
    :param country: ISO code of the one that decides what ``$`` is
    :param LinkAllowance allowance: how many may be made; None for any number
    :raise ValueRefused: there is none, or there are several
    """
    scope = scope or Scope()
    if isinstance(value, int) and not isinstance(value, bool):
        found = _by_id(related, value, scope)
        if not found and is_of_the_world(related):
            found = _called(related, str(value), scope, country)
    else:
        found = _named(related, value, scope, create_missing, country)
    if len(found) == 1:
        return found
    if found:
        raise link_refused(
            related,
            value,
            scope,
            "relation_ambiguous",
            _lt("the name of one record"),
        )
    name = one_line(value) if isinstance(value, str) else ""
    if create_missing and name and not is_of_the_world(related):
        if allowance:
            allowance.spend(related, name)
        return made_record(related, name, scope)
    raise link_refused(related, value, scope, "relation_missing", name_of(related))


def _by_id(related, number, scope):
    if not 0 < number <= LARGEST_ID:
        return related
    return related.search(Domain("id", "=", number) & scope.domain)


def _named(related, value, scope, create_missing, country):
    text = one_line(value) if isinstance(value, str) else ""
    if not text:
        raise refused(value, name_of(related))
    if found := _by_external_id(related, text, scope):
        return found
    for among in scope.closest_first():
        if found := _called(related, text, among, country):
            return found
    if found := _with_its_country(related, text, scope):
        return found
    if _ID.fullmatch(text) and not create_missing and not _has_codes(related):
        return _by_id(related, int(text), scope)
    return related


def _called(related, text, scope, country):
    """What a text names, among the records of a scope."""
    for condition in _conditions(related, text, scope, country):
        domain = condition & scope.domain & scope.named
        if found := _preferred(related, domain, scope.preferences):
            return found
    return _spelled_otherwise(related, text, scope)


def _preferred(related, domain, preferences):
    """What a domain finds: one where something decides; two are as good as all."""
    found = related.search(domain, limit=2)
    for preference in preferences:
        if len(found) < 2:
            break
        closer = related.search(domain & preference, limit=2)
        if closer:
            found, domain = closer, domain & preference
    return found


def _spelled_otherwise(related, text, scope):
    """Of the few that belong to something, those of this name but for its accents.

    Elsewhere two spellings may be two names.
    """
    names = [
        each for each in (related._rec_name, "code") if _is_searchable(related, each)
    ]
    if not scope.owners or not names:
        return related
    domain = scope.domain & scope.named & scope.called
    few = related.search_fetch(domain, names, limit=_MOST_COMPARED + 1)
    if len(few) > _MOST_COMPARED:
        return related

    owners = [owner for owner in scope.owners if owner.has_access("read")]

    def of_name(name):
        full = [f"{code}-{name}" for code in filter(None, map(_code_of, owners))]
        return few.filtered(
            lambda record: any(
                is_one_of_names(record[each] or "", written)
                for each in names
                for written in (name, *full)
            )
        )

    found, parts = of_name(text), several_names(text)
    if not found and len(parts) > 1:
        # São Paulo - SP (BR): what is not what it belongs to has to be the same one.
        own = [part for part in parts if not _is_named(owners, part)]
        each = [of_name(part) for part in own]
        each = each or list(filter(None, map(of_name, parts)))
        found = each[0] if each and each.count(each[0]) == len(each) else found
    return found


def _with_its_country(related, text, scope):
    """What a text names together with its country, where nothing else says which one
    that is: ``New York (US)``, as Odoo itself writes it, or ``NY, USA``.
    """
    links = [] if scope.owners else _links_to_countries(related)
    parts = several_names(text) if links else []
    if len(parts) < 2:
        return related
    home = replace(scope, owners=[scope.home], domain=scope.domain & scope.at_home)
    at_home = [
        part
        for part in (parts if scope.home else ())
        if _spelled_otherwise(related, part, home)
    ]
    countries = related.env["res.country"]
    for part in parts:
        # Ontario, CA may be in California.
        if part not in at_home:
            countries |= names_country(related.env, part)
    found = related
    for link in links:
        for country in countries:
            domain = scope.domain & Domain(link, "=", country.id)
            there = replace(scope, domain=domain, owners=[country], home=None)
            found |= _spelled_otherwise(related, text, there)
    return found


def _links_to_countries(related):
    return [
        name
        for name in coded_owners(related)
        if related._fields[name].comodel_name == "res.country"
    ]


def _has_codes(related):
    """Whether records are known by codes all over the world, which may be digits: those
    of a text are one then, or a sender's own, and no id of Odoo's by chance.
    """
    return is_of_the_world(related) or bool(_links_to_countries(related))


def _code_of(owner):
    return owner.code if _is_searchable(owner, "code") else None


def _is_named(owners, name):
    """Whether a text is the name or the code of one of these records."""
    return any(
        owner == names_country(owner.env, name)
        if owner._name == "res.country"
        else is_same_name(_code_of(owner) or "", name)
        or is_same_name(owner.display_name or "", name)
        for owner in owners
    )


def _conditions(related, text, scope, country):
    """Domains by which a text is looked up, in their order."""
    if address := address_in(text):
        yield from _address_conditions(related, address)
    # Of how many countries digits are a code of a part, nobody could say.
    is_open = text.isdecimal() and not scope.owners and _links_to_countries(related)
    for name in ("code", "email", "login"):
        if _is_searchable(related, name) and not (is_open and name == "code"):
            yield Domain(name, "=ilike", escaped(text))
            if name == "code":
                yield from _full_code_conditions(related, text, scope.owners)
    if _is_searchable(related, related._rec_name):
        yield Domain(related._rec_name, "=ilike", escaped(text)) & scope.called
    if condition := _in_any_language(related, text):
        yield condition & scope.called
    if condition := world_domain(related, text, country):
        yield condition


def _in_any_language(related, text):
    """By the name in any language that is installed, not only in that of the user."""
    name = related._rec_name
    # What has no translation into a language has its name in English there.
    codes = {*installed_languages(related.env), "en_US"}
    is_translated = _is_searchable(related, name) and related._fields[name].translate
    if not is_translated or len(codes) == 1:
        return None

    def to_sql(model, alias, query):
        names = [
            model.with_context(lang=code)._field_to_sql(alias, name, query)
            for code in sorted(codes)
        ]
        parts = [SQL("%s ILIKE %s", item, escaped(text)) for item in names]
        return SQL("(%s)", SQL(" OR ").join(parts))

    return Domain.custom(to_sql=to_sql)


def _full_code_conditions(related, text, owners):
    """By the code of what the record belongs to before its own: ``BE`` is ``DE-BE``.

    Odoo writes the codes of states with that of their country in some countries, and
    without it in others, where ``US-CA`` is ``CA``.
    """
    for owner in owners:
        if _is_searchable(owner, "code") and owner.code:
            yield Domain("code", "=ilike", escaped(f"{owner.code}-{text}"))
    parts = _FULL_CODE.fullmatch(text)
    for link in coded_owners(related) if parts else ():
        same = Domain(f"{link}.code", "=ilike", parts["before"])
        yield same & Domain("code", "=ilike", parts["code"])
        yield same & Domain("code", "=ilike", f"{parts['before']}-{parts['code']}")


def _address_conditions(related, address):
    if _is_searchable(related, "login"):
        yield Domain("login", "=ilike", escaped(address))
    if _is_searchable(related, "email_normalized"):
        yield normalised_domain("email_normalized", address)
        return
    for name in _ADDRESS_FIELDS:
        if _is_searchable(related, name):
            yield typed_domain(name, address)


def _is_searchable(related, name):
    field = related._fields.get(name)
    return (
        field is not None
        and field._description_searchable
        and field.type in ("char", "text")
    )


def _by_external_id(related, text, scope):
    if not _EXTERNAL_ID.fullmatch(text):
        return related
    # Where it is, anyone may know; whether the user may see it, the search decides.
    data_sudo = related.env["ir.model.data"].sudo()
    model, res_id = data_sudo._xmlid_to_res_model_res_id(text)
    if model != related._name:
        return related
    return related.search(Domain("id", "=", res_id) & scope.domain)
