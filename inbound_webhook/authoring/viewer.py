"""A tree as a browser can show it, without losing anything of it.

JavaScript reorders keys that look like numbers, and rounds large numbers. So an object
is written as a list of its members, and a number as its digits.
"""

import json
from typing import Any

_THEMSELVES = (str, bool, type(None))


def for_viewer(tree: Any) -> Any:
    """A JSON-safe copy of a tree.

    Texts, booleans, None and lists are themselves; an object is
    ``{"members": [[key, value], ...]}``, a number ``{"number": "1.5"}``.

    :param tree: within the limit of depth: this walk recurses
    """
    if isinstance(tree, dict):
        return {"members": [[key, for_viewer(value)] for key, value in tree.items()]}
    if isinstance(tree, list):
        return [for_viewer(value) for value in tree]
    if isinstance(tree, _THEMSELVES):
        return tree
    return {"number": json.dumps(tree)}
