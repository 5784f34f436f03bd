"""Boxes of forms: what they say where they are ticked."""

import re
from typing import Any

from ..engine.types.boolean import says_sentence
from ..engine.written import bare

#: What a value table has between its pairs, and in them.
_OF_TABLES = re.compile(r"[;\n=]")
_LONGEST = 200


def table_of_sentence(value: Any) -> str:
    """What a box means that says a sentence: the argument of a value table.

    :param value: what a sample has, of a box that is ticked
    :return: empty where it says no sentence
    """
    if not says_sentence(value) or len(value) > _LONGEST:
        return ""
    if _OF_TABLES.search(value):
        return "* = yes"
    return f"{bare(value)} = yes; * = no"
