"""What has to hold once all calls are answered."""

import collections
import hashlib
import re
import time

_NUMBER = """(
    SELECT pair ->> 1 FROM jsonb_array_elements(headers) pair
    WHERE lower(pair ->> 0) = 'x-fuzz'
)"""
_DIGEST = "encode(sha256(body), 'hex')"
ROWS = f"""
    SELECT {_NUMBER}, response_code, coalesce({_DIGEST}, ''), reason,
        coalesce(more_like_it, 0)
    FROM inbound_webhook_call ORDER BY id
"""
REASONS = """
    SELECT reason || ' ' || count(*) FROM inbound_webhook_call
    GROUP BY reason ORDER BY count(*) DESC
"""
_LEFT = """
    SELECT id, handler_id FROM inbound_webhook_call
    WHERE status = 'received' AND NOT coalesce(queued, FALSE)
"""
#: Calls in the background that are tried again: at the door they would be a 5xx.
_POSTPONED = """
    SELECT id, handler_id, replace(left(error_message, 200), chr(10), ' ')
    FROM inbound_webhook_call WHERE queued AND attempts > 0
"""
#: Those that wait for their first attempt, or are under way in it.
_WAITING = """
    SELECT count(*) FROM inbound_webhook_call WHERE queued AND error_message IS NULL
"""
#: Calls that were kept are processed then, as any other.
SWITCH_ON = "UPDATE inbound_webhook_handler SET active = TRUE WHERE NOT active"
_QUEUE_TAKES = 600  # seconds
#: What is logged of a rule that raises.
_OF_A_RULE = re.compile(
    r"Inbound call \d+ failed at the step fulfil|The rule \d+ failed"
    r"|A statement of an inbound call failed: "
    r"(DivisionByZero|UndefinedColumn|InFailedSqlTransaction)"
)


def queue_is_through(query):
    """Wait until each call in the background was taken once.

    :param query: returns the rows of a statement, as text
    :return: whether it came to that in time
    """
    until = time.monotonic() + _QUEUE_TAKES
    while query(_WAITING) != "0":
        if time.monotonic() > until:
            return False
        time.sleep(1)
    return True


def is_of_a_rule(entry):
    """Whether an entry of the log says that a rule failed, as some are to."""
    return bool(_OF_A_RULE.search(entry))


def violations(answered, rows, site):
    """What does not hold.

    :param answered: (call, answer) pairs
    :param rows: of the query :data:`ROWS`, as text
    :return: (call, sentence) pairs
    """
    # Of a call that was dropped nothing is kept, so its row does not say which one it
    # was; nor does that of a flood, which by the status counts those that have none.
    found, nameless, counted = collections.defaultdict(list), 0, collections.Counter()
    for row in rows.splitlines():
        number, status, digest, reason, more = row.split("|")
        counted[status] += int(more)
        if reason == "dropped":
            nameless += 1
        else:
            found[int(number)].append((status, digest, reason))
    for call, answer in answered:
        made, wild = found.pop(call.number, []), site.wild.get(call.handler, {})
        if not made and wild.get("drops"):
            nameless -= 1
        elif not made and counted[str(answer.status)]:
            counted[str(answer.status)] -= 1
        elif len(made) != 1:
            yield call, f"{len(made)} rows"
        yield from _wrong_answer(call, answer, made, wild)
        for row in made:
            yield from _wrong_row(call, answer.status, row, site.max_body_size)
    if nameless + counted.total():
        yield None, f"{nameless + counted.total()} more calls counted than were sent"
    for number, made in found.items():
        yield None, f"{len(made)} rows of call {number}, which was not sent"


def left_behind(site):
    """Calls that ended nowhere.

    :return: (None, sentence) pairs
    """
    names = {str(it["id"]): name for name, it in site.wild.items()}
    for row in site.query(_LEFT).splitlines():
        call_id, handler_id = row.split("|")
        name = names.get(handler_id, handler_id)
        yield None, f"call {call_id} of {name} is left at 'received'"
    for row in site.query(_POSTPONED).splitlines():
        call_id, handler_id, reason = row.split("|", 2)
        name = names.get(handler_id, handler_id)
        if not site.wild.get(name, {}).get("is_raising"):
            yield None, f"call {call_id} of {name} is tried again: {reason}"


def _wrong_answer(call, answer, rows, wild):
    if answer.status is None:
        yield call, "no answer"
    elif answer.status >= 500:
        reasons = [row[2] for row in rows]
        is_of_rule = wild.get("is_raising") and reasons == ["failed"]
        # Whose fault it is: a field that cannot be answered was put past the form.
        is_of_setup = wild.get("is_forced") and reasons == ["misconfigured"]
        is_of_switch = wild.get("is_off") and reasons == ["switched_off"]
        if not (is_of_rule or is_of_setup or is_of_switch):
            yield call, f"answered {answer.status}"
    is_html = answer.content_type.startswith("text/html")
    if (
        is_html and not wild.get("answers_html")
    ) or b"<!doctype" in answer.body.lower():
        yield call, f"answered HTML: {answer.body[:100]!r}"


def _wrong_row(call, status, row, max_body_size):
    row_status, digest, _reason = row
    if row_status != str(status):
        yield call, f"answered {status}, its row says {row_status}"
    kept = b"" if len(call.body) > max_body_size else call.body
    if digest != (hashlib.sha256(kept).hexdigest() if kept else ""):
        yield call, "its row has another body"
