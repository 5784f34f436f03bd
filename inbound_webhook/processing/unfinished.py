"""Calls that their own connection to the database does not end any more."""

import logging

from odoo import SUPERUSER_ID, api

from ..log_masking import log_failure, masked_statements
from .ending import end_unanswered

_logger = logging.getLogger(__name__)


def end_elsewhere(registry, progress, error):
    """End a call over another connection, since its own may be gone.

    What its own one did must be rolled back, or it still holds the row.

    :param Progress progress: how far it has come
    :param Exception error: why it was not ended
    :return: the reply; None where the database takes nothing any more
    """
    try:
        with masked_statements(), registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            return end_unanswered(env, progress, error)
    except Exception as other:
        log_failure(_logger, "An inbound call cannot be ended", other)
    return None
