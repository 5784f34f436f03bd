"""Which fields an answer can hold, of a record and of those that it links to."""

import re

from odoo.fields import NO_ACCESS

from ..engine.errors import InvalidSetup
from ..engine.field_paths import split_path
from ..engine.phrases import _lt

#: Types whose values are no text: files, rows of other records, and what only the
#: record's parent can name.
NOT_ANSWERED = (
    "binary",
    "one2many",
    "properties",
    "properties_definition",
    "serialized",
)
#: Names of texts by which somebody gets in, as Odoo and its addons call them. Who may
#: read one in Odoo is not who may call a webhook, and not all of them are for few.
_LETS_IN = re.compile(
    r"(.*_)?(password|passwd|token|secret|otp|(api|secret|private)_key|key_secret)"
)
_TEXTS = ("char", "text", "html", "json")
#: What says what calls may do is told to none of them.
_OURS = "inbound.webhook."
#: Steps of a path that lead to records.
_LINKS = ("many2one", "one2many", "many2many")


def field_obstacle(model, name, *, rights=True):
    """Why an answer cannot hold a field.

    :param model: in the environment of the handler's user
    :param rights: whether the rights of that user count
    :return: a sentence, or None where nothing is in the way
    :rtype: Phrase or None
    """
    field = model._fields.get(name)
    if field is None:
        return _lt(
            "The record has no field %(field)r (%(model)s).",
            field=name,
            model=model._name,
        )
    if field.type in NOT_ANSWERED:
        return _lt(
            "An answer cannot hold the field %(field)r: its type is %(type)s.",
            field=name,
            type=field.type,
        )
    if _is_secret(field):
        return _lt(
            "An answer cannot hold the field %(field)r: it is a secret.", field=name
        )
    return _no_right(model, field) if rights else None


def path_obstacle(model, path, *, rights=True):
    """Why an answer cannot hold a field of the record, or of one that it links to.

    As :func:`field_obstacle`; what that says is asked at each step.

    :param str path: names of fields with points between
    """
    try:
        *links, last = split_path(path)
    except InvalidSetup as error:
        return error.phrase
    for name in links:
        field = model._fields.get(name)
        if field is None or _is_secret(field):
            return field_obstacle(model, name, rights=rights)
        if field.type not in _LINKS or field.comodel_name.startswith(_OURS):
            return _lt(
                "The field %(field)r of the path %(path)r leads to no records that "
                "can be answered.",
                field=name,
                path=path,
            )
        obstacle = _no_right(model, field) if rights else None
        if obstacle:
            return obstacle
        model = model.env[field.comodel_name]
        if rights and not model.has_access("read"):
            return _closed(model, name)
    obstacle = field_obstacle(model, last, rights=rights)
    comodel = not obstacle and model._fields[last].comodel_name
    if rights and comodel and not model.env[comodel].has_access("read"):
        return _closed(model.env[comodel], last)
    return obstacle


def _is_secret(field):
    """Whether it is for nobody, or a text by which somebody gets in."""
    if field.groups == NO_ACCESS:
        return True
    names = (field.name, (field.related or "").rpartition(".")[2])
    return field.type in _TEXTS and any(map(_LETS_IN.fullmatch, names))


def _closed(model, name):
    return _lt(
        "The user of this webhook may not read the records that the field %(field)r "
        "leads to (%(model)s).",
        field=name,
        model=model._name,
    )


def _no_right(model, field):
    if model._has_field_access(field, "read"):
        return None
    return _lt(
        "The user of this webhook may not read the field %(field)r.", field=field.name
    )
