"""A private PostgreSQL, reached through a socket in a folder of its own."""

import contextlib
import fcntl
import os
import pwd
import shutil
import tempfile
from pathlib import Path

from . import atomic, places, postgres_programs, shell
from .console import Stop, step

# Odoo refuses to work as `postgres`.
USER = "odoo"
# The kernel's limit for a socket's path, less PostgreSQL's name of it.
LONGEST = 107 - len("/.s.PGSQL.5432.lock")
# As the README has it: statements that fail are logged without what they hold.
_OPTIONS = "-c log_min_error_statement=panic -c log_error_verbosity=terse"


@contextlib.contextmanager
def running():
    """Keep the server up; the last run that uses it stops it.

    :return: the variables by which PostgreSQL's clients find it
    """
    # Each user holds a shared lock, which the kernel drops should it crash.
    with (places.state() / "cluster.users").open("w") as users:
        with _alone():
            fcntl.flock(users, fcntl.LOCK_SH)
            _start()
        try:
            yield {"PGHOST": str(_socket_folder()), "PGUSER": USER}
        finally:
            with _alone():
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # another run still uses it
                else:
                    stop()


def log():
    """The file that the server logs to; None where another server is used."""
    return _data() / "server.log" if _data().exists() else None


def stop():
    """Stop the server where it runs."""
    # Without this file nothing runs, and the programs need not be there any more.
    if (_data() / "postmaster.pid").exists() and _control("status") is not None:
        _control("stop", "-m", "fast")
    # It may lie outside of the state, where nothing else would remove it.
    shutil.rmtree(_socket_folder(), ignore_errors=True)


def _alone():
    return atomic.lock(f"cluster-{places.clone_id()}")


def _start():
    if not _data().exists():
        _make()
    if _control("status") is None:
        step("Start PostgreSQL")
        _make_socket_folder()
        shell.quiet(
            [_programs() / "pg_ctl", "start", "-w", "-D", _data()]
            + ["-l", log(), "-o", _OPTIONS],
            failure="PostgreSQL cannot be started.",
            log_name="postgres",
            **_account(),
        )


def _make():
    step("Make a private PostgreSQL cluster")
    programs = postgres_programs.folder("initdb")
    part = _data().with_name("cluster.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    _give(part)
    shell.quiet(
        [programs / "initdb", "-D", part, "-U", USER]
        # As Odoo makes its databases, but É and é are one letter in two cases.
        + ["--auth=trust", "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"],
        failure="a PostgreSQL cluster cannot be made.",
        log_name="postgres",
        **_account(),
    )
    with (part / "postgresql.conf").open("a") as settings:
        settings.write(_settings())
    part.rename(_data())


def _settings():
    # Data of a development machine need not survive a power cut to the last commit.
    folder = str(_socket_folder()).replace("'", "''")
    return (
        "listen_addresses = ''\n"
        f"unix_socket_directories = '{folder}'\n"
        "synchronous_commit = off\n"
    )


def _control(*arguments):
    command = [_programs() / "pg_ctl", *arguments, "-w", "-D", _data()]
    return shell.output(command, **_account())


def _programs():
    major = (_data() / "PG_VERSION").read_text().strip()
    return postgres_programs.folder("pg_ctl", int(major))


def _data():
    return places.state() / "cluster"


def _socket_folder():
    inside = places.state() / "socket"
    if len(os.fsencode(inside)) <= LONGEST:
        return inside
    return Path(tempfile.gettempdir()) / f"{places.PROJECT}-{places.clone_id()}"


def _make_socket_folder():
    folder = _socket_folder()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # of a run that was killed, or someone else's trap
        if folder.is_symlink() or folder.stat().st_uid != _owner():
            raise Stop(f"{folder} belongs to someone else.") from None
    else:
        _give(folder)


def _give(path):
    if places.is_root():
        os.chown(path, _owner(), -1)


def _owner():
    return _account().get("user", os.geteuid())


def _account():
    """Options to run a program as an account that PostgreSQL accepts."""
    if not places.is_root():
        return {"cwd": "/"}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            break
    return {
        "user": entry.pw_uid,
        "group": entry.pw_gid,
        "extra_groups": [],
        "cwd": "/",  # it need not be able to look into the current folder
    }
