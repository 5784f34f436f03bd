"""Debian packages without installing them: checked by apt, unpacked into a folder.

The packages need not belong to the release that this machine runs. So apt gets
folders of its own, in which it knows nothing of the system's packages; the address
of the mirror is the only thing taken from the system.
"""

import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from . import places, shell
from .console import Progress, step

# A package comes from the first of them that has it: the most settled version.
SUITES = ("stable", "testing", "unstable")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def unpack(packages, target):
    """Unpack packages into a folder.

    :return: whether it was done; False where no mirror of Debian has them all
    """
    if not (KEYRING.exists() and shutil.which("apt-get") and shutil.which("dpkg")):
        return False
    step("Look for Odoo in Debian's archive")
    with tempfile.TemporaryDirectory(dir=target, prefix="apt-") as scratch:
        for site in _sites():
            archive = _Archive(Path(scratch), site)
            wanted = archive.find(packages)
            if wanted:
                files = archive.download(wanted)
                step("Unpack it")
                for file in files:
                    shell.quiet(
                        ["dpkg", "-x", file, target],
                        failure=f"{file.name} cannot be unpacked.",
                        log_name="dpkg",
                    )
                return True
    return False


def _sites():
    """The mirrors that this system's apt uses.

    Third parties are among them, but none that could sign for Debian's archive.
    """
    listing = shell.output(
        # Without release information it names mirrors that were never asked yet.
        ["apt-get", "-o", "APT::Get::IndexTargets::ReleaseInfo=0", "indextargets"]
        + ["--format", "$(SITE) $(COMPONENT)"]
    )
    targets = [line.split() for line in (listing or "").splitlines()]
    return list(dict.fromkeys(t[0] for t in targets if t[1:] == ["main"]))


class _Archive:
    """An apt of its own for one mirror."""

    def __init__(self, folder, site):
        for name in ("lists/partial", "cache/archives/partial", "packages"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        self._sources = folder / "sources.list"
        self._sources.write_text(
            "".join(
                f"deb [signed-by={KEYRING} target=Packages] {site} {suite} main\n"
                for suite in SUITES
            )
        )
        self._packages = folder / "packages"
        self._options = []
        for option, value in (
            ("Dir::Etc::SourceList", self._sources),
            ("Dir::Etc::SourceParts", "/dev/null"),
            ("Dir::State::Lists", folder / "lists"),
            ("Dir::State::status", folder / "status"),
            ("Dir::Cache", folder / "cache"),
            # The account that root's apt downloads as cannot write here.
            ("APT::Sandbox::User", "root" if places.is_root() else ""),
        ):
            self._options += ["-o", f"{option}={value}"]

    def find(self, packages):
        """Names with their suites, as apt takes them; None where one is missing."""
        # A mirror need not carry every suite: what matters is what is found then.
        shell.output(["apt-get", *self._options, "update"])
        listing = shell.output(["apt-cache", *self._options, "madison", *packages])
        suites = {}
        for line in (listing or "").splitlines():
            name, _version, where = (part.strip() for part in line.split("|"))
            suites.setdefault(name, []).append(where.split()[1].partition("/")[0])
        if set(packages) - set(suites):
            return None
        return [f"{name}/{min(suites[name], key=SUITES.index)}" for name in packages]

    def download(self, wanted):
        """Download packages, checked against the archive's signed lists."""
        command = ["apt-get", *self._options, "download", *wanted]
        listing = shell.output([*command, "--print-uris"], cwd=self._packages) or ""
        sizes = re.findall(r"^'.*' \S+ (\d+) \S+$", listing, re.MULTILINE)
        progress = Progress("Odoo", sum(map(int, sizes)))
        with shell.log("apt").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=self._packages,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            while process.poll() is None:
                time.sleep(0.2)
                progress.update(_size(self._packages))
        if process.returncode:
            shell.stop("the packages of Odoo cannot be downloaded.", "apt")
        return sorted(self._packages.glob("*.deb"))


def _size(folder):
    total = 0
    for path in folder.iterdir():
        try:
            total += path.stat().st_size
        except FileNotFoundError:  # apt renames what is complete
            continue
    return total
