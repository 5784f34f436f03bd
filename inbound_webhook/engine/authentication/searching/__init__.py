"""Finds the scheme of a call, given the secret; and says why one does not fit."""

from .finding import Proposal, find_schemes
from .mismatch import explain_mismatch

__all__ = ["Proposal", "explain_mismatch", "find_schemes"]
