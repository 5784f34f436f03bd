"""Whether a value is greater than another one, or less."""

import operator

from ...phrases import _lt
from .registry import Operator, register_operator

register_operator(
    Operator("greater", _lt("is greater than"), "value", operator.gt, needs_order=True)
)
register_operator(
    Operator(
        "greater_equal",
        _lt("is at least"),
        "value",
        operator.ge,
        needs_order=True,
        holds_for_operand=True,
    )
)
register_operator(
    Operator("less", _lt("is less than"), "value", operator.lt, needs_order=True)
)
register_operator(
    Operator(
        "less_equal",
        _lt("is at most"),
        "value",
        operator.le,
        needs_order=True,
        holds_for_operand=True,
    )
)
