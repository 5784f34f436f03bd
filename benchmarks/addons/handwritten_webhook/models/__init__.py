from . import handwritten_webhook_call
