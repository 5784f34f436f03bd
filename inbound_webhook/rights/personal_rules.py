"""Which records Odoo's rules give to one person and not to a colleague."""

from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval


def personal_rules(user, other, model_name, operations, company):
    """Rules that give a person records of a model which another one does not have.

    Such as the leads of a seller who sees no others: a colleague in the same groups
    sees his own.

    :param user: whose records they are
    :param other: who has all the groups of that one
    :param operations: ``read``, ``create``, ``write``
    :param company: in which both work
    """
    found = user.env["ir.rule"].sudo()
    # Of records that a record delegates to, their rules hold as well.
    for name in (model_name, *user.env[model_name]._inherits):
        for operation in operations:
            given = _domains(user, name, operation, company)
            known = _domains(other, name, operation, company)
            has_all = any(
                rule.groups and Domain(domain).is_true()
                for rule, domain in known.items()
            )
            for rule, domain in given.items():
                if domain != known.get(rule) and not (rule.groups and has_all):
                    found |= rule
    return found


def _domains(user, model_name, operation, company):
    """The rules that hold for a person, each with its domain as he has it."""
    rules = user.env["ir.rule"].with_user(user)
    rules = rules.with_context(allowed_company_ids=company.ids)
    context = rules._eval_context()
    return {
        rule: safe_eval(rule.domain_force, context) if rule.domain_force else []
        for rule in rules._get_rules(model_name, operation).sudo()
    }
