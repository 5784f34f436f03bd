"""Conditions over the parameters of a call, joined by AND and OR.

AND binds tighter than OR, as everywhere: ``a OR b AND c`` is ``a OR (b AND c)``.
Values are compared as what they are, numbers as numbers and dates as dates; texts
without regard to case and to blanks around them.
"""

from .evaluation import ConditionSpec, Verdict, check_condition, evaluate, sentence
from .operators import OPERATORS, Operator, register_operator

__all__ = [
    "OPERATORS",
    "ConditionSpec",
    "Operator",
    "Verdict",
    "check_condition",
    "evaluate",
    "register_operator",
    "sentence",
]
