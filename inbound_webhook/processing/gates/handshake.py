"""A sender that asks something besides its calls is answered; nothing else is done."""

import logging
from dataclasses import replace

from ...engine.authentication import Secret, check_secret
from ...engine.authentication.refusals import misconfigured, secret_missing
from ...engine.errors import InvalidSetup, NotAuthentic
from ...engine.handshakes import HandshakeRefused, answered, applies, as_read
from ...engine.outcomes import Outcome, outcome_of
from ...engine.phrases import _lt
from ...log_masking import log_failure

_logger = logging.getLogger(__name__)


def answer_open_handshake(admission):
    """Stop a call that is a handshake, and that nothing has to prove."""
    return _answer(admission, needs_proof=False)


def answer_proven_handshake(admission):
    """Stop a call that is a handshake, and has proved who sends it."""
    return _answer(admission, needs_proof=True)


def _answer(admission, needs_proof):
    spec = admission.spec
    known = [one for one in spec.handshakes if one.needs_proof == needs_proof]
    if not known:
        return None
    call = as_read(admission.request, spec.limits)
    handshake = next((one for one in known if applies(one, call)), None)
    if not handshake:
        return None
    admission.kind = "handshake"
    try:
        admission.handshake = _answered(admission, handshake, call)
    except HandshakeRefused as error:
        return _refusal(error)
    except NotAuthentic as error:
        return outcome_of(error)
    except Exception as error:
        log_failure(_logger, "An inbound handshake cannot be answered", error)
        return outcome_of(misconfigured())
    return Outcome("handshake", own_reply=admission.handshake.reply)


def _with_allowed(result, spec):
    """An answer to OPTIONS says which methods are taken (RFC 9110, section 9.3.7)."""
    reply = result.reply
    headers = (*reply.headers, ("Allow", spec.allow))
    return replace(result, reply=replace(reply, headers=headers))


def _answered(admission, handshake, call):
    """:raise HandshakeRefused: it is not answered"""
    spec = admission.spec

    def key():
        if not spec.credentials:
            raise secret_missing()
        return spec.credentials.key(admission.now, admission.secret)

    result = answered(handshake, call, spec.handshake_token, key)
    if handshake.method == "OPTIONS":
        result = _with_allowed(result, spec)
    if result.secret and spec.credentials and spec.credentials.scheme:
        try:
            check_secret(spec.credentials.scheme, Secret(result.secret))
        except InvalidSetup as error:
            raise HandshakeRefused(error.code, error.phrase) from error
    return result


def _refusal(error):
    return Outcome(
        "handshake_refused",
        message=_lt("This webhook does not answer this handshake."),
        detail=error.phrase,
    )
