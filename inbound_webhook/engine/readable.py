"""Lists and objects as a person reads them: one line for each thing they say.

    budget: 5000                    What is your budget?: 5000
    address:                        Which colours?: red, blue
      street: Main Road 1
      city: Ghent                   - sku: A
    tags: new, urgent                 quantity: 2

On the right, lists of questions and answers, and of other objects.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from .values import is_empty

#: Keys that hold what was asked, the one in words first.
_QUESTIONS = (
    *(
        "question",
        "label",
        "title",
        "heading",
        "text",
        "column_name",
        "name",
        "field",
        "key",
    ),
    *("column_id", "slug", "code", "ref", "id"),
)
#: Of these, what is in words, and no name of an object.
_IN_WORDS = ("question", "label", "title", "heading")
#: Keys that hold what was answered. ``text`` is a question beside an answer.
_ANSWERS = ("answer", "answers", "string_value", "values", "value", "text")
#: Keys that a person reads nothing in where there are a question and an answer.
_ABOUT = frozenset(
    {*_QUESTIONS, "type", "order", "position", "uuid", "required", "index"}
)
#: Others of them: field_id, questionType, objectTypeId.
_ABOUT_FORM = re.compile(
    r"(?:|field|question|answer|row|option|choice|element|input|block|form|page"
    r"|object(?:_?type)?)_?(?:id|ref|key|uuid|type)"
)
#: Where an answer is an object of one of these, that is the answer.
_CHOSEN = frozenset({"label", "labels", "text", "value", "values"})
_INDENT = "  "
#: Deeper, nobody sees what belongs to what, and each line would take up more room.
_DEEPEST = _INDENT * 10
#: Parts of a name, in the order in which they are said.
_OF_NAMES = (
    ("prefix", "title", "salutation"),
    ("first", "first_name", "firstname", "given", "given_name", "givenname"),
    ("middle", "middle_name", "middlename"),
    ("last", "last_name", "lastname", "family", "family_name", "familyname", "surname"),
    ("suffix",),
)


class Lines(str):
    """A text that was made of a list or an object. It may be more than one line, and
    is no name of anything.
    """


def readable(value: Any) -> Lines | None:
    """A list or an object as lines, without what says nothing; None for none.

    :param value: JSON-safe
    """
    return Lines("\n".join(_lines(value))) or None


def name_of_parts(value: Any) -> str | None:
    """The name of somebody, of an object that holds its parts and nothing else."""
    if not isinstance(value, dict) or not value:
        return None
    parts = {str(key).casefold(): part for key, part in value.items()}
    known = {key for keys in _OF_NAMES for key in keys}
    if not parts.keys() <= known or parts.keys().isdisjoint(
        _OF_NAMES[1] + _OF_NAMES[3]
    ):
        return None
    said = [parts[key] for keys in _OF_NAMES for key in keys if parts.get(key)]
    if not all(isinstance(part, str) for part in said):
        return None
    return " ".join(part.strip() for part in said).strip() or None


def is_answered(item: Any) -> bool:
    """Whether an item of a list is a question and its answer."""
    return _question_and_answer(item) is not None


def scalar_text(value: str | int | float | bool) -> str:
    """A text as it is, anything else as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value)


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        if len(value) > 1 and all(map(_is_answered_in_words, value.values())):
            return _lines(list(value.values()))
        return [line for key, item in value.items() for line in _member(key, item)]
    if not isinstance(value, list):
        return [] if is_empty(value) else scalar_text(value).splitlines()
    items = [item for item in value if not is_empty(item)]
    pairs = [_question_and_answer(item) for item in items]
    if items and all(pairs):
        return [line for pair in pairs for line in _member(*pair)]
    return [line for item in items for line in _item(item)]


def _member(name: str, value: Any) -> Iterator[str]:
    """The lines of what has a name: behind it, or below it."""
    said = _in_one_line(value)
    lines = said.splitlines() if said is not None else _lines(value)
    if not lines:
        return
    if said is None:
        yield f"{name}:"
    else:
        yield f"{name}: {lines.pop(0)}"
    yield from map(_indented, lines)


def _item(value: Any) -> Iterator[str]:
    said = _in_one_line(value)
    lines = said.splitlines() if said is not None else _lines(value)
    for number, line in enumerate(lines):
        yield _indented(line) if number else f"- {line}"


def _indented(line: str) -> str:
    return line if line.startswith(_DEEPEST) else _INDENT + line


def _in_one_line(value: Any) -> str | None:
    """What is said in place; None for what needs lines of its own."""
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= _CHOSEN:
        [value] = value.values()
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, list | dict) for item in items):
        return None
    return ", ".join(scalar_text(item) for item in items if not is_empty(item))


def _question_and_answer(item: Any) -> tuple[str, Any] | None:
    """The two, of an object that holds nothing else a person would read."""
    if not isinstance(item, dict):
        return None
    answer = next((key for key in (*_ANSWERS, item.get("type")) if _has(item, key)), "")
    if not answer or any(
        _says_more(key, part, item[answer])
        for key, part in item.items()
        if key != answer
    ):
        return None
    questions = [key for key in _QUESTIONS if key != answer]
    asked = next((text for key in questions if (text := _words(item.get(key)))), None)
    return (asked, item[answer]) if asked else None


def _is_answered_in_words(item: Any) -> bool:
    """Whether an object is a question in words, and its answer."""
    is_asked = isinstance(item, dict) and any(item.get(key) for key in _IN_WORDS)
    return is_asked and _question_and_answer(item) is not None


def _says_more(key: str, part: Any, answer: Any) -> bool:
    """Whether a member beside an answer says what that does not."""
    is_about = key in _ABOUT or _ABOUT_FORM.fullmatch(key.casefold())
    if is_about or is_empty(part):
        return False
    # The first name beside the whole one, the same once more as it was sent.
    is_repeated = isinstance(part, str) and isinstance(answer, str) and part in answer
    return not is_repeated


def _has(item: dict[str, Any], key: Any) -> bool:
    # Others name by a type the key of the answer: {"type": "email", "email": ...}.
    return isinstance(key, str) and key in item and key != "type"


def _words(question: Any) -> str | None:
    """A question as a text; some senders have an object that describes it."""
    if isinstance(question, dict):
        found = (question.get(key) for key in _QUESTIONS)
        question = next((text for text in found if isinstance(text, str)), None)
    is_text = isinstance(question, str) and question.strip()
    return " ".join(question.split()) if is_text else None
