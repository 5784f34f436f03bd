"""What may stand in a link, as far as the rest of the record decides it.

A state belongs to a country, a stage to sales teams: which "75" is meant depends on the
country of the same record. Odoo knows that in several ways, and all are asked:

* the domain of the field, which is what a person can choose from on the screen
  (``[('country_id', '=?', country_id)]``), where all that it names is known;
* a link that each record of a model must have (a state its country, a milestone its
  project), where the record has a field for that as well, and what that model itself
  has depend on such a link (the state of a city, which is one of its country);
* the company, where Odoo checks that it is the same.

Other links that need not be set are no such thing: a contact may have another
salesperson than the lead has.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from odoo import models
from odoo.fields import Domain

from ..engine.values import MISSING
from .contact_clues import narrow_contact
from .field_domains import compared, demanded, domain_of_field

#: What everything may have: it belongs to nothing, nor does what links to it.
_GENERAL = frozenset({"res.company", "res.users", "res.currency"})
#: How a rule says among which companies those are that its records may have.
_AMONG = frozenset({"in", "parent_of", "child_of"})
#: What the form of a contact has to be chosen from, by a name: companies, and people
#: who work here.
_ON_FORMS = {
    ("res.partner", "parent_id"): Domain("is_company", "=", True),
    ("res.partner", "user_id"): Domain("share", "=", False),
}


@dataclass(frozen=True)
class Owner:
    """A field of a record that decides what another one may hold.

    :param name: of the field of the record, such as ``country_id``
    :param link: of the field of the linked model that has to agree with it
    :param is_open: whether what has nothing there goes with any
    """

    name: str
    link: str
    is_open: bool = False


@dataclass
class Scope:
    """Among which records a link is looked up.

    :param domain: what they have in common
    :param preferences: what decides among several of them, one after the other
    :param named: the same for those that are looked up by a text and not by their id
    :param called: the same for those that are looked up by their name alone
    :param defaults: values that a new one needs, to be one of them
    :param owners: the records that they belong to
    :param home: the country where the handler works, where none is known
    :param at_home: those that belong to it
    :param has_codes: whether codes name them, which many owners may have alike
    :param company: id of the company of the record, where that has to be theirs
    :param more: takes the name of a new one, gives values that it takes a search for
    """

    domain: Domain = Domain.TRUE
    preferences: list[Domain] = field(default_factory=list)
    named: Domain = Domain.TRUE
    called: Domain = Domain.TRUE
    defaults: dict[str, Any] = field(default_factory=dict)
    owners: list[models.BaseModel] = field(default_factory=list)
    home: models.BaseModel | None = None
    at_home: Domain = Domain.FALSE
    has_codes: bool = True
    company: int | None = None
    more: Callable[[str], dict[str, Any]] = lambda _name: {}

    def closest_first(self):
        """Itself, and before that what is at home of it, as if that had been said.

        :return: scopes, one after the other
        """
        if self.home is not None:
            domain = self.domain & self.at_home
            yield replace(self, domain=domain, owners=[*self.owners, self.home])
        yield self


def owners_of(target, name):
    """The fields of a record that a link of it depends on by what it links to.

    :param target: recordset of the record's model
    :param name: of the link
    :rtype: list[Owner]
    """
    linked = target.env[target._fields[name].comodel_name]
    found = []
    for link_name in owning_links(linked):
        owner = _owner_field(target, name, linked._fields[link_name])
        if owner:
            is_open = not linked._fields[link_name].required
            found.append(Owner(owner, link_name, is_open))
    return found


def choosers_of(target, name):
    """Fields of a record that decide by a domain which of several a link may be.

    A stage has the teams that may choose it, or none, and is for all then.

    :return: as :func:`owners_of`, of links to several
    """
    model_field = target._fields[name]
    linked = target.env[model_field.comodel_name]
    return [
        Owner(owner, link, is_open=True)
        for link, owner in compared(model_field.domain)
        if owner in target._fields
        and link in linked._fields
        and linked._fields[link].type == "many2many"
        and target._fields[owner].type == "many2one"
        and target._fields[owner].store
        and linked._fields[link].comodel_name == target._fields[owner].comodel_name
    ]


def belongings_of(target, owner_name):
    """The links of a record that depend on another one.

    :return: pairs of a link's name and its :class:`Owner`
    """
    return [
        (name, owner)
        for name, model_field in target._fields.items()
        if model_field.type == "many2one" and model_field.store
        for owner in owners_of(target, name)
        if owner.name == owner_name
    ]


def scope_of(target, name, known, told, country, left_out=()):
    """Among which records a link is looked up.

    :param target: empty recordset of the record's model
    :param name: of the link
    :param known: takes the name of a field of the record and gives its value, as far as
        it is known: ids of links, ``MISSING`` where nothing is
    :param country: where the handler works; only decides among several
    :param left_out: fields of which the call says what nobody understands, as far as
        they have been asked for
    :rtype: Scope
    """
    scope = Scope()
    scope.domain = domain_of_field(target, name, known)
    scope.named = _ON_FORMS.get((target._name, name), Domain.TRUE)
    for owner in owners_of(target, name):
        value = known(owner.name)
        if value is MISSING and owner.name in left_out:
            # "CA" is somewhere else than at home: of which country, nobody can tell.
            scope.has_codes = False
        else:
            _narrow(scope, target, owner, value, country)
    for owner in choosers_of(target, name):
        value = known(owner.name)
        if value is MISSING:
            scope.preferences.append(Domain(owner.link, "=", False))
        else:
            owners = target.env[target._fields[owner.name].comodel_name]
            scope.owners.append(owners.browse(value))
    scope.defaults |= demanded(scope.domain & scope.named)
    _keep_in_company(scope, target, name, known)
    if name == "company_id":
        scope.domain &= _companies_allowed(target)
    narrow_contact(scope, target, name, known, told)
    return scope


def coded_owners(linked):
    """The links of a model to what its records belong to, where that has a code.

    A state has that of its country.

    :rtype: list[str]
    """
    return [
        name
        for name in owning_links(linked)
        if "code" in linked.env[linked._fields[name].comodel_name]._fields
    ]


def links_to_countries(related):
    """The links of a model to the country that its records belong to.

    :rtype: list[str]
    """
    return [
        name
        for name in coded_owners(related)
        if related._fields[name].comodel_name == "res.country"
    ]


def _narrow(scope, target, owner, value, country):
    model_field = target._fields[owner.name]
    owners = target.env[model_field.comodel_name]
    if value is not MISSING and value:
        same = Domain(owner.link, "=", value)
        if owner.is_open:
            scope.domain &= same | Domain(owner.link, "=", False)
            scope.preferences.append(same)
        else:
            scope.domain &= same
        scope.defaults[owner.link] = value
        scope.owners.append(owners.browse(value))
    elif owners._name == country._name and country:
        scope.home, scope.at_home = country, Domain(owner.link, "=", country.id)
        scope.preferences.append(scope.at_home)


def _keep_in_company(scope, target, name, known):
    """Leave out what Odoo would not take, for it belongs to another company.

    One's own goes before what all companies share.
    """
    model_field = target._fields[name]
    linked = target.env[model_field.comodel_name]
    own = target.env.company
    if not model_field.company_dependent and "company_id" in target._fields:
        value = known("company_id")
        is_known = value is not MISSING
        own = own.browse(value) if is_known else own
    else:
        is_known = model_field.company_dependent
    of_one = linked._fields.get("company_id")
    has_company = of_one is not None and of_one.type == "many2one" and of_one.store
    # What each company has a value of its own for is never another company's.
    is_own = model_field.company_dependent and has_company
    if (model_field.check_company or is_own) and is_known:
        scope.domain &= Domain(linked._check_company_domain(own))
        scope.company = own.id
    if has_company:
        scope.preferences.append(Domain("company_id", "=", own.id))


def _companies_allowed(target):
    """The companies whose records the user may make, as the rules of a model say it."""
    rules = Domain(target.env["ir.rule"]._compute_domain(target._name, "create"))
    allowed = []
    for condition in rules.iter_conditions():
        if condition.field_expr == "company_id" and condition.operator in _AMONG:
            value = condition.value
            ids = [value] if isinstance(value, int) else [*value]
            allowed.append(Domain("id", condition.operator, [*filter(None, ids)]))
    return Domain.OR(allowed) if allowed else Domain.TRUE


def owning_links(linked):
    """Names of the links of a model that say what its records belong to."""
    if linked._name in _GENERAL:
        return []
    inherited = set(linked._inherits.values())
    links = {
        name: model_field
        for name, model_field in linked._fields.items()
        if model_field.type == "many2one"
        and model_field.store
        and name not in inherited
        and model_field.comodel_name not in _GENERAL
        and not model_field.comodel_name.startswith("ir.")
    }
    needed = {name for name, model_field in links.items() if model_field.required}
    return [
        name
        for name in links
        if name in needed
        or any(owner in needed for _, owner in compared(links[name].domain))
    ]


def _owner_field(target, name, link):
    """The field of a record that says what the record of a link belongs to.

    ``private_state_id`` goes with ``private_country_id`` where there are several.
    """
    candidates = {
        other
        for other, model_field in target._fields.items()
        if model_field.type == "many2one"
        and model_field.comodel_name == link.comodel_name
        and model_field.store
        and other != name
    }
    stem = name.removesuffix("_id").rpartition("_")[0]
    for wanted in (f"{stem}_{link.name}" if stem else link.name, link.name):
        if wanted in candidates:
            return wanted
    return candidates.pop() if len(candidates) == 1 else None
