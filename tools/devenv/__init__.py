"""Obtains and runs what the project needs: Odoo, PostgreSQL, Python and a browser."""
