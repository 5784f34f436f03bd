{
    "name": "Inbound Webhook: Privacy Lookup",
    "version": "19.0.1.0.0",
    "summary": "Odoo's Privacy Lookup finds and erases what calls left behind",
    "author": "Inbound Webhook Contributors",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["inbound_webhook", "privacy_lookup"],
    "auto_install": True,
    "installable": True,
}
