"""Databases together with the files that Odoo keeps for each."""

import re
import shutil
import subprocess

from . import odoo, places, postgres_programs, shell
from .console import Stop


def named(purpose):
    """The name of this clone's database for a purpose.

    Another clone may use the same server.
    """
    return f"{places.PROJECT}_{places.clone_id()}_{purpose}"


class Databases:
    """The databases of one server.

    :param variables: environment by which PostgreSQL's clients find the server
    """

    def __init__(self, variables):
        self._variables = variables
        self._psql = postgres_programs.folder("psql") / "psql"

    def names(self):
        """The names of all databases of the server."""
        return self.query("postgres", "SELECT datname FROM pg_database").split()

    def query(self, database, statement):
        """What a statement returns: a line for each row.

        :raise Stop: the statement failed
        """
        command = [self._psql, "-XAtqc", statement, database]
        done = subprocess.run(
            command, env=self._variables, capture_output=True, text=True
        )
        if done.returncode:
            raise Stop(f"PostgreSQL refused: {done.stderr.strip()}")
        return done.stdout.strip()

    def copy(self, source, target):
        """Make a database as a copy of another, replacing what has its name."""
        self.drop(target)
        _copy_files(source, target)
        self._change(f"CREATE DATABASE {_quoted(target)} TEMPLATE {_quoted(source)}")

    def rename(self, source, target):
        """Give a database another name."""
        shutil.rmtree(_files(target), ignore_errors=True)
        if _files(source).exists():
            _files(source).rename(_files(target))
        self._change(f"ALTER DATABASE {_quoted(source)} RENAME TO {_quoted(target)}")

    def drop(self, name):
        """Remove a database where it is there."""
        self._change(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")
        shutil.rmtree(_files(name), ignore_errors=True)

    def drop_all(self, purpose=""):
        """Remove this clone's databases for a purpose, or all of them.

        :param purpose: how the purpose begins
        """
        for name in self.names():
            if name.startswith(named(purpose)):
                self.drop(name)

    def shell(self, database):
        """Hand the terminal to psql."""
        return shell.interactive([self._psql, database], env=self._variables)

    def _change(self, statement):
        self.query("postgres", statement)


def _files(name):
    return odoo.data_folder() / "filestore" / name


def _copy_files(source, target):
    if _files(source).exists():
        shutil.copytree(_files(source), _files(target))


def _quoted(name):
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise ValueError(f"not a name of ours: {name}")
    return f'"{name}"'
