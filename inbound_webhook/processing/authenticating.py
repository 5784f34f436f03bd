"""Whether a call is from who may call: asked of its bytes, before anything is read."""

import logging
from dataclasses import dataclass

from ..engine.authentication.refusals import misconfigured
from ..engine.errors import NotAuthentic
from ..engine.outcomes import Outcome
from ..log_masking import log_failure

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Proof:
    """What a call has proved.

    :param secret: by which secret it proved itself, None where none was asked for
    :param refusal: how it ends that did not, None where it did
    """

    secret: str | None = None
    refusal: Outcome | None = None


def proof_of(spec, request, now):
    """What a call proves.

    :param HandlerSpec spec: its handler
    :param IncomingRequest request: as it came, nothing masked
    :param float now: seconds since 1970, when it came
    :rtype: Proof
    """
    credentials = spec.credentials
    if not credentials:
        return Proof()
    try:
        return Proof(secret=credentials.check(request, now, spec.limits))
    except NotAuthentic as error:
        return Proof(refusal=credentials.refusal(error))
    except Exception as error:
        # Whatever fails here, nobody is let in by it.
        log_failure(_logger, "An inbound call cannot be authenticated", error)
        return Proof(refusal=credentials.refusal(misconfigured()))
