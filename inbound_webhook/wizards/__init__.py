from . import inbound_webhook_template
