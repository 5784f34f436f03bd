"""Who imports whom: the rooms that docs/architecture.md describes."""

import ast
from pathlib import Path

import pytest

from inbound_webhook import engine

ADDON = Path(engine.__file__).resolve().parents[1]
ODOO = "odoo"
#: What each room may import of others; one that is not here, and the tests, whatever
#: they like.
ROOMS = {
    "engine": set(),
    "authoring": {"engine"},
    "privacy": {"engine"},
    "fields": {ODOO, "engine", "rights"},
    "rights": {ODOO, "engine", "processing/call_context"},
    "words": {ODOO, "engine", "failure_kinds", "privacy", "rights"},
    "processing": {
        *(ODOO, "certificates", "engine", "failure_kinds", "fetching", "log_masking"),
        *("rights", "words"),
    },
    "models": {
        *(ODOO, "authoring", "engine", "failure_kinds", "fields", "log_masking"),
        *("privacy", "processing", "rights", "words"),
    },
    "controllers": {ODOO, "engine", "failure_kinds", "log_masking", "processing"},
}


def imported(path):
    """What a file imports of Odoo, and of the addon: folders with ``/`` between."""
    package = path.relative_to(ADDON).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module.split(".") if node.module else []
            if not node.level:
                yield module[0]
                continue
            start = [*package[: len(package) - node.level + 1], *module]
            yield from ("/".join([*start, name.name]) for name in node.names)


def belongs(name, room):
    return name == room or name.startswith(f"{room}/")


FILES = [
    (room, path) for room in ROOMS for path in sorted((ADDON / room).rglob("*.py"))
]


@pytest.mark.parametrize(
    ("room", "path"), FILES, ids=[str(path.relative_to(ADDON)) for _room, path in FILES]
)
def test_a_file_imports_only_what_its_room_may(room, path):
    ours = {ODOO, *(entry.stem for entry in ADDON.iterdir())}
    names = {name for name in imported(path) if name.split("/")[0] in ours}
    allowed = {room, *ROOMS[room]}
    astray = {
        name for name in names if not any(belongs(name, other) for other in allowed)
    }
    assert not astray
