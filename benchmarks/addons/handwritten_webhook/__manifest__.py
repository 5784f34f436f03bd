{
    "name": "Handwritten Webhook",
    "summary": "What a benchmark compares a webhook with",
    "version": "19.0.1.0.0",
    "license": "LGPL-3",
    "author": "Inbound Webhook",
    "depends": ["crm"],
    "data": ["security/ir.model.access.csv"],
}
