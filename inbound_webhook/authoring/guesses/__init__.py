"""From what a call brings to the fields of a record that it could fill."""

from .fields import guess_fields, type_for_field
from .guess import Guess, Guesses, TargetField
from .meaning import is_message

__all__ = [
    "Guess",
    "Guesses",
    "TargetField",
    "guess_fields",
    "is_message",
    "type_for_field",
]
