"""What follows on a record: the automation rules of the handler."""

from ..engine.previews import previewer
from .call_context import call_context


def fulfil(run):
    """Run the automation rules of the handler."""
    fired, failures = (), ()
    if run.spec.rules and run.rest:
        # They have run on this record, and what they did is not done twice.
        run.trace.noted("fulfil", "rules_left_out")
    elif run.spec.rules and not run.applied.remaining:
        run.trace.noted("fulfil", "record_gone")
    elif run.spec.rules and run.request.method == "HEAD":
        # It asks for the head of an answer, and for nothing to be done.
        run.trace.noted("fulfil", "not_fired")
    elif run.spec.rules and _looks_at_links(run):
        run.trace.noted("fulfil", "not_meant", by=previewer(run.request))
    elif run.spec.rules:
        fired, failures = _run_rules(run)
    if fired:
        run.trace.passed("fulfil", "fired", rules=fired)
    for note in call_context(run.applied.record.env).notes:
        run.trace.noted("fulfil", note)
    for failure in failures:
        run.trace.noted(
            "fulfil", "rule_failed", message=failure.sentence, **failure.details()
        )


def _run_rules(run):
    """Run the rules of the handler on the record, or on each that was found.

    :return: ids of those that did their work, and what went wrong in others
    """
    rules = run.env["base.automation"].browse(run.spec.rules)
    fired, failures = {}, []
    for applied in run.applied.each:
        if run.spec.listing:
            run.check_time()
        ran, failed = rules._fire_on_inbound_webhook(applied)
        fired |= dict.fromkeys(ran)
        failures += failed
    return [*fired], failures


def _looks_at_links(run):
    """Whether a look-up was opened by what shows links to people, or indexes them."""
    is_sent = run.call.kind == "call" and run.request.method == "GET"
    return is_sent and previewer(run.request)
