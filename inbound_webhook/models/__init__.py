"""What has a table, by whose it is, and what extends Odoo's own models."""

from . import (
    bounded,
    shared,
    shipped,
    handler,
    call,
    sender,
    scheme,
    handshake,
    action,
    change,
    privacy,
    odoo,
)
