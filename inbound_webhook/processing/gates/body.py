"""A call whose body did not come, or is too large, is not taken."""

from ...engine.framing import body_refusal
from .switch import switched_off


def check_body(admission):
    """Stop a call that has no body to read, though it should have one."""
    problem, found = admission.request.body_problem, admission.found
    if not problem:
        return None
    # Who waits for a call has to learn why one that came was not taken. One that would
    # be kept or dropped is told what it would be told at any time.
    is_taken = found.active or found.spec.when_off != "refuse"
    if is_taken or found.listens:
        return body_refusal(problem, found.spec.limits.max_bytes)
    return switched_off()
