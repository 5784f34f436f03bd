"""Whose a record is that a call makes."""


def owner_of_new(target):
    """The owner of a record that a call makes, unless the call says one: nobody.

    The model's default is the user at the screen; here that would be the handler's
    user, who did nothing.
    """
    owner = target._fields.get("user_id")
    return {} if owner is None or owner.required else {"user_id": False}
