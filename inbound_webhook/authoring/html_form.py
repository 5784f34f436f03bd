"""A form for a page of a website, from the parameters that it fills.

Whatever they are called, the page holds that as text: what is put in is escaped.
"""

import re
from collections.abc import Callable, Iterable
from html import escape

from ..engine.bots import SECONDS_FIELD, BotTraps
from ..engine.labels import label_of
from ..engine.parameters import ParameterSpec
from ..engine.phrases import Phrase, _lt

#: Says a phrase in the language of the visitors.
Say = Callable[[Phrase | str], str]

_KINDS = {
    "email": 'type="email"',
    "phone": 'type="tel"',
    "url": 'type="url"',
    "integer": 'type="number"',
    "decimal": 'type="number" step="any"',
    "date": 'type="date"',
    "datetime": 'type="datetime-local"',
    "boolean": 'type="checkbox" value="yes"',
    "file": 'type="file"',
}
#: What browsers fill in by themselves, by the words of a name (autocomplete in HTML).
_AUTOCOMPLETE = {
    "name": "name",
    "fullname": "name",
    "firstname": "given-name",
    "lastname": "family-name",
    "email": "email",
    "phone": "tel",
    "company": "organization",
    "street": "street-address",
    "city": "address-level2",
    "zip": "postal-code",
    "country": "country-name",
}
_LONG = {"message", "comment", "comments", "description", "note", "notes", "question"}
_WORDS = re.compile(r"[^\W_]+")


def html_form(
    url: str,
    parameters: Iterable[ParameterSpec],
    bots: BotTraps,
    say: Say = str,
) -> str:
    """A form as HTML, to be pasted into a page.

    :param url: where it is sent, a query included
    :param parameters: those that a visitor fills in
    :param bots: what is built in to tell programs from people
    """
    # Of two parameters that read one field, a visitor fills in one.
    fields = {parameter.place: parameter for parameter in reversed([*parameters])}
    has_files = any(parameter.type == "file" for parameter in fields.values())
    # Else a browser sends the name of a file in place of it.
    encoding = ' enctype="multipart/form-data"' if has_files else ""
    lines = [
        f'<form action="{escape(url)}" method="post" accept-charset="UTF-8"{encoding}>'
    ]
    for parameter in reversed(fields.values()):
        lines.append(f"  <p><label>{_field(parameter)}</label></p>")
    if bots.trap:
        lines += _trap(bots.trap, say)
    if bots.seconds:
        lines += _seconds(say)
    lines += [f"  <p><button>{escape(say(_lt('Send')))}</button></p>", "</form>"]
    return "\n".join(lines)


def _field(parameter: ParameterSpec) -> str:
    label, name = escape(label_of(parameter.name)), escape(parameter.place)
    is_needed = parameter.required and not parameter.default
    words = _WORDS.findall(parameter.name.lower())
    if parameter.type == "text" and not _LONG.isdisjoint(words):
        needed = " required" if is_needed else ""
        return f'{label}<br><textarea name="{name}" rows="5"{needed}></textarea>'
    known = _AUTOCOMPLETE.get("".join(words))
    # Of a number that is kept as it was written, too, a telephone shows its keys.
    kind = _KINDS.get("phone" if known == "tel" else parameter.type, "")
    attributes = [f'name="{name}"', kind]
    attributes.append(f'autocomplete="{known}"' if known else "")
    attributes.append("required" if is_needed else "")
    field = f"<input {' '.join(filter(None, attributes))}>"
    return f"{field} {label}" if parameter.type == "boolean" else f"{label}<br>{field}"


def _trap(name: str, say: Say) -> list[str]:
    label = escape(say(_lt("Leave this field empty")))
    return [
        '  <div style="position: absolute; left: -10000px" aria-hidden="true">',
        f'    <label>{label} <input name="{escape(name)}" tabindex="-1"'
        ' autocomplete="off"></label>',
        "  </div>",
    ]


def _seconds(say: Say) -> list[str]:
    without = escape(say(_lt("Please switch JavaScript on to send this form.")))
    script = f"""
      document.currentScript.closest("form").addEventListener("submit", (event) => {{
        const seconds = Math.floor(performance.now() / 1000);
        event.target.elements.{SECONDS_FIELD}.value = seconds;
      }});"""
    return [
        f'  <input type="hidden" name="{SECONDS_FIELD}">',
        f"  <noscript><p>{without}</p></noscript>",
        "  <script>",
        *(line.removeprefix("  ") for line in script.strip("\n").splitlines()),
        "  </script>",
    ]
