"""The pictures of the README and the docs, taken from the running program.

Plain Python and Playwright. It knows Odoo by its pages, its database by SQL, and the
addon by the URLs that it answers.
"""
