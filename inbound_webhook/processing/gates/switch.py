"""A handler that is switched off: its calls are sent again, kept, or dropped."""

from ...engine.outcomes import RETRY_AFTER_SWITCHED_OFF, Outcome
from ...engine.phrases import _lt


def check_switch(admission):
    """Stop a call to a handler that is switched off, unless that keeps it."""
    found = admission.found
    if found.active:
        return None
    if found.spec.when_off == "drop":
        return _dropped(found.spec)
    if not found.keeps:
        return switched_off()
    calls = admission.env["inbound.webhook.call"]
    most = found.spec.max_waiting
    return (
        switched_off(_full(most)) if calls._are_waiting(found.spec.id, most) else None
    )


def switched_off(detail=None):
    """How a call ends that comes while its handler is switched off.

    :param detail: what only the call log says about it
    """
    return Outcome(
        "switched_off",
        message=_lt("This webhook is switched off."),
        detail=detail,
        headers={"Retry-After": str(RETRY_AFTER_SWITCHED_OFF)},
    )


def _dropped(spec):
    """How a call ends that is dropped: as others that the handler does not want, unless
    it answers these with something else than a success."""
    ignored = spec.answers.get("ignored")
    is_taken = 200 <= getattr(ignored, "status", 200) < 300
    return Outcome("dropped", told_as="ignored" if is_taken else None)


def _full(most):
    return _lt(
        "This webhook is switched off, and %(most)s calls wait until it is on again: "
        "the most that it keeps.",
        most=most,
    )
