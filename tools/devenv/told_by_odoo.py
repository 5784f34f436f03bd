"""What a script says that Odoo's shell runs."""

import json
import subprocess

from .console import Stop


def told(bench, database, script, mark, **variables):
    """Run a script and take the line that it prints for us.

    :param variables: of the environment, besides those of Odoo
    :param script: path of a file that prints a line: the mark and JSON
    :return: the JSON, decoded
    :raise Stop: there is no such line
    """
    command = bench.odoo.command("-d", database, "--no-http", subcommand="shell")
    done = subprocess.run(
        [str(part) for part in command],
        input=script.read_text(),
        env=bench.odoo.variables | variables,
        capture_output=True,
        text=True,
    )
    lines = done.stdout.splitlines()
    line = next((line for line in lines if line.startswith(f"{mark} ")), None)
    if line is None:
        raise Stop(f"Odoo failed at {script.name}: {done.stderr.strip()[-500:]}")
    return json.loads(line.removeprefix(f"{mark} "))
