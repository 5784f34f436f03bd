"""Work for one handler or call after the other, where no failure may stop the next."""

import contextlib

from ..log_masking import log_failure, masked_statements


@contextlib.contextmanager
def guarded(cr, logger, what):
    """Undo and log what fails while this is open, and go on after it.

    :param str what: what is done, and for whom
    """
    try:
        with masked_statements(), cr.savepoint():
            yield
    except Exception as error:
        log_failure(logger, f"{what} failed", error)
