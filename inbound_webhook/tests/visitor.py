"""A visitor with a real browser, on a page of another website."""

import os
import signal
import subprocess
import tempfile
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests.common import _find_executable

_THANKS = "<!DOCTYPE html><title>Shop</title><p>You are back in the shop.</p>"
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
    """Another website, on a port of its own: its address.

    It has the page, and one below ``/thanks``. Who opens that one sets the event that
    is yielded beside the address.

    :param str page: HTML
    """

    thanked = threading.Event()

    class _Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            shown = {"/": page, "/thanks": _THANKS}.get(self.path)
            self.send_response(200 if shown else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((shown or "").encode())
            if self.path == "/thanks":
                thanked.set()

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", thanked
        finally:
            server.shutdown()
            thread.join()


def open_page(url):
    """Open a page in Chromium, and have its scripts run.

    :return: what is on the screen in the end, as HTML
    """
    with _browser(url) as browser:
        return browser.communicate(timeout=120)[0].decode()


def open_until(url, event):
    """Open a page in Chromium until something happens.

    Where a form is answered with another address, Chromium waits for ever for what is
    on the screen in the end.

    :return: whether it happened
    """
    with _browser(url):
        return event.wait(60)


@contextmanager
def _browser(url):
    command = ["sh", "-c", _START, _find_executable(), *_OPTIONS]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        subprocess.Popen(
            [*command, f"--user-data-dir={profile}", url],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as browser,
    ):
        try:
            yield browser
        finally:
            # With all that it has started.
            with suppress(ProcessLookupError):
                os.killpg(browser.pid, signal.SIGKILL)
