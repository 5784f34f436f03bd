"""Settings of all tests of the engine."""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

# The addon and its tests need Odoo; their folders of plain Python do not.
_ADDON = Path(__file__).resolve().parents[2]
for _name, _folder in (
    (_ADDON.name, _ADDON),
    (f"{_ADDON.name}.tests", _ADDON / "tests"),
):
    _package = sys.modules.setdefault(_name, ModuleType(_name))
    _package.__path__ = [str(_folder)]

# How long an example takes says more of the machine than of the code.
settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
