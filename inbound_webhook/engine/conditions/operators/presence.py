"""Whether a value says anything."""

from ...phrases import _lt
from .registry import Operator, register_operator

register_operator(Operator("is_empty", _lt("is empty"), "none", negates=True))
register_operator(Operator("is_not_empty", _lt("is not empty"), "none"))
