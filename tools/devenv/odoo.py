"""How Odoo is called here."""

import os
from dataclasses import dataclass
from pathlib import Path

from . import odoo_source, places, python_env

COMMAND = places.CLONE / "tools" / "odoo_command.py"


@dataclass(frozen=True)
class Odoo:
    """An Odoo with its source, its Python packages and the database server it uses."""

    root: Path
    python: Path
    server: dict

    @property
    def version(self):
        """The version as Odoo names it."""
        return odoo_source.release(self.root)["version"]

    @property
    def addons_path(self):
        """The folders of addons: Odoo's and this clone."""
        return f"{odoo_source.addons(self.root)},{places.CLONE}"

    @property
    def variables(self):
        """The environment of its processes, without what belongs to another Odoo."""
        kept = {
            name: value
            for name, value in os.environ.items()
            # Odoo reads its options from these as well.
            if not name.startswith("ODOO_") and name != "PGDATABASE"
        }
        # Compiled code makes the start quicker, and belongs in no one's folder.
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        kept["PYTHONPYCACHEPREFIX"] = str(places.cache() / "bytecode")
        kept["PYTHONPATH"] = str(self.root)
        # As an activated environment has it. Odoo reloads itself by the bare name of
        # its interpreter, which Python looks up there to find its packages again.
        kept["VIRTUAL_ENV"] = str(self.python.parents[1])
        kept["PATH"] = f"{self.python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        return kept | self.server

    def command(self, *arguments, subcommand="server"):
        """The command line of one of Odoo's commands."""
        return [self.python, COMMAND, subcommand, *self.options(), *arguments]

    def options(self):
        """The options that all calls share."""
        return [
            # Not the one in the person's home, which is for another Odoo.
            "--config=/dev/null",
            # Without the list, the manager of databases and its master password are
            # out of reach.
            "--no-database-list",
            f"--data-dir={data_folder()}",
            f"--addons-path={self.addons_path}",
        ]


def obtain():
    """Odoo's source and Python packages, fetched where they are not there."""
    return odoo_source.find(), python_env.python("odoo")


def data_folder():
    """Where Odoo keeps files and sessions."""
    return places.state() / "data"
