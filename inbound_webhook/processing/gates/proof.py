"""Whether a call is from who may call: asked of its bytes, before anything is read."""

import logging

from ...engine.authentication.refusals import misconfigured
from ...engine.errors import NotAuthentic
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
    except NotAuthentic as error:
        return credentials.refusal(error)
    except Exception as error:
        # Whatever fails here, nobody is let in by it.
        log_failure(_logger, "An inbound call cannot be authenticated", error)
        return credentials.refusal(misconfigured())
    admission.secret = secret
    admission.progress.guards = guards(credentials.scheme, verified)
    return None
