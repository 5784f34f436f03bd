"""Running other programs, their output in a log that a failure can name."""

import contextlib
import os
import signal
import subprocess

from . import places
from .console import Stop

STOPS_WITHIN = 15  # seconds


def quiet(command, *, failure, log_name, **options):
    """Run a command with its output in a log file.

    :param failure: sentence for the person where the command fails
    :param options: further options of ``subprocess.run``
    :raise Stop: it failed; the message names the log
    """
    with log(log_name).open("ab") as output:
        done = subprocess.run(
            _text(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **options,
        )
    if done.returncode:
        stop(failure, log_name)


def stop(failure, log_name):
    """End with a sentence that names the log."""
    raise Stop(f"{failure} Details: {log(log_name)}")


def log(name):
    """The log file of this name."""
    return places.state() / f"{name}.log"


def output(command, **options):
    """What a command prints, or None where it fails or is not there."""
    try:
        done = subprocess.run(
            _text(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **options,
        )
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


def interactive(command, **options):
    """Hand the terminal to a command until it ends; Ctrl-C is the command's.

    :return: exit status
    """
    with subprocess.Popen(_text(command), **options) as process:
        # Set after the start, as a program started with it ignored cannot use it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return process.wait()


@contextlib.contextmanager
def session(command, **options):
    """Run a command in a session of its own, out of the reach of Ctrl-C.

    At the end it is stopped in good order, and whatever it started with it.

    :return: the process
    """
    process = subprocess.Popen(
        _text(command), stdin=subprocess.DEVNULL, start_new_session=True, **options
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOPS_WITHIN)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _text(command):
    return [str(part) for part in command]
