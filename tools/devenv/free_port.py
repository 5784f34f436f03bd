"""A port that nothing listens on."""

import socket


def find():
    """Such a port of this machine; another program may take it meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
