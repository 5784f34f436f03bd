"""Which calls a handler does not take, before they are read.

The order is that of what a refused sender has to learn first: that none is taken from
where it is, what cannot be a call at all, then that nobody knows who sends it, and only
whom we know that the handler is switched off.
"""

from dataclasses import replace

from ..engine.framing import body_refusal
from ..engine.outcomes import RETRY_AFTER_SWITCHED_OFF, Outcome
from ..engine.phrases import _lt
from .authenticating import Proof, proof_of


def admission_of(found, request, now):
    """Whether a call is processed, and what is known of who sends it.

    :param Found found: its handler
    :param IncomingRequest request: as it came, nothing masked
    :param float now: seconds since 1970, when it came
    :return: with ``refusal``, how it ends that must not be processed
    :rtype: Proof
    """
    refusal = _address_refusal(found.spec, request) or method_refusal(
        found.spec, request
    )
    if refusal:
        return Proof(refusal=refusal)
    if request.body_problem:
        # Who waits for a call has to learn why one that came was not taken.
        minds_body = found.active or found.listens
        most = found.spec.limits.max_bytes
        refusal = body_refusal(request.body_problem, most) if minds_body else _off()
        return Proof(refusal=refusal)
    proof = proof_of(found.spec, request, now)
    if proof.refusal or found.active:
        return proof
    return replace(proof, refusal=_off())


def _address_refusal(spec, request):
    if spec.takes_from(request.remote_addr):
        return None
    return Outcome(
        "address_refused",
        message=_lt("This webhook takes no calls from this address."),
        detail=_lt(
            "The call came from %(address)s, which is not among the allowed addresses.",
            address=request.remote_addr or "?",
        ),
    )


def _off():
    return Outcome(
        "switched_off",
        message=_lt("This webhook is switched off."),
        headers={"Retry-After": str(RETRY_AFTER_SWITCHED_OFF)},
    )


def method_refusal(spec, request):
    """How a call ends whose method is not the handler's, or None."""
    allowed = spec.method.upper()
    if request.method == allowed:
        return None
    return Outcome(
        "method_not_allowed",
        message=_lt("This webhook takes %(method)s calls.", method=allowed),
        headers={"Allow": allowed},
    )
