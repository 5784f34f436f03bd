"""Whether a call repeats an earlier one, and what becomes of it then.

By a delivery id, or by the values of chosen parameters, it does so whatever came
between: that is how a sender tries again. Its answer is the first one's only where its
content is, too, since whoever knows the URL can take an id in advance.

By its content alone it does so while nothing newer was applied to the same record.
Otherwise it undoes a change: from A to B, and back to A.

By an idempotency key it does so where its handler has not chosen anything else, and by
what it proves itself by in any case, whether its handler protects from repeats or not:
whoever sees a signed call could send it again.
"""

from ..engine import duplicates
from ..engine.dumping import dump
from ..engine.duplicates import Mark
from ..engine.errors import KeyUnclear
from ..engine.idempotency import key_mark
from ..engine.outcomes import RETRY_AFTER_UNDER_WAY, Outcome
from ..engine.phrases import _lt
from ..engine.reasons import SETTLED
from ..engine.request import Reply
from .conflicts import Conflict
from .overtaken import is_overtaken

#: What the trace says where a call lacks what its handler compares.
_LACKS = {"header": "no_delivery_id", "parameters": "no_duplicate_key"}


def fingerprint(run):
    """Find out what the call is compared by, once it is read."""
    request, rule = run.request, run.spec.duplicates
    if not (rule.seconds or run.guards or _key(run)):
        return
    if rule.volatile:
        content = duplicates.of_payload(
            request.method, run.query, run.payload, rule.volatile
        )
        # Of a call that waited, the log may have masked the id: the row knows.
        if not run.call.queued and not rule.delivery_id(request):
            run.findings.request_digest = content
    else:
        content = duplicates.of_request(
            request.method,
            request.query_string,
            request.body,
            request.header("Content-Type"),
        )
    headers = _headers_read(run, rule.volatile)
    run.findings.content_digest = (
        duplicates.with_headers(content, headers) if headers else content
    )


def check(run):
    """End a call that repeats an earlier one, and remember one that does not."""
    kind = run.call.kind
    if run.spec.method != "post" or kind not in ("call", "replay"):
        return None
    if kind == "replay":
        return _check_replay(run)
    marks = _marks(run)
    if not marks:
        return None
    if _is_under_way(run, marks):
        return _under_way(run)
    held = _claim(run, marks)
    for mark in marks:
        claim = held.get(mark.fingerprint)
        outcome = claim and _ENDS[mark.kind](run, claim)
        if outcome:
            return outcome
    if not held:
        run.trace.passed("duplicate", "first")
    return None


def _marks(run):
    """What the call has in common with its repeats, in the order in which it counts."""
    rule, key = run.spec.duplicates, _key(run)
    marks = [*run.guards, *([key] if key else [])]
    if rule.seconds:
        chosen = _chosen(run)
        if not chosen and rule.mode in _LACKS:
            run.trace.noted("duplicate", _LACKS[rule.mode])
        compared = chosen or run.findings.content_digest
        marks.append(Mark("compared", compared, rule.seconds))
    return marks


def _chosen(run):
    """Fingerprint of the delivery id or the chosen values, None where it has none."""
    return run.spec.duplicates.chosen(run.request, dump(run.values))


def _key(run):
    """The mark of an idempotency key, None for none, and where it does not count.

    :raise KeyUnclear: nobody knows which key is meant
    """
    if run.spec.method != "post" or not run.spec.duplicates.takes_keys:
        return None
    try:
        return key_mark(run.request)
    except KeyUnclear:
        # Whoever has a call processed once more has seen it.
        if run.call.kind == "replay":
            return None
        raise


def _is_under_way(run, marks):
    """Whether another call with the same idempotency key is processed right now."""
    keys = [mark.fingerprint for mark in marks if mark.kind == "key"]
    turns = run.tries and run.tries.turns
    return bool(turns and keys) and not turns.take(
        [f"key {run.spec.id} {fingerprint}" for fingerprint in keys]
    )


def _headers_read(run, volatile):
    """The headers that parameters read, but those that are left out, by name."""
    read = (item for item in run.spec.parameters if item.source == "header")
    names = {parameter.place.lower() for parameter in read}
    names -= {keys[0].lower() for keys in volatile if len(keys) == 1}
    return {name: run.request.header(name) for name in names}


def _claim(run, marks):
    """Claim what the call is told by; the claims of earlier calls by fingerprint."""
    content = run.findings.content_digest
    claims = run.env["inbound.webhook.claim"]
    return claims._claim(run.call, run.spec.id, marks, content)


# === HOW A REPEAT ENDS, BY WHAT IT IS TOLD BY ===


def _end_compared(run, claim):
    if not _chosen(run) and is_overtaken(run, claim):
        claim._pass_on(run.call)
        return None
    if _is_other(run, claim):
        _note_first(run, claim.call_id)
        return _other_content(run)
    return _duplicate(run, claim)


def _end_by_key(run, claim):
    if not _is_other(run, claim):
        return _duplicate(run, claim)
    first = claim.call_id.id or None
    run.trace.stopped("duplicate", "key_reused", call=first)
    return Outcome(
        "key_reused",
        message=_lt("This Idempotency-Key was used for another request."),
        detail=_lt(
            "Call %(call)s had the same Idempotency-Key and other content.",
            call=first or "?",
        ),
    )


def _end_by_proof(run, claim):
    if not _is_other(run, claim):
        return _duplicate(run, claim)
    first = claim.call_id.id or None
    run.trace.stopped("duplicate", "replayed", call=first)
    return Outcome(
        "replayed",
        message=_lt("This call was sent before, with other content."),
        detail=_lt(
            "What the call proves itself by is that of call %(call)s, and its content "
            "is another: somebody may have changed what he saw of that one.",
            call=first or "?",
        ),
        headers={"WWW-Authenticate": run.spec.credentials.challenge},
    )


def _end_by_delivery(run, claim):
    if not _is_other(run, claim):
        return _duplicate(run, claim)
    # Only where the handler compares ids does the id alone say that it is a repeat.
    claim._pass_on(run.call)
    return None


_ENDS = {
    "signed": _end_by_proof,
    "nonce": _end_by_proof,
    "delivery": _end_by_delivery,
    "key": _end_by_key,
    "compared": _end_compared,
}


def _is_other(run, claim):
    """Whether the call has other content than the one that it would repeat."""
    # Claims from before this version have no digest.
    return claim.content_digest not in (False, run.findings.content_digest)


def _duplicate(run, claim):
    """End a call as the repeat of an earlier one."""
    _note_first(run, claim.call_id)
    first = run.findings.first_call_id or None
    run.trace.stopped("duplicate", "duplicate", call=first)
    return Outcome("duplicate")


def _under_way(run):
    run.trace.stopped("duplicate", "under_way")
    return Outcome(
        "under_way",
        message=_lt("The first call with this Idempotency-Key is under way."),
        headers={"Retry-After": str(RETRY_AFTER_UNDER_WAY)},
    )


def _other_content(run):
    """End a call that has the id or the values of another, and other content."""
    by_id = run.spec.duplicates.mode == "header"
    first = run.findings.first_call_id or None
    code = "id_reused" if by_id else "values_reused"
    run.trace.stopped("duplicate", code, call=first)
    if not by_id:
        return Outcome(code)
    # The id is another call's: by it, nobody would find what was swallowed.
    run.findings.request_digest = run.findings.content_digest
    detail = _lt(
        "Call %(call)s had the same delivery id and other content. If this is the "
        "right one, replay it.",
        call=first or "?",
    )
    return Outcome(code, detail=detail)


def _note_first(run, first):
    """Note which call this one repeats, and how that was answered."""
    run.findings.first_call_id = first.id
    # The answer of one that was erased is gone, too: the plain one is given.
    if first.response_code and not first.erased_date:
        headers = tuple(tuple(pair) for pair in first.response_headers or ())
        run.findings.first_reply = Reply(
            first.response_code, headers, first.response_body or ""
        )


# === REPLAYS ===


def _check_replay(run):
    """Whether a call was dealt with while its replay was asked for.

    By another person's replay, or since its sender sent it again. One replay of a
    request at a time; those before are seen, since this begins again where it has
    waited.
    """
    original = run.call.replay_of_id
    request = f"request {original.request_digest or original.id} {run.spec.id}"
    if run.tries.turns and not run.tries.turns.take([request]):
        raise Conflict([request])
    by = original._dealt_with_since(run.tries.replays_known)
    if not by:
        by = _claim_again(run, original)
    if not by:
        return None
    _note_first(run, by)
    code = "waits" if by.queued else "dealt_with"
    run.trace.stopped("duplicate", code, call=by.id)
    return Outcome("duplicate")


def _claim_again(run, original):
    """Hold the claims for a replay, so that the sender's next try repeats that.

    :return: the call that has dealt with the same request, or that waits in the queue
        with it; none where the replay is to be processed
    """
    marks = _marks(run)
    held = _claim(run, marks) if marks else {}
    family = original + original.replay_ids
    for claim in held.values():
        if _is_other(run, claim):
            continue
        first = claim.call_id
        # What it, or an earlier replay, left out is what is asked for.
        is_done = original.attention == "open" and first.reason in SETTLED
        if first.queued or (is_done and first not in family):
            return first
        claim._pass_on(run.call)
    return run.call.browse()
