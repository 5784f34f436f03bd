"""Odoo's source code: the person's own, Debian's package, or Odoo's repository."""

import os
import runpy
import shutil
import subprocess
from pathlib import Path

from . import atomic, debian, places
from .console import Stop, step

SERIES = "19.0"
REPOSITORY = "https://github.com/odoo/odoo"
# Scripts and fonts that Debian's package of Odoo links to.
PACKAGES = (
    "odoo-19",
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)


def find():
    """The folder that holds the Python package ``odoo``."""
    given = os.environ.get("ODOO_SOURCE")
    if given:
        return _given(Path(given).expanduser().resolve())
    return _root(atomic.folder(f"odoo-{SERIES}", _obtain))


def addons(root):
    """The folder of the addons, inside of the package or beside it."""
    # Debian has both, and only what is inside is whole.
    inside = root / "odoo" / "addons"
    return inside if (inside / "crm").is_dir() else root / "addons"


def release(root):
    """What Odoo says about its version."""
    return runpy.run_path(str(root / "odoo" / "release.py"))


def _given(folder):
    root = _root(folder)
    if root is None:
        raise Stop(f"ODOO_SOURCE={folder} holds no Odoo (no odoo/release.py).")
    if not (addons(root) / "crm").is_dir():
        raise Stop(f"ODOO_SOURCE={folder} holds Odoo without its addons (no crm).")
    series = release(root)["series"]
    if series != SERIES:
        raise Stop(f"ODOO_SOURCE={folder} is Odoo {series}, not {SERIES}.")
    return root


def _root(folder):
    for root in (folder, folder / "usr/lib/python3/dist-packages"):
        if (root / "odoo" / "release.py").is_file():
            return root
    return None


def _obtain(folder):
    places.need_space(places.cache(), 3)
    if debian.unpack(PACKAGES, folder):
        _complete(_root(folder))
    else:
        _clone(folder)


def _complete(root):
    # Debian leaves it out, as it comes without source; it blurs backgrounds in video
    # calls. The browser's complaint about its absence would fail every tour.
    script = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    missing = addons(root) / script
    missing.parent.mkdir(parents=True, exist_ok=True)
    missing.touch()


def _clone(folder):
    sentence = (
        "Odoo cannot be obtained: is there a network? "
        "Or name a folder that holds it: ODOO_SOURCE=/path/to/odoo"
    )
    if not shutil.which("git"):
        raise Stop(f"{sentence} (git, which could fetch it, is not installed).")
    step(f"Odoo {SERIES} from {REPOSITORY}")
    command = ["git", "clone", "--depth", "1", "--branch", SERIES]
    if subprocess.run([*command, REPOSITORY, str(folder)]).returncode:
        raise Stop(f"{sentence}.")
