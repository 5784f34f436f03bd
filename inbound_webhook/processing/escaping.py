"""Texts of strangers, and fields of text, in conditions of a search."""


def escaped(text):
    """A text for the operators ``like`` and ``=ilike`` that stands for itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def is_searchable_text(records, name):
    """Whether a model has a field of this name, with texts that are searched for."""
    field = records._fields.get(name)
    return (
        field is not None
        and field._description_searchable
        and field.type in ("char", "text")
    )
