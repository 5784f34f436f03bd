"""What was changed in the set-up of webhooks, by whom and when."""

from . import (
    change,
    audited,
)
