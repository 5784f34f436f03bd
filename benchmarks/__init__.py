"""How many calls a second: this addon, Odoo's own webhook and a hand-written route.

Plain Python. It knows Odoo by the command that starts it, its database by SQL, and what
receives the calls by the URLs that it answers.
"""
