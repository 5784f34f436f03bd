"""Who may do what, asked of Odoo and answered for it."""
