"""A record that a call links to, made because there is none of that name."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools.mail import parse_contact_from_email

from ..engine.keys import key_digest
from ..failure_kinds import CONFLICTS
from .addresses import address_in
from .field_bounds import check_key
from .link_refusals import not_allowed, not_makeable
from .undo import undoable


def made_record(related, text, scope):
    """A new record of this name, in its place.

    A contact of an e-mail address gets both, address and name, and so does one of a
    name where the call says the address elsewhere.

    :param related: empty recordset, in the environment of the handler's user
    :param Scope scope: what it has to be one of
    :raise ValueRefused: he may not make one, or it takes more than a name
    """
    check_key(text)
    if not related.has_access("create"):
        raise not_allowed(related, text)
    # A person who logs in is more than a name or an address.
    if "login" in related._fields:
        raise not_makeable(related, text)
    values = _values(related, text, scope)
    with undoable(related.env.cr) as undo:
        try:
            record = related.create(values) if values else _of_name(related, text)
            record.flush_recordset()
        except (*CONFLICTS, LockError):
            raise
        except AccessError as error:
            undo()
            raise not_allowed(related, text) from error
        except (UserError, IntegrityError, KeyError, TypeError) as error:
            # Odoo wants more of it, or reaches for what a name alone does not bring, or
            # has one that nobody sees any more.
            undo()
            raise not_makeable(related, text) from error
        if not _is_called(record, values.get(related._rec_name, text)):
            undo()
            raise not_makeable(related, text)
    return record


def _is_called(record, name):
    """Whether a new record has the name that it is looked for by next time.

    Sources and campaigns have numbers behind their names, by which Odoo counts them: of
    ``Fair [1]`` it makes ``Fair``, and would make one more each time.
    """
    field = record._fields.get(record._rec_name)
    if field is None or field.type not in ("char", "text"):
        return True
    return (record[field.name] or "").casefold() == name.casefold()


def _values(related, text, scope):
    values = {**scope.defaults, **scope.more(text), **_company(related, scope)}
    address = address_in(text)
    # Of two calls at once, one makes it and the other one finds it; be it by a link, or
    # by a match key.
    name, value = ("email", address) if address else (related._rec_name, text)
    key = key_digest(related._name, [name or "name"], [value.casefold()])
    related.env["inbound.webhook.key"]._become_maker([key])
    if address and "email" in related._fields:
        name = parse_contact_from_email(text)[0] or values.get(related._rec_name)
        values |= {"email": address, related._rec_name: name or address}
    elif values and related._rec_name:
        values[related._rec_name] = text
    code = related._fields.get("code")
    if values and code is not None and code.required and code.type == "char":
        values.setdefault("code", text)
    return values


def _company(related, scope):
    """The company of a new record, where it would be another one."""
    if not scope.company or "company_id" not in related._fields:
        return {}
    usual = related.default_get(["company_id"]).get("company_id")
    return {"company_id": scope.company} if usual else {}


def _of_name(related, text):
    return related.browse(related.name_create(text)[0])
