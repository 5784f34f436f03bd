"""A visitor with a real browser, on a page of another website."""

import subprocess
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests.common import _find_executable

#: Odoo's limit of memory is too little for a browser.
_START = 'ulimit -Sv unlimited; exec "$0" "$@"'
_OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
    # A script waits without anybody waiting for it.
    *("--virtual-time-budget=20000", "--dump-dom"),
)


@contextmanager
def website(page):
    """Another website with one page, on a port of its own: its address.

    :param str page: HTML
    """

    class _Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            is_page = self.path.partition("?")[0] == "/"
            self.send_response(200 if is_page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if is_page else b"")

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def open_page(url):
    """Open a page in Chromium, and have its scripts run.

    :return: what is on the screen in the end, as HTML
    """
    command = ["sh", "-c", _START, _find_executable(), *_OPTIONS]
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [*command, f"--user-data-dir={profile}", url],
            capture_output=True,
            timeout=120,
            check=True,
        )
    return done.stdout.decode()
