"""Which contact is meant, by what else the record says of him.

There are many of a name: the company and the address that stand beside it tell which.
An address, an id or an external id needs no such clue.
"""

from functools import partial

from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..engine.values import MISSING
from .addresses import address_in, normalised_domain
from .escaping import escaped

#: Where a record has texts about the contact that it links to.
_TEXTS = {
    ("crm.lead", "partner_id"): {
        "company": "partner_name",
        "name": "contact_name",
        "email": "email_from",
    },
}


def narrow_contact(scope, target, name, known, told):
    """Narrow a scope down to the contacts that the rest of the record speaks of.

    :param Scope scope: of the link, which is changed
    :param target: empty recordset of the record's model
    :param name: of the link
    :param known: takes the name of a field of the record and gives its value, as far as
        it is known
    :param told: the same of what the call says: a record may still have texts about the
        contact that it had
    """
    model_field = target._fields[name]
    if model_field.type != "many2one" or model_field.comodel_name != "res.partner":
        return
    owner = _customer_field(target, name)
    customer = known(owner) if owner else MISSING
    if customer is not MISSING:
        _keep_in_company(scope, target.env["res.partner"].browse(customer))
    texts = {
        clue: text.strip()
        for clue, field in _TEXTS.get((target._name, name), {}).items()
        if isinstance(text := told(field), str)
    }
    if texts.get("company"):
        _prefer_company(scope, target.env["res.partner"], texts["company"])
    address = address_in(texts.get("email") or "")
    if address:
        scope.preferences.append(normalised_domain("email_normalized", address))
        scope.defaults["email"] = address
    if texts.get("name"):
        scope.defaults["name"] = texts["name"]


def _customer_field(target, name):
    """The link of a record to the customer that its other contacts are one of."""
    if target._name == "res.partner" or name == "partner_id":
        return None
    others = {
        other
        for other, model_field in target._fields.items()
        if model_field.type == "many2one"
        and model_field.comodel_name == "res.partner"
        and model_field.store
        and other != name
    }
    if "partner_id" in others:
        return "partner_id"
    companies = [
        other for other in others if "is_company" in str(target._fields[other].domain)
    ]
    return companies[0] if len(companies) == 1 else None


def _keep_in_company(scope, customer):
    try:
        company = customer.commercial_partner_id
    except AccessError:
        # The record may have a customer whom its user does not see.
        return
    scope.called &= Domain("commercial_partner_id", "=", company.id)
    scope.owners.append(company)
    # Of who buys as a person, too: nothing else would say whose address it is.
    scope.defaults["parent_id"] = company.id


def _prefer_company(scope, contacts, name):
    """Of a company by its name: one of another company is somebody else."""
    field = "commercial_company_name"
    same = Domain(field, "=ilike", escaped(name))
    scope.called &= same | Domain(field, "=", False)
    scope.preferences.insert(0, same)
    scope.more = partial(_place_in_company, contacts, name)


def _place_in_company(contacts, company, name):
    """What a new contact has of its company, unless it is that itself."""
    if name.casefold() == company.casefold():
        return {"is_company": True}
    called = Domain("name", "=ilike", escaped(company))
    found = contacts.search(called & Domain("is_company", "=", True), limit=2)
    return {"parent_id": found.id} if len(found) == 1 else {"company_name": company}
