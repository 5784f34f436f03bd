"""A handler that is switched off takes no calls, and has them sent again."""

from ...engine.outcomes import RETRY_AFTER_SWITCHED_OFF, Outcome
from ...engine.phrases import _lt


def check_switch(admission):
    """Stop a call to a handler that is switched off."""
    return None if admission.found.active else switched_off()


def switched_off():
    """How a call ends that comes while its handler is switched off."""
    return Outcome(
        "switched_off",
        message=_lt("This webhook is switched off."),
        headers={"Retry-After": str(RETRY_AFTER_SWITCHED_OFF)},
    )
