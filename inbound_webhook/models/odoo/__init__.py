"""Odoo's own models, as far as this addon extends them."""

from . import (
    mail_thread,
    mail_thread_phone,
    record_mixin,
    base_automation,
    base_partner_merge,
    constraints,
    crm_lead,
    ir_config_parameter,
    ir_model_access,
    ir_actions_server,
    ir_actions_server_alert,
    ir_actions_server_activity,
    ir_actions_server_assign,
    rehearsal_guards,
    ir_model_fields,
    res_partner,
    res_users,
)
