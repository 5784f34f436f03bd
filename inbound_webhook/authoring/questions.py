"""Questions and their answers in a payload, as forms and lead ads send them.

A list of them goes by what names each question, so that its order does not matter.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from ..engine.body.xml_reader import NAMING, TEXT
from ..engine.paths.literals import quoted
from ..engine.paths.writing import member_path

#: Keys that name an item of a list.
_LABELS = (
    *("column_id", "name", "key", "field", "code", "slug", "ref", "id", "question"),
    *("label", "title", "prompt", "frage", "pregunta", "pergunta", "domanda", "質問"),
    *("@name", "@key", "@field", "@label", "@code", "@id", "@type"),
    *("question_id", "questionId", "field_id", "fieldId"),
)
#: Objects that say of an item which question it answers, and what they name it by.
_ASKED = ("field", "question", "item")
_NAMED_BY = ("ref", "key", "slug", "code", "id", "label", "title", "text", "name")
#: Keys that hold what such an item says.
_ANSWERS = frozenset(
    {
        *("value", "values", "string_value", "answer", "answers", "text", "content"),
        *("@value", TEXT),
    }
)
#: The same in other languages, beside a question: alone, ``valor`` is an amount.
_ANSWERS_BESIDE = _ANSWERS | {
    *("antwort", "wert", "reponse", "réponse", "valeur", "respuesta", "valor"),
    *("resposta", "risposta", "valore", "antwoord", "waarde", "回答", "値"),
    *("response", "responses", "answerDetails", "answer_details"),
}
#: Of whom and when a message is, which no answer says: each has an id of its own, that
#: no other call brings again.
_OF_MESSAGES = frozenset(
    {
        *("from", "sender", "author", "timestamp", "ts", "sent_at", "sentAt"),
        *("created_at", "createdAt", "created", "received_at", "receivedAt"),
    }
)
#: What was answered, beside what is said of the question.
_WRITTEN_OTHERWISE = ("raw_value", "prettyFormat", "sublabels", "cfname")
_SAID = ("answer", "answers", "string_value", "value", "values")
#: Of these labels only the sender knows the meaning, and keys that hold it in words.
_OPAQUE_LABELS = frozenset(
    {"key", "field", "code", "slug", "ref", "id", "@key", "@field", "@code", "@id"}
)
_QUESTIONS = ("label", "question", "title", "@label", "@title")
#: The same where an object has its answer beside it.
_QUESTIONS_BESIDE = (*_QUESTIONS, "text", "name")
#: What is said of a question beside its answer, which nobody needs a parameter for.
_ABOUT = frozenset(
    {
        *("label", "title", "question", "type", "kind", "order", "position", "options"),
        *("required", "placeholder", "id", "uuid", "ref", "@type", "@label", "@title"),
    }
)
#: The same beside a question that is an object; there, a text is an answer.
_ABOUT_ASKED = frozenset({"type", "kind", "order", "position"})
#: Of more questions, nobody reads what they are called.
_MOST_TITLES = 1_000


def titles_in(tree: Any) -> dict[str, str]:
    """What questions are called, by the ids by which their answers name them, where a
    payload has both: the definition of a form beside what was filled in.
    """
    titles: dict[str, str] = {}
    waiting = [tree]
    while waiting and len(titles) < _MOST_TITLES:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        if not isinstance(value, dict):
            continue
        waiting += value.values()
        said = (value.get(key) for key in ("title", "label", "question"))
        title = next((text for text in said if text and isinstance(text, str)), None)
        is_asked = title and _ANSWERS_BESIDE.isdisjoint(value)
        for key in ("ref", "key", "id", "questionId") if is_asked else ():
            if (name := _named(value, key)) and isinstance(name, str):
                titles.setdefault(name, title)
    return titles


def answer_beside(items: Collection[Any]) -> str | None:
    """The key of the answers, where each of these is a question with its answer, as
    some forms have them under keys of their own; None where one says anything else.
    """
    answers = [
        next((key for key in _SAID if key in item), None)
        for item in items
        if isinstance(item, dict) and asked(item)
    ]
    known = {*_ABOUT, *_QUESTIONS_BESIDE, *_WRITTEN_OTHERWISE, *answers}
    is_all = len(answers) == len(items) and all(item.keys() <= known for item in items)
    return next(filter(None, answers), None) if is_all else None


def asked(item: dict[str, Any]) -> str | None:
    """The question of an object that has its answer beside it."""
    texts = (item.get(key) for key in _QUESTIONS_BESIDE)
    return next((text for text in texts if text and isinstance(text, str)), None)


def is_plain(items: list[Any]) -> bool:
    """Whether the items of a list are single values."""
    return not any(isinstance(item, list | dict) for item in items)


def is_named_element(value: Any) -> bool:
    """Whether this is an element of XML that its attribute gives a name, and its text:
    the only one here, of which there are several in other calls.
    """
    if not isinstance(value, dict) or NAMING.isdisjoint(value):
        return False
    return all(key == TEXT or key.startswith("@") for key in value)


def items_in(path: str, items: list[Any]) -> Iterator[tuple[str | int, str, Any]]:
    """The items of a list, each by its label where no other has it, else by its index.

    :param path: that of the list
    :return: for each the label or the index, its path, and what it says
    """
    prefix = "" if path == "$" else path
    label = _label(items)
    counts = Counter(_named(item, label) for item in items) if label else Counter()
    for index, item in enumerate(items):
        if label is None or counts[_named(item, label)] > 1:
            yield index, f"{prefix}[{index}]", item
        else:
            yield (
                _in_words(item, label),
                _keyed(prefix, label, item),
                _said(item, label),
            )


def answers_in(path: str, items: list[Any]) -> Iterator[tuple[str | int, str, Any]]:
    """The same, but items of one label are one, with the answers of all of them."""
    label, by_label = _label(items), {}
    for item in items if label else ():
        by_label.setdefault(_named(item, label), []).append(item)
    if label is None or not all(_can_be_one(same, label) for same in by_label.values()):
        yield from items_in(path, items)
        return
    prefix = "" if path == "$" else path
    for same in by_label.values():
        first = same[0]
        said = _all_said(same, label) if len(same) > 1 else _said(first, label)
        if said == {} and not label.startswith("@"):
            # A question that is left open lacks what others have.
            said = {_answer_key(items): None}
        keyed = _keyed(prefix, label, first)
        is_asked = "." in label
        while isinstance(said, dict) and len(said) == 1:
            # The answer is all that there is: it needs no name of its own.
            [(key, inside)] = said.items()
            if not (is_asked or key in _ANSWERS_BESIDE):
                break
            keyed, said = member_path(keyed, key), inside
            if not is_asked:
                break
        yield _in_words(first, label), keyed, said


def _answer_key(items: list[dict[str, Any]]) -> str:
    return next(key for item in items for key in item if key in _ANSWERS_BESIDE)


def _keyed(prefix: str, label: str, item: dict[str, Any]) -> str:
    text = _named(item, label)
    is_short = re.fullmatch(r"[\w.-]+", text)
    return f"{prefix}[{label}={text if is_short else quoted(text)}]"


def _said(item: dict[str, Any], label: str) -> Any:
    """What an item says beside its label; an element of XML stands for its text."""
    top, _dot, inside = label.partition(".")
    rest = {key: value for key, value in item.items() if key != top}
    if inside:
        return _chosen({key: rest[key] for key in rest if key not in _ABOUT_ASKED})
    if not _ANSWERS_BESIDE.isdisjoint(rest):
        rest = {key: value for key, value in rest.items() if key not in _ABOUT}
    is_text = label.startswith("@") and not rest.keys() - {TEXT}
    return rest.get(TEXT) if is_text else rest


def _chosen(said: dict[str, Any]) -> dict[str, Any]:
    """An answer, without what else is said of the choices that it is: their ids."""
    [(key, value)] = said.items()
    for labels in ("labels", "label"):
        if isinstance(value, dict) and labels in value:
            return {key: {labels: value[labels]}}
    return said


def _named(item: dict[str, Any], label: str) -> str | None:
    """The label of an item as a text, of an id also where it is a number; None for
    none.
    """
    value: Any = item
    for key in label.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and label.lower().endswith("id") else value


def _can_be_one(items: list[dict[str, Any]], label: str) -> bool:
    """Whether the answers of items can be one list: none of them has parts."""
    if len(items) == 1:
        return True
    said = _all_said(items, label)
    answers = said.values() if isinstance(said, dict) else [said]
    return all(map(is_plain, answers))


def _all_said(items: list[dict[str, Any]], label: str) -> Any:
    said = [_said(item, label) for item in items]
    if not all(isinstance(each, dict) for each in said):
        return said
    keys = dict.fromkeys(key for each in said for key in each)
    return {key: _end_to_end(said, key) for key in keys}


def _end_to_end(items: list[dict[str, Any]], key: str) -> list[Any]:
    """What items have at a key, in one list, as a parameter of lists reads it."""
    values = [item[key] for item in items if key in item]
    lists = (value if isinstance(value, list) else [value] for value in values)
    return [item for value in lists for item in value]


def _in_words(item: dict[str, Any], label: str) -> str:
    """The label of an item as people read it."""
    keys = _QUESTIONS if label in _OPAQUE_LABELS else ()
    top, _dot, inside = label.partition(".")
    if inside:
        item, keys = item[top], _QUESTIONS_BESIDE
        label = inside
    said = (item.get(key) for key in keys)
    asked = next((text for text in said if text and isinstance(text, str)), None)
    return asked or _named(item, label)


def _label(items: list[Any]) -> str | None:
    """The key by whose text the items of a list are told apart, None for none.

    Most of them have an answer: one that is left open may lack it. Two may have the
    same label, as boxes that are ticked have.
    """
    if not all(isinstance(item, dict) and item for item in items):
        return None
    if asked := _asked_label(items):
        return asked
    if any(not _OF_MESSAGES.isdisjoint(item) for item in items):
        return None
    answered = sum(not _ANSWERS_BESIDE.isdisjoint(item) for item in items)
    is_of_fields = answered and all(map(is_named_element, items))
    if 2 * answered <= len(items) and not is_of_fields:
        return None
    distinct = {key: _distinct(items, key) for key in _LABELS}
    for enough in (len(items), len(items) // 2 + 1):
        for key, count_of_key in distinct.items():
            if count_of_key >= enough:
                return key
    return None


def has_answers(items: list[Any]) -> bool:
    """Whether the items of a list are questions with their answers."""
    return _label(items) is not None


def _asked_label(items: list[dict[str, Any]]) -> str | None:
    """The path to what names the question of each item, where that is an object beside
    one answer: ``field.ref``.
    """
    for asked in _ASKED:
        if not items or not all(isinstance(item.get(asked), dict) for item in items):
            continue
        rest = [item.keys() - _ABOUT_ASKED - {asked} for item in items]
        is_answer = asked != "item" or all(keys <= _ANSWERS_BESIDE for keys in rest)
        if not is_answer or any(len(keys) != 1 for keys in rest):
            return None
        for name in _NAMED_BY:
            label = f"{asked}.{name}"
            if _distinct(items, label) == len(items):
                return label
    return None


def _distinct(items: list[dict[str, Any]], key: str) -> int:
    """How many labels the items have at a key; 0 where one has none."""
    texts = [_named(item, key) for item in items]
    is_label = all(isinstance(text, str) and text for text in texts)
    return len(set(texts)) if is_label else 0
