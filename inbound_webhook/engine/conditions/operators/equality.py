"""Whether a value is another one."""

import operator

from ...phrases import _lt
from .registry import COMPARABLE, Operator, register_operator

register_operator(
    Operator(
        "equals",
        _lt("equals"),
        "value",
        operator.eq,
        forms=COMPARABLE,
        holds_for_operand=True,
    )
)
register_operator(
    Operator(
        "not_equals",
        _lt("does not equal"),
        "value",
        operator.eq,
        negates=True,
        forms=COMPARABLE,
    )
)
