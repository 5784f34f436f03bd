"""What the person at the terminal sees: steps, progress, one sentence at the end."""

import contextlib
import errno
import signal
import sys
import time

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(Exception):
    """Something is missing. The message is one clear sentence for a person."""


def step(text):
    """Say what is being done now."""
    print(f"==> {text}", flush=True)


def detail(text):
    """Say something about the step under way."""
    print(f"    {text}", flush=True)


class Progress:
    """How much of a download is there, said every few seconds.

    :param what: what is being downloaded
    :param total: how much is expected, in the unit of ``update``
    """

    _PAUSE = 3  # seconds

    def __init__(self, what, total):
        self._what, self._total = what, max(total, 1)
        self._next = time.monotonic() + self._PAUSE

    def update(self, done):
        """Note that so much is there."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self._PAUSE
            detail(f"{self._what}: {min(100, int(done * 100 // self._total))}%")


@contextlib.contextmanager
def plain_endings():
    """Turn the known ways to fail into one sentence and exit status 1.

    SIGTERM and SIGHUP end a command as Ctrl-C does, so that what it started stops.
    """
    for number in _ENDINGS:
        signal.signal(number, _interrupt)
    try:
        yield
    except Stop as stop:
        sys.exit(f"\nStopped: {stop}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. Start the command again to go on.")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit(f"\nStopped: the disk is full ({error.filename or 'while writing'}).")


def _interrupt(_number, _frame):
    # Once is enough: a second one would cut short the stopping of what was started.
    for number in _ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
