"""What is in a text: anywhere, at its beginning, at its end; and what is in a list."""

import operator

from ...phrases import _lt
from .registry import COMPARABLE, SINGLE, Operator, register_operator

register_operator(
    Operator("contains", _lt("contains"), "text", operator.contains, forms=COMPARABLE)
)
register_operator(
    Operator(
        "not_contains",
        _lt("does not contain"),
        "text",
        operator.contains,
        negates=True,
        forms=COMPARABLE,
    )
)
register_operator(
    Operator("starts_with", _lt("starts with"), "text", str.startswith, forms=SINGLE)
)
register_operator(
    Operator("ends_with", _lt("ends with"), "text", str.endswith, forms=SINGLE)
)
