from odoo import fields, models


class MailThreadPhone(models.AbstractModel):
    """Phone numbers of records can be looked for in a table of any size."""

    _inherit = "mail.thread.phone"

    # Odoo has an index for leads, and none for contacts.
    phone_sanitized = fields.Char(index="btree_not_null")
