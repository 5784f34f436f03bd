"""A visitor with a real browser, on a page of another website."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
import websocket

from odoo.tests.common import _find_executable

_THANKS = "<!DOCTYPE html><title>Shop</title><p>You are back in the shop.</p>"
#: Odoo's limit of memory is too little for a browser.
_START = 'ulimit -Sv unlimited; exec "$0" "$@"'
_OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
    "--remote-debugging-port=0",
)
_WAITS = 60  # seconds
_PAUSE = 0.1


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


def open_page(url, text):
    """Open a page in Chromium, and have its scripts run until a text is on the screen.

    :return: what is on the screen then, as HTML; where the text does not come, what is
        there after a minute
    """
    with _browser(url) as profile, closing(_page(profile)) as page:
        return _waited_for(lambda: _html(page), lambda html: text in html)


def open_until(url, event):
    """Open a page in Chromium until something happens.

    :return: whether it happened
    """
    with _browser(url):
        return event.wait(_WAITS)


@contextmanager
def _browser(url):
    """One that shows a page: the folder of its profile."""
    command = ["sh", "-c", _START, _find_executable(), *_OPTIONS]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        subprocess.Popen(
            [*command, f"--user-data-dir={profile}", url],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as browser,
    ):
        try:
            yield Path(profile)
        finally:
            # With all that it has started.
            with suppress(ProcessLookupError):
                os.killpg(browser.pid, signal.SIGKILL)


def _page(profile):
    """The connection to the page that a browser shows (Chrome DevTools Protocol)."""
    address = _waited_for(lambda: _address(profile), bool)
    return websocket.create_connection(address, timeout=_WAITS, suppress_origin=True)


def _address(profile):
    """Where that page is to be had, as soon as it is there."""
    with suppress(FileNotFoundError):
        port = (profile / "DevToolsActivePort").read_text().partition("\n")[0]
        targets = requests.get(f"http://127.0.0.1:{port}/json/list", timeout=_WAITS)
        for target in targets.json():
            if target["type"] == "page":
                return target["webSocketDebuggerUrl"]


def _html(page):
    """What is on the screen now; nothing between two pages."""
    asked = {"expression": "document.documentElement.outerHTML"}
    page.send(json.dumps({"id": 1, "method": "Runtime.evaluate", "params": asked}))
    answer = json.loads(page.recv())
    return answer.get("result", {}).get("result", {}).get("value", "")


def _waited_for(look, is_it):
    """What is seen as soon as it is the right thing, or when it takes too long."""
    until = time.monotonic() + _WAITS
    while not is_it(seen := look()) and time.monotonic() < until:
        time.sleep(_PAUSE)
    return seen
