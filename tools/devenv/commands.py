"""The commands by name."""

from . import (
    benchmarks,
    cleaning,
    fuzzing,
    linting,
    maintenance,
    odoo_tests,
    resilience,
    running,
    screenshots,
    testing,
    translations,
)

COMMANDS = {
    "bench": benchmarks.run,
    "clean": cleaning.run,
    "format": linting.rewrite,
    "fuzz": fuzzing.run,
    "lint": linting.lint,
    "odoo-tests": odoo_tests.run,
    "psql": maintenance.psql,
    "resilience": resilience.run,
    "run": running.run,
    "screenshots": screenshots.run,
    "shell": maintenance.odoo_shell,
    "test": testing.run,
    "translations": translations.run,
    "update": maintenance.update,
}
