"""Operators: how a condition compares. Each is one object.

Other addons add operators with :func:`register_operator`.
"""

from .registry import OPERATORS, Operator, register_operator

# In the order in which people choose.
from . import equality
from . import pieces
from . import presence
from . import order
from . import membership
from . import pattern

__all__ = ["OPERATORS", "Operator", "register_operator"]
