"""What calls leave in the chatter of a record instead of in a field.

The field of such a mapping is what the note is called, and is not written.
"""

from dataclasses import dataclass

from markupsafe import Markup

from odoo.tools import html2plaintext, plaintext2html

from ..engine.body.payload import Files
from ..engine.errors import ValueRefused
from ..engine.notes import left_out
from ..engine.phrases import _lt
from ..engine.transforms.html import HtmlText
from ..engine.types import convert
from ..engine.values import is_empty, refused, to_json
from .field_refusals import refused_by_field

#: Longer texts are no note, and belong into a file.
_LONGEST = 100_000
#: Notes among which the last one of the same name is looked for.
_LOOKED_AT = 50


@dataclass(frozen=True)
class ChatterNote:
    """A note to be left.

    :param field: what it is called by
    :param text: plain, whatever came
    """

    field: str
    text: str


def notes_of(mappings, target, parameters, context):
    """What a call says that is to be left in the chatter.

    :param mappings: those of its handler that have a say
    :param target: empty recordset, in the environment of the handler's user
    :param dict parameters: converted parameters by name
    :param context: the engine's ``ValueContext``
    :return: the notes, and ``Note`` of what was left out of them
    :rtype: tuple[list[ChatterNote], list[Note]]
    :raise ValueRefused: a value is none for it, and refuses the call
    """
    found, unfit = [], []
    for mapping in mappings:
        value = mapping.transformed(parameters) if mapping.is_note else None
        if is_empty(value):
            continue
        try:
            text = _text(value, context)
        except ValueRefused as error:
            named = refused_by_field(target, mapping, error)
            if mapping.on_invalid == "refuse":
                raise named from error
            about = {"field": mapping.field, "parameter": mapping.parameter or None}
            unfit.append(left_out(named, **about))
        else:
            if text:
                found.append(ChatterNote(mapping.field, text))
    return found, unfit


def not_said_last(record, notes, spec):
    """Those of some notes that are not what their kind said last on a record.

    A sender that repeats itself says nothing new; a person who says the same after
    something else does.

    :param record: in the environment of the handler's user
    :param HandlerSpec spec: the handler
    """
    if not notes:
        return []
    domain = [
        ("model", "=", record._name),
        ("res_id", "=", record.id),
        ("author_id", "=", spec.runner.partner_id),
        ("is_internal", "=", True),
    ]
    latest = {}
    messages = record.env["mail.message"]
    # Whoever wrote a note may read it, so it takes no more rights than his.
    for message in messages.search(domain, order="id desc", limit=_LOOKED_AT):
        heading, text = _said(message.body)
        latest.setdefault(heading, text)
    return [
        note
        for note in notes
        if latest.get(_label(record, note)) != _said(_body(record, note, ""))[1]
    ]


def leave(record, notes, spec, call):
    """Leave notes in the chatter of a record; nobody is sent a mail.

    :param record: in the environment of the handler's user
    :param call: the row, which they name
    :return: ``{"field", "old", "new"}`` of each, as of a field that was written
    """
    if not notes:
        return []
    record._check_inbound_webhook_change()
    record.check_access("write")
    named = record.env._("call %s", call.id)
    for note in notes:
        record._log_for_inbound_webhook(_body(record, note, named), spec)
    return [
        {
            "field": "message_ids",
            "old": None,
            "new": f"{_label(record, note)}: {note.text}",
        }
        for note in notes
    ]


def _text(value, context):
    if isinstance(value, Files):
        raise refused(value, _lt("a text"))
    if isinstance(value, HtmlText):
        value = html2plaintext(value)
    text = convert(to_json(value), "text", context) or ""
    if len(text) > _LONGEST:
        raise refused(
            text, _lt("a text of at most %(count)s characters", count=_LONGEST)
        )
    return text.strip()


def _body(record, note, named):
    """A note as it is stored: what came is text, whatever it looks like."""
    heading = Markup("<p><b>%s</b> (%s)</p>") % (_label(record, note), named)
    return heading + plaintext2html(note.text)


def _label(record, note):
    return record._fields[note.field]._description_string(record.env)


def _said(body):
    """What a note is called by, and what it says, however it was stored."""
    plain = html2plaintext(body or "")
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    heading = lines[0].rpartition(" (")[0] if lines else ""
    return heading.strip("*"), lines[1:]
