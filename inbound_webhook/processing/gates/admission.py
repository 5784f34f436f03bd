"""A call at the gates."""

from dataclasses import dataclass
from typing import Any

from ...engine.handshakes import Answered
from ...engine.outcomes import Outcome
from ...engine.request import IncomingRequest
from ..progress import Progress


@dataclass
class Admission:
    """What is found out about a call before it is read.

    :param env: as superuser, for what is ours
    :param Found found: its handler
    :param request: as it came, nothing masked
    :param progress: how far it has come, also where it begins again
    :param secret: by which secret it proved itself, None where none was asked for
    :param kind: of its row: ``call`` or ``handshake``
    :param handshake: what becomes of a handshake, None where it is none that is
        answered
    :param refusal: how it ends that is not to be processed, None where it is
    """

    env: Any
    found: Any
    request: IncomingRequest
    progress: Progress
    secret: str | None = None
    kind: str = "call"
    handshake: Answered | None = None
    refusal: Outcome | None = None

    @property
    def now(self):
        """Seconds since 1970, when it came."""
        return self.progress.arrived

    @property
    def spec(self):
        """What its handler does with calls."""
        return self.found.spec
