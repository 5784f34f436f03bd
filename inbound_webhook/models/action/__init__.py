"""What the actions of rules keep."""

from . import (
    alert,
    assignment,
)
