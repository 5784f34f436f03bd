"""What a call must not leave behind: credentials, and the token of its own URL.

``names`` knows what credentials are called, ``values`` finds them inside texts,
``tokens`` finds the token of a handler in every spelling, ``places`` what stands where
a handler is told who calls, ``addresses`` the URLs of handlers in lines of a log.
``personal`` leaves all that came out of what some readers see.
"""

from .addresses import mask_addresses, mask_request_lines
from .mask import MASK
from .names import is_credential
from .personal import (
    names_of_pairs,
    without_values,
    without_values_in_phrase,
    without_values_in_trace,
)
from .places import mask_headers, mask_in_body, mask_query_field
from .tokens import mask_token, mask_token_in_body, mask_token_in_tree
from .values import leads_to, mask_query, mask_value, without_masked

__all__ = [
    "MASK",
    "is_credential",
    "leads_to",
    "mask_addresses",
    "mask_headers",
    "mask_in_body",
    "mask_query",
    "mask_query_field",
    "mask_request_lines",
    "mask_token",
    "mask_token_in_body",
    "mask_token_in_tree",
    "mask_value",
    "names_of_pairs",
    "without_masked",
    "without_values",
    "without_values_in_phrase",
    "without_values_in_trace",
]
