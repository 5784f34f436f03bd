"""English that can be said in another language.

Senders read English, whatever happens; administrators read the same sentences on
their screens, in their own language. So a sentence remembers what it was made of:
``_lt("There is no type %(type)r.", type="txt")`` is the English text, and knows its
template and the values in it. Nothing is translated here: where a screen shows it,
Odoo looks the template up (``words/phrases.py``).

Odoo's export finds the templates by the name of the function, ``_lt`` (in Odoo, too, a
text that is translated later), as long as they are written out in the call: no
f-string, no variable.
"""

from collections.abc import Iterable
from typing import Any


class Phrase(str):
    """An English text, its template, and the values in it.

    Made into another text (cut, joined, formatted) it is a plain ``str``.

    :param template: with ``%(name)s`` for each value; without values, the text itself
    :param values: texts, whole numbers, phrases, terms, and moments
    """

    __slots__ = ("template", "values")

    def __new__(cls, template: str, /, **values: "Phrase | str | int"):
        phrase = super().__new__(cls, template % values if values else template)
        phrase.template = template
        phrase.values = values
        return phrase

    def __getnewargs_ex__(self):
        return (self.template,), self.values

    def to_json(self) -> dict[str, Any]:
        """The form in which it is stored: ``template``, and ``values`` by name."""
        stored = {
            name: value.to_json() if isinstance(value, _STORED) else value
            for name, value in self.values.items()
        }
        return {"template": self.template, "values": stored}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Phrase":
        """The phrase that :meth:`to_json` stored."""
        values = {
            name: _value_from_json(value) for name, value in stored["values"].items()
        }
        return cls(stored["template"], **values)

    @classmethod
    def of_lines(cls, lines: "Iterable[Phrase | str]") -> "Phrase":
        """Several phrases, each on a line of its own."""
        values = {f"line{number}": line for number, line in enumerate(lines, 1)}
        return cls("\n".join(f"%({name})s" for name in values), **values)


def _value_from_json(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kinds = {"term": Term, "moment": Moment}
    kind = next((kinds[name] for name in kinds if name in value), Phrase)
    return kind.from_json(value)


class Term(str):
    """A name in a phrase that Odoo knows in each language: of a model, or of a field.

    :param text: the name in English, or as it was when the sentence was made
    :param of: ``model`` or ``model:field``, by their technical names
    """

    __slots__ = ("of",)

    def __new__(cls, text: str, of: str):
        term = super().__new__(cls, text)
        term.of = of
        return term

    def __getnewargs__(self):
        return str(self), self.of

    def to_json(self) -> dict[str, str]:
        """The form in which it is stored: ``term`` and ``of``."""
        return {"term": str(self), "of": self.of}

    @classmethod
    def from_json(cls, stored: dict[str, str]) -> "Term":
        """The term that :meth:`to_json` stored."""
        return cls(stored["term"], stored["of"])


class Moment(str):
    """A moment in a phrase, which each reader is told in a time zone of his own.

    :param iso: as ISO 8601 writes it, in UTC, without a zone
    """

    __slots__ = ("iso",)

    def __new__(cls, iso: str):
        moment = super().__new__(cls, f"{iso.replace('T', ' ')} UTC")
        moment.iso = iso
        return moment

    def __getnewargs__(self):
        return (self.iso,)

    def to_json(self) -> dict[str, str]:
        """The form in which it is stored: ``moment``."""
        return {"moment": self.iso}

    @classmethod
    def from_json(cls, stored: dict[str, str]) -> "Moment":
        """The moment that :meth:`to_json` stored."""
        return cls(stored["moment"])


def joined(parts: "Iterable[Phrase | Term | str]") -> Phrase:
    """Names of several things in a row."""
    values = {f"part{number}": part for number, part in enumerate(parts, 1)}
    return Phrase(", ".join(f"%({name})s" for name in values), **values)


_STORED = Phrase | Term | Moment
_lt = Phrase
