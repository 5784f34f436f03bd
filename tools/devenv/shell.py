"""Running other programs, their output in a log that a failure can name."""

import subprocess

from . import places
from .console import Stop


def quiet(command, *, failure, log_name, env=None, cwd=None):
    """Run a command with its output in a log file.

    :param failure: sentence for the person where the command fails
    :raise Stop: it failed; the message names the log
    """
    log = places.state() / f"{log_name}.log"
    with log.open("ab") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
        )
    if done.returncode:
        raise Stop(f"{failure} Details: {log}")


def output(command, **options):
    """What a command prints, or None where it fails or is not there."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **options,
        )
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
