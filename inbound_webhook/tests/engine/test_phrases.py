"""Sentences that a screen can say in another language."""

import ast
import copy
import json
import pickle
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine import errors
from inbound_webhook.engine.masking.personal import without_values_in_phrase
from inbound_webhook.engine.phrases import Moment, Phrase
from inbound_webhook.engine.trace import Trace
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

# ``Phrase`` rather than ``_lt`` here: what a test says is not for translators.
ADDON = Path(errors.__file__).resolve().parents[1]
#: What is called with a sentence that reaches a screen, and which argument that is.
SPEAKERS = {
    "UnreadableBody": 1,
    "BodyTooLarge": 1,
    "UnsupportedBody": 1,
    "ValueRefused": 1,
    "AmbiguousMatch": 1,
    "InvalidSetup": 1,
    "NotAuthentic": 1,
    "refused": 1,
    "_Unsupported": 0,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sr]|(%)")

values = st.text() | st.integers()
words = st.builds(Phrase, st.text())
phrases = st.recursive(
    words | st.builds(lambda value: Phrase("not %(value)s", value=value), values),
    lambda inner: st.builds(
        lambda count, reason: Phrase(
            "%(count)s: %(reason)r", count=count, reason=reason
        ),
        values,
        inner | values,
    ),
)


def calls_of_names():
    """Calls in the addon's Python files by the name that is called."""
    found = defaultdict(list)
    for path in sorted(ADDON.rglob("*.py")):
        place = path.relative_to(ADDON)
        if "tests" in place.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                call = pytest.param(node, id=f"{place}:{node.lineno}")
                found[node.func.id].append(call)
    return found


CALLS = calls_of_names()


def test_a_phrase_is_its_english_text():
    reason = Phrase("%(received)s is not %(expected)s.", received="'a'", expected="b")
    phrase = Phrase(
        "The field %(field)r is wrong: %(reason)s", field="x", reason=reason
    )
    assert phrase == "The field 'x' is wrong: 'a' is not b."


def test_a_percent_sign_stands_for_itself():
    assert Phrase("100 % of %s") == "100 % of %s"
    assert Phrase("It is %(value)s.", value="50 %(x)s %") == "It is 50 %(x)s %."
    inner = Phrase("100 %")
    assert Phrase("It is %(value)s.", value=inner) == "It is 100 %."


def test_phrases_can_stand_in_lines():
    lines = Phrase.of_lines(
        [Phrase("%(count)s failed.", count=2), Phrase("100 %"), "a %s"]
    )
    assert lines == "2 failed.\n100 %\na %s"
    assert Phrase.from_json(lines.to_json()) == lines


@given(phrases)
def test_stored_as_json_a_phrase_is_the_same_again(phrase):
    again = Phrase.from_json(json.loads(json.dumps(phrase.to_json())))
    assert again == phrase
    assert again.to_json() == phrase.to_json()


@given(phrases)
def test_copies_are_phrases(phrase):
    for again in (copy.deepcopy(phrase), pickle.loads(pickle.dumps(phrase))):
        assert again == phrase
        assert again.to_json() == phrase.to_json()


@given(phrases)
def test_an_error_says_its_phrase(phrase):
    error = errors.EngineError("code", phrase, field="x")
    assert str(error) == phrase
    assert error.phrase is phrase
    assert (error.code, error.details) == ("code", {"field": "x"})


def test_an_error_can_be_raised_with_a_plain_text():
    assert str(errors.ValueRefused("code", "As it is: 100 %s")) == "As it is: 100 %s"


@given(st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))
def test_a_refusal_keeps_plain_texts_in_its_details(value):
    try:
        convert([value, value], "date", ValueContext())
    except errors.ValueRefused as error:
        assert {type(detail) for detail in error.details.values()} == {str}
        assert isinstance(error.phrase, Phrase)


def test_a_line_of_the_trace_keeps_both_forms_of_a_sentence():
    trace = Trace()
    trace.failed(
        "parse", "wrong", message=Phrase("There is no %(what)s.", what="x"), a=1
    )
    [line] = trace.lines
    assert json.loads(json.dumps(line)) == {
        "step": "parse",
        "state": "failed",
        "code": "wrong",
        "message": "There is no x.",
        "a": 1,
        "phrases": {
            "message": {"template": "There is no %(what)s.", "values": {"what": "x"}}
        },
    }
    trace.reword("Said by another.")
    assert line["message"] == "Said by another."
    assert "phrases" not in line


def test_a_line_without_a_sentence_has_no_phrases():
    trace = Trace()
    trace.passed("parse", "parsed", kind="json")
    trace.failed("apply", "failed", message="plain")
    assert not any("phrases" in line for line in trace.lines)


@pytest.mark.parametrize("call", CALLS["_lt"])
def test_templates_are_written_out_and_filled(call):
    """What Odoo's export can find, and Odoo can fill in whatever language."""
    [template] = call.args
    assert isinstance(template, ast.Constant), "write the sentence here, as a text"
    given_values = {keyword.arg for keyword in call.keywords}
    found = list(PLACEHOLDER.finditer(template.value)) if given_values else []
    assert {match[1] for match in found} == given_values
    assert not given_values & {"self", "source"}, "names that env._ has itself"


@pytest.mark.parametrize("call", [call for name in SPEAKERS for call in CALLS[name]])
def test_what_is_refused_is_said_in_a_phrase(call):
    """A sentence that is put together here can be said in English only."""
    said = call.args[SPEAKERS[call.func.id] :]
    texts = (ast.JoinedStr, ast.Constant, ast.BinOp)
    assert said
    for argument in said:
        assert not isinstance(argument, texts), "use _lt()"
        is_method = isinstance(argument, ast.Call) and isinstance(
            argument.func, ast.Attribute
        )
        assert not is_method, "use _lt()"


def test_there_are_sentences_to_check():
    assert len(CALLS["_lt"]) > 80
    assert all(CALLS[name] for name in SPEAKERS)


def test_a_moment_is_said_in_utc_and_kept_for_other_zones():
    moment = Moment("2026-05-06T07:00:00")
    phrase = Phrase("It was on %(at)s.", at=moment)
    assert phrase == "It was on 2026-05-06 07:00:00 UTC."
    stored = json.loads(json.dumps(phrase.to_json()))
    assert stored["values"] == {"at": {"moment": "2026-05-06T07:00:00"}}
    again = Phrase.from_json(stored)
    assert again == phrase
    assert again.values["at"].iso == "2026-05-06T07:00:00"
    assert copy.deepcopy(moment).iso == pickle.loads(pickle.dumps(moment)).iso
    masked = without_values_in_phrase(stored)
    assert Phrase.from_json(masked) == "It was on ***."
