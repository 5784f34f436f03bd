"""The lines of a trace in words, in the language of whoever reads them.

Each subject is a file, which says of each code of its lines what puts them into words:
``arrival``, ``bodies``, ``conditions``, ``handshakes``, ``log``, ``order``, ``queue``,
``records``, ``repeats``, ``rules`` and ``values``. ``sentences`` knows them all, and
``explanation`` makes of that what a person sees.
"""

from .ends import why_ended
from .explanation import as_text, explained

__all__ = ["as_text", "explained", "why_ended"]
