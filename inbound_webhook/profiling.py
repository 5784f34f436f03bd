"""Keeps calls out of Odoo's profiler.

It runs where a person's browser asks for a URL, such as the one of a look-up, and
what it stores is named after the address and holds each statement with its values.
Odoo decides that before it looks for an endpoint, so there is no method to extend.
"""

import contextlib

from odoo.http import Request

from .engine.masking import mask_addresses


def install():
    """Leave out the addresses of handlers; once is enough."""
    profiler_of = Request._get_profiler_context_manager

    def profiler_unless_inbound(request):
        path = request.httprequest.path
        if mask_addresses(path) != path:
            return contextlib.nullcontext()
        return profiler_of(request)

    Request._get_profiler_context_manager = profiler_unless_inbound
