"""The load: wrk, a process of its own that costs next to nothing."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

#: Calls under way at a time: one for each worker. With more, a connection that waits
#: for its turn would hold a worker up at the end of a round.
AT_ONCE = 2
_SCRIPT = Path(__file__).with_name("send.lua")
_GIVES_UP_AFTER = 120  # seconds
_MARK = "SENT "


@dataclass(frozen=True)
class Sent:
    """What came of the calls of a round.

    :param seconds: from the first request to the last answer
    :param statuses: how many answers had each HTTP status
    """

    seconds: float
    statuses: dict[int, int]


class Load:
    """Sends calls to a server on this machine.

    :param program: path of wrk
    :param port: of the server
    """

    def __init__(self, program, port):
        self._program, self._port = program, port

    def send(self, path, bodies):
        """Send each body once, as JSON.

        :raise RuntimeError: not every call was answered
        """
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(f"{json.dumps(body)}\n" for body in bodies)
            file.flush()
            output = self._run(path, file.name)
        line = next(
            (line for line in output.splitlines() if line.startswith(_MARK)), None
        )
        if line is None:
            raise RuntimeError(f"Not all calls to {path} were answered:\n{output}")
        found = json.loads(line.removeprefix(_MARK))
        statuses = {int(status): count for status, count in found["statuses"].items()}
        return Sent(found["seconds"], statuses)

    def _run(self, path, file):
        command = [
            *(self._program, "--threads=1", f"--connections={AT_ONCE}"),
            *(f"--duration={_GIVES_UP_AFTER}s", f"--timeout={_GIVES_UP_AFTER}s"),
            *(f"--script={_SCRIPT}", f"http://127.0.0.1:{self._port}{path}"),
            *("--", file),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd="/"
        )
        return done.stdout
