"""The record that a value of a call means, for a field that links to one.

Looked up with the rights of the handler's user. A value never reaches a link as a list
or a dict, which Odoo would take for commands.
"""

import re

from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.phrases import _lt
from ..engine.values import refused
from ..engine.written import bare, one_line
from .addresses import address_in, normalised_domain, typed_domain
from .belonging import Scope, coded_owners, links_to_countries
from .escaping import escaped, is_searchable_text
from .link_refusals import link_refused, name_of
from .made_records import made_record
from .spelled_names import named_with_country, spelled_otherwise
from .world_names import installed_languages, is_of_the_world, world_domain

#: What an id can be: a positive number that fits its column.
LARGEST_ID = 2**31 - 1
_EXTERNAL_ID = re.compile(r"[a-z]\w*\.[\w.-]+", re.ASCII)
_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)
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
    name = bare(one_line(value)) if isinstance(value, str) else ""
    if create_missing and name and not is_of_the_world(related):
        return _made(related, name, scope, allowance)
    raise link_refused(related, value, scope, "relation_missing", name_of(related))


def _made(related, name, scope, allowance):
    if allowance:
        allowance.check(related, name)
    record = made_record(related, name, scope)
    if allowance:
        allowance.spend()
    return record


def _by_id(related, number, scope):
    if not 0 < number <= LARGEST_ID:
        return related
    return related.search(Domain("id", "=", number) & scope.domain)


def _named(related, value, scope, create_missing, country):
    text = bare(one_line(value)) if isinstance(value, str) else ""
    if not text:
        raise refused(value, name_of(related))
    if found := _by_external_id(related, text, scope):
        return found
    for among in scope.closest_first():
        if found := _called(related, text, among, country):
            return found
    if found := named_with_country(related, text, scope):
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
    return spelled_otherwise(related, text, scope)


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


def _has_codes(related):
    """Whether records are known by codes all over the world, which may be digits: those
    of a text are one then, or a sender's own, and no id of Odoo's by chance.
    """
    return is_of_the_world(related) or bool(links_to_countries(related))


def _conditions(related, text, scope, country):
    """Domains by which a text is looked up, in their order."""
    if address := address_in(text):
        yield from _address_conditions(related, address)
    # Of how many countries digits are a code of a part, nobody could say.
    is_open = text.isdecimal() and not scope.owners and links_to_countries(related)
    has_codes = scope.has_codes and not is_open
    for name in ("code", "email", "login"):
        if is_searchable_text(related, name) and (has_codes or name != "code"):
            yield Domain(name, "=ilike", escaped(text))
            if name == "code":
                yield from _full_code_conditions(related, text, scope.owners)
    if is_searchable_text(related, related._rec_name):
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
    is_translated = (
        is_searchable_text(related, name) and related._fields[name].translate
    )
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
        if is_searchable_text(owner, "code") and owner.code:
            yield Domain("code", "=ilike", escaped(f"{owner.code}-{text}"))
    parts = _FULL_CODE.fullmatch(text)
    for link in coded_owners(related) if parts else ():
        same = Domain(f"{link}.code", "=ilike", parts["before"])
        yield same & Domain("code", "=ilike", parts["code"])
        yield same & Domain("code", "=ilike", f"{parts['before']}-{parts['code']}")


def _address_conditions(related, address):
    if is_searchable_text(related, "login"):
        yield Domain("login", "=ilike", escaped(address))
    if is_searchable_text(related, "email_normalized"):
        yield normalised_domain("email_normalized", address)
        return
    for name in _ADDRESS_FIELDS:
        if is_searchable_text(related, name):
            yield typed_domain(name, address)


def _by_external_id(related, text, scope):
    if not _EXTERNAL_ID.fullmatch(text):
        return related
    # Where it is, anyone may know; whether the user may see it, the search decides.
    data_sudo = related.env["ir.model.data"].sudo()
    model, res_id = data_sudo._xmlid_to_res_model_res_id(text)
    if model != related._name:
        return related
    return related.search(Domain("id", "=", res_id) & scope.domain)
