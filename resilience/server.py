"""An Odoo, with worker processes or threads, which can be killed and started again."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time

STARTS_WITHIN = 120  # seconds
# Odoo's own queue of connections holds 8 for each worker. Where more come at once, the
# kernel drops what they send and the workers, which wait 2 seconds for a request, hang
# up. A proxy or systemd gives them a longer one, as is done here.
BACKLOG = 256
# How systemd hands a socket over: as file 3, with the id of the process it is for.
_WITH_SOCKET = 'exec 3<&"$1"; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'


#: How the server runs, and the options for that: each with two crons.
MODES = {
    "workers": ["--workers=2", "--max-cron-threads=2"],
    "threads": ["--workers=0", "--max-cron-threads=2"],
}


class Server:
    """Odoo as it runs in production, or as it does on a small machine.

    :param command: the command line of Odoo's server for its database
    :param variables: its environment
    :param log: path of the file for what it logs
    :param mode: key of :data:`MODES`
    :param options: more of Odoo's options
    """

    def __init__(self, command, variables, log, mode, options=()):
        self.mode = mode
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        # Of two workers that see a connection, one must not wait for the next.
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        file = self._socket.fileno()
        self._command = [
            *("sh", "-c", _WITH_SOCKET, "sh", str(file), *map(str, command)),
            *(f"--http-port={self.port}", f"--gevent-port={_free_port()}"),
            *("--http-interface=127.0.0.1", *MODES[mode], *options),
        ]
        self._variables, self._log = variables, log
        self._process = None

    @contextlib.contextmanager
    def running(self):
        """Keep it up; what is left of it afterwards is killed."""
        self.start()
        try:
            yield self
        finally:
            self.kill()

    def start(self):
        """Start it and wait until it answers.

        :raise RuntimeError: it does not
        """
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[self._socket.fileno()],
                start_new_session=True,  # one group, to be killed as a whole
            )
        until = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Odoo does not answer; its log is {self._log}")
            time.sleep(0.1)

    def kill(self):
        """Kill all its processes at once, as the kernel does when memory runs out."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def log_size(self):
        """How many bytes its log has by now."""
        return self._log.stat().st_size

    def log_since(self, size):
        """What it logged since its log had so many bytes."""
        with self._log.open("rb") as log:
            log.seek(size)
            return log.read().decode(errors="replace")

    def processes(self):
        """The ids of its processes."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--sid", str(self._process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return [int(process) for process in found.stdout.split()]

    def _answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/web/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
