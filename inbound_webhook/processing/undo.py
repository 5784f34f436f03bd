"""Part of a transaction that can be undone, with all that waits for the commit."""

import contextlib
import copy


@contextlib.contextmanager
def undoable(cr):
    """Give a function that undoes all that is done while this is open.

    Odoo's savepoint keeps the functions that wait for the commit. An e-mail would go
    out about a record that is not there.
    """
    waiting = cr.postcommit
    functions = list(waiting._funcs)
    data = {name: copy.copy(value) for name, value in waiting.data.items()}
    savepoint = cr.savepoint()

    def undo():
        savepoint.close(rollback=True)
        waiting.clear()
        waiting.data.update(data)
        for function in functions:
            waiting.add(function)

    yield undo
    savepoint.close(rollback=False)
