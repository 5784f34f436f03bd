"""Odoo's command line. (``python -m odoo`` would break a server with workers.)"""

import ctypes
import signal

import odoo.cli

PR_SET_PDEATHSIG = 1

if __name__ == "__main__":
    # Ends with the command that started it, even where that one was killed.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    odoo.cli.main()
