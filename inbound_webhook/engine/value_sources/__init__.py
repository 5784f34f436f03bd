"""What a mapping takes the value of its field from. Each source is one object.

Other addons add sources with :func:`register_value_source`.
"""

from .registry import (
    VALUE_SOURCES,
    ValueSource,
    find_value_source,
    register_value_source,
)

# In the order in which people choose.
from . import parameter
from . import constant

__all__ = [
    "VALUE_SOURCES",
    "ValueSource",
    "find_value_source",
    "register_value_source",
]
