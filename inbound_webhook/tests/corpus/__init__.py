"""Leads as people send them by forms of five countries, and what each of them means.

A generator, for tests: a seed makes the same payloads each time. It begins with what is
true (a day, an amount, a number as it is dialled) and writes that as people there do,
with the rubbish that forms bring along. So what is expected never comes from what reads
it. Nothing here imports the addon.
"""

from .countries import COUNTRIES
from .payloads import LAYOUTS, Payload, payloads
from .places import NAMES, path_of
from .writing import Written

__all__ = [
    "COUNTRIES",
    "LAYOUTS",
    "NAMES",
    "Payload",
    "Written",
    "path_of",
    "payloads",
]
