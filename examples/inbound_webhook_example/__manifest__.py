{
    "name": "Inbound Webhook Example",
    "version": "19.0.1.0.0",
    "summary": "A type, a transform, an operator and a sender of your own",
    "author": "Inbound Webhook Contributors",
    "license": "LGPL-3",
    "category": "Technical",
    "depends": ["inbound_webhook"],
    "data": ["data/senders/phone_system.xml"],
}
