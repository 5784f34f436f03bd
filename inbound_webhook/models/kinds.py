"""Which types, transforms, operators and sources of values a database has.

They are registered once for all databases of a process. A database has those of the
addons that are installed in it, as it has the routes of their controllers.
"""

from ..words.phrases import worded

#: This addon, whose data is loaded before it counts as installed.
_OWN = __name__.split(".")[2]


def kinds_of(env, kinds):
    """The kinds that the database has.

    :param kinds: all of them, by name
    :return: those, by name, in the same order
    :rtype: dict
    """
    # The data of an addon is loaded before it counts as installed. Odoo says meanwhile
    # which one that is (base/models/ir_ui_view.py, _filter_loaded_views).
    loading = env.context.get("install_module")
    addons = {*env.registry._init_modules, loading, _OWN, None}
    return {name: kind for name, kind in kinds.items() if kind.addon in addons}


def selection_of(env, kinds):
    """The kinds that the database has, for a selection, as the reader knows them."""
    return [
        (name, worded(env, kind.label)) for name, kind in kinds_of(env, kinds).items()
    ]


def kind_here(env, kinds, name):
    """The name by which the engine is to look up a kind.

    One that the database does not have is a name that there is none of, so that it is
    refused in the same words whether or not another database of the process has it.

    :param str name: as a line has it, or False
    :rtype: str
    """
    if not name or name in kinds_of(env, kinds):
        return name or ""
    return f"{name} (not installed)"
