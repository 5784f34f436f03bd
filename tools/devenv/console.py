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
    """A bar for a download; plain percentages where the output is no terminal.

    :param what: what is being downloaded
    :param total: how much is expected, in the unit of ``update``
    """

    _WIDTH = 30

    def __init__(self, what, total=100):
        self._what, self._total = what, max(total, 1)
        self._last, self._tty = -1, sys.stdout.isatty()
        self._next = 0.0

    def done(self):
        """Show that all is there."""
        self.update(self._total)

    def update(self, done):
        """Show that so much is there."""
        percent = min(100, int(done * 100 // self._total))
        if percent == self._last or (percent < 100 and time.monotonic() < self._next):
            return
        self._last = percent
        self._next = time.monotonic() + (0.1 if self._tty else 3)
        if self._tty:
            bar = "#" * (percent * self._WIDTH // 100)
            end = "\n" if percent == 100 else ""
            print(f"\r    {self._what} [{bar:<{self._WIDTH}}] {percent:3}%", end=end)
            sys.stdout.flush()
        else:
            detail(f"{self._what}: {percent}%")


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
