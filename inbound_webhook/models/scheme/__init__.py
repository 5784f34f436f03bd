"""How senders prove that a call is their own."""

from . import (
    scheme,
    signed,
    key,
    moment,
    coverage,
    part,
    rights,
    shipped,
)
