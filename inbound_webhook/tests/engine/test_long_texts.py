"""Whoever knows a URL can send any text: reading it takes no time that counts."""

import time

import pytest

from inbound_webhook.engine.errors import EngineError
from inbound_webhook.engine.transforms import TRANSFORMS, apply_transform
from inbound_webhook.engine.types import TYPES, convert
from inbound_webhook.engine.values import ValueContext

CONTEXTS = (
    ValueContext(country_code="JP", language="ja_JP"),
    ValueContext(country_code="DE", language="de_DE", number_format="comma"),
)
#: What hostile texts are made of: expressions begin anew at each of these.
PIECES = (
    *(" ", "\t", "\n", "\u3000", "\u200b", "1", "0", "1 ", "1.", "1,", "00", "-", "+"),
    *("(", ")", "(1", "1(", ".", ",", ";", "/", "|", "&", "&#1", "<", "<a ", "@", "a@"),
    *("a.", "A ", "ext 1", "x", "%", "$", "€", "万", "1万", "年", "12:", "Mo ", "den "),
    *("EUR(", "q=1;", ";a=b", "\U0001f1e6", "\u0301", "\ufdfa", "data:", "A=", "{{"),
)
#: A regular expression that is quadratic takes minutes for these.
LENGTHS = (75, 400, 2_000, 100_000)
#: Seconds for all of them; what is linear takes a fraction of it.
ENOUGH = 8


def texts():
    for length in LENGTHS:
        for piece in PIECES:
            text = (piece * length)[:length]
            yield from (text, f"1{text}1", f"a{text}a", f"1 {text}!")
            yield f"1/1/2024{text}x"


def seconds_of(read):
    started = time.process_time()
    for text in texts():
        try:
            read(text)
        except EngineError:
            continue
    return time.process_time() - started


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.country_code)
def test_types_read_long_texts_at_once(name, context):
    assert seconds_of(lambda text: convert(text, name, context)) < ENOUGH


@pytest.mark.parametrize("name", TYPES)
def test_types_are_guessed_of_long_texts_at_once(name):
    words = frozenset({"date", "phone", "amount"})
    assert seconds_of(lambda text: TYPES[name].suggests(words, text)) < ENOUGH


@pytest.mark.parametrize("name", TRANSFORMS)
def test_transforms_change_long_texts_at_once(name):
    assert seconds_of(lambda text: apply_transform(name, text, "a = b")) < ENOUGH


@pytest.mark.parametrize("name", ["first_name", "last_name", "person_title"])
@pytest.mark.parametrize(
    "text",
    ["Dr. " + "and " * 30_000, "x y " + "jr " * 30_000]
    + ["a, " + "md, " * 30_000, "x " * 60_000, "ABC " * 20_000 + "x " * 20_000],
    ids=["and", "jr", "md", "x", "ABC"],
)
def test_names_that_never_end_are_taken_apart_at_once(name, text):
    started = time.process_time()
    apply_transform(name, text)
    assert time.process_time() - started < 1
