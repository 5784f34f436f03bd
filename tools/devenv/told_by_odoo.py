"""What a script says that Odoo's shell runs."""

import json
import subprocess

from .console import Stop

_MARK = "HANDLERS "


def handlers(bench, database, script):
    """Have a script make handlers.

    :param script: path of a file that prints a line: ``HANDLERS`` and JSON
    :return: the JSON, decoded
    """
    command = bench.odoo.command("-d", database, "--no-http", subcommand="shell")
    done = subprocess.run(
        [str(part) for part in command],
        input=script.read_text(),
        env=bench.odoo.variables,
        capture_output=True,
        text=True,
    )
    lines = done.stdout.splitlines()
    told = next((line for line in lines if line.startswith(_MARK)), None)
    if told is None:
        raise Stop(f"the handlers cannot be made: {done.stderr.strip()[-500:]}")
    return json.loads(told.removeprefix(_MARK))
