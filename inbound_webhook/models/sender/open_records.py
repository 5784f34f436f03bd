"""Which records are still open: those that a further call is to be about."""

#: By target model, as *Look Only Among* has it. The cards of the gallery say the same.
OPEN_RECORDS = {"crm.lead": "[('won_status', '=', 'pending')]"}
