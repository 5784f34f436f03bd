"""What a call passes before it is read: one gate after the other, until one stops it.

The order is that of what a stopped sender has to learn first: that none is taken from
where it is, what cannot be a call at all, then that nobody knows who sends it, and only
whom we know that the handler is switched off. A handshake is answered before that: a
sender wants it answered while its webhook is set up. One that needs no proof comes
before the method, since most have another one than calls.

A gate takes the ``Admission`` and returns the ``Outcome`` that the call ends with, or
None where it may go on.
"""

from .address import check_address
from .admission import Admission
from .body import check_body
from .handshake import answer_open_handshake, answer_proven_handshake
from .method import check_method
from .origin import check_origin
from .proof import check_proof
from .rate import check_rate_of_address, check_rate_of_handler
from .switch import check_switch

GATES = (
    check_address,
    check_origin,
    answer_open_handshake,
    check_method,
    check_rate_of_address,
    check_body,
    check_proof,
    answer_proven_handshake,
    check_rate_of_handler,
    check_switch,
)


def admission_of(env, found, request, progress):
    """Whether a call is processed, and what is known of who sends it.

    :param env: as superuser, for what is ours
    :param Found found: its handler
    :param IncomingRequest request: as it came, nothing masked
    :param Progress progress: how far it has come, also where it begins again
    :return: with ``refusal``, how it ends that must not be processed
    :rtype: Admission
    """
    admission = Admission(env, found, request, progress)
    stops = (gate(admission) for gate in GATES)
    admission.refusal = next(filter(None, stops), None)
    return admission
