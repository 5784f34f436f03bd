"""The currency of an amount."""

from typing import Any

from ..errors import ValueRefused
from ..phrases import _lt
from ..types.amounts import Amount, read_amount
from ..values import ValueContext
from .registry import register_transform


@register_transform("currency", _lt("Currency of the amount"))
def currency(value: Any, _argument: str) -> str | None:
    """The code of the currency that an amount is in: USD of ``$12``."""
    if isinstance(value, str):
        try:
            value = read_amount(value, ValueContext(), _lt("an amount of money"))
        except ValueRefused:
            return None
    return value.currency or None if isinstance(value, Amount) else None
