"""What ``_check_access`` of a model gives, with more that is denied.

Odoo has it give None, or what is denied and a function that makes the error.
"""

from .powerful_models import SETTINGS


def also_denied(denied, records, error):
    """What is denied already, and records that are denied besides.

    :param denied: what ``_check_access`` gave
    :param error: function that makes the error, where nothing else is denied
    """
    if not records:
        return denied
    return (denied[0] | records, denied[1]) if denied else (records, error)


def denied_without_settings(denied, records, operation):
    """What is denied already, and what of some records only Settings may change.

    :param denied: as :func:`also_denied` takes it
    :param records: of a model that says with ``_reserved_for_settings`` which of them
        those are, and with ``_settings_only`` what the error is
    :param str operation: as ``_check_access`` takes it; reading is denied to nobody
    """
    if operation == "read" or records.env.user.has_group(SETTINGS):
        return denied
    asked_for = records - denied[0] if denied else records
    reserved = asked_for._reserved_for_settings()
    return also_denied(denied, reserved, reserved._settings_only)


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
