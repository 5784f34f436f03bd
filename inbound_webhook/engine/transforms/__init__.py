"""What can be done to a value on its way into a field, without code.

Texts are changed, and the texts of a list; other values pass as they are. Each
transform is one object, in the file that says what it is about. Other addons add
transforms with :func:`register_transform`.
"""

from .registry import (
    TRANSFORMS,
    Transform,
    apply_transform,
    check_transform,
    makes_another_number,
    of_texts,
    register_transform,
)

# In the order in which people choose.
from . import blanks
from . import letters
from . import person_names
from . import html
from . import digits
from . import currency
from . import affixes
from . import lists
from . import value_table
from . import stand_in

__all__ = [
    "TRANSFORMS",
    "Transform",
    "apply_transform",
    "check_transform",
    "makes_another_number",
    "of_texts",
    "register_transform",
]
