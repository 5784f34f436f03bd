"""The kinds of schemes: each is one file, with ``verify`` and ``sign`` side by side.

Other addons add kinds with :func:`register_scheme_kind`.
"""

from .registry import (
    SCHEME_KINDS,
    SchemeKind,
    find_scheme_kind,
    register_scheme_kind,
)

# In the order in which people choose.
from . import none
from . import basic
from . import token
from . import signature
from . import public_key
from . import jwt
from . import http_message
from . import client_certificate

__all__ = [
    "SCHEME_KINDS",
    "SchemeKind",
    "find_scheme_kind",
    "register_scheme_kind",
]
