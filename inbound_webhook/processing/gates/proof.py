"""Whether a call is from who may call: asked of its bytes, before anything is read."""

import logging

from ...engine.authentication.refusals import misconfigured, signed_for_anybody
from ...engine.errors import NotAuthentic
from ...engine.handshakes import hashes_challenges, is_challenge
from ...engine.replay_guard import guards
from ...log_masking import log_failure
from ..named_certificates import fetched

_logger = logging.getLogger(__name__)


def check_proof(admission):
    """Stop a call that does not prove itself; note by which secret one does."""
    spec = admission.spec
    credentials = admission.found.credentials
    if not credentials:
        return None
    request, now = admission.request, admission.now
    try:
        credentials = fetched(admission.env, credentials, request, now, spec.limits)
        secret, verified = credentials.verify(request, now, spec.limits)
        _check_message(admission, credentials, verified)
    except NotAuthentic as error:
        return credentials.refusal(error)
    except Exception as error:
        # Whatever fails here, nobody is let in by it.
        log_failure(_logger, "An inbound call cannot be authenticated", error)
        return credentials.refusal(misconfigured())
    admission.secret = secret
    admission.progress.guards = guards(credentials.scheme, verified)
    return None


def _check_message(admission, credentials, verified):
    """Refuse a call that is signed as a handshake of its handler signs for anybody.

    Whoever knows the URL gets the hash of a challenge, and could send that challenge as
    the body of a call, with what he wants to say in the query.

    :raise NotAuthentic: it is
    """
    spec = admission.spec
    is_open = any(
        hashes_challenges(handshake) and not handshake.needs_proof
        for handshake in spec.handshakes
    )
    if not is_open:
        return
    messages = credentials.messages(admission.request, verified.secret, spec.limits)
    if any(map(is_challenge, messages)):
        raise signed_for_anybody(credentials.scheme.place)
