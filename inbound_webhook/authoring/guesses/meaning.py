"""What a value is, by the keys that lead to it."""

import re
from dataclasses import dataclass

from ...engine.spelling import without_accents
from .terms import (
    CONCEPTS,
    MESSAGE,
    MISLEADING,
    MOBILE,
    NEUTRAL,
    OTHERS,
    PHONE,
    RECEIVERS,
    TRACKING,
)

#: Keys that hold what the key above them names.
_ANSWER_KEYS = frozenset(
    {
        *("value", "values", "string_value", "answer", "answers", "text", "0"),
        *("content", "@value", "#text", "response", "textAnswers", "answerDetails"),
    }
)
#: Of such words is a key that holds one below the answer of a question.
_OF_ANSWERS = frozenset(
    "answer answers value values text texts string question details choice "
    "content".split()
)
#: Keys that say something about what the key above them names, and not what it is.
_ABOUT_THE_KEY = frozenset(
    {"type", "kind", "inputtype", "fieldtype", "label", "required", "placeholder"}
)
_MOST_KEYS = 3
#: The numbers that builders of forms put around a name: q3_email, email4.
_FIELD_NUMBER = re.compile(r"q?\d+|input|field", re.ASCII)
#: What SAP's documents have around their fields: E1KNA1M, DEBMAS06.
_SEGMENT = re.compile(
    r"[EZ]1[A-Z]\w*|Z?(?:DEBMAS|CREMAS|ADRMAS|BUPA)\w*|IDOC", re.ASCII
)
#: Behind a number of a phone, which it is without: tel_nr, whatsapp_no.
_NUMBER_WORDS = frozenset("no nr num number numero nummer numer n".split())
_TRAILING_DIGITS = re.compile(r"(?<!\d)\d+$", re.ASCII)

_EXACT, _IN_CONTEXT, WEAK = 100, 95, 80
_SECOND_CHOICE = 10


@dataclass(frozen=True)
class Meaning:
    """What a value seems to be.

    :param concept: key of ``CONCEPTS``
    :param score: how sure that is, up to 100
    :param is_weak: whether the word alone could mean something else
    """

    concept: str
    score: int
    is_weak: bool = False


def words(key: str) -> list[str]:
    """The words of a key or a label, in lower case and without accents."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key)
    return re.findall(r"[^\W_]+", without_accents(text).casefold())


def squeezed(key: str) -> str:
    """A key or a label without what stands between its words."""
    return "".join(words(key))


def keys_of(key_path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that say something: no indexes, and nothing below what they name."""
    keys = [key for key in key_path if isinstance(key, str)]
    while len(keys) > 1 and holds_answer(keys[-1]):
        keys.pop()
    return tuple(keys)


def holds_answer(key: str) -> bool:
    """Whether a key says only that below it is what the key above it names."""
    said = set(words(key))
    has_answer = not said.isdisjoint(("answer", "answers", "value", "values"))
    return key in _ANSWER_KEYS or (has_answer and said <= _OF_ANSWERS)


def meaning_of(key_path: tuple[str | int, ...]) -> Meaning | None:
    """What a value is, None where its keys do not say.

    :param key_path: the keys and indexes from the root to it
    """
    keys = keys_of(key_path)
    if len(keys) > 1 and squeezed(keys[-1]) in _ABOUT_THE_KEY:
        return None
    for count in range(min(_MOST_KEYS, len(keys)), 0, -1):
        named, parents = keys[-count:], keys[:-count]
        found = _named(" ".join(named))
        if not found or any(map(belongs_to_others, named[:-1])):
            continue
        if found.is_weak and not all(map(is_neutral, parents)):
            continue
        alone = _named(keys[-1])
        if alone and alone.concept == found.concept and alone.score > found.score:
            # What is around it says nothing more.
            found = alone
        is_tracking = found.concept in TRACKING and not found.is_weak
        if any(map(belongs_to_others, parents)) and not is_tracking:
            return None
        return Meaning(found.concept, _placed(found, parents), found.is_weak)
    return None


def is_message(key: str) -> bool:
    """Whether a key or the name of a field stands for what somebody writes."""
    meaning = meaning_of((key,))
    return meaning is not None and meaning.concept == MESSAGE


def is_neutral(key: str) -> bool:
    """Whether a key says nothing about what is below it."""
    is_around = key.casefold() in NEUTRAL or _SEGMENT.fullmatch(key)
    return bool(is_around) or all(
        word in NEUTRAL or _FIELD_NUMBER.fullmatch(word) for word in words(key)
    )


def belongs_to_others(key: str) -> bool:
    """Whether what is below a key is not about whoever the call is about."""
    said = words(key)
    snake = "_".join(said)
    if "".join(said) in RECEIVERS:
        return True
    return snake not in NEUTRAL and not OTHERS.isdisjoint([snake, *said])


def _named(label: str) -> Meaning | None:
    """What a label means, whatever is around it."""
    said = words(label)
    if "".join(said) in MISLEADING:
        return None
    telling = [word for word in said if not _FIELD_NUMBER.fullmatch(word)]
    bare = [_TRAILING_DIGITS.sub("", word) for word in telling]
    numbered = [word for word in said if word not in NEUTRAL]
    meant = [word for word in bare if word not in NEUTRAL]
    for parts, score in (
        (said, _EXACT),
        (bare, _EXACT),
        (numbered, _IN_CONTEXT),
        (meant, _IN_CONTEXT),
    ):
        text = "".join(parts)
        for name, concept in CONCEPTS.items():
            if text in concept.terms:
                return Meaning(name, score)
        for name, concept in CONCEPTS.items():
            if text in concept.weak_terms:
                return Meaning(name, score - _EXACT + WEAK, is_weak=True)
    return _phone_of_words(meant)


def _phone_of_words(said: list[str]) -> Meaning | None:
    """A phone number whose name is made of several words for one: telefon_mobil."""
    telling = [word for word in said if word not in _NUMBER_WORDS]
    concepts = [
        next((name for name in (MOBILE, PHONE) if word in CONCEPTS[name].terms), None)
        for word in telling
    ]
    if not concepts or None in concepts:
        return None
    return Meaning(MOBILE if MOBILE in concepts else PHONE, _IN_CONTEXT)


def _placed(found: Meaning, parents: tuple[str, ...]) -> int:
    """The score, less for an address that is not the first one of a customer."""
    delivery = {"shipping", "delivery", "secondary", "alternate", "other"}
    said = {word for key in parents for word in words(key)}
    return found.score - (_SECOND_CHOICE if said & delivery else 0)
