"""What ``_check_access`` of a model gives, with more that is denied.

Odoo has it give None, or what is denied and a function that makes the error.
"""


def also_denied(denied, records, error):
    """What is denied already, and records that are denied besides.

    :param denied: what ``_check_access`` gave
    :param error: function that makes the error, where nothing else is denied
    """
    if not records:
        return denied
    return (denied[0] | records, denied[1]) if denied else (records, error)


def denied_with_owner(denied, records, owner):
    """What is denied already, and records of what whoever asks may not change.

    :param denied: as :func:`also_denied` takes it
    :param str owner: the field that says what a record belongs to
    """
    owners = records.sudo()[owner].with_env(records.env)
    of_owners = owners._check_access("write")
    if not of_owners:
        return denied
    reserved, error = of_owners
    return also_denied(
        denied,
        records.filtered(lambda record: record.sudo()[owner] in reserved),
        error,
    )
