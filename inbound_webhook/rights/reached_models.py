"""Which models a path leads to, of fields with points between."""


def models_on(model, path):
    """The models of the records that a path leads to, step by step.

    What cannot be followed ends it: a path is refused elsewhere.

    :param model: whose records it begins at
    :param str path: as people write it
    :return: technical names
    :rtype: list[str]
    """
    reached = []
    for name in path.split("."):
        field = None if model is None else model._fields.get(name)
        if field is None or not field.comodel_name:
            break
        reached.append(field.comodel_name)
        model = model.env.get(field.comodel_name)
    return reached
