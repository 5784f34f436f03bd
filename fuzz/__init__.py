"""Calls that nobody would write by hand, thousands of them: that none breaks anything.

Plain Python. It knows Odoo by its URLs, its log and its database by SQL. A seed decides
every call, and each one alone: call 17 of a seed is the same in a run of any length.
"""
