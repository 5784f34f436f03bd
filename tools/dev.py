"""The project's commands: ``python3 tools/dev.py run|test|lint|...``.

Needs Python 3.11 and nothing else; what a command needs, it obtains.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - old Pythons must get this far
    sys.exit("This project needs Python 3.11 or newer: run it with PYTHON=python3.11.")

import argparse  # noqa: E402

from devenv import commands, console  # noqa: E402


def main():
    """Run one command; end with one sentence where something is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=sorted(commands.COMMANDS))
    parser.add_argument("--all", action="store_true", help="clean: the cache as well")
    arguments = parser.parse_args()
    with console.plain_endings():
        sys.exit(commands.COMMANDS[arguments.command](arguments))


if __name__ == "__main__":
    main()
