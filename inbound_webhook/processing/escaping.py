"""Texts of strangers in conditions of a search."""


def escaped(text):
    """A text for the operators ``like`` and ``=ilike`` that stands for itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
