"""Contacts that calls leave as they are: those of people who can log in.

Who can give such a contact another e-mail address can have a new password sent there.
"""

from odoo.exceptions import AccessError

from ..engine.phrases import _lt
from ..processing.call_context import call_context


class LoginContactProtected(AccessError):
    """A call would change the contact of somebody who can log in.

    :param str name: whose contact it is, for the log; the sender is not told
    """

    #: What the sender is answered.
    phrase = _lt("Calls may not change the contact of somebody who can log in.")

    def __init__(self, name):
        self.sentence = _lt(
            "%(name)s can log in, or is one of your companies. Calls do not change "
            "such a contact, unless a Settings administrator allows it (tab Settings: "
            "May Change People Who Log In).",
            name=name,
        )
        super().__init__(self.sentence)


def is_protected_from(env):
    """Whether it is a call that acts in this environment, and must leave logins alone.

    :param env: any environment
    """
    context = call_context(env)
    return bool(context) and not context.spec.changes_logins
