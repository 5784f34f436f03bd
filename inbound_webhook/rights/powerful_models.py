"""Which targets of calls give power over Odoo itself: one closed list.

Who may write such records through a webhook has more than records: logins, rights, code
that runs, mail that goes out in somebody's name, money's way. So only a Settings
administrator sets up a webhook that works on them.
"""

from ..engine.phrases import _lt

#: Who may set up what has power over Odoo.
SETTINGS = "base.group_system"

_LOGINS = _lt("decides who can log in")
_RIGHTS = _lt("decides who may do what")
_CODE = _lt("decides what Odoo does by itself")
_MAIL = _lt("sends or takes in messages")
_MONEY = _lt("decides where money goes")
_COMPANY = _lt("decides how a company works in Odoo")

#: Models, and why they are here. A name that ends in a dot stands for all that begin
#: so.
POWERFUL_MODELS = {
    "res.users": _LOGINS,
    "res.users.": _LOGINS,
    "res.device": _LOGINS,
    "res.device.": _LOGINS,
    "auth.": _LOGINS,
    "auth_totp.": _LOGINS,
    "change.password.": _LOGINS,
    "res.company.ldap": _LOGINS,
    "res.groups": _RIGHTS,
    "res.groups.": _RIGHTS,
    "res.role": _RIGHTS,
    "ir.": _CODE,
    "inbound.webhook.": _CODE,
    "base.automation": _CODE,
    "base.automation.": _CODE,
    "automation.": _CODE,
    "base.import.module": _CODE,
    "base.module.": _CODE,
    "base_import.": _CODE,
    "queue.": _CODE,
    "endpoint.": _CODE,
    "website": _CODE,
    "website.page": _CODE,
    "website.menu": _CODE,
    "website.rewrite": _CODE,
    "website.controller.page": _CODE,
    "theme.": _CODE,
    "data_recycle.": _CODE,
    "mailing.mailing": _MAIL,
    "mail.": _MAIL,
    "bus.": _MAIL,
    "discuss.": _MAIL,
    "im_livechat.": _MAIL,
    "fetchmail.": _MAIL,
    "sms.": _MAIL,
    "snailmail.": _MAIL,
    "whatsapp.": _MAIL,
    "digest.": _MAIL,
    "phone.blacklist": _MAIL,
    "google.": _MAIL,
    "microsoft.": _MAIL,
    "iap.": _MAIL,
    "res.partner.bank": _MONEY,
    "res.bank": _MONEY,
    "payment.": _MONEY,
    "account.journal": _MONEY,
    "pos.payment.method": _MONEY,
    "account_edi_proxy_client.": _MONEY,
    "certificate.": _MONEY,
    "res.company": _COMPANY,
    "res.config": _COMPANY,
    "res.config.": _COMPANY,
}
#: What the list would take in, though it is ordinary records: subscribers, to-dos.
_ORDINARY_MODELS = frozenset({"mail.activity", "mail.blacklist"})
#: Records of these decide what others may do, wherever a field links to them.
_RIGHTS_MODELS = frozenset({"res.groups", "res.role"})


def power_of_model(env, model_name):
    """What a model has power over.

    :param str model_name: technical name
    :return: a sentence's end that says it; None for a model of ordinary records
    """
    listed = _listed(model_name)
    if listed or model_name not in env:
        return listed
    # A record that delegates to another one writes that one too.
    for parent in env[model_name]._inherits:
        power = power_of_model(env, parent)
        if power:
            return power
    return None


def power_of_field(env, model_name, field_name, create_missing=False):
    """What a field of an ordinary model has power over, by what it leads to.

    :param bool create_missing: whether the call makes the records that it links to
    :return: as :func:`power_of_model`
    """
    field = env[model_name]._fields.get(field_name)
    if field is None:
        return None
    comodel = field.comodel_name
    if comodel in _RIGHTS_MODELS or (comodel and create_missing):
        power = power_of_model(env, comodel)
        if power:
            return power
    return _power_of_way(env, model_name, field)


def _power_of_way(env, model_name, field):
    """What a related field has power over: what is written to it, its source gets."""
    model = env[model_name]
    for name in (field.related or "").split(".")[:-1]:
        model = env[model._fields[name].comodel_name]
        power = power_of_model(env, model._name)
        if power:
            return power
    return None


def _listed(model_name):
    """The reason that the list gives for a model, None where it is not in it."""
    if model_name in POWERFUL_MODELS:
        return POWERFUL_MODELS[model_name]
    if model_name in _ORDINARY_MODELS:
        return None
    reasons = (
        reason
        for name, reason in POWERFUL_MODELS.items()
        if name.endswith(".") and model_name.startswith(name)
    )
    return next(reasons, None)
