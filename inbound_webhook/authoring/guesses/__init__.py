"""From what a call brings to the fields of a record that it could fill."""

from .fields import Guess, Guesses, TargetField, guess_fields, type_for_field

__all__ = ["Guess", "Guesses", "TargetField", "guess_fields", "type_for_field"]
