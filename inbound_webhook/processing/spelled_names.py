"""Names as people spell them, of what belongs to something: states, cities, stages.

What they belong to may stand behind them: São Paulo - SP, New York (US).
"""

from dataclasses import replace

from odoo.fields import Domain

from ..engine.spelling import is_one_of_names, is_same_name, several_names
from .belonging import links_to_countries, owning_links
from .escaping import is_searchable_text
from .world_names import names_country

#: Of how many names spellings are compared: a country has fewer states, and a state
#: fewer cities.
_MOST_COMPARED = 1000
#: Of how many parts a name is taken apart: a street, a city, a state and a country.
_MOST_PARTS = 5


def spelled_otherwise(related, text, scope):
    """Of the few that belong to something, those of this name but for its accents.

    Elsewhere two spellings may be two names.

    :param related: empty recordset, in the environment of the handler's user
    :param Scope scope: among which records
    :return: records, none where nothing says what they belong to
    """
    names = [
        each
        for each in (related._rec_name, "code")
        if is_searchable_text(related, each)
    ]
    if not scope.owners or not names:
        return related
    domain = scope.domain & scope.named & scope.called
    few = related.search_fetch(domain, names, limit=_MOST_COMPARED + 1)
    if len(few) > _MOST_COMPARED:
        return related

    owners = [owner for owner in scope.owners if owner.has_access("read")]

    full = [f"{code}-" for code in filter(None, map(_code_of, owners))]

    def is_called(record, name):
        written = (name, *(f"{code}{name}" for code in full))
        return any(
            is_one_of_names(record[each] or "", other)
            for each in names
            for other in written
        )

    found, parts = few.filtered(lambda record: is_called(record, text)), []
    if not found:
        parts = several_names(text)
    if 1 < len(parts) <= _MOST_PARTS:
        # São Paulo - SP (BR), Springfield, IL: what is no name of it is what it belongs
        # to.
        found = few.filtered(
            lambda record: any(is_called(record, part) for part in parts)
        ).filtered(
            lambda record: all(
                is_called(record, part) or _is_named(owners + _owners(record), part)
                for part in parts
            )
        )
    return found


def _owners(record):
    """What a record belongs to, as far as its user may see that."""
    return [
        record[link]
        for link in owning_links(record)
        if record[link] and record[link].has_access("read")
    ]


def named_with_country(related, text, scope):
    """What a text names together with its country, where nothing else says which one
    that is: ``New York (US)``, as Odoo itself writes it, or ``NY, USA``.

    :return: records, as :func:`spelled_otherwise`
    """
    links = [] if scope.owners else links_to_countries(related)
    parts = several_names(text) if links else []
    if len(parts) < 2:
        return related
    home = replace(scope, owners=[scope.home], domain=scope.domain & scope.at_home)
    at_home = [
        part
        for part in (parts if scope.home else ())
        if spelled_otherwise(related, part, home)
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
            found |= spelled_otherwise(related, text, there)
    return found


def _code_of(owner):
    return owner.code if is_searchable_text(owner, "code") else None


def _is_named(owners, name):
    """Whether a text is the name or the code of one of these records."""
    return any(
        owner == names_country(owner.env, name)
        if owner._name == "res.country"
        else is_same_name(_code_of(owner) or "", name)
        or is_one_of_names(owner.display_name or "", name)
        for owner in owners
    )
