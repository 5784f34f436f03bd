"""Helps to set up and to look: what no call needs. Plain Python."""
