"""Which fields of a record an answer can hold."""

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
    if rights and not model._has_field_access(field, "read"):
        return _lt(
            "The user of this webhook may not read the field %(field)r.", field=name
        )
    return None
