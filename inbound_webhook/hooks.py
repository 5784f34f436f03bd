"""What is done as the addon is uninstalled."""


def uninstall_hook(env):
    """Archive the users that webhooks ran as.

    What kept everybody from logging in as one goes with the addon. Deleting them would
    take the author of what they made out of the records.
    """
    runners = env["res.users"].search([("is_inbound_webhook_runner", "=", True)])
    runners.active = False
