"""The commands by name."""

from . import cleaning, linting, maintenance, resilience, running, testing

COMMANDS = {
    "clean": cleaning.run,
    "format": linting.rewrite,
    "lint": linting.lint,
    "psql": maintenance.psql,
    "resilience": resilience.run,
    "run": running.run,
    "shell": maintenance.odoo_shell,
    "test": testing.run,
    "update": maintenance.update,
}
