"""What may stand in a link, as far as the rest of the record decides it.

A state belongs to a country, a stage to sales teams: which "75" is meant depends on the
country of the same record. Odoo knows that twice, and both are asked:

* the domain of the field, which is what a person can choose from on the screen
  (``[('country_id', '=?', country_id)]``), where all that it names is known;
* a link that each record of a model must have (a state its country, a milestone its
  project), where the record has a field for that as well.

Links that need not be set are no such thing (a contact may have another salesperson
than the lead has), nor are companies, which Odoo's own rules are for.
"""

import ast
from dataclasses import dataclass, field
from typing import Any

from odoo import models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..engine.values import MISSING

#: What everything may have: it belongs to nothing, nor does what links to it.
_GENERAL = frozenset({"res.company", "res.users", "res.currency"})
#: What belongs to something by a link that Odoo does not demand.
_DECLARED = {"res.city": ("state_id", "country_id")}
#: A parent that is chosen by its name is a company, as in the form of a contact.
_COMPANIES = {("res.partner", "parent_id"): Domain("is_company", "=", True)}


@dataclass(frozen=True)
class Owner:
    """A field of a record that decides what another one may hold.

    :param name: of the field of the record, such as ``country_id``
    :param link: of the field of the linked model that has to agree with it
    """

    name: str
    link: str


@dataclass
class Scope:
    """Among which records a link is looked up.

    :param domain: what they have in common
    :param preferred: what decides among several of them
    :param named: the same for those that are looked up by a name and not by their id
    :param defaults: values that a new one needs, to be one of them
    :param owners: the records that they belong to, for people to read
    """

    domain: Domain = Domain.TRUE
    preferred: Domain = Domain.TRUE
    named: Domain = Domain.TRUE
    defaults: dict[str, Any] = field(default_factory=dict)
    owners: list[models.BaseModel] = field(default_factory=list)


def owners_of(target, name):
    """The fields of a record that a link of it depends on by what it links to.

    :param target: recordset of the record's model
    :param name: of the link
    :rtype: list[Owner]
    """
    linked = target.env[target._fields[name].comodel_name]
    found = []
    for link_name in _owning_links(linked):
        owner = _owner_field(target, name, linked._fields[link_name])
        if owner:
            found.append(Owner(owner, link_name))
    return found


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


def scope_of(target, name, known, country):
    """Among which records a link is looked up.

    :param target: empty recordset of the record's model
    :param name: of the link
    :param known: takes the name of a field of the record and gives its value, as far as
        it is known: ids of links, ``MISSING`` where nothing is
    :param country: where the handler works; only decides among several
    :rtype: Scope
    """
    scope = Scope()
    scope.domain = _domain_of_field(target, name, known)
    scope.named = _COMPANIES.get((target._name, name), Domain.TRUE)
    for owner in owners_of(target, name):
        _narrow(scope, target, owner, known(owner.name), country)
    scope.defaults |= _demanded(scope.domain & scope.named)
    return scope


def _narrow(scope, target, owner, value, country):
    model_field = target._fields[owner.name]
    owners = target.env[model_field.comodel_name]
    if value is not MISSING and value:
        scope.domain &= Domain(owner.link, "=", value)
        scope.defaults[owner.link] = value
        scope.owners.append(owners.browse(value))
    elif owners._name == country._name and country:
        scope.preferred &= Domain(owner.link, "=", country.id)


def _owning_links(linked):
    """Names of the links that each record of a model has, and that it belongs to."""
    if linked._name in _GENERAL:
        return []
    inherited = set(linked._inherits.values())
    return [
        name
        for name, model_field in linked._fields.items()
        if model_field.type == "many2one"
        and model_field.store
        and (model_field.required or name in _DECLARED.get(linked._name, ()))
        and name not in inherited
        and model_field.comodel_name not in _GENERAL
        and not model_field.comodel_name.startswith("ir.")
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


def _domain_of_field(target, name, known):
    """The domain of a field, ``TRUE`` where not all that it names is known."""
    model_field = target._fields[name]
    text = model_field._internal_description_domain_raw(target.env)
    if not isinstance(text, str):
        return Domain(text)
    try:
        names = {
            node.id
            for node in ast.walk(ast.parse(text.strip(), mode="eval"))
            if isinstance(node, ast.Name)
        }
    except SyntaxError:
        return Domain.TRUE
    values = {
        other: known(other) if other in target._fields else MISSING for other in names
    }
    if MISSING in values.values():
        return Domain.TRUE
    try:
        return Domain([_condition(item) for item in safe_eval(text, values)])
    except ValueError:
        # It takes more than fields: what only the screen knows.
        return Domain.TRUE


def _condition(item):
    """A part of a domain as the server takes it; the browser is less particular."""
    if isinstance(item, str):
        return item
    name, operator, value = item
    if operator == "=?":
        return (name, "=", value) if value else (1, "=", 1)
    if operator in ("in", "not in") and not isinstance(value, list | tuple):
        return (name, operator, [value])
    return (name, operator, value)


def _demanded(domain):
    """The values that a domain demands, as far as it says so plainly."""
    parts = domain.children if getattr(domain, "OPERATOR", "") == "&" else [domain]
    return {
        part.field_expr: part.value
        for part in parts
        if getattr(part, "operator", "") == "="
        and "." not in part.field_expr
        and part.value
    }
