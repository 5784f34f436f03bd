"""Paths into a payload: JSONPath for trees, field names for forms.

A path is written from the root, with or without ``$``::

    lead.email   $.lead.email   items[0].name   items[-1]   ['odd key'].x   $
    items[*].sku   items[1:3].sku   items[?(@.qty > 1 && @.sku == 'A')].price
    answers[name=email].value    the item whose ``name`` is ``email``, in any order
    $..email                     wherever it is, on handlers that allow it
"""

from .compiled import CompiledPath, compile_path
from .lookup import (
    PathValues,
    canonical_path,
    compiled_path,
    field_value,
    look_up,
    look_up_items,
)
from .shapes import as_items, numbered

__all__ = [
    "CompiledPath",
    "PathValues",
    "as_items",
    "canonical_path",
    "compile_path",
    "compiled_path",
    "field_value",
    "look_up",
    "look_up_items",
    "numbered",
]
