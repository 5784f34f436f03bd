"""A handler's setup as plain values: all that the engine needs to know of it.

It is made once from the handler's records and kept until one of them changes.
"""

from dataclasses import dataclass, field

from .body import Limits
from .conditions import Condition
from .parameters import ParameterSpec


@dataclass(frozen=True)
class ResponseSpec:
    """The configured answer for one outcome.

    :param status_code: HTTP status, 0 for the outcome's own
    :param headers: (name, value template) pairs
    :param body: template; empty for the default answer
    """

    status_code: int
    content_type: str
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True)
class HandlerSetup:
    """What a handler does with a call.

    :param method: ``GET`` or ``POST``
    :param body_type: ``json`` or ``form``
    :param protection_seconds: length of the protection period, 0 for none
    :param duplicate_mode: one of :data:`.duplicates.MODES`
    :param duplicate_keys: names of the parameters that make two calls the same
    """

    method: str
    body_type: str
    active: bool
    limits: Limits
    parameters: tuple[ParameterSpec, ...] = ()
    conditions: tuple[Condition, ...] = ()
    responses: dict[str, ResponseSpec] = field(default_factory=dict)
    protection_seconds: int = 0
    duplicate_mode: str = "payload"
    duplicate_header: str = ""
    duplicate_keys: frozenset[str] = frozenset()
