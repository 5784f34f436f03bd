"""Paths to fields of linked records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.field_paths import DEEPEST_PATH, split_path


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("name", ("name",)),
        ("parent_id.name", ("parent_id", "name")),
        (" company_id.currency_id.name ", ("company_id", "currency_id", "name")),
        ("x_größe.name", ("x_größe", "name")),
        ("a.b.c.d.e", ("a", "b", "c", "d", "e")),
    ],
)
def test_the_steps_of_a_path(text, steps):
    assert split_path(text) == steps


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "name.", ".name", "a..b", "a.b c", "a-b", "1a", "a[0]", "a.b\nc"]
    + ["name desc", "name,id", "a.b.c.d.e.f", "a.__class__; --", "a" + ".b" * 100],
)
def test_what_is_no_path(text):
    with pytest.raises(InvalidSetup):
        split_path(text)


@given(st.text())
def test_any_text_is_a_path_or_refused(text):
    try:
        steps = split_path(text)
    except InvalidSetup:
        return
    assert 1 <= len(steps) <= DEEPEST_PATH
    assert all(step.isidentifier() for step in steps)
