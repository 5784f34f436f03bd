"""What else is written with a link, so that both sides of a belonging stay true.

As the form of a contact does: a state brings its country along, and another country
drops the state of the one before.
"""

from ..engine.values import MISSING
from .belonging import belongings_of, choosers_of, owners_of


def owners_brought(target, values, known):
    """What linked records belong to, where nothing says otherwise.

    :param target: empty recordset of the record's model
    :param dict values: what is to be written
    :param known: takes the name of a field of the record and gives its value, as far as
        it is known: ``MISSING`` where nothing is
    :return: values for ``create`` or ``write``
    """
    found = {}
    for name, value in values.items():
        model_field = target._fields[name]
        if model_field.type != "many2one" or not value:
            continue
        linked = target.env[model_field.comodel_name].browse(value)
        for owner in (*owners_of(target, name), *choosers_of(target, name)):
            belongs_to = linked[owner.link]
            # What several may have says nothing.
            if len(belongs_to) == 1 and known(owner.name) is MISSING:
                found[owner.name] = belongs_to.id
    return found


def orphans_dropped(record, values):
    """Links of a record that do not belong to what they depend on any more.

    :param record: the one that is there; empty for a new one
    :param dict values: what is to be written
    :return: values for ``write``
    """
    found = {}
    for name, value in values.items() if record else ():
        if record._fields[name].type != "many2one" or value == record[name].id:
            continue
        for link, owner in belongings_of(record, name):
            present = record[link]
            if link in values or not present:
                continue
            belongs_to = present[owner.link]
            if belongs_to.id != value and not (owner.is_open and not belongs_to):
                found[link] = False
    return found
