"""How senders prove that a call is their own."""

from . import (
    scheme,
    part,
    rights,
    shipped,
)
