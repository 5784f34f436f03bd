"""What has to hold once all calls are answered."""

import collections
import hashlib

_NUMBER = """(
    SELECT pair ->> 1 FROM jsonb_array_elements(headers) pair
    WHERE lower(pair ->> 0) = 'x-fuzz'
)"""
#: Odoo keeps the bytes of a field as base64.
_DIGEST = "encode(sha256(decode(convert_from(body, 'UTF8'), 'base64')), 'hex')"
ROWS = f"""
    SELECT {_NUMBER}, response_code, coalesce({_DIGEST}, '')
    FROM inbound_webhook_call ORDER BY id
"""


def violations(answered, rows, max_body_size):
    """What does not hold.

    :param answered: (call, HTTP status) pairs
    :param rows: of the query :data:`ROWS`, as text
    :return: (call, sentence) pairs
    """
    found = collections.defaultdict(list)
    for row in rows.splitlines():
        number, status, digest = row.split("|")
        found[int(number)].append((status, digest))
    for call, status in answered:
        if status is None:
            yield call, "no answer"
        elif status >= 500:
            yield call, f"answered {status}"
        made = found.pop(call.number, [])
        if len(made) != 1:
            yield call, f"{len(made)} rows"
        for row in made:
            yield from _wrong_row(call, status, row, max_body_size)
    for number, made in found.items():
        yield None, f"{len(made)} rows of call {number}, which was not sent"


def _wrong_row(call, status, row, max_body_size):
    row_status, digest = row
    if row_status != str(status):
        yield call, f"answered {status}, its row says {row_status}"
    kept = b"" if len(call.body) > max_body_size else call.body
    if digest != (hashlib.sha256(kept).hexdigest() if kept else ""):
        yield call, "its row has another body"
