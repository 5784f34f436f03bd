from . import (
    inbound_webhook_new_secret,
    inbound_webhook_person_search,
    inbound_webhook_scheme_check,
    inbound_webhook_template,
    inbound_webhook_template_reading,
    inbound_webhook_template_listing,
    inbound_webhook_template_guesses,
    inbound_webhook_template_line,
)
