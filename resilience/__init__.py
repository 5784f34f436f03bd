"""Real processes, many calls at once and kill -9: that none is lost and none doubled.

Plain Python. It knows Odoo by the command that starts it, its database by SQL, and the
addon by the URLs that it answers.
"""
