"""A handler takes so many calls a minute: of one address, and of all together.

That of an address is looked at before anybody has proved anything, so that nobody can
try secrets without end; that of the handler afterwards, so that strangers cannot use up
what its sender may send.
"""

from ...engine.outcomes import Outcome
from ...engine.phrases import _lt
from ...engine.rates import counted_address


def check_rate_of_address(admission):
    """Stop a call of an address that has sent too many."""
    limit = admission.spec.rates.of_address
    if not limit:
        return None
    address = counted_address(admission.request.remote_addr)
    wait = _wait(admission, address, limit)
    if not wait:
        return None
    detail = _lt(
        "%(address)s sent more than %(limit)s calls in a minute, the limit of one "
        "address.",
        address=address or "?",
        limit=limit,
    )
    return _refusal("address_limited", wait, detail)


def check_rate_of_handler(admission):
    """Stop a call where its handler has had too many."""
    limit = admission.spec.rates.of_handler
    wait = _wait(admission, "", limit) if limit else 0
    if not wait:
        return None
    detail = _lt(
        "More than %(limit)s calls came in a minute, the limit of this webhook.",
        limit=limit,
    )
    return _refusal("rate_limited", wait, detail)


def _wait(admission, address, limit):
    """Seconds that a call is too early, 0 for none."""
    # One that begins again is counted already.
    counted = admission.progress.counted
    if address not in counted:
        rates = admission.env["inbound.webhook.rate"]
        counted[address] = rates._count(admission.spec.id, address, limit)
    return counted[address]


def _refusal(reason, wait, detail):
    return Outcome(
        reason,
        message=_lt(
            "Too many calls. Send it again in %(seconds)s seconds.", seconds=wait
        ),
        detail=detail,
        headers={"Retry-After": str(wait)},
    )
