"""Texts that a call adds to what a field says already."""

from markupsafe import Markup

from odoo import fields
from odoo.tools import format_datetime, html2plaintext, plaintext2html

from ..engine.phrases import _lt
from ..engine.readable import Lines
from ..engine.transforms.html import HtmlText
from ..engine.types import convert
from ..engine.values import refused, to_json
from .call_context import call_context

#: Types of fields that hold one text after another.
APPENDED_TYPES = ("text", "html")
#: Characters of all of them: a form that is sent again and again fills no database.
LONGEST_APPENDED = 100_000


def appended(record, name, value, timezone):
    """What a field is to hold so that nothing of what it holds is lost.

    What came last is not added again. Before each further text stands when it came, and
    with which call.

    :param record: in the environment of the handler's user; empty for a new one
    :param str name: of the field
    :param value: as ``field_value`` makes it
    :param timezone: name of that in which the date is written
    :raise ValueRefused: it would become too long
    """
    held = record[name]
    is_html = record._fields[name].type == "html"
    before, new = _plain(held, is_html), _plain(value, is_html)
    if not before:
        return value
    if before == new or before.endswith(f":\n{new}"):
        return held
    heading = _heading(record.env, timezone)
    if is_html:
        added = Markup("%s<p>%s</p>%s") % (held, heading, Markup(value))
    else:
        added = f"{held.rstrip()}\n\n{heading}\n{value}"
    if len(added) > LONGEST_APPENDED:
        most = _lt(
            "a text that the field has room for: with what it holds, it can be "
            "%(count)s characters long",
            count=LONGEST_APPENDED,
        )
        raise refused(new, most)
    return added


def is_added(record, name, value):
    """Whether a text was added to a field before, wherever it stands there.

    :param value: as the call says it
    """
    if not isinstance(value, str):
        return False
    held = _plain(record[name], record._fields[name].type == "html")
    new = _plain(value, isinstance(value, HtmlText))
    return f"{held}\n".startswith(f"{new}\n") or f":\n{new}\n" in f"{held}\n"


def both(first, second, context):
    """Two texts of one call that go into one field, as one.

    :param context: the engine's ``ValueContext``
    :return: HTML where one of them is
    """
    texts = [_text(each, context) for each in (first, second)]
    if not any(isinstance(text, HtmlText) for text in texts):
        return Lines("\n\n".join(texts))
    return HtmlText("".join(map(_as_html, texts)))


def _text(value, context):
    if isinstance(value, HtmlText):
        return value
    return convert(to_json(value), "text", context) or ""


def _as_html(text):
    return text if isinstance(text, HtmlText) else plaintext2html(text)


def _plain(text, is_html):
    """A text without what writing and reading it may change."""
    text = html2plaintext(text or "") if is_html else text or ""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _heading(env, timezone):
    context = call_context(env)
    return env._(
        "%(date)s, call %(call)s:",
        date=format_datetime(env, fields.Datetime.now(), tz=timezone or "UTC"),
        call=context.call.id if context else "",
    )
