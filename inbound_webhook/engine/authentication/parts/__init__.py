"""What signed bytes are made of: each part is one object, found by its name.

Other addons add kinds of parts with :func:`register_part`.
"""

from .registry import PART_KINDS, PartKind, check_part, find_part, register_part

# In the order in which people choose.
from . import of_the_body
from . import of_the_scheme
from . import of_the_headers
from . import of_the_request

__all__ = ["PART_KINDS", "PartKind", "check_part", "find_part", "register_part"]
