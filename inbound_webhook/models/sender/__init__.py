"""Systems that send calls, as the gallery shows them."""

from . import (
    sender,
    rights,
    part,
    condition,
    line,
)
