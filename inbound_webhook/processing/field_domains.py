"""The domains of fields, which a person chooses from on the screen, for the server."""

import ast
from functools import lru_cache

from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..engine.values import MISSING


def compared(domain):
    """Pairs of a field of the linked model and the one of the record it has to match.

    :param domain: of a field
    :return: none of those that it takes code to know
    """
    return _compared_in(domain) if isinstance(domain, str) else ()


def domain_of_field(target, name, known):
    """The domain of a field, as far as the rest of the record is known.

    :param target: empty recordset of the record's model
    :param name: of the field
    :param known: takes the name of a field of the record and gives its value;
        ``MISSING`` where nothing is known
    :rtype: Domain
    :return: ``TRUE`` where not all that it names is known
    """
    text = target._fields[name]._internal_description_domain_raw(target.env)
    if not isinstance(text, str):
        return Domain(text)
    tree = _parsed(text)
    if tree is None:
        return Domain.TRUE
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
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


def demanded(domain):
    """The values that a domain demands, as far as it says so plainly.

    :rtype: dict[str, Any]
    """
    parts = domain.children if getattr(domain, "OPERATOR", "") == "&" else [domain]
    return {
        part.field_expr: part.value
        for part in parts
        if getattr(part, "operator", "") == "="
        and "." not in part.field_expr
        and part.value
    }


@lru_cache(maxsize=1000)
def _compared_in(text):
    tree = _parsed(text)
    return [
        (node.elts[0].value, node.elts[2].id)
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, ast.Tuple)
        and len(node.elts) == 3
        and isinstance(node.elts[0], ast.Constant)
        and isinstance(node.elts[1], ast.Constant)
        and node.elts[1].value in ("=", "=?", "in")
        and isinstance(node.elts[2], ast.Name)
    ]


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


def _parsed(text):
    """The text of a domain as a tree; None where it is no such."""
    try:
        return ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        return None
