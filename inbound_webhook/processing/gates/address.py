"""Calls may come from the allowed addresses alone."""

from ...engine.outcomes import Outcome
from ...engine.phrases import _lt


def check_address(admission):
    """Stop a call that comes from elsewhere."""
    address = admission.request.remote_addr
    if admission.spec.takes_from(address):
        return None
    return Outcome(
        "address_refused",
        message=_lt("This webhook takes no calls from this address."),
        detail=_lt(
            "The call came from %(address)s, which is not among the allowed addresses.",
            address=address or "?",
        ),
    )
