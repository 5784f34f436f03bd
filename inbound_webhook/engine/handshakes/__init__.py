"""Handshakes: what a sender asks before, or beside, its calls, and how it is answered.

A sender wants to know that its URL leads where it should: it sends a challenge, and
wants it back, as it is or hashed; or it tells its secret, once. Nothing of that is a
call: it makes no record, and is answered while the handler is switched off.

Each is data, as schemes are; there is no code for a sender.

    handshake   what one says
    reading     when a call is one, and what of it the log leaves out
    answering   what it is answered, kept, shown and asked for
    templates   the values that an answer holds
    data        as JSON, and back
    checking    whether one can work at all
"""

from .answering import Answered, answered, is_challenge
from .checking import (
    answers_every_call,
    check_handshake,
    check_with_scheme,
    hashes_challenges,
)
from .data import from_data, to_data
from .handshake import Condition, Handshake, HandshakeRefused
from .reading import applies, as_read, without_secrets

__all__ = [
    "Answered",
    "Condition",
    "Handshake",
    "HandshakeRefused",
    "answered",
    "answers_every_call",
    "applies",
    "as_read",
    "check_handshake",
    "check_with_scheme",
    "from_data",
    "hashes_challenges",
    "is_challenge",
    "to_data",
    "without_secrets",
]
