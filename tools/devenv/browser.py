"""The browser that Odoo's tours run in."""

import shutil
import tempfile

from . import apt_install, shell
from .console import Stop

# The names by which Odoo looks for it.
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def need():
    """Have a browser that starts.

    :raise Stop: there is none
    """
    if not found() and apt_install.possible():
        apt_install.install("chromium")
    name = found()
    if not name:
        raise Stop("the tours need a browser: install Chromium or Google Chrome.")
    if not _starts(name):
        raise Stop(f"the browser {name} does not start, and the tours need it.")


def found():
    """The path of a browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def _starts(name):
    with tempfile.TemporaryDirectory() as profile:
        page = shell.output(
            # Without its sandbox, as Odoo starts it: root's browser has none.
            [name, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
            + [f"--user-data-dir={profile}", "about:blank"]
        )
    return "<html" in (page or "")
