"""What senders ask besides their calls, and what they hand over."""

from . import (
    handshake,
    condition,
    rights,
    shipped,
    offer,
)
