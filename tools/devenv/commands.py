"""The commands by name."""

from . import cleaning, linting, testing

COMMANDS = {
    "clean": cleaning.run,
    "format": linting.rewrite,
    "lint": linting.lint,
    "test": testing.run,
}
