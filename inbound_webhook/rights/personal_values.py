"""Who sees what calls bring, where that may be about somebody."""

#: Those who do. Webhook administrators are among them: they set up what is read.
PERSONAL_VALUES = "inbound_webhook.group_personal_values"


def sees_personal_values(env):
    """Whether the reader sees the values that calls bring.

    :param env: environment of the reader
    """
    return env.su or env.user.has_group(PERSONAL_VALUES)
