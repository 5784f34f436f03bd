from psycopg2 import Error

from odoo import models


class InboundWebhookHandler(models.Model):
    """A row that the database refuses is not quoted, by whoever passes the error on.

    What PostgreSQL says of a row that breaks a constraint quotes all of it, the token
    and the secrets included, and Odoo hands that to the client with its traceback.
    """

    _inherit = "inbound.webhook.handler"

    def _write_multi(self, vals_list):
        try:
            return super()._write_multi(vals_list)
        except Error as error:
            # The first line says which constraint it was.
            error.args = (str(error).partition("\n")[0],)
            raise
