"""Which changes let calls do more than before, or let more calls in.

Whoever looks through the changes of a year has to find these: so where it is not plain,
a change counts as one.
"""

import re

from ..engine.errors import EngineError
from ..engine.networks import parse_networks
from ..engine.origins import ANY, parse_origins
from ..engine.templates import compile_template

_HANDLER = "inbound.webhook.handler"
_CONDITION = "inbound.webhook.condition"
#: What handlers have in common, and the field by which a part belongs to one.
_SHARED = {
    "inbound.webhook.scheme": None,
    "inbound.webhook.scheme.part": "scheme_id",
    "inbound.webhook.handshake": None,
    "inbound.webhook.handshake.condition": "handshake_id",
}
#: What of these is for people alone.
_SAID = frozenset(
    {"name", "active", "description", "secret_word", "secret_hint", "secret_maker"}
    | {"is_after_url", "documentation_url", "source", "vector", "checked_against"}
    | {"hint"}
)
#: How much a call has to prove, from nothing on.
_PROOFS = ("none", "basic", "token", "signature", "certificate")
_POLICIES = ("on_create", "note", "if_empty", "append", "always", "also_empty")


def widens(model, operation, field_name, old, new, record):
    """Whether a change lets calls do more.

    :param str model: of what is changed
    :param str operation: ``made``, ``changed`` or ``removed``
    :param field_name: which field is changed, None where it is the whole
    :param old: what it held
    :param new: what it holds; links are sets of ids
    :param record: what is changed, as it is now
    :rtype: bool
    """
    if model in _SHARED:
        is_said = field_name in _SAID and not _SHARED[model]
        return not is_said and _is_used(record, operation)
    if operation == "removed":
        return model == _CONDITION
    if operation == "made":
        return model in _MADE and _MADE[model](record)
    rule = CHANGED.get(model, {}).get(field_name)
    if rule is None and field_name.startswith("max_"):
        rule = _is_higher
    return bool(rule and rule(old, new))


def _is_used(record, operation):
    """Whether handlers have what is changed; something new, none has yet."""
    if operation == "removed":
        return True
    owner = _SHARED[record._name]
    return bool((record[owner] if owner else record)._handlers())


def _always(*_values):
    return True


def _is_on(_old, new):
    return bool(new)


def _is_off(_old, new):
    return not new


def _is_higher(old, new):
    return (new or 0) > (old or 0)


def _is_lower(old, new):
    return (new or 0) < (old or 0)


def _is_higher_or_endless(old, new):
    """Of a limit of which 0 is none."""
    return bool(old) and (not new or new > old)


def _is_later(old, new):
    """Of an end: what has none is good for ever."""
    return bool(old) and (not new or new > old)


def _is_longer(old, new):
    """Of a time until when something goes on that has ended otherwise."""
    return bool(new) and (not old or new > old)


def _is_more(old, new):
    return not set(new or ()) <= set(old or ())


def _is_new(old, new):
    """Of what calls bring without saying it: those that said nothing say it now."""
    return bool(new) and not old


def _lists_less(old, new):
    """Of a list of what does not count, in lines or with commas between."""
    before, after = (
        {item.strip() for item in re.split(r"[\n,]", text or "")} for text in (old, new)
    )
    return not before <= after | {""}


def _lets_more_websites(old, new):
    """Of a list of websites: an empty one lets forms of all in, and scripts of none."""
    try:
        before, after = (parse_origins(text or "").patterns for text in (old, new))
    except EngineError:
        return True
    if ANY in before:
        return False
    return _is_more(before, after) or bool(before) and not after


def _has_placeholders(_old, new):
    return "{{" in (new or "")


def _tells_more(old, new):
    """Of a template of a response: whether more fields of the record stand in it."""
    try:
        before, after = (compile_template(text or "").names for text in (old, new))
    except EngineError:
        return True
    return any(name.startswith("record.") for name in after - before)


def _is_wider_network(old, new):
    """Of a list of addresses: an empty one lets all in."""
    if not old or not new:
        return bool(old)
    try:
        before, after = parse_networks(old), parse_networks(new)
    except EngineError:
        return True
    return not all(
        any(
            network.version == known.version and network.subnet_of(known)
            for known in before
        )
        for network in after
    )


def _comes_before(order):
    """A rule for choices that ask for more and more."""
    return lambda old, new: _place(order, new) < _place(order, old)


def _comes_after(order):
    return lambda old, new: _place(order, new) > _place(order, old)


def _place(order, value):
    return order.index(value) if value in order else -1


def _becomes(value):
    return lambda _old, new: new == value


def _was(value):
    return lambda old, _new: old == value


def _is_or(condition):
    return condition.connector == "or"


def _tells_of_records(response):
    return _tells_more("", response.body) or _tells_more("", response.headers)


_MADE = {
    # A new URL.
    _HANDLER: _always,
    # One more field that calls fill.
    "inbound.webhook.mapping": _always,
    # Beside others it is a further way to be let through.
    _CONDITION: _is_or,
    "inbound.webhook.response": _tells_of_records,
    # One more field that look-ups answer.
    "inbound.webhook.answer.field": _always,
    "base.automation": _always,
}
#: For each model the fields whose changes may allow more, and when they do.
CHANGED = {
    _HANDLER: {
        "active": _is_on,
        # What comes while it is off counts later.
        "when_off": _becomes("keep"),
        "user_id": _always,
        "company_id": _always,
        "model_id": _always,
        "method": _becomes("post"),
        # Browsers send forms from any page, and ask before they send anything else.
        "body_type": _becomes("form"),
        "take_put": _is_on,
        "save_on_get": _is_on,
        # One call is about many records then, and the rest of one that fails counts.
        "split_path": _is_on,
        "split_mode": _becomes("each"),
        # What stood for nothing is written then.
        "nothing_words": _lists_less,
        "match_policy": _was("refuse"),
        "operation_mode": _always,
        "match_archived": _always,
        "match_domain": _always,
        # What was older counts again.
        "event_time_parameter_id": _always,
        "event_time_scope": _becomes("field"),
        # Other records are meant then.
        "external_id_parameter_id": _always,
        "external_system": _always,
        "allow_descent": _is_on,
        "may_change_logins": _is_on,
        "pass_changes_on": _is_on,
        "return_field_ids": _is_more,
        "look_up_mode": _becomes("list"),
        "list_limit": _is_higher,
        # Others come within the number.
        "list_order_field_id": _always,
        "list_direction": _always,
        "auth_type": _comes_before(_PROOFS),
        "scheme_id": _always,
        "auth_user": _always,
        "kept_secret": _is_on,
        "kept_secret_next": _is_on,
        "secret_until": _is_later,
        "ip_allowlist": _is_wider_network,
        "allowed_origins": _lets_more_websites,
        "handshake_ids": _is_more,
        "rate_limit": _is_higher_or_endless,
        "rate_limit_address": _is_higher_or_endless,
        "protection_period": _is_lower,
        "protection_period_unit": _always,
        # What was a repeat counts again.
        "duplicate_mode": _always,
        "duplicate_header": _always,
        "volatile_fields": _lists_less,
        "old_url_until": _is_longer,
        "honeypot_field": _is_off,
        "min_fill_seconds": _is_lower,
    },
    "inbound.webhook.response": {
        **dict.fromkeys(("body", "headers"), _tells_more),
        # Where the call has a record, it may tell of that.
        "outcome": _always,
    },
    "inbound.webhook.answer.field": dict.fromkeys(("path", "handler_id"), _always),
    "inbound.webhook.parameter": {
        "required": _is_off,
        # The rest of such a call counts then.
        "on_invalid": _was("refuse"),
        # It decides which values count.
        "type": _always,
        # A signature proves the body alone.
        "source": _was("body"),
        # Calls that do not say it write it then.
        "absent_is_no": _is_new,
        "default_value": _is_new,
        # What was a repeat counts again.
        "is_duplicate_key": _always,
    },
    "inbound.webhook.mapping": {
        "field_id": _always,
        "handler_id": _always,
        # Who sends the call says then what was fixed.
        "value_source": _becomes("parameter"),
        "constant": _has_placeholders,
        # What a transform refuses, or makes the same of, is written as it comes.
        "parameter_id": _always,
        "transform": _always,
        "transform_argument": _always,
        "is_match_key": _always,
        "joins_previous_key": _always,
        "policy": _comes_after(_POLICIES),
        "on_invalid": _was("refuse"),
        "create_missing": _is_on,
    },
    _CONDITION: dict.fromkeys(
        ("connector", "parameter_id", "operator", "value", "handler_id"), _always
    ),
    "base.automation": dict.fromkeys(
        ("active", "filter_domain", "action_server_ids", "inbound_webhook_operation")
        + ("inbound_webhook_handler_id", "trigger"),
        _always,
    ),
}
