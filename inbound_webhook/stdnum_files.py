"""Lets ``stdnum`` read the files that it brings along.

Odoo puts a loader of its own in the place of Python's for each package that it patches
(``PatchImportHook.find_spec`` in odoo/_monkeypatches/__init__.py), and that one knows
nothing of files: ``from stdnum import iban`` fails.
"""

from importlib.machinery import SourceFileLoader

import stdnum


def restore():
    """Have Python's own loader be the one of the package; it is loaded by now."""
    spec = stdnum.__spec__
    if not hasattr(spec.loader, "get_resource_reader"):
        spec.loader = SourceFileLoader(spec.name, spec.origin)
