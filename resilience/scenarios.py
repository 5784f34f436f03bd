"""All of it, one scenario after the other."""

from . import captures, immediate_crash, queue_crash, queue_order, twins
from .server import Server
from .site import Site

__all__ = ["Server", "Site", "run"]


def run(site, rounds):
    """Run every scenario, whatever another finds.

    :param rounds: how often the twins are sent
    :return: whether everything came out as it has to
    """
    return all(
        [
            twins.run(site, rounds),
            captures.run(site),
            queue_order.run(site),
            queue_crash.run(site),
            immediate_crash.run(site),
        ]
    )
