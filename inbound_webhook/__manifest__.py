{
    "name": "Inbound Webhook",
    "version": "19.0.1.0.0",
    "summary": "Let other systems create, update and look up records by calling a URL",
    "author": "Inbound Webhook Contributors",
    "license": "LGPL-3",
    "category": "Tools",
    "depends": ["base_automation", "crm"],
    "external_dependencies": {"python": ["jsonpath-ng"]},
    "installable": True,
}
