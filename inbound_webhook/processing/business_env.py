"""Where a call acts on business records."""

import contextlib


def business_env(env, runner, **more_context):
    """The environment of a handler's user: his company, language and time zone.

    It becomes the default of the transaction too, since Odoo's own guard of x2many
    commands looks at that one, with or without a web request.

    :param Runner runner: the user
    :param more_context: what else the context holds
    :rtype: odoo.api.Environment
    """
    context = {
        "lang": runner.lang or False,
        "tz": runner.tz or False,
        "allowed_company_ids": [runner.company_id],
        **more_context,
    }
    env = env(user=runner.id, su=False, context=context)
    env.transaction.default_env = env
    return env


@contextlib.contextmanager
def default_env_restored(env):
    """Undo what :func:`business_env` does to the transaction, once all is through."""
    transaction = env.transaction
    default_env = transaction.default_env
    try:
        yield
    finally:
        transaction.default_env = default_env
