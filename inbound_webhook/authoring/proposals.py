"""From a sample of a payload to the parameters that it could have.

One parameter is proposed for each value in the sample. Read from the sample itself,
they give its values back, whatever it holds.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count, islice
from typing import Any

from ..engine.body.payload import BytesInTree
from ..engine.body.tree import KeyPath
from ..engine.body.xml_reader import TEXT
from ..engine.paths.parser import LONGEST
from ..engine.paths.writing import member_path
from ..engine.spelling import without_accents
from ..engine.types import Type
from ..engine.types.file import holds_files
from ..engine.values import ValueContext
from .guesses.meaning import holds_answer, meaning_of
from .proposed import ProposedParameter
from .questions import (
    answer_beside,
    answers_in,
    asked,
    is_named_element,
    is_plain,
    items_in,
    titles_in,
)
from .sample_types import likely_type

#: What a placeholder of an answer means by these is not a parameter.
_TAKEN_NAMES = ("record", "call")
_CONTEXT = ValueContext()


def propose_parameters(
    tree: Any,
    most: int = 1_000,
    taken: Collection[str] = (),
    types: Mapping[str, Type] | None = None,
    context: ValueContext = _CONTEXT,
) -> list[ProposedParameter]:
    """The parameters that a payload's tree suggests, in its order.

    A list of single values is one parameter, and so is a file, or a list of files; of
    other lists each item is looked into.
    Where each item of a list has an answer and a label of its own, its path goes by
    the label, so that the order of the list does not matter.

    :param most: how many are proposed; nobody reads more
    :param taken: names that others have
    :param types: by name, those that they may be of; all by default
    :param context: how values are read
    """
    taken = {*_TAKEN_NAMES, *taken}
    proposals, titles = [], titles_in(tree)
    for keys, path, value in islice(_leaves(tree), most):
        key_path = tuple(_in_title(key, titles) for key in keys)
        name = _unique_name(key_path, taken)
        taken.add(name)
        guess = likely_type(name, key_path, [value], types, context)
        proposals.append(ProposedParameter(name, guess, path, value, key_path))
    return proposals


def _in_title(key: str | int, titles: dict[str, str]) -> str | int:
    """What a question is called, in place of an id that says nothing itself."""
    return titles[key] if key in titles and not meaning_of((key,)) else key


def propose_parameter(
    tree: Any,
    key_path: KeyPath,
    taken: Iterable[str] = (),
    items: list[Any] | None = None,
    types: Mapping[str, Type] | None = None,
    context: ValueContext = _CONTEXT,
) -> ProposedParameter:
    """The parameter for one value of a payload's tree, be it a list or an object.

    :param key_path: the keys and indexes that lead to the value
    :param taken: names that other parameters have
    :param items: the list that the handler makes one record of each item of; a value
        in one of them gets a path into the item at hand
    :param types: by name, those that it may be of; all by default
    :param context: how values are read
    :raises LookupError: there is nothing at its end
    """
    path, value, words = "$", tree, []
    for step in key_path:
        is_item = value is items
        if isinstance(value, dict) and isinstance(step, str):
            word, path, value = step, member_path(path, step), value[step]
        elif isinstance(value, list) and step in range(len(value)):
            word, path, _rest = next(islice(items_in(path, value), step, None))
            value = value[step]
        else:
            raise LookupError("There is no value at the end of this key path.")
        if is_item or _is_one_of(value, items):
            path = "@"
        words.append(word)
    labels = tuple(words)
    name = _unique_name(labels, {*_TAKEN_NAMES, *taken})
    guess = likely_type(name, labels, [value], types, context)
    return ProposedParameter(name, guess, path, value, labels)


def _is_one_of(value: Any, items: list[Any] | None) -> bool:
    """Whether a value is itself one of the items, and not only equal to one."""
    return isinstance(value, dict | list) and any(value is item for item in items or ())


def _leaves(tree: Any) -> Iterator[tuple[KeyPath, str, Any]]:
    """The keys that lead to each value which is one parameter, its path, the value."""
    waiting: list[tuple[KeyPath, str, Any]] = [((), "$", tree)]
    while waiting:
        key_path, path, value = waiting.pop()
        if isinstance(value, BytesInTree):
            # What nobody can read is no sample.
            value = None
        # What is in the object of a file says nothing without the others.
        branches = [] if holds_files(value) else _branches(path, value)
        if not branches and len(path) <= LONGEST:
            yield key_path, path, value
        waiting += [((*key_path, key), step, v) for key, step, v in reversed(branches)]


def _branches(path: str, value: Any) -> list[tuple[str | int, str, Any]]:
    """What is to be looked into: for each the key to it, its path and its value."""
    if is_named_element(value) and TEXT in value:
        return list(answers_in(path, [value]))
    if isinstance(value, dict) and (said := answer_beside(value.values())):
        return [
            (asked(item), member_path(member_path(path, key), said), item.get(said))
            for key, item in value.items()
        ]
    if isinstance(value, dict):
        return [(key, member_path(path, key), item) for key, item in value.items()]
    if isinstance(value, list) and not is_plain(value):
        return list(answers_in(path, value))
    return []


def _unique_name(key_path: KeyPath, taken: set[str]) -> str:
    """The last keys that lead to it, as many of them as make a name that is new."""
    words = [_snake_case(str(key)) for key in key_path]
    words = [word for word in words if word] or ["value"]
    while len(words) > 1 and not words[-1].isdigit() and holds_answer(words[-1]):
        words.pop()
    # No name begins with an index: items_1_sku, not 1_sku.
    starts = [i for i, word in enumerate(words) if not word[0].isdigit()]
    if not starts:
        words, starts = ["value", *words], [0]
    for start in reversed(starts):
        name = "_".join(words[start:])
        if name not in taken:
            return name
    return next(n for i in count(2) if (n := f"{name}_{i}") not in taken)


def _snake_case(key: str) -> str:
    """Letters and digits of any script, without accents, and underscores."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()
    bare = without_accents(text)
    text = "".join(c if c.isalnum() and f"_{c}".isidentifier() else "_" for c in bare)
    return unicodedata.normalize("NFC", re.sub("_+", "_", text).strip("_"))
