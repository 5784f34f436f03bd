"""What must hold once the calls are through, whatever happened meanwhile.

Each is a statement that counts, or names, what must not be there.
"""

#: Sentences by the statement that finds what contradicts them.
INVARIANTS = {
    "a call is unfinished though nothing processes it": """
        SELECT id FROM inbound_webhook_call
         WHERE status = 'received' AND NOT coalesce(queued, FALSE)
    """,
    "a call says that it succeeded and was answered otherwise": """
        SELECT id FROM inbound_webhook_call
         WHERE status = 'success' AND reason != 'not_found'
           AND response_code NOT BETWEEN 200 AND 299
    """,
    "a call says that it failed and was answered 2xx at once": """
        SELECT id FROM inbound_webhook_call
         WHERE status IN ('refused', 'error') AND response_code BETWEEN 200 AND 299
           AND response_code != 202
    """,
    "a call says that it made a record that another call made as well": """
        SELECT res_id FROM inbound_webhook_call
         WHERE operation = 'created' AND status = 'success' AND res_id != 0
      GROUP BY res_model, res_id HAVING count(*) > 1
    """,
    "a call says that it made a lead that is not there": """
        SELECT call.id FROM inbound_webhook_call call
         WHERE operation = 'created' AND status = 'success' AND res_model = 'crm.lead'
           AND NOT EXISTS (SELECT FROM crm_lead WHERE id = call.res_id)
    """,
    "trace and row name different records": """
        SELECT call.id FROM inbound_webhook_call call,
               LATERAL jsonb_array_elements(call.trace) line
         WHERE call.status = 'success' AND line ->> 'step' = 'apply'
           AND line ->> 'item' IS NULL AND line ->> 'id' IS NOT NULL
           AND (line ->> 'id')::int IS DISTINCT FROM call.res_id
    """,
    "a call that failed says it made a record": """
        SELECT id FROM inbound_webhook_call
         WHERE status IN ('refused', 'error') AND coalesce(res_id, 0) != 0
    """,
    "To Fix offers what was applied": """
        SELECT failed.id FROM inbound_webhook_call failed
         WHERE failed.attention = 'open' AND failed.reason != 'partly_done'
           AND EXISTS (
               SELECT FROM inbound_webhook_call done
                WHERE done.handler_id = failed.handler_id
                  AND done.request_digest = failed.request_digest
                  AND done.kind IN ('call', 'replay') AND done.status = 'success'
                  AND done.id > failed.id)
    """,
}


def check(site, findings):
    """Compare the database with all of it.

    :param findings: a :class:`~resilience.outcome.Findings`
    """
    for sentence, statement in INVARIANTS.items():
        found = site.query(f"SELECT * FROM ({statement}) found LIMIT 5").split()
        findings.expect(sentence, found, [])
