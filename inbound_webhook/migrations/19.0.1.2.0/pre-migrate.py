"""The cron of the queue belongs to the calls themselves now."""


def migrate(cr, _version):
    """Have scheduled actions, and copies of them, call the model that is left.

    With the model that they belonged to, Odoo would delete them.
    """
    cr.execute(
        """
        UPDATE ir_act_server action
           SET model_id = calls.id
          FROM ir_model workers, ir_model calls
         WHERE action.model_id = workers.id
           AND workers.model = 'inbound.webhook.worker'
           AND calls.model = 'inbound.webhook.call'
        """
    )
