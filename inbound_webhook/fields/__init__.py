"""Kinds of fields that Odoo does not have."""
