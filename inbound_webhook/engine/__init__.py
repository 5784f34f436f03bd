"""The receiving engine: plain Python, bytes and values in, values out.

Nothing here imports Odoo, reads a database, a clock or a request, so every piece
can be tested in milliseconds. What the engine refuses it raises as a subclass of
:class:`~.errors.EngineError`; it lets no other exception out, whatever the input.
"""
