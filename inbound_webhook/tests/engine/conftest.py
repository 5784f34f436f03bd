"""Settings of all tests of the engine."""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

# The addon itself needs Odoo; its folders of plain Python do not.
_ADDON = Path(__file__).resolve().parents[2]
_package = sys.modules.setdefault(_ADDON.name, ModuleType(_ADDON.name))
_package.__path__ = [str(_ADDON)]

# How long an example takes says more of the machine than of the code.
settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
