"""What the lines of any subject name: fields, models, and what an error said."""

from ..phrases import worded


def said(env, line, name):
    """A sentence that a line keeps, in the reader's language.

    :param str name: the key that it has in the line
    :rtype: str
    """
    return worded(env, line.get("phrases", {}).get(name) or line[name])


def label_of(env, line, name):
    """What a person calls a field of the model that a line is about.

    :param str name: of the field
    :return: its label; the name itself where the field or the model is gone
    :rtype: str
    """
    model = line.get("model")
    field = env[model]._fields.get(name) if model in env else None
    return field._description_string(env) if field else name


def name_of_model(env, line):
    """What a person calls the model that a line is about; as label_of."""
    model = line["model"]
    return env["ir.model"]._get(model).name if model in env else model
