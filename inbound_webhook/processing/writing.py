"""Creates and changes the record of a call, in the environment of its handler's user.

His rights decide.
"""

from dataclasses import dataclass, replace
from typing import Any

from ..engine.errors import RecordMissing
from ..engine.notes import Note
from ..engine.phrases import _lt
from ..engine.records import EXTERNAL_ID
from .applied import Applied
from .call_context import call_context
from .call_values import CallValues
from .chatter_notes import ChatterNote, leave, not_said_last, notes_of
from .event_order import EventOrder
from .external_id import ExternalId
from .finding import Match, find
from .held import is_held
from .new_owner import owner_of_new
from .record_values import shown, shown_of_new
from .rest import left


@dataclass
class _Said:
    """What a call says of its record.

    :param values: for ``create`` or ``write``
    :param posts: what goes into the chatter instead, as ``ChatterNote``
    :param notes: what is worth knowing of a value
    """

    values: dict[str, Any]
    posts: list[ChatterNote]
    notes: list[Note]


def look_up(env, spec, parameters):
    """Find the record that a GET call asks for; all of them, where it answers a list.

    :param env: of the handler's user
    :param HandlerSpec spec: the handler
    :param dict parameters: converted parameters by name
    :rtype: Applied
    :raise KeyMissing: the call has no value to look up by
    :raise ValueRefused: the value that it has does not fit
    """
    match = find(env, spec, parameters)
    if not match.by:
        raise match.refusal or spec.record.key_missing(spec.parameters)
    operation = "found" if match.record else "not_found"
    return Applied(operation, match.record, match, notes=match.notes)


def save(env, spec, call, parameters, emptied=(), silence=None, trials=None):
    """Do with the record of a call what its handler does: mostly create or update it.

    :param env: of the handler's user
    :param HandlerSpec spec: the handler
    :param call: the row, which the chatter names
    :param dict parameters: converted parameters by name
    :param emptied: names of those that the call brings without a value
    :param ValueRefused silence: why no record is made of a call that says nothing of
        one; None where it does
    :param Trials trials: saves it without what Odoo refuses; None where Odoo is to
        have all of it
    :rtype: Applied
    :raise EngineError: a value does not fit its field, the match is ambiguous, or the
        record that the call names by its id is not there
    :raise KeyMissing: the call has no value to find the record by that it is to change
    :raise odoo.exceptions.UserError: access denied, or the record is not valid
    """
    match = find(env, spec, parameters)
    record = match.record
    unwanted = _unwanted(spec, match)
    if unwanted:
        return Applied(unwanted, record, match, notes=match.notes)
    order = EventOrder.of(spec, parameters, record)
    mappings = [item for item in spec.record.mappings if _applies_to(item, record)]
    saying = [item for item in mappings if item.is_said(parameters, emptied)]
    written = spec.record.written_by(saying, record._active_name)
    added = {item.field for item in saying if item.adds and not item.is_note}
    if order.is_older(written, added):
        return Applied("older", record, match, older=order.details())
    if spec.record.operation_mode == "delete":
        return replace(_delete(match), notes=match.notes + order.notes)
    _check_there(match)
    order.leave([item.field for item in saying if not item.adds])
    mappings = order.newer(mappings)
    saving = _Saving(
        env, spec, call, match, mappings, parameters, emptied, silence, order
    )
    return trials.save(saving) if trials else saving.attempt()


def complete(env, spec, call, parameters, emptied, rest, trials=None):
    """Write what was left out of a record before, and nothing else.

    As :func:`save`.

    :param Rest rest: what that is
    :raise RecordMissing: the record is not there any more
    """
    is_target = rest.model == spec.record.model
    record = is_target and env[rest.model].browse(rest.record_id).exists()
    if not record:
        raise RecordMissing(
            "record_missing",
            _lt("The record that this call was about is not there any more."),
        )
    mappings = [
        mapping
        for mapping in left(spec.record.mappings, record, parameters, rest)
        if (rest.is_new and mapping.policy == "on_create")
        or _applies_to(mapping, record)
    ]
    match = Match(record)
    saving = _Saving(env, spec, call, match, mappings, parameters, emptied)
    return trials.save(saving) if trials else saving.attempt()


@dataclass
class _Saving:
    """The values of a call on their way into its record.

    :param match: the record, empty for a new one
    :param mappings: those that have a say
    :param EventOrder order: which of them are older than what is there; None where only
        what was left out before is written
    """

    env: Any
    spec: Any
    call: Any
    match: Match
    mappings: list[Any]
    parameters: dict[str, Any]
    emptied: Any
    silence: Any = None
    order: Any = None

    @property
    def target(self):
        """An empty recordset."""
        return self.env[self.spec.record.model]

    @property
    def said(self):
        """The mappings by which the call says something of a field, with their values.

        :rtype: list
        """
        return [
            (item, item.transformed(self.parameters))
            for item in self.mappings
            if not item.is_note and item.is_said(self.parameters, self.emptied)
        ]

    def attempt(self, odd=None):
        """Save what the call says.

        :param odd: what is left out: an ``OddValue`` by field
        :rtype: Applied
        """
        spec, match, order = self.spec, self.match, self.order
        record = match.record
        said = self._what_is_said(odd)
        if record and order:
            said.values |= _archiving(spec.record, record, said.values, order)
        notes = said.notes + [note for note in match.notes if note not in said.notes]
        notes += order.notes if order else []
        _tell(self.env, notes)
        if record:
            applied = _update(spec, self.call, match, said)
        else:
            applied = _create(spec, self.call, match, said, self.parameters)
        if order:
            order.keep(applied.record, said.values)
            _keep_external_id(applied, spec.record, self.parameters)
        return replace(applied, notes=notes)

    def _what_is_said(self, odd):
        """What the mappings make of the call, for the record.

        :rtype: _Said
        :raise EngineError: as :func:`save`
        """
        said = CallValues(
            self.spec,
            self.mappings,
            self.target,
            self.parameters,
            self.match.record,
            self.emptied,
            self.silence,
            odd,
        )
        values = said.to_write()
        posts, unfit = notes_of(
            self.mappings, self.target, self.parameters, self.spec.context
        )
        return _Said(values, posts, said.notes + unfit)


def _unwanted(spec, match):
    """Why a handler does nothing about a call; None where it does.

    :raise KeyMissing: it cannot tell, since the call has no value to find a record by
    :raise ValueRefused: the value that it has does not fit
    """
    rule = spec.record
    if not (rule.makes or match.by):
        raise match.refusal or rule.key_missing(spec.parameters)
    if not match.record and not rule.makes:
        return "unknown"
    if match.record and rule.operation_mode == "create":
        return "exists"
    return None


def _check_there(match):
    """:raise RecordMissing: the call names its record by the id, and there is none"""
    if not match.record and "id" in match.by:
        raise RecordMissing(
            "record_missing",
            _lt(
                "There is no %(model)s with the id of this call.",
                model=match.record._description,
            ),
        )


def _archiving(rule, record, values, order):
    """Values that put a record into the archive, or bring it back.

    :param dict values: what the call says; also of that, where nothing else is asked
    :param EventOrder order: whether something newer was said of it
    """
    active, name = rule.leaves_active, record._active_name
    if active is None or not name or order.is_stale(name):
        return {}
    is_said = name in values and rule.makes
    return {} if is_said else {name: active}


def _delete(match):
    record = match.record
    record._check_inbound_webhook_change()
    record.unlink()
    return Applied("deleted", record, match, notes=match.notes)


def _tell(env, notes):
    """Have the record say what was left out."""
    context = call_context(env)
    if context:
        context.tell(notes)


def _applies_to(mapping, record):
    """Whether the policy lets a mapping write to a record (empty: a new one)."""
    if not record or mapping.policy in ("always", "also_empty", "append", "note"):
        return True
    return mapping.policy == "if_empty" and not record[mapping.field]


def _create(spec, call, match, said, parameters):
    target = match.record
    # Nobody else makes it meanwhile.
    digests = spec.record.digests_of_new(said.values, spec.context, parameters)
    target.env["inbound.webhook.key"]._become_maker(digests)
    # What the call says comes in the order of its mappings, as it is told on.
    values = said.values | {**owner_of_new(target), **said.values}
    creator = _with_files_as_they_are(target, values)
    creator = creator.with_context(mail_create_nosubscribe=True)
    # A copy, since models add values of their own to what they are given.
    record = creator._create_for_inbound_webhook(dict(values), spec, call)
    changes = [
        {"field": name, "old": None, "new": new}
        for name, value in values.items()
        if (new := shown_of_new(record, name, value))
    ]
    record = target.browse(record.id)
    changes += leave(record, said.posts, spec, call)
    return Applied("created", record, match, changes)


def _update(spec, call, match, said):
    record = match.record
    changed = {
        name: value
        for name, value in said.values.items()
        if not is_held(spec, record, name, value)
    }
    posts = not_said_last(record, said.posts, spec)
    if not changed:
        record._say_left_out_for_inbound_webhook(spec, call)
    if not (changed or posts):
        return Applied("unchanged", record, match)
    old = {name: shown(record, name) for name in changed}
    if changed:
        writer = _with_files_as_they_are(record, changed)
        writer._write_for_inbound_webhook(dict(changed), spec, call)
    changes = [
        {"field": name, "old": old[name], "new": shown(record, name)}
        for name in changed
    ]
    changes += leave(record, posts, spec, call)
    return Applied(_operation(spec.record, record, changed), record, match, changes)


def _keep_external_id(applied, rule, parameters):
    """Keep which record the sender's id stands for, unless it found the record."""
    external = ExternalId.of(applied.record.env, rule, parameters)
    if external and EXTERNAL_ID not in applied.match.fields:
        external.keep(applied.record)


def _with_files_as_they_are(record, names):
    """A record of whose files Odoo makes nothing else as it saves them.

    It would decode each picture, however large that is then (``_postprocess_contents``
    in odoo/addons/base/models/ir_attachment.py), and fail at one that is broken. Those
    that a field has made smaller are in its own size already.
    """
    if any(record._fields[name].type == "binary" for name in names):
        return record.with_context(image_no_postprocess=True)
    return record


def _operation(rule, record, changed):
    """What was done to a record, by what was changed of it."""
    is_moved = record._active_name in changed
    operations = {"archive": "archived", "unarchive": "unarchived"}
    return operations.get(rule.operation_mode, "updated") if is_moved else "updated"
