"""Where the values of people are kept, and how they are found and erased."""

from . import (
    personal,
    call,
    beside_calls,
)
